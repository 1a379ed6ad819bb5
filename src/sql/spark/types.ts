/** Spark's names of the column types. It knows no codes: they are texts. */

import type { SqlType } from '../tree.ts';

export function sparkType(type: SqlType): string {
  switch (type.kind) {
    case 'text':
    case 'code':
      return 'STRING';
    case 'boolean':
      return 'BOOLEAN';
    case 'integer':
      return 'BIGINT';
    case 'date':
      return 'DATE';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
  }
}
