/** The engine's side of a comparison: tables put into an engine, and a stage's rows as canonical texts. */

import type { Cell, Engine } from '../../src/engine/engine.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { Column, TableSchema } from '../../src/schema/table.ts';
import { typeName, type Value } from '../../src/schema/types.ts';
import { duckDbType } from '../../src/sql/duckdb/types.ts';
import { stageQuery } from '../../src/sql/stage-query.ts';
import { cell, type Row, valueText } from './row.ts';

/** Rows as sorted canonical texts, one per row: equal lists mean equal multisets. */
export type RowTexts = readonly string[];

export function oracleTexts(schema: TableSchema, rows: readonly Row[]): RowTexts {
  return rows
    .map((row) => JSON.stringify(schema.columns.map(({ name, type }) => valueText(cell(row, name), type))))
    .sort();
}

/** A table of the given columns and rows; the name may need quotes. */
export async function createTable(
  engine: Engine,
  name: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<void> {
  const defined = columns.map((column) => `${quoted(column.name)} ${duckDbType(column.type)}`);
  await engine.execute(`CREATE TABLE ${quoted(name)} (${defined.join(', ')})`);
  if (rows.length === 0) return;
  const casts = columns.map((column, i) => `CAST(c${i} AS ${duckDbType(column.type)})`);
  const values = rows.map((row) => `(${columns.map((column) => literal(row, column)).join(', ')})`);
  const names = columns.map((_, i) => `c${i}`);
  await engine.execute(
    `INSERT INTO ${quoted(name)} SELECT ${casts.join(', ')} FROM (VALUES ${values.join(', ')}) AS v(${names.join(', ')})`,
  );
}

export async function dropTable(engine: Engine, name: string): Promise<void> {
  await engine.execute(`DROP TABLE IF EXISTS ${quoted(name)}`);
}

function literal(row: Row, column: Column): string {
  const text = valueText(cell(row, column.name), column.type);
  return text === null ? 'CAST(NULL AS VARCHAR)' : `'${text.replaceAll("'", "''")}'`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export interface EngineCase {
  readonly pipeline: Pipeline;
  readonly parameters: Readonly<Record<string, Value>>;
  /** Names of the tables that hold the sources, by source. */
  readonly tableNames: Readonly<Record<string, string>>;
}

export function stageSql(test: EngineCase, stage: string): string {
  const sources = Object.fromEntries(
    Object.entries(test.tableNames).map(([source, table]) => [source, quoted(table)]),
  );
  return stageQuery(test.pipeline, stage, { parameters: test.parameters, sources });
}

/** Runs a query and checks on the way that names and types of its columns are those of the schema. */
export async function engineTexts(engine: Engine, schema: TableSchema, sql: string): Promise<RowTexts> {
  const described = await engine.rows(`SELECT column_name, column_type FROM (DESCRIBE ${sql})`);
  const found = described.map((row) => `${row['column_name']} ${row['column_type']}`);
  const wanted = schema.columns.map((column) => `${column.name} ${duckDbType(column.type)}`);
  if (found.join(', ') !== wanted.join(', ')) {
    throw new Error(
      `${schema.name}: the engine gives (${found.join(', ')}), declared is (${wanted.join(', ')})`,
    );
  }
  const rows = await engine.rows(sql);
  return rows
    .map((row) => JSON.stringify(schema.columns.map((column) => cellText(row[column.name], column))))
    .sort();
}

/** A cell as text, after a check that it came in the form that its type has. */
export function cellText(value: Cell | undefined, column: Pick<Column, 'name' | 'type'>): string | null {
  if (value === undefined) throw new Error(`The engine gave no column ${column.name}`);
  if (value === null) return null;
  const form = { text: 'string', boolean: 'boolean', integer: 'bigint', date: 'string', decimal: 'string' };
  if (typeof value !== form[column.type.kind]) {
    throw new Error(`${column.name}: a ${typeName(column.type)} came as ${typeof value} ${value}`);
  }
  return String(value);
}
