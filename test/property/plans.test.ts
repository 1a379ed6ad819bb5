/** Random pipelines as a run does them: planned, written as files, read back. The rows are those of the reference interpreter. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planCases } from '../oracle/generate-plan.ts';
import { comparePlan } from './compare-plan.ts';
import { oddOrder, PLAN_CASES } from './plan-cases.ts';
import { withDuckDb } from './scratch-engine.ts';

const RUNS = 40;

it('plans and stores random pipelines with the rows of the reference interpreter', async () => {
  let [rows, files] = [0, 0];
  await withDuckDb((engine) =>
    fc.assert(
      fc.asyncProperty(planCases(), async (plan) => {
        const counts = await comparePlan(engine, plan);
        rows += counts.rows;
        files += counts.files;
      }),
      { numRuns: RUNS },
    ),
  );
  // Guards against generators that have run dry.
  expect(files).toBeGreaterThan(RUNS);
  expect(rows).toBeGreaterThan(RUNS * 5);
});

it.each(Object.entries(PLAN_CASES))('plans and stores %s', async (_, plan) => {
  const counts = await withDuckDb((engine) => comparePlan(engine, plan));
  expect(counts.rows).toBeGreaterThan(4);
  expect(counts.errorsAgreed).toBe(0);
});

it('plans and stores quotes in the names of sorted and partition columns', async () => {
  await withDuckDb((engine) => comparePlan(engine, oddOrder()));
});
