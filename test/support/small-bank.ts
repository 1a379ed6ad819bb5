/** The example small-bank in a folder of its own, with files changed, through the compiled command line. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './tree.ts';

export interface Told {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface SmallBank {
  readonly folder: string;
  /** Replaces the first `from` in a file of the project by `to`; a text that is not there is an error. */
  readonly change: (file: string, from: string, to: string) => void;
  /** Adds bytes, one per character, at the end of a file. */
  readonly append: (file: string, latin1: string) => void;
  readonly plimsoll: (...args: readonly string[]) => Told;
  /** The JSON document that the command prints, whatever its exit code. */
  readonly json: (...args: readonly string[]) => unknown;
  readonly remove: () => void;
}

/** An option of Node for commands that are over in a second: code that they would optimise is hardly run again, and the compiler takes a fifth of their time. */
export const SHORT = '--no-opt';

/** What goes on is told every few seconds, so that a slow machine says more. */
export const withoutProgress = (err: string): string =>
  err.replace(/^(\d{4}-\d\d-\d\d: )?(Reading|Calculating|Adding up|Wrote|Asking Spark) .*\n/gm, '');

export function smallBank(): SmallBank {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-small-bank-'));
  cpSync(join(ROOT, 'examples/small-bank'), folder, {
    recursive: true,
    filter: (source) => !source.endsWith('.plimsoll'),
  });
  const plimsoll = (...args: readonly string[]): Told => {
    const command = [SHORT, join(ROOT, 'bin/plimsoll.js'), '--project', folder, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return { exit: status ?? -1, out: stdout, err: withoutProgress(stderr) };
  };
  return {
    folder,
    change: (file, from, to) => {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
      writeFileSync(
        path,
        text.replace(from, () => to),
      );
    },
    append: (file, latin1) => writeFileSync(join(folder, file), Buffer.from(latin1, 'latin1'), { flag: 'a' }),
    plimsoll,
    json: (...args) => JSON.parse(plimsoll(...args, '--json').out),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
