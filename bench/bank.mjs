/**
 * Generated banks for measuring, kept in the system's temporary folder: made once per size, seed and generator.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/prepare.mjs';

export const DATE = '2024-01-31';
export const CURRENCY = 'EUR';

/** What the rows of a bank depend on besides size and seed. */
const GENERATOR = ['dist/generate', 'dist/dictionary'];

/** The project folder of a bank of `deals` deals; `say` gets a line when it has to be made. */
export function benchBank(deals, seed, say) {
  const base = join(tmpdir(), 'plimsoll-bench');
  const folder = join(base, `bank-${deals}-${seed}-${generatorVersion()}`);
  if (existsSync(join(folder, 'plimsoll.yaml'))) return folder;
  say(`Generating a bank of ${deals} deals (seed ${seed}) in ${base}`);
  mkdirSync(base, { recursive: true });
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  plimsoll(['init', making]);
  plimsoll([
    '--project',
    making,
    'generate',
    '--deals',
    String(deals),
    '--seed',
    String(seed),
    '--date',
    DATE,
  ]);
  renameSync(making, folder);
  return folder;
}

/** Runs the built command line; throws with what it wrote when it fails. */
export function plimsoll(args) {
  const result = spawnSync(process.execPath, [join(ROOT, 'bin', 'plimsoll.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) throw new Error(`plimsoll ${args.join(' ')}: ${result.stderr || result.error}`);
  return result.stdout;
}

function generatorVersion() {
  const hash = createHash('sha256');
  for (const folder of GENERATOR) {
    const names = readdirSync(join(ROOT, folder), { recursive: true }).filter((name) => name.endsWith('.js'));
    for (const name of names.sort()) hash.update(name).update(readFileSync(join(ROOT, folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
