/** Arrow batches as rows, without loss. What a value becomes: values.ts. */

import { tableFromIPC } from '@uwdata/flechette';
import { fail } from '../../../errors/error.ts';
import { assert } from '../../../std/assert.ts';
import type { Cell, ResultRow } from '../../engine.ts';
import { addValues, refuseOthers } from './values.ts';

/** Rows of a complete Arrow stream. Errors: spark.column. */
export function rowsOf(data: Uint8Array): readonly ResultRow[] {
  // Numbers are read where they lie, so they must begin at a multiple of their size; in a message of gRPC they need not.
  const table = tableFromIPC(data.slice(), { useBigInt: true, useDecimalInt: true });
  const { fields } = table.schema;
  const names = fields.map((field) => field.name);
  refuseNames(names);
  // Also where there are no rows: whether a statement is fit does not hang on the data.
  for (const field of fields) refuseOthers(field);
  const columns = fields.map(({ name }, index) => {
    const values: Cell[] = [];
    for (const part of table.getChildAt(index).data) addValues(name, part, values);
    assert(values.length === table.numRows, 'columns are of one length');
    return { name, values };
  });
  const rows: ResultRow[] = [];
  for (let at = 0; at < table.numRows; at++) rows.push(rowAt(columns, at));
  return rows;
}

interface Column {
  readonly name: string;
  readonly values: readonly Cell[];
}

/** A row of this language has one value per name, and keeps `__proto__` for itself. */
function refuseNames(names: readonly string[]): void {
  for (const [index, column] of names.entries()) {
    if (names.indexOf(column) !== index)
      fail('spark.column', { column, problem: 'there are two of this name' });
    if (column === '__proto__')
      fail('spark.column', { column, problem: 'no column of a row can have this name' });
  }
}

/** Assigned one by one: a row made of a list of entries takes four times as long. */
function rowAt(columns: readonly Column[], at: number): ResultRow {
  const row: Record<string, Cell> = {};
  for (const { name, values } of columns) row[name] = values[at] ?? null;
  return row;
}
