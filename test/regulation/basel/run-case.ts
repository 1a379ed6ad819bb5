/** Runs a case on the reference interpreter or on an engine, and gives the rows of the stages that it names. */

import type { Engine } from '../../../src/engine/engine.ts';
import { checkPipeline } from '../../../src/pipeline/check.ts';
import { type CheckedStage, type Pipeline, stageReads } from '../../../src/pipeline/pipeline.ts';
import type { PipelineDefinition } from '../../../src/pipeline/stage.ts';
import { keptStages } from '../../../src/plan/build-plan.ts';
import { BASEL_REFERENCE_TABLES } from '../../../src/regulation/basel/basel.ts';
import { BASEL_LINES_REFERENCE_TABLES } from '../../../src/regulation/basel/basel-lines.ts';
import { checkRule } from '../../../src/rules/check.ts';
import { readRules } from '../../../src/rules/parse.ts';
import { rewritePipeline } from '../../../src/rules/rewrite.ts';
import type { CheckedRule } from '../../../src/rules/rule.ts';
import type { TableSchema } from '../../../src/schema/table.ts';
import type { Value } from '../../../src/schema/types.ts';
import {
  cellText,
  createTable,
  dropTable,
  type EngineCase,
  quoted,
  stageSql,
} from '../../oracle/on-engine.ts';
import { parseValue, type Row, valueText } from '../../oracle/row.ts';
import { stageRows } from '../../oracle/run.ts';
import { BANK, CALCULATION_DATE, DEFAULTS } from './bank.ts';
import type { LcrCase, TextRow } from './case.ts';

/** Rows of a stage cut to some columns, as sorted texts. */
export type Found = readonly string[];

const REFERENCES = { ...BASEL_REFERENCE_TABLES, ...BASEL_LINES_REFERENCE_TABLES };

const day = (text: string): Value => parseValue(text, { kind: 'date' });

export function parametersOf(test: LcrCase): Readonly<Record<string, Value>> {
  return {
    calculation_date: day(test.parameters?.calculation_date ?? CALCULATION_DATE),
    reporting_currency: test.parameters?.reporting_currency ?? 'EUR',
    jurisdiction: 'BASEL',
  };
}

/** Typed rows of every source: the case's own, those that come with Plimsoll, those of the small bank, or none. */
export function sourceRows(pipeline: Pipeline, test: LcrCase): Readonly<Record<string, readonly Row[]>> {
  const sources = pipeline.stages.flatMap((stage) => (stage.kind === 'source' ? [stage.table] : []));
  const unknown = Object.keys(test.tables).filter((name) => !sources.some((table) => table.name === name));
  if (unknown.length > 0) throw new Error(`${test.name}: no table ${unknown.join()}`);
  return Object.fromEntries(
    sources.map((table) => {
      const given = test.tables[table.name] ?? REFERENCES[table.name]?.rows ?? BANK[table.name] ?? [];
      return [table.name, given.map((row) => typedRow(table, row))];
    }),
  );
}

function typedRow(table: TableSchema, given: TextRow): Row {
  const texts = { ...DEFAULTS[table.name], ...given };
  const unknown = Object.keys(texts).filter((name) => !table.columns.some((column) => column.name === name));
  if (unknown.length > 0) throw new Error(`${table.name} has no column ${unknown.join()}`);
  return Object.fromEntries(
    table.columns.map(({ name, type, nullable }) => {
      const text = texts[name] ?? null;
      if (text === null && !nullable) throw new Error(`${table.name}.${name} needs a value`);
      return [name, parseValue(text, type)];
    }),
  );
}

const rulesOf = (pipeline: Pipeline, { rules }: LcrCase): readonly CheckedRule[] =>
  rules === undefined
    ? []
    : readRules(JSON.stringify(rules), 'rules.json').map(({ document }) => checkRule(document, pipeline));

const found = (rows: readonly (readonly (string | null)[])[]): Found =>
  rows.map((row) => JSON.stringify(row)).sort();

/** What the case expects of a stage, and the columns that it looks at. */
export function expectedRows(rows: readonly TextRow[]): {
  readonly columns: readonly string[];
  readonly rows: Found;
} {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, rows: found(rows.map((row) => columns.map((name) => row[name] ?? null))) };
}

