/**
 * `npm run demo`: a generated bank with about a million deals and its LCR, by the same commands that a user types.
 *
 * Installs and builds what is missing, then works in ./demo, which git ignores. Running it again starts from an empty folder.
 */

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, needsBuild, ROOT } from './prepare.mjs';

const DEMO = join(ROOT, 'demo');
const DEALS = process.env.PLIMSOLL_DEMO_DEALS ?? '1000000';

const say = (text) => process.stdout.write(`${text}\n`);

/** Runs one command of Plimsoll as a user would, and returns how long it took in milliseconds. */
function plimsoll(args, cwd) {
  say(`\n$ plimsoll ${args.join(' ')}`);
  const started = performance.now();
  const result = spawnSync(process.execPath, [join(ROOT, 'bin', 'plimsoll.js'), ...args], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`plimsoll ${args[0]} ended with exit code ${result.status}`);
  return performance.now() - started;
}

function main() {
  install();
  if (needsBuild()) build();
  rmSync(DEMO, { recursive: true, force: true });
  const steps = [
    ['init', plimsoll(['init', 'demo'], ROOT)],
    ['generate', plimsoll(['generate', '--deals', DEALS, '--seed', '42'], DEMO)],
    ['run', plimsoll(['run'], DEMO)],
  ];
  say(`\n${steps.map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)} s`).join(', ')}`);
  say(`
What to type next:
  cd demo
  npx plimsoll show lines          every line with paragraph, rate, amount and value, by entity
  npx plimsoll run                 again: nothing changed, so nothing is computed
  npx plimsoll explain liquidity   how a stage is computed: its columns and its SQL
  npx plimsoll doctor              what is installed, which national options are missing
Your own files: the README, from "Your own data" on.`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`The demo stopped: ${error.message}\n`);
  process.exitCode = 1;
}
