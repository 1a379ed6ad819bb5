/** Pieces of SQL text that change sets are made of: names, key equality, columns. Change sets always run on the embedded engine. */

import type { Column, TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';

export const quote = DUCKDB.quoteName;

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
