/** A copy of the example small-bank that tests may damage, and the compiled command line on it, started without waiting. */

import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SHORT, withoutProgress } from '../support/small-bank.ts';
import { ROOT } from '../support/tree.ts';

export interface Told {
  /** null: ended by a signal. */
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly told: Promise<Told>;
}

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'plimsoll-e2e-'));
}

export function smallBankFolder(): string {
  const folder = emptyFolder();
  const filter = (source: string): boolean => !source.endsWith('.plimsoll');
  cpSync(join(ROOT, 'examples/small-bank'), folder, { recursive: true, filter });
  return folder;
}

export function start(folder: string, ...args: readonly string[]): Started {
  const child = spawn(process.execPath, [SHORT, join(ROOT, 'bin/plimsoll.js'), '--project', folder, ...args]);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.err += chunk;
  });
  const told = new Promise<Told>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, out: text.out, err: withoutProgress(text.err) }));
  });
  return { child, told };
}

export const plimsoll = (folder: string, ...args: readonly string[]): Promise<Told> =>
  start(folder, ...args).told;

/** The exact ratio of the bank as `show metrics` gives it. */
export async function ratio(folder: string): Promise<string | undefined> {
  const { out } = await plimsoll(folder, '--json', 'show', 'metrics');
  const { perimeters } = JSON.parse(out) as {
    readonly perimeters: readonly { readonly perimeter: string; readonly values: Record<string, string> }[];
  };
  return perimeters.find((one) => one.perimeter === 'SB')?.values['lcr'];
}

/** By its README, added up by hand. */
export const SMALL_BANK_RATIO = '1.640478';

/** Parquet files of the stored result of a stage or table, in every version that there is. */
export function storedFiles(folder: string, name: string): readonly string[] {
  const results = join(folder, '.plimsoll/results');
  return readdirSync(results, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('manifest.json'))
    .flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(results, path), 'utf8')) as {
        readonly name: string;
        readonly files: readonly { readonly path: string }[];
      };
      if (manifest.name !== name) return [];
      return manifest.files.map((file) => join(results, dirname(path), file.path));
    });
}

/** What a command has left in the folders for work in progress. */
export const leftovers = (folder: string): readonly string[] =>
  ['work', 'tmp'].flatMap((name) => {
    const path = join(folder, '.plimsoll', name);
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  });
