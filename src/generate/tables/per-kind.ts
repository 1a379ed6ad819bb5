/** Columns that follow from a deal's kind, whose position in the list of kinds is in the column `kind`. */

import { assert } from '../../std/assert.ts';
import { at, type Cell, uniform } from '../sql-text.ts';

/** One value for each kind. */
export const ofKind = <K>(kinds: readonly K[], value: (kind: K) => Cell): string =>
  at(kinds.map(value), 'kind');

/** One of `slots` equally likely values for each kind; null throughout for a kind without values. */
export function drawnOfKind<K>(
  kinds: readonly K[],
  slots: number,
  values: (kind: K) => readonly Cell[] | null,
  draw: string,
): string {
  const cells = kinds.flatMap((kind) => {
    const own = values(kind) ?? Array.from({ length: slots }, () => null);
    assert(own.length === slots, `every kind has ${slots} values: found ${own.join(', ')}`);
    return own;
  });
  return at(cells, `kind * ${slots} + ${uniform(draw, slots)}`);
}

/** True for the kinds that fulfil the condition. */
export const kindIs = <K>(kinds: readonly K[], condition: (kind: K) => boolean): string =>
  ofKind(kinds, condition);
