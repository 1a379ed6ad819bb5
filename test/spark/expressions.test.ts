/** Random expressions over random rows, and random pipelines: what Spark calculates is what the reference evaluator and interpreter say, to the last digit. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batches } from '../oracle/generate-batch.ts';
import { pipelineCases } from '../oracle/generate-pipeline.ts';
import { compareBatch } from '../property/compare-batch.ts';
import { comparePipeline } from '../property/compare-pipeline.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSparkEngine } from './shared-engine.ts';

/** A batch takes about a second, a pipeline three. What fails is told with its seed. */
const BATCHES = 6;
const PIPELINES = 4;

describe.skipIf(isSparkMissing())('random calculations on Spark (npm run services)', () => {
  const engine = sharedSparkEngine();

  it('of expressions give what the reference evaluator gives', async () => {
    let values = 0;
    await fc.assert(
      fc.asyncProperty(batches(), async (batch) => {
        values += (await compareBatch(engine(), batch)).values;
      }),
      { numRuns: BATCHES, endOnFailure: true },
    );
    expect(values).toBeGreaterThan(BATCHES * 20);
  });

  it('of pipelines give what the reference interpreter gives', async () => {
    // The texts of the generator's custom stages are for DuckDB alone.
    const portable = pipelineCases().filter(({ definition }) =>
      definition.stages.every(({ kind }) => kind !== 'custom'),
    );
    await fc.assert(
      fc.asyncProperty(portable, async (test) => {
        await comparePipeline(engine(), test);
      }),
      { numRuns: PIPELINES, endOnFailure: true },
    );
  });
});
