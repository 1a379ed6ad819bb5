/** A table whose rows come with Plimsoll: schema and rows as literal texts (null for NULL), in the order of the columns' names. */

import type { TableSchema } from '../../schema/table.ts';

export interface ReferenceTable {
  readonly schema: TableSchema;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

/** The table with the values of its text columns `names` as their domain: they are codes. */
export function withCodes(table: ReferenceTable, names: readonly string[]): ReferenceTable {
  const columns = table.schema.columns.map((column) => {
    if (!names.includes(column.name)) return column;
    const values = new Set(
      table.rows.map((row) => row[column.name] ?? null).filter((value) => value !== null),
    );
    return { ...column, domain: { kind: 'values', values: [...values] } } as const;
  });
  return { ...table, schema: { ...table.schema, columns } };
}
