/** Rows of several queries as one, also of none. */

import { quote } from '../delta/text.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';

export function unionOf(queries: readonly string[], schema: TableSchema): string {
  const columns = schema.columns.map((column) => quote(column.name)).join(', ');
  const parts = queries.map((query) => `SELECT ${columns} FROM (\n${query}\n)`);
  if (parts.length > 0) return parts.join(' UNION ALL ');
  const empty = schema.columns.map(
    (column) => `CAST(NULL AS ${DUCKDB.typeName(column.type)}) AS ${quote(column.name)}`,
  );
  return `SELECT ${empty.join(', ')} WHERE false`;
}
