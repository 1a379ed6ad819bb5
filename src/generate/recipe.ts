/**
 * A recipe says how one table of the dictionary is made, as data; here it becomes one SELECT.
 *
 * Row numbers come first, draws next, then layers of named columns, each reading those below it, and last the
 * table's own columns in the dictionary's order, types and units: a recipe gives decimals as whole units (cents).
 */

import type { Column, TableSchema } from '../schema/table.ts';
import { duckDbType } from '../sql/duckdb/types.ts';
import { assert } from '../std/assert.ts';
import { type Draws, drawLayers, type SqlColumns } from './random.ts';
import { quoted } from './sql-text.ts';

export interface Recipe {
  readonly table: TableSchema;
  /** Row numbers run from 0 to rows − 1; `where` may drop some of them. */
  readonly rows: number;
  /** Columns made from the row number, which is called `row`. */
  readonly numbers: SqlColumns;
  readonly draws: readonly Draws[];
  readonly layers: readonly SqlColumns[];
  readonly where?: string;
  /** Left out: null, where the dictionary allows it. */
  readonly columns: SqlColumns;
}

/** Rows that are written out, as texts; a column left out is null. */
export interface LiteralTable {
  readonly table: TableSchema;
  readonly literals: readonly Readonly<Record<string, string>>[];
}

/** The SELECT for the rows that `source`, a query with the one column `row`, numbers; a column `number`, if asked for, tells the number. */
export function recipeQuery(asked: Recipe, seed: number, source: string, number?: string): string {
  const recipe = number === undefined ? asked : { ...asked, numbers: { ...asked.numbers, [number]: 'row' } };
  checkNames(recipe);
  const kept = Object.keys(recipe.numbers);
  const start = `SELECT ${list(recipe.numbers)} FROM (${source})`;
  const drawn = drawLayers(seed, recipe.draws).reduce(
    (inner, layer) => `SELECT ${[...kept, list(layer)].filter(Boolean).join(', ')} FROM (${inner})`,
    start,
  );
  const layered = recipe.layers.reduce((inner, layer) => `SELECT *, ${list(layer)} FROM (${inner})`, drawn);
  const filter = recipe.where === undefined ? '' : ` WHERE ${recipe.where}`;
  const columns = [...finalColumns(recipe), ...(number === undefined ? [] : [number])];
  return `SELECT ${columns.join(', ')} FROM (${layered})${filter}`;
}

/** The SELECT that gives the written-out rows; a column `number`, if asked for, numbers them from 0. */
export function literalQuery({ table, literals }: LiteralTable, number?: string): string {
  const rows = literals.map((row, index) => {
    const cells = table.columns.map((column) => {
      const value = row[column.name];
      return value === undefined ? 'NULL' : quoted(value);
    });
    return `(${[...cells, ...(number === undefined ? [] : [index])].join(', ')})`;
  });
  const numbers = number === undefined ? [] : [number];
  const names = [...table.columns.map((column) => column.name), ...numbers];
  const casts = table.columns.map(
    (column) => `CAST(${column.name} AS ${duckDbType(column.type)}) AS ${column.name}`,
  );
  return `SELECT ${[...casts, ...numbers].join(', ')} FROM (VALUES ${rows.join(', ')}) AS literal(${names.join(', ')})`;
}

/** Two layers with the same name would leave a query with two columns of that name, and no error. */
function checkNames({ table, numbers, draws, layers }: Recipe): void {
  const names = [
    ...Object.keys(numbers),
    ...draws.flatMap((group) => group.names),
    ...layers.flatMap((layer) => Object.keys(layer)),
  ];
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  assert(twice.length === 0, `the recipe of ${table.name} names each column once: ${twice.join(', ')}`);
}

const list = (columns: SqlColumns): string =>
  Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');

function finalColumns({ table, columns }: Recipe): readonly string[] {
  const known = table.columns.map((column) => column.name);
  const strange = Object.keys(columns).filter((name) => !known.includes(name));
  assert(
    strange.length === 0,
    `the recipe of ${table.name} makes columns that the dictionary has: ${strange}`,
  );
  return table.columns.map((column) => {
    const expression = columns[column.name];
    assert(
      expression !== undefined || column.nullable,
      `the recipe of ${table.name} makes the column ${column.name}`,
    );
    return `${typed(column, expression ?? 'NULL')} AS ${column.name}`;
  });
}

/** Units to the column's type. DECIMAL(16, 0) times a power of ten stays within 64 bits for money: DECIMAL(18, 2). */
function typed({ type }: Column, expression: string): string {
  if (type.kind !== 'decimal' || type.scale === 0) return `CAST(${expression} AS ${duckDbType(type)})`;
  const unit = `0.${'1'.padStart(type.scale, '0')}::DECIMAL(${type.scale}, ${type.scale})`;
  return `CAST((${expression})::DECIMAL(16, 0) * ${unit} AS ${duckDbType(type)})`;
}
