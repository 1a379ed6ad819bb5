/** A reference table that comes with Plimsoll as a relation in SQL: its rows are few and written out. */

import { literalValue } from '../expr/check.ts';
import type { ReferenceTable } from '../regulation/basel/reference-table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { renderQuery } from '../sql/render.ts';
import { type SqlExpr, sqlColumn, sqlSelect } from '../sql/tree.ts';

/** SQL text of a relation with the table's columns and rows. */
export function literalRelation(table: ReferenceTable): string {
  const { columns } = table.schema;
  const rows = table.rows.map((row) =>
    columns.map((column): SqlExpr => {
      const text = row[column.name] ?? null;
      return {
        kind: 'literal',
        value: text === null ? null : literalValue(text, column.type),
        type: column.type,
      };
    }),
  );
  const names = columns.map((column) => column.name);
  const query = sqlSelect({
    items: names.map((name) => ({ expr: sqlColumn('v', name), alias: name })),
    from: { kind: 'values', columns: names, rows },
    alias: 'v',
  });
  return `(\n${renderQuery(query, DUCKDB)}\n)`;
}
