/**
 * `npm run bad-bank -- --deals N --bad RATE --seed S [--format csv|parquet]`: a generated bank with bad records in a temporary folder, a
 * run of it, and what the run rejects against the answer key: every reject that the key names, and no other. The last line has the
 * counts; exit code 1 where the two differ.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, install, needsBuild, ROOT } from './prepare.mjs';
import { testModules } from './test-modules.mjs';

const SHOWN_MAX = 5;

/** Runs one command of Plimsoll as a user would, and tells how long it took. */
function plimsoll(folder, args) {
  const started = performance.now();
  const cli = [join(ROOT, 'bin', 'plimsoll.js'), '--project', folder, ...args];
  const { status } = spawnSync(process.execPath, cli, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`plimsoll ${args[0]} ended with exit code ${status}`);
  process.stdout.write(`${args[0]} ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

async function compare(folder) {
  const server = await testModules();
  try {
    const { compareWithKey } = await server.ssrLoadModule('/test/support/answer-key.ts');
    return await compareWithKey(folder);
  } finally {
    await server.close();
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      deals: { type: 'string', default: '100000' },
      bad: { type: 'string', default: '0.002' },
      seed: { type: 'string', default: '1' },
      format: { type: 'string', default: 'csv' },
    },
  });
  install();
  if (needsBuild()) build();
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bad-bank-'));
  try {
    plimsoll('.', ['init', join(folder, 'bank')]);
    const bank = join(folder, 'bank');
    const { deals, bad, seed, format } = values;
    plimsoll(bank, ['generate', '--deals', deals, '--seed', seed, '--bad', bad, '--format', format]);
    plimsoll(bank, ['run']);
    const { defects, found, wrong, missed } = await compare(bank);
    for (const line of wrong.slice(0, SHOWN_MAX)) process.stdout.write(`false: ${line}\n`);
    for (const line of missed.slice(0, SHOWN_MAX)) process.stdout.write(`missed: ${line}\n`);
    process.stdout.write(
      `${defects} defects, ${found} found, ${wrong.length} false, ${missed.length} missed\n`,
    );
    process.exitCode = wrong.length + missed.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
