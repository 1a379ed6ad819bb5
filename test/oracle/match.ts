/** Rows of a keyed table whose key columns equal given expressions: what look-ups and expansions by a table have in common. */

import { PlimsollError } from '../../src/errors/error.ts';
import type { CheckedLookup } from '../../src/pipeline/pipeline.ts';
import type { TableSchema } from '../../src/schema/table.ts';
import type { Value } from '../../src/schema/types.ts';
import { type Failures, OPEN } from './failing-cell.ts';
import { cell, type Row, typeIn } from './row.ts';
import { exprKeyValue, type Scope } from './scope.ts';

/** A stage as others see it. */
export interface Table {
  readonly schema: TableSchema;
  readonly rows: readonly Row[];
}

/**
 * NULL equals nothing. Carried along, an expression that fails does so only if there are rows that the other expressions match:
 * an engine may find out before that there are none.
 */
export function matchingRows(
  table: Table,
  on: CheckedLookup['on'],
  scope: Scope,
  failures: Failures,
): readonly Row[] {
  let rows = table.rows;
  let failing = false;
  for (const { keyColumn, expr } of on) {
    try {
      const wanted: Value = exprKeyValue(expr, typeIn(table.schema, keyColumn), scope);
      rows = rows.filter((row) => wanted !== null && cell(row, keyColumn) === wanted);
    } catch (error) {
      if (failures === 'raise' || !(error instanceof PlimsollError)) throw error;
      failing = true;
    }
  }
  if (failing && rows.length > 0) throw OPEN;
  return rows;
}
