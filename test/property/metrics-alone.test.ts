/** A preview of metrics alone gives the metrics that the whole change gives, and leaves the rows of large stages out. */

import { expect, it } from 'vitest';
import type { StageChange } from '../../src/scenario/transition.ts';
import { LcrHistories } from './compare-lcr.ts';
import { add, by, test as condition } from './history-bank.ts';
import { generatedTables } from './lcr-banks.ts';
import { lcrStart } from './lcr-histories.ts';
import { withDuckDb } from './scratch-engine.ts';

/** Every stage with more than a row is large, and anything that is touched is too much. */
const LIMITS = { shareMax: 0.001, smallRows: 1, fewRules: 4 };
const SEED = 20261127;

it('a rule on every row and one on a line', async () => {
  const stages: StageChange[] = [];
  const onStages = (each: readonly StageChange[]): void => void stages.push(...each);
  await withDuckDb(async (engine) => {
    const start = lcrStart(await generatedTables(engine, SEED), SEED);
    const sides = await LcrHistories.open(engine, {
      mode: 'auto',
      limits: LIMITS,
      movesBase: false,
      metricsFirst: true,
      onStages,
    });
    const acts = [
      add('ALL', 'deal_enrichment', [], [by('multiply', 'liquidity_factor', '0.95')]),
      add(
        'LINE',
        'liquidity',
        [condition('product_type', '=', 'DEPOSIT')],
        [by('add', 'liquidity_value', '1000')],
      ),
    ];
    try {
      expect((await sides.compare({ start, acts }, 'each')).acts).toBe(acts.length);
    } finally {
      await sides.close();
    }
  });
  const left = stages.filter(({ how }) => how === 'left_out').map(({ stage }) => stage);
  expect(left.filter((stage) => stage === 'liquidity')).toHaveLength(2);
  expect(stages.filter(({ stage, how }) => stage === 'metrics' && how === 'found')).toHaveLength(2);
});
