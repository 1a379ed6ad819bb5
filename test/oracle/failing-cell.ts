/**
 * What happens to a value that can't be calculated.
 *
 * `raise`: the stage stops; that is the meaning of an error. `carry`: the cell is in the row, and raises the error once somebody reads
 * it. A row that a filter drops without looking at the cell, or a stage that does not need the column, then has no error: this
 * is as far as an engine may go that calculates only what it is asked for.
 */

import { PlimsollError } from '../../src/errors/error.ts';
import type { Value } from '../../src/schema/types.ts';
import type { Row } from './row.ts';

export type Failures = 'raise' | 'carry';

/** Puts the result of `value` into the row, or its failure. */
export function setCell(
  row: Record<string, Value>,
  column: string,
  value: () => Value,
  failures: Failures,
): void {
  try {
    row[column] = value();
  } catch (error) {
    if (failures === 'raise' || !(error instanceof PlimsollError)) throw error;
    setFailing(row, column, error);
  }
}

export function setFailing(row: Record<string, Value>, column: string, error: PlimsollError): void {
  Object.defineProperty(row, column, {
    enumerable: true,
    get: () => {
      throw error;
    },
  });
}

/** The columns of both rows, failing cells included; of a name that both have, the second one's. */
export function joinedRow(first: Row, second: Row): Row {
  const both: Row = {};
  Object.defineProperties(both, Object.getOwnPropertyDescriptors(first));
  return Object.defineProperties(both, Object.getOwnPropertyDescriptors(second));
}
