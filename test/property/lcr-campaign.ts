/** Histories of the LCR in a campaign: several on one bank, longer than those of `npm test`, each state from scratch too. */

import fc from 'fast-check';
import { type HistoryCounts, sumCounts } from './compare-history.ts';
import { LcrHistories, type LcrWay } from './compare-lcr.ts';
import { generatedTables } from './lcr-banks.ts';
import { lcrHistories, lcrStart } from './lcr-histories.ts';
import { withDuckDb } from './scratch-engine.ts';

export interface LcrPart {
  readonly histories: number;
  readonly seed: number;
  readonly how: LcrWay;
}

export interface LcrResult {
  readonly counts: HistoryCounts;
  /** As in campaign.ts. */
  readonly difference: string | null;
}

const ACTS = [2, 3, 4, 5];

/** The same seed and number give the same bank and the same histories. */
export function runLcrPart({ histories, seed, how }: LcrPart, before: HistoryCounts): Promise<LcrResult> {
  return withDuckDb(async (engine) => {
    let counts = before;
    const start = lcrStart(await generatedTables(engine, seed), seed);
    const sides = await LcrHistories.open(engine, how);
    const property = fc.asyncProperty(lcrHistories(start, ACTS), async (history) => {
      counts = sumCounts(counts, await sides.compare(history, 'each'));
    });
    try {
      const details = await fc.check(property, { numRuns: histories, seed });
      if (!details.failed) return { counts, difference: null };
      const path = `seed ${details.seed}, path ${details.counterexamplePath}, of the LCR`;
      return { counts, difference: `${String(details.errorInstance)}\n${path}` };
    } finally {
      await sides.close();
    }
  });
}
