/**
 * Weighted lists: `slots` positions filled with values in proportion to their weights, well mixed.
 *
 * A position chosen at random then gives a value with the right probability; a position counted round (row number
 * modulo slots) gives every value its exact share, without a draw. Whole numbers all the way.
 */

import { assert } from '../std/assert.ts';

export type Weights<T> = readonly (readonly [value: T, weight: number])[];

/** Fills `slots` positions; every value with a weight gets at least one. */
export function pattern<T>(weights: Weights<T>, slots: number): readonly T[] {
  const counts = apportion(
    weights.map(([, weight]) => weight),
    slots,
  );
  const blocks = weights.flatMap(([value], index) => Array.from({ length: counts[index] ?? 0 }, () => value));
  const stride = strideFor(slots);
  return Array.from({ length: slots }, (_, position) => blocks[(position * stride) % slots] as T);
}

/** Splits `slots` by weight: whole shares first, the rest to the largest remainders, nobody with a weight left empty. */
function apportion(weights: readonly number[], slots: number): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  assert(total > 0 && slots >= weights.length, 'a pattern has a slot for each of its values');
  const counts = weights.map((weight) => Math.max(weight > 0 ? 1 : 0, Math.floor((weight * slots) / total)));
  let open = slots - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = weights.map((weight, index) => ({ index, remainder: (weight * slots) % total }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let turn = 0; open > 0; turn++, open--) {
    const index = byRemainder[turn % byRemainder.length]?.index ?? 0;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  for (; open < 0; open++) {
    const largest = counts.indexOf(Math.max(...counts));
    counts[largest] = (counts[largest] ?? 0) - 1;
  }
  return counts;
}

/** A step near the golden section of `slots` that meets every position once. */
function strideFor(slots: number): number {
  let stride = Math.max(1, Math.floor((slots * 618) / 1000));
  while (commonDivisor(stride, slots) !== 1) stride++;
  return stride;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
