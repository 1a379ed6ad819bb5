/** Random expressions over random rows: what DuckDB calculates is what the reference evaluator says, to the last digit. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batches } from '../oracle/generate-batch.ts';
import { compareBatch } from './compare-batch.ts';
import { withDuckDb } from './scratch-engine.ts';

const RUNS = 300;

it('calculates random expressions on DuckDB as the reference evaluator does', async () => {
  let [values, errors] = [0, 0];
  await withDuckDb((engine) =>
    fc.assert(
      fc.asyncProperty(batches(), async (batch) => {
        const counts = await compareBatch(engine, batch);
        values += counts.values;
        errors += counts.errorsAgreed;
      }),
      { numRuns: RUNS },
    ),
  );
  // Guards against generators that have run dry.
  expect(values).toBeGreaterThan(RUNS * 20);
  expect(errors).toBeGreaterThan(RUNS / 20);
});
