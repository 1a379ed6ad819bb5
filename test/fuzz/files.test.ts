/** Fuzzed files, a few at random; `npm run fuzz -- --files 10000` does it for longer. */

import { expect, it } from 'vitest';
import { fuzz } from './campaign.ts';

it('60 files at random are read as a second reader reads them, or refused by name', async () => {
  const seed = Math.floor(Math.random() * 1_000_000_000);
  const faults: string[] = [];
  const counts = await fuzz({
    seed,
    numbers: Array.from({ length: 60 }, (_, i) => i),
    workers: 2,
    onFault: (number, text) => faults.push(`npm run fuzz -- --only ${number} --seed ${seed}: ${text}`),
    progress: () => undefined,
  });
  expect(faults, `seed ${seed}`).toEqual([]);
  expect(counts.cases).toBe(60);
  // Otherwise the files are all so broken that nothing is shown.
  expect(counts.accepted, `seed ${seed}`).toBeGreaterThan(0);
  expect(counts.rejected, `seed ${seed}`).toBeGreaterThan(0);
  expect(counts.errors, `seed ${seed}`).toBeGreaterThan(0);
});
