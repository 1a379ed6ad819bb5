/** A generated bank in folders that may be disturbed: what was prepared once is copied for each disturbance. */

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/tree.ts';

export interface Ended {
  /** null: by a signal. */
  readonly exit: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
}

/** Everything of one disturbance: the project, and a folder of its own for what the system gives to write temporarily. */
export interface Place {
  readonly project: string;
  readonly temporary: string;
  readonly remove: () => void;
}

export function newPlace(from: string | null): Place {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-faults-'));
  const [project, temporary] = [join(folder, 'project'), join(folder, 'temporary')];
  mkdirSync(temporary);
  if (from !== null) cpSync(from, project, { recursive: true });
  return { project, temporary, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The compiled command line on the project of a place. */
export function start({ project, temporary }: Place, ...args: readonly string[]): Running {
  const child = spawn(process.execPath, [join(ROOT, 'bin/plimsoll.js'), '--project', project, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.err += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => resolve({ exit, signal, ...text }));
  });
  return { kill: (signal) => child.kill(signal), ended };
}

export const plimsoll = (place: Place, ...args: readonly string[]): Promise<Ended> =>
  start(place, ...args).ended;

/** Runs a command that must end well. */
export async function done(place: Place, ...args: readonly string[]): Promise<Ended> {
  const ended = await plimsoll(place, ...args);
  if (ended.exit !== 0) throw new Error(`plimsoll ${args.join(' ')} ended with ${ended.exit}: ${ended.err}`);
  return ended;
}

const RULE = `{"rule_id": "SHIFT", "stage": "liquidity", "effective_date": "2024-01-15",
 "conditions": [{"field": "currency_code", "operator": "=", "value": "USD"}],
 "adjustments": [{"field": "liquidity_value", "operation": "multiply", "value": 0.9}]}`;

/** A project with a bank and a rule file, and nothing computed. */
export async function fullBank(deals: number): Promise<Place> {
  const place = newPlace(null);
  await done(place, 'init', place.project);
  await done(place, 'generate', '--deals', String(deals), '--seed', '7', '--format', 'csv');
  writeFileSync(join(place.project, 'rule.json'), RULE);
  return place;
}

/** Other balances of some accounts, and a few accounts less. */
export function correctAccounts({ project }: Place): void {
  const path = join(project, 'data/account.csv');
  const lines = readFileSync(path, 'utf8').split('\n');
  const corrected = lines
    .filter((_, i) => i < 200 || i % 97 !== 3)
    .map((line, i) => (i > 100 && i % 13 === 0 ? line.replace('.00,', '.07,') : line));
  writeFileSync(path, corrected.join('\n'));
}
