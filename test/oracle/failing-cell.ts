/**
 * What happens to a value that can't be calculated.
 *
 * `raise`: the stage stops; that is the meaning of an error. `carry`: the cell is in the row, and raises the error once somebody reads
 * it. A row that a filter drops without looking at the cell, or a stage that does not need the column, then has no error: this
 * is as far as an engine may go that calculates only what it is asked for.
 *
 * A filter that depends on a failing cell can't say whether its row stays. Carried along, the row stays as a *failing row*: a later filter may
 * drop it by its other cells, and whoever wants the rows in the end gets the error.
 */

import { PlimsollError, plimsollError } from '../../src/errors/error.ts';
import type { Value } from '../../src/schema/types.ts';
import type { Row } from './row.ts';

export type Failures = 'raise' | 'carry';

/** Puts the result of `value` into the row, or its failure; in place of what is there. */
export function setCell(
  row: Record<string, Value>,
  column: string,
  value: () => Value,
  failures: Failures,
): void {
  try {
    const result = value();
    Object.defineProperty(row, column, {
      value: result,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } catch (error) {
    if (failures === 'raise' || !(error instanceof PlimsollError)) throw error;
    setFailing(row, column, error);
  }
}

export function setFailing(row: Record<string, Value>, column: string, error: PlimsollError): void {
  Object.defineProperty(row, column, {
    enumerable: true,
    configurable: true,
    get: () => {
      throw error;
    },
  });
}

const FAILURE = Symbol('failure');

/**
 * The failure of a cell that could have few values only (those of a looked-up table, when the key is what fails), and of a row whose
 * filter may be decided without the failing cell: whether the error comes depends on how an engine goes about it.
 */
export const OPEN = plimsollError('engine.row', {
  text: 'A filter reads a value that can not be calculated.',
});

/** Errors are wrapped with their place on the way; the parameters stay the same object. */
export function isOpen(error: PlimsollError): boolean {
  return error.params === OPEN.params;
}

/** Marks the row as failing if any of `because` is; a row, an error or nothing. */
export function markFailing(row: Row, because: readonly (Row | PlimsollError)[]): Row {
  const errors = because.flatMap((each) => (each instanceof PlimsollError ? each : (failureOf(each) ?? [])));
  const [error] = errors;
  if (error !== undefined && failureOf(row) === undefined) {
    Object.defineProperty(row, FAILURE, { value: error, enumerable: false, configurable: true });
  }
  return row;
}

/** Marks the row as one that an engine may drop or refuse, also where it was failing already: dropped, nobody asks why it failed. */
export function markOpen(row: Row): void {
  Object.defineProperty(row, FAILURE, { value: OPEN, enumerable: false, configurable: true });
}

/** The error of a failing row. */
export function failureOf(row: Row): PlimsollError | undefined {
  const error: unknown = Reflect.get(row, FAILURE);
  return error instanceof PlimsollError ? error : undefined;
}

/** The columns of both rows, failures included; of a name that both have, the second one's. */
export function joinedRow(first: Row, second: Row): Row {
  const both: Row = {};
  Object.defineProperties(both, Object.getOwnPropertyDescriptors(first));
  return Object.defineProperties(both, Object.getOwnPropertyDescriptors(second));
}
