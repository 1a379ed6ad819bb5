/** The engine's side of a comparison: tables put into an engine, and a stage's rows as canonical texts. */

import type { Cell, Engine } from '../../src/engine/engine.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { Column, TableSchema } from '../../src/schema/table.ts';
import { typeName, type Value } from '../../src/schema/types.ts';
import type { Dialect } from '../../src/sql/dialect.ts';
import { DUCKDB } from '../../src/sql/duckdb/dialect.ts';
import { SPARK } from '../../src/sql/spark/dialect.ts';
import { stageQuery } from '../../src/sql/stage-query.ts';
import { cell, type Row, valueText } from './row.ts';

/** Rows as sorted canonical texts, one per row: equal lists mean equal multisets. */
export type RowTexts = readonly string[];

export function oracleTexts(schema: TableSchema, rows: readonly Row[]): RowTexts {
  return rows
    .map((row) => JSON.stringify(schema.columns.map(({ name, type }) => valueText(cell(row, name), type))))
    .sort();
}

/** What a test asks of an engine in the engine's own words. */
interface Words {
  readonly dialect: Dialect;
  readonly create: string;
  readonly drop: string;
  /** A query that gives per column of another one its name and its type, and what these two are called. */
  readonly describe: (sql: string) => string;
  readonly described: readonly [name: string, type: string];
}

const WORDS: Readonly<Record<string, Words>> = {
  duckdb: {
    dialect: DUCKDB,
    create: 'CREATE TABLE',
    drop: 'DROP TABLE IF EXISTS',
    describe: (sql) => `SELECT column_name, column_type FROM (DESCRIBE ${sql})`,
    described: ['column_name', 'column_type'],
  },
  spark: {
    dialect: SPARK,
    create: 'CREATE TEMPORARY VIEW',
    drop: 'DROP VIEW IF EXISTS',
    describe: (sql) => `DESCRIBE QUERY ${sql}`,
    described: ['col_name', 'data_type'],
  },
};

function wordsOf({ name }: Pick<Engine, 'name'>): Words {
  const words = WORDS[name];
  if (words === undefined) throw new Error(`No words of the engine ${name} are known`);
  return words;
}

/** A table of the given columns and rows; the name may need quotes. */
export async function createTable(
  engine: Engine,
  name: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<void> {
  const { dialect, create } = wordsOf(engine);
  const casts = columns.map(
    (column, i) => `CAST(c${i} AS ${dialect.typeName(column.type)}) AS ${dialect.quoteName(column.name)}`,
  );
  const none = columns.map(() => `CAST(NULL AS ${dialect.typeName({ kind: 'text' })})`).join(', ');
  const values = rows.map((row) => columns.map((column) => literal(row, column, dialect)).join(', '));
  const from = `(VALUES ${(values.length === 0 ? [none] : values).map((row) => `(${row})`).join(', ')})`;
  const names = columns.map((_, i) => `c${i}`).join(', ');
  const where = values.length === 0 ? ' WHERE false' : '';
  await engine.execute(
    `${create} ${dialect.quoteName(name)} AS SELECT ${casts.join(', ')} FROM ${from} AS v(${names})${where}`,
  );
}

export async function dropTable(engine: Engine, name: string): Promise<void> {
  await engine.execute(`${wordsOf(engine).drop} ${wordsOf(engine).dialect.quoteName(name)}`);
}

function literal(row: Row, column: Column, dialect: Dialect): string {
  const text = valueText(cell(row, column.name), column.type);
  return text === null ? `CAST(NULL AS ${dialect.typeName({ kind: 'text' })})` : dialect.textLiteral(text);
}

/** A name in quotes, as both engines take it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export interface EngineCase {
  readonly pipeline: Pipeline;
  readonly parameters: Readonly<Record<string, Value>>;
  /** Names of the tables that hold the sources, by source. */
  readonly tableNames: Readonly<Record<string, string>>;
  /** Stages whose rows lie in a table: its name in quotes. Left out: none. */
  readonly stored?: Readonly<Record<string, string>>;
}

/** Without an engine: in DuckDB's words. */
export function stageSql(
  test: EngineCase,
  stage: string,
  engine: Pick<Engine, 'name'> = { name: 'duckdb' },
): string {
  const sources = Object.fromEntries(
    Object.entries(test.tableNames).map(([source, table]) => [source, quoted(table)]),
  );
  const { pipeline, parameters, stored = {} } = test;
  return stageQuery(pipeline, stage, { parameters, sources, stored }, wordsOf(engine).dialect);
}

/** Runs a query and checks on the way that names and types of its columns are those of the schema. */
export async function engineTexts(engine: Engine, schema: TableSchema, sql: string): Promise<RowTexts> {
  const { dialect, describe, described } = wordsOf(engine);
  const [nameIn, typeIn] = described;
  const columns = await engine.rows(describe(sql));
  const found = columns.map((row) => `${row[nameIn]} ${String(row[typeIn]).toUpperCase()}`);
  const wanted = schema.columns.map((column) => `${column.name} ${dialect.typeName(column.type)}`);
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
