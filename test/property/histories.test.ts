/** Histories of rules, dates and corrections: in every state the rewritten pipeline has the rows of the reference interpreter. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPipeline } from '../../src/pipeline/check.ts';
import { histories } from '../oracle/generate-history.ts';
import { type History, ruleChecker, statesOf } from '../oracle/history.ts';
import { cell, valueText } from '../oracle/row.ts';
import { runPipeline } from '../oracle/run.ts';
import { compareHistory, NO_COUNTS, sumCounts } from './compare-history.ts';
import { BANK, BASE, HISTORY_CASES, type Rows } from './history-cases.ts';
import { withDuckDb } from './scratch-engine.ts';

const RUNS = 300;

/** The rows of some stages after each act, as the cases write them; the first is the start. */
function statesAsText(history: History, stages: readonly string[][]): readonly Rows[] {
  const pipeline = checkPipeline(history.start.definition);
  const check = ruleChecker(pipeline);
  return statesOf(history).map(({ tables, parameters, documents }, i) => {
    const rows = runPipeline(pipeline, tables, parameters, check(documents));
    const wanted = pipeline.stages.filter(({ name }) => stages[i]?.includes(name));
    const texts = wanted.map(({ name, schema }): [string, readonly string[]] => {
      const lines = (rows[name] ?? []).map((row) =>
        schema.columns.map((each) => valueText(cell(row, each.name), each.type) ?? 'NULL').join(' | '),
      );
      return [name, lines.sort()];
    });
    return Object.fromEntries(texts);
  });
}

describe.each(Object.entries(HISTORY_CASES))('%s', (_, steps) => {
  const history = { start: BANK, acts: steps.map(([act]) => act) };
  const expected = [BASE, ...steps.map(([, rows]) => rows)];

  it('is what the reference interpreter says', () => {
    const found = statesAsText(history, expected.map(Object.keys));
    expect(found).toEqual(
      expected.map((rows) =>
        Object.fromEntries(Object.entries(rows).map(([name, lines]) => [name, [...lines].sort()])),
      ),
    );
  });

  it('is what the engine makes of the rewritten pipeline', async () => {
    const counts = await withDuckDb((engine) => compareHistory(engine, history));
    expect(counts.refused).toBe(0);
    expect(counts.acts).toBe(steps.length);
  });
});

it('calculates random histories on DuckDB as the reference interpreter does', async () => {
  let counts = NO_COUNTS;
  await withDuckDb((engine) =>
    fc.assert(
      fc.asyncProperty(histories(), async (history) => {
        counts = sumCounts(counts, await compareHistory(engine, history));
      }),
      { numRuns: RUNS },
    ),
  );
  // Guards against generators that have run dry.
  expect(counts.acts).toBeGreaterThan(RUNS * 3);
  expect(counts.rules).toBeGreaterThan(RUNS * 3);
  expect(counts.rows).toBeGreaterThan(RUNS * 20);
  expect(counts.refused).toBeLessThan(RUNS / 3);
});
