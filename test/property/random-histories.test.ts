/** The law of histories.test.ts on random ones. A file of its own, so that both run beside each other. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareHistoryCase, historyCases } from './campaign.ts';
import { type HistoryCounts, NO_COUNTS, sumCounts } from './compare-history.ts';
import { withDuckDb } from './scratch-engine.ts';

/** Forced to changes where it can, to full computation, and left to choose; with the written and found histories and those of the LCR more than 300. */
const RUNS = [
  ['delta', 120],
  ['full', 50],
  ['auto', 80],
] as const;

it.for(RUNS)('random histories are the same incrementally [%s]', async ([mode, numRuns]) => {
  let counts = NO_COUNTS;
  await withDuckDb((engine) =>
    fc.assert(
      fc.asyncProperty(historyCases([mode]), async (each) => {
        counts = sumCounts(counts, await compareHistoryCase(engine, each));
      }),
      { numRuns },
    ),
  );
  guard(counts, numRuns);
  expect(counts.increments).toBeGreaterThan(numRuns * 4);
});

/** Against generators that have run dry. */
function guard(counts: HistoryCounts, runs: number): void {
  expect(counts.acts).toBeGreaterThan(runs * 3);
  expect(counts.rules).toBeGreaterThan(runs * 3);
  expect(counts.rows).toBeGreaterThan(runs * 20);
  expect(counts.refused).toBeLessThan(runs / 2);
}
