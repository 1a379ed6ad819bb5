/** A table whose rows come with Plimsoll: schema and rows as literal texts (null for NULL), in the order of the columns' names. */

import type { TableSchema } from '../../schema/table.ts';

export interface ReferenceTable {
  readonly schema: TableSchema;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}
