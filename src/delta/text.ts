/** Pieces of SQL text that change sets are made of: names, key equality, columns. Change sets always run on the embedded engine. */

import type { Column, TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';

export const quote = DUCKDB.quoteName;

/** Do two rows have the same key? A table with an empty key has one row. */
export function sameKey(schema: TableSchema, left: string, right: string): string {
  const key = keyColumns(schema);
  return key.length === 0 ? 'true' : key.map((column) => sameValue(column, left, right)).join(' AND ');
}

export function sameValue(column: Column, left: string, right: string): string {
  const operator = column.nullable ? 'IS NOT DISTINCT FROM' : '=';
  return `${left}.${quote(column.name)} ${operator} ${right}.${quote(column.name)}`;
}

export const keyColumns = (schema: TableSchema): readonly Column[] =>
  schema.key.map((name) => {
    const column = schema.columns.find((each) => each.name === name);
    if (column === undefined) throw new Error(`Invariant broken: ${schema.name} has a column ${name}`);
    return column;
  });

export const columnList = (columns: readonly Column[], alias: string): string =>
  columns.map((column) => `${alias}.${quote(column.name)}`).join(', ');

/** True where any column but those of the key differs. */
export function differs(schema: TableSchema, left: string, right: string): string {
  const rest = schema.columns.filter((column) => !schema.key.includes(column.name));
  if (rest.length === 0) return 'false';
  return rest
    .map((column) => `${left}.${quote(column.name)} IS DISTINCT FROM ${right}.${quote(column.name)}`)
    .join(' OR ');
}

/** The select with a condition, or without. */
export const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
