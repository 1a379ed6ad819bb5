/** Shares by hand: truncation, missing units, ties, signs. */

import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.ts';

describe('apportion', () => {
  it.each([
    ['comes out even', 100n, [1n, 3n], [25n, 75n]],
    // 33.33 each; the one missing unit goes to the first.
    ['equal remainders', 100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    // 16.67, 33.33, 50: the missing unit goes to the largest remainder, not to the first or the largest share.
    ['different remainders', 100n, [1n, 2n, 3n], [17n, 33n, 50n]],
    // 0.4, 0.4, 0.4, 0.8: two units missing, to the last and then the first.
    ['several missing units', 2n, [1n, 1n, 1n, 2n], [1n, 0n, 0n, 1n]],
    ['a negative total', -100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    ['negative weights', 100n, [-1n, -2n, -3n], [17n, 33n, 50n]],
    ['both negative', -100n, [-1n, -2n, -3n], [-17n, -33n, -50n]],
    ['a total of nothing', 0n, [7n, 9n], [0n, 0n]],
    ['one weight', 999n, [7n], [999n]],
    ['nobody', 5n, [], []],
    ['18 digits', 999_999_999_999_999_999n, [999_999_999_999_999_999n, 1n], [999_999_999_999_999_998n, 1n]],
  ] as const)('%s', (_, total, weights, shares) => {
    expect(apportion(total, weights)).toEqual(shares);
  });
});
