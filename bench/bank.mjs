/**
 * Generated banks for measuring, kept in the system's temporary folder: made once per size, seed and generator.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/prepare.mjs';
import { DATE } from './settings.mjs';
import { shuffleBank } from './shuffle.mjs';

/** What the rows of a bank depend on besides size and seed. */
const GENERATOR = ['dist/generate', 'dist/dictionary'];
const SHUFFLE = 'bench/shuffle.mjs';

/** The project folder of a bank of `deals` deals; `say` gets a line when it has to be made. */
export const benchBank = (deals, seed, say) => cached(`bank-${deals}-${seed}`, deals, seed, say, null);

/** The same with the tables of the NSFR. */
export const fundingBank = (deals, seed, say) =>
  cached(`nsfr-${deals}-${seed}`, deals, seed, say, null, ['--nsfr']);

/** The same in CSV files, and with `days` more than one in files of each business day. */
export const csvBank = (deals, seed, days, say) =>
  cached(`csv-${deals}-${seed}-${days}`, deals, seed, say, null, [
    '--format',
    'csv',
    ...(days > 1 ? ['--days', String(days)] : []),
  ]);

/** The same with its columns shuffled against each other (shuffle.mjs). */
export const shuffledBank = (deals, seed, say) =>
  cached(`shuffled-${deals}-${seed}`, deals, seed, say, (folder) => shuffleBank(folder, seed));

async function cached(name, deals, seed, say, change, more = []) {
  const base = join(tmpdir(), 'plimsoll-bench');
  const folder = join(base, `${name}-${generatorVersion()}`);
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
    ...more,
  ]);
  if (change !== null) await change(join(making, 'data'));
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
  return hash
    .update(readFileSync(join(ROOT, SHUFFLE)))
    .digest('hex')
    .slice(0, 12);
}
