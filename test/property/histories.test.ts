/**
 * The law: in every state of a history, the rows of the reference interpreter, of the rewritten pipeline and of the incremental
 * computation are the same. Here on histories that were written or found; random-histories.test.ts draws them, with every way of going about it.
 */

import { describe, expect, it } from 'vitest';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { StageChange } from '../../src/scenario/transition.ts';
import { LIMITS } from '../../src/scenario/work.ts';
import { type History, ruleChecker, statesOf } from '../oracle/history.ts';
import { cell, valueText } from '../oracle/row.ts';
import { runPipeline } from '../oracle/run.ts';
import { compareHistoryCase, NO_LIMITS } from './campaign.ts';
import { compareHistory } from './compare-history.ts';
import { FOUND_HISTORIES } from './found-histories.ts';
import { B, deal, deals, type Rows } from './history-bank.ts';
import { BANK, BASE, HISTORY_CASES } from './history-cases.ts';
import { incrementally } from './incremental.ts';
import { MORE_HISTORIES, type WorkedHistory } from './more-histories.ts';
import { withDuckDb } from './scratch-engine.ts';

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

const WORKED: Readonly<Record<string, WorkedHistory>> = {
  ...Object.fromEntries(
    Object.entries(HISTORY_CASES).map(([name, steps]) => [name, { start: BANK, base: BASE, steps }]),
  ),
  ...MORE_HISTORIES,
};

describe.each(Object.entries(WORKED))('%s', (_, { start, base, steps }) => {
  const history = { start, acts: steps.map(([act]) => act) };
  const expected = [base, ...steps.map(([, rows]) => rows)];

  it('is what the reference interpreter says', () => {
    const found = statesAsText(history, expected.map(Object.keys));
    expect(found).toEqual(
      expected.map((rows) =>
        Object.fromEntries(Object.entries(rows).map(([name, lines]) => [name, [...lines].sort()])),
      ),
    );
  });

  it.each([
    ['delta', NO_LIMITS, false],
    ['auto', LIMITS, true],
    ['full', LIMITS, false],
  ] as const)(
    'is what the engine makes of it, [%s], limits %o, moves base %s',
    async (mode, limits, movesBase) => {
      const counts = await withDuckDb((engine) =>
        compareHistoryCase(engine, { history, keepEvery: 2, mode, limits, movesBase }),
      );
      expect(counts.refused).toBe(0);
      expect(counts.acts).toBe(steps.length);
      expect(counts.increments).toBeGreaterThan(steps.length);
    },
  );
});

describe.each(Object.entries(FOUND_HISTORIES))('%s', (_, history) => {
  it.each(['delta', 'auto', 'full'] as const)('is the same on all sides, [%s]', async (mode) => {
    const counts = await withDuckDb((engine) =>
      compareHistoryCase(engine, {
        history,
        keepEvery: 2,
        mode,
        limits: NO_LIMITS,
        movesBase: mode === 'auto',
      }),
    );
    expect(counts.acts).toBe(history.acts.length);
  });
});

it('touched groups of a stage with a minimum and a distinct count are computed anew, and not the whole stage', async () => {
  const stages: StageChange[] = [];
  const history = {
    start: BANK,
    // A value moves, a group becomes empty, one appears, and the group NULL gets a row.
    acts: [
      deals([deal('a', 'A', '120.00', true)]),
      deals([], [B]),
      deals([deal('d', 'D', '70.00', null)]),
      deals([deal('e', null, '80.00', true)]),
    ],
  };
  const how = { keepEvery: 2, mode: 'delta', limits: NO_LIMITS, movesBase: false } as const;
  const onStages = (each: readonly StageChange[]): void => void stages.push(...each);
  await withDuckDb((engine) => compareHistory(engine, history, incrementally({ ...how, onStages })));
  const groups = stages.filter(({ stage }) => stage === 'groups (state)');
  expect(groups).toHaveLength(history.acts.length + 1);
  for (const each of groups.slice(1))
    expect(each).toMatchObject({ how: 'delta', why: expect.stringContaining('groups anew'), changed: 1 });
});
