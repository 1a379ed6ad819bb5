/** Random pipelines of all operators over random data: every stage has the same rows on DuckDB as in the reference interpreter. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pipelineCases } from '../oracle/generate-pipeline.ts';
import { comparePipeline } from './compare-pipeline.ts';
import { withDuckDb } from './scratch-engine.ts';

const RUNS = 100;

it('calculates random pipelines on DuckDB as the reference interpreter does', async () => {
  let [rows, stages] = [0, 0];
  await withDuckDb((engine) =>
    fc.assert(
      fc.asyncProperty(pipelineCases(), async (test) => {
        const counts = await comparePipeline(engine, test);
        rows += counts.rows;
        stages += counts.stages;
      }),
      { numRuns: RUNS },
    ),
  );
  // Guards against generators that have run dry.
  expect(stages).toBeGreaterThan(RUNS * 2);
  expect(rows).toBeGreaterThan(RUNS * 5);
});
