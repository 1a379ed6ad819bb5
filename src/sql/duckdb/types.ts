/** DuckDB's names of the column types. A type of codes is an ENUM, which the engine makes before it runs the query. */

import type { SqlType, Width } from '../tree.ts';

export function duckDbType(type: SqlType): string {
  switch (type.kind) {
    case 'text':
      return 'VARCHAR';
    case 'boolean':
      return 'BOOLEAN';
    case 'integer':
      return 'BIGINT';
    case 'date':
      return 'DATE';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'code':
      return `"${type.name.replaceAll('"', '""')}"`;
  }
}

export const duckDbInteger = (value: bigint, width: Width): string =>
  width === 128 ? `CAST('${value}' AS HUGEINT)` : `CAST(${value} AS BIGINT)`;