function stageNamed(pipeline: Pipeline, name: string): CheckedStage {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (stage === undefined) throw new Error(`no stage ${name}`);
  return stage;
}

function schemaOf(pipeline: Pipeline, stage: string): TableSchema {
  return stageNamed(pipeline, stage).schema;
}

function columnOf(schema: TableSchema, name: string) {
  const column = schema.columns.find((each) => each.name === name);
  if (column === undefined) throw new Error(`stage ${schema.name} has no column ${name}`);
  return column;
}

type StageRows = (stage: string, columns: readonly string[]) => Promise<Found>;

/** Computes what the outputs need, and any other stage when it is asked for, in bigint arithmetic, row by row. */
export function onOracle(definition: PipelineDefinition, test: LcrCase): StageRows {
  const pipeline = checkPipeline(definition);
  const tables = sourceRows(pipeline, test);
  const parameters = parametersOf(test);
  const rules = rulesOf(pipeline, test);
  const done = new Map<string, readonly Row[]>();
  const rowsOf = (name: string): readonly Row[] => {
    const stage = pipeline.stages.find((each) => each.name === name);
    if (stage === undefined) throw new Error(`no stage ${name}`);
    const inputs = { pipeline, tables, parameters, rowsOf, failures: 'raise', rules } as const;
    const rows = done.get(name) ?? stageRows(stage, inputs);
    done.set(name, rows);
    return rows;
  };
  pipeline.outputs.forEach(rowsOf);
  return async (stage, names) => {
    const columns = names.map((name) => columnOf(schemaOf(pipeline, stage), name));
    return found(
      rowsOf(stage).map((row) => columns.map(({ name, type }) => valueText(row[name] ?? null, type))),
    );
  };
}

/** Runs `body` with the case's tables on the engine. */
export async function onEngine(
  engine: Engine,
  definition: PipelineDefinition,
  test: LcrCase,
  body: (rows: StageRows) => Promise<void>,
): Promise<void> {
  const checked = checkPipeline(definition);
  const pipeline = rewritePipeline(checked, rulesOf(checked, test));
  const parameters = parametersOf(test);
  const tables = sourceRows(pipeline, test);
  const tableNames = Object.fromEntries(Object.keys(tables).map((name) => [name, `table of ${name}`]));
  try {
    for (const [name, rows] of Object.entries(tables)) {
      const source = pipeline.stages.find((stage) => stage.name === name && stage.kind === 'source');
      if (source?.kind !== 'source') throw new Error(`no source ${name}`);
      await createTable(engine, tableNames[name] ?? name, source.table.columns, rows);
    }
    const kept = keptOn(engine, { pipeline, parameters, tableNames });
    await body(async (stage, names) => {
      const schema = schemaOf(pipeline, stage);
      const rows = await engine.rows(await kept.sqlOf(stage));
      const columns = names.map((name) => columnOf(schema, name));
      return found(rows.map((row) => columns.map((column) => cellText(row[column.name], column))));
    });
  } finally {
    for (const table of Object.values(tableNames)) await dropTable(engine, table);
  }
}

/** Queries of stages. Where an engine computes a part again for each that reads it, what a run would keep is a table and made once. */
function keptOn(engine: Engine, test: EngineCase): { readonly sqlOf: (stage: string) => Promise<string> } {
  const { pipeline } = test;
  const kept =
    engine.name === 'spark' ? keptStages({ pipeline, persist: true, sharesParts: false }) : new Map();
  const stored: Record<string, string> = {};
  const sqlOf = async (stage: string): Promise<string> => {
    for (const name of readOnTheWay(pipeline, stage)) {
      if (!kept.has(name) || stored[name] !== undefined) continue;
      made += 1;
      const table = `kept ${made}`;
      await engine.createTable(table, await sqlOf(name));
      stored[name] = quoted(table);
    }
    return stageSql({ ...test, stored }, stage, engine);
  };
  return { sqlOf };
}

let made = 0;

/** What a stage is computed from, in the order of the pipeline, sources and itself left out. */
function readOnTheWay(pipeline: Pipeline, stage: string): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const read of stageReads(stageNamed(pipeline, name)))
      if (!found.has(read)) {
        found.add(read);
        visit(read);
      }
  };
  visit(stage);
  return pipeline.stages.flatMap(({ name, kind }) => (found.has(name) && kind !== 'source' ? [name] : []));
}
