/** Runs every case of the corpus on the reference interpreter and on DuckDB. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../../src/errors/error.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { TableSchema } from '../../src/schema/table.ts';
import {
  createTable,
  dropTable,
  engineTexts,
  oracleTexts,
  type RowTexts,
  stageSql,
} from '../oracle/on-engine.ts';
import { runPipeline } from '../oracle/run.ts';
import { sharedDuckDb } from '../support/shared-engine.ts';
import { type CaseFile, caseDefinition, caseParameters, caseRows, parseCase, rowOf } from './case-file.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const CASES_MIN = 60;

/** The codes that an `error` of a case allows: classes for what a row does, otherwise the code itself. */
const ERROR_CLASSES: Readonly<Record<string, readonly string[]>> = {
  row: ['engine.row'],
  overflow: ['engine.row', 'engine.overflow', 'values.overflow'],
  date: ['engine.row', 'engine.overflow', 'values.date_range'],
};

type StageRows = Readonly<Record<string, RowTexts>>;

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort();
const duckdb = sharedDuckDb();

const runners = {
  oracle: async (file: CaseFile, pipeline: Pipeline): Promise<StageRows> => {
    const rows = runPipeline(pipeline, caseRows(file), caseParameters(file));
    return textsOf(pipeline, async (schema) => oracleTexts(schema, rows[schema.name] ?? []));
  },
  duckdb: async (file: CaseFile, pipeline: Pipeline): Promise<StageRows> => {
    const tables = caseRows(file);
    const tableNames = Object.fromEntries(Object.keys(tables).map((name) => [name, `table of ${name}`]));
    try {
      for (const stage of pipeline.stages) {
        if (stage.kind !== 'source') continue;
        await createTable(
          duckdb(),
          tableNames[stage.name] ?? '',
          stage.table.columns,
          tables[stage.name] ?? [],
        );
      }
      const test = { pipeline, parameters: caseParameters(file), tableNames };
      const only = typeof file.error === 'object' ? file.error.stage : undefined;
      return await textsOf(
        pipeline,
        (schema) => engineTexts(duckdb(), schema, stageSql(test, schema.name)),
        only,
      );
    } finally {
      for (const name of Object.values(tableNames)) await dropTable(duckdb(), name);
    }
  },
};

async function textsOf(
  pipeline: Pipeline,
  rowsOf: (schema: TableSchema) => Promise<RowTexts>,
  only?: string,
): Promise<StageRows> {
  const result: Record<string, RowTexts> = {};
  for (const { name, schema } of pipeline.stages) {
    if (only === undefined || only === name) result[name] = await rowsOf(schema);
  }
  return result;
}

describe.each(files)('%s', (name) => {
  const file = parseCase(readFileSync(join(FOLDER, name), 'utf8'));
  for (const engine of ['oracle', 'duckdb'] as const) {
    it(`${file.title} [${engine}]`, async () => {
      const gap = file.gaps[engine];
      const problem = await problemOf(file, engine);
      if (gap === undefined) expect(problem).toBe('');
      else expect(problem, `the gap "${gap.reason}" of ${engine} is closed: remove it`).not.toBe('');
    });
  }
});

/** What is wrong with the case on an engine, as text; empty when all is as expected. */
async function problemOf(file: CaseFile, engine: keyof typeof runners): Promise<string> {
  const code = typeof file.error === 'object' ? file.error.code : file.error;
  let found: StageRows;
  let pipeline: Pipeline;
  try {
    pipeline = checkPipeline(caseDefinition(file));
    found = await runners[engine](file, pipeline);
  } catch (error) {
    if (!(error instanceof PlimsollError)) return String(error);
    const allowed = code === undefined ? [] : (ERROR_CLASSES[code] ?? [code]);
    return allowed.includes(error.code) ? '' : `${error.code}: ${error.message}`;
  }
  if (code !== undefined) return `expected the error ${code}, found ${JSON.stringify(found)}`;
  return Object.entries(file.expected ?? {})
    .map(([stage, rows]) => rowsProblem(pipeline, stage, rows, found[stage]))
    .join('');
}

function rowsProblem(
  pipeline: Pipeline,
  stageName: string,
  expected: readonly (readonly (string | null)[])[],
  found: RowTexts | undefined,
): string {
  const schema = pipeline.stages.find((stage) => stage.name === stageName)?.schema;
  if (schema === undefined || found === undefined) return `there is no stage ${stageName}`;
  const rows = expected.map((texts) => rowOf(schema.columns, texts, `an expected row of ${stageName}`));
  const wanted = oracleTexts(schema, rows);
  if (wanted.join('\n') === found.join('\n')) return '';
  const missing = wanted.filter((row) => !found.includes(row));
  const extra = found.filter((row) => !wanted.includes(row));
  return `${stageName}: missing ${missing.join(' ') || 'nothing'}, too many ${extra.join(' ') || 'none'}\n`;
}

describe('the corpus', () => {
  it('has its cases in folders by topic', () => {
    expect(files.length).toBeGreaterThanOrEqual(CASES_MIN);
    expect(files.filter((name) => relative('.', name).split(/[\\/]/).length !== 2)).toEqual([]);
  });

  it('refuses unknown keys, and cases without an expectation', () => {
    const base = { title: 'A title that is long enough', tables: {}, stages: [], expected: {} };
    expect(() => parseCase(JSON.stringify(base))).not.toThrow();
    expect(() => parseCase(JSON.stringify({ ...base, expectd: {} }))).toThrow(/expectd/);
    expect(() => parseCase(JSON.stringify({ ...base, expected: undefined }))).toThrow(/either/);
    expect(() => parseCase(JSON.stringify({ ...base, error: 'row' }))).toThrow(/either/);
  });
});
