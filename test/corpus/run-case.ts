/** A case of the corpus on the reference interpreter or on an engine, and what is wrong with it there. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../src/engine/engine.ts';
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
import { type CaseFile, caseDefinition, caseParameters, caseRows, parseCase, rowOf } from './case-file.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** The codes that an `error` of a case allows: classes for what a row does, otherwise the code itself. */
const ERROR_CLASSES: Readonly<Record<string, readonly string[]>> = {
  row: ['engine.row'],
  overflow: ['engine.row', 'engine.overflow', 'values.overflow'],
  date: ['engine.row', 'engine.overflow', 'values.date_range'],
};

/** Per stage. */
export type StageRows = Readonly<Record<string, RowTexts>>;

/** By the name that gaps are declared under. */
export interface Runner {
  readonly name: keyof CaseFile['gaps'];
  readonly rowsOf: (file: CaseFile, pipeline: Pipeline) => Promise<StageRows>;
}

/** `<topic>/<name>.json` of every case. */
export const caseNames = (): readonly string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort();

export const readCase = (name: string): CaseFile => parseCase(readFileSync(join(FOLDER, name), 'utf8'));

export const ORACLE: Runner = {
  name: 'oracle',
  rowsOf: async (file, pipeline) => {
    const rows = runPipeline(pipeline, caseRows(file), caseParameters(file));
    return textsOf(pipeline, async (schema) => oracleTexts(schema, rows[schema.name] ?? []));
  },
};

/** Cases may run side by side, so that each has tables of its own. */
let made = 0;

/** Puts the tables of a case into the engine, and takes them away again. */
export const onEngine = (name: 'duckdb' | 'spark', engine: () => Engine): Runner => ({
  name,
  rowsOf: async (file, pipeline) => {
    const tables = caseRows(file);
    made += 1;
    const tableNames = Object.fromEntries(
      Object.keys(tables).map((table) => [table, `table of ${table}, case ${made}`]),
    );
    try {
      for (const stage of pipeline.stages) {
        if (stage.kind !== 'source') continue;
        const table = tableNames[stage.name] ?? '';
        await createTable(engine(), table, stage.table.columns, tables[stage.name] ?? []);
      }
      const test = { pipeline, parameters: caseParameters(file), tableNames };
      const only = typeof file.error === 'object' ? file.error.stage : undefined;
      return await textsOf(
        pipeline,
        (schema) => engineTexts(engine(), schema, stageSql(test, schema.name, engine())),
        only,
      );
    } finally {
      for (const table of Object.values(tableNames)) await dropTable(engine(), table);
    }
  },
});

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

export interface Verdict {
  /** Empty where all is as expected, or where a declared gap is still one. */
  readonly problem: string;
  /** Of all stages, those that the case says nothing of included; none where the case is an error or a gap. */
  readonly found: StageRows;
}

export async function verdictOf(file: CaseFile, runner: Runner): Promise<Verdict> {
  const gap = file.gaps[runner.name];
  const verdict = await foundBy(file, runner);
  if (gap === undefined) return verdict;
  const closed = `the gap "${gap.reason}" of ${runner.name} is closed: remove it`;
  return { problem: verdict.problem === '' ? closed : '', found: {} };
}

async function foundBy(file: CaseFile, runner: Runner): Promise<Verdict> {
  const code = typeof file.error === 'object' ? file.error.code : file.error;
  let found: StageRows;
  let pipeline: Pipeline;
  try {
    pipeline = checkPipeline(caseDefinition(file));
    found = await runner.rowsOf(file, pipeline);
  } catch (error) {
    return { problem: errorProblem(error, code), found: {} };
  }
  const problem =
    code === undefined
      ? Object.entries(file.expected ?? {})
          .map(([stage, rows]) => rowsProblem(pipeline, stage, rows, found[stage]))
          .join('')
      : `expected the error ${code}, found ${JSON.stringify(found)}`;
  return { problem, found };
}

function errorProblem(error: unknown, code: string | undefined): string {
  if (!(error instanceof PlimsollError)) return String(error);
  const allowed = code === undefined ? [] : (ERROR_CLASSES[code] ?? [code]);
  return allowed.includes(error.code) ? '' : `${error.code}: ${error.message}`;
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
