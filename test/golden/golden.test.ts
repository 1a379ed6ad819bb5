/**
 * The SQL of every stage of the reference pipeline, kept as text so that a reviewer sees what a change does to it.
 *
 * `PLIMSOLL_GOLDEN=write npx vitest run test/golden` writes the file anew. What the SQL means is tested elsewhere, by running it.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPipeline } from '../../src/pipeline/check.ts';
import { BASEL_LCR } from '../../src/regulation/basel/lcr.ts';
import { loneStageSql } from '../../src/sql/stage-query.ts';
import { parseDate } from '../../src/values/date.ts';

const FILE = new URL('./basel-lcr.duckdb.sql', import.meta.url);

test('the SQL of the reference pipeline is the one that was reviewed', () => {
  const pipeline = checkPipeline(BASEL_LCR);
  const parameters = {
    calculation_date: parseDate('2024-01-31') ?? null,
    reporting_currency: 'EUR',
    jurisdiction: 'BASEL',
  };
  const text = pipeline.stages
    .map((stage) => `-- ${stage.name} (${stage.kind})\n${loneStageSql(pipeline, stage.name, parameters)};\n`)
    .join('\n');
  if (process.env['PLIMSOLL_GOLDEN'] === 'write') writeFileSync(FILE, text);
  expect(text).toBe(readFileSync(FILE, 'utf8'));
});
