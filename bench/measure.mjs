/** Rounds, medians, memory and start-up times. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../scripts/prepare.mjs';
import { VARIANTS } from './variants.mjs';

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Medians per variant: each round runs every variant once, beginning with another one, so that none has the best place. */
export async function measureRounds(bench, runs, say) {
  const times = new Map(VARIANTS.map((variant) => [variant.name, []]));
  for (let round = 0; round < runs; round++) {
    const from = round % VARIANTS.length;
    for (const variant of [...VARIANTS.slice(from), ...VARIANTS.slice(0, from)]) {
      const { wallMs, cpuMs } = await variant.run(bench);
      times.get(variant.name).push({ wallMs, cpuMs });
      say(`round ${round + 1} of ${runs}: ${variant.name} ${(wallMs / 1000).toFixed(2)} s`);
    }
  }
  return new Map(
    [...times].map(([name, list]) => [
      name,
      { wallMs: median(list.map((each) => each.wallMs)), cpuMs: median(list.map((each) => each.cpuMs)) },
    ]),
  );
}

/** Peak resident memory in MiB of a process that runs the variant of a script once and nothing else. */
export function peakMemory(project, variant, script = 'lcr.mjs') {
  const child = spawnSync(
    process.execPath,
    [join(import.meta.dirname, script), '--once', variant, '--project', project],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (child.status !== 0) throw new Error(`${variant} failed in a process of its own`);
  return JSON.parse(child.stdout).peakMiB;
}

/** Median wall milliseconds of the command line with `args`, as a user waits for it. */
export function commandMs(args, runs) {
  const times = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const child = spawnSync(process.execPath, [join(ROOT, 'bin', 'plimsoll.js'), ...args], {
      stdio: 'ignore',
    });
    if (child.status !== 0) throw new Error(`plimsoll ${args.join(' ')} ended with ${child.status}`);
    times.push(performance.now() - started);
  }
  return median(times);
}
