/** The catalogue of custom texts is in use: random pipelines and histories hold every text, with rows, and rules on them. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlimsollError } from '../../src/errors/error.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import { catalogueText } from './custom-text.ts';
import { histories } from './generate-history.ts';
import { type PipelineCase, pipelineCases } from './generate-pipeline.ts';
import type { Row } from './row.ts';
import { runPipeline } from './run.ts';

const SEED = 5;

function rowsIn(test: PipelineCase): Readonly<Record<string, readonly Row[]>> {
  try {
    return runPipeline(checkPipeline(test.definition), test.tables, test.parameters);
  } catch (error) {
    if (error instanceof PlimsollError) return {};
    throw error;
  }
}

it('random pipelines hold every text of the catalogue, with rows', () => {
  const found: Record<string, number> = {};
  for (const test of fc.sample(pipelineCases(), { numRuns: 600, seed: SEED })) {
    const rows = rowsIn(test);
    for (const stage of checkPipeline(test.definition).stages) {
      const twin = catalogueText(stage)?.twin;
      if (twin !== undefined && (rows[stage.name] ?? []).length > 1) found[twin] = (found[twin] ?? 0) + 1;
    }
  }
  const all = ['anti', 'chain', 'merged', 'pivot', 'rank', 'running'];
  expect(Object.keys(found).sort()).toEqual(all);
  for (const twin of all) expect(found[twin], twin).toBeGreaterThan(3);
});

it('random histories have rules on custom stages and on what they read', () => {
  let [on, below] = [0, 0];
  for (const { start, acts } of fc.sample(histories(), { numRuns: 120, seed: SEED })) {
    const customs = start.definition.stages.filter((stage) => stage.kind === 'custom');
    const ruled = acts.flatMap((act) => (act.kind === 'add' ? [act.rule.stage] : []));
    on += ruled.filter((name) => customs.some((stage) => stage.name === name)).length;
    below += ruled.filter((name) => customs.some((stage) => stage.inputs.includes(name))).length;
  }
  expect(on).toBeGreaterThan(5);
  expect(below).toBeGreaterThan(5);
});
