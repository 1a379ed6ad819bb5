/** Tests of rounding: a table of hand-made cases per mode, and an independent definition by distance on rationals. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideUnits, type RoundingMode, roundUnits } from './rounding.ts';

// Tenths → whole numbers, written by hand: 25, -25, 24, -26, 35, 21, -21, 20, 0.
const TENTHS = [25n, -25n, 24n, -26n, 35n, 21n, -21n, 20n, 0n];
const WHOLE: Record<RoundingMode, bigint[]> = {
  half_away_from_zero: [3n, -3n, 2n, -3n, 4n, 2n, -2n, 2n, 0n],
  half_even: [2n, -2n, 2n, -3n, 4n, 2n, -2n, 2n, 0n],
  down: [2n, -2n, 2n, -2n, 3n, 2n, -2n, 2n, 0n],
  up: [3n, -3n, 3n, -3n, 4n, 3n, -3n, 2n, 0n],
  floor: [2n, -3n, 2n, -3n, 3n, 2n, -3n, 2n, 0n],
  ceiling: [3n, -2n, 3n, -2n, 4n, 3n, -2n, 2n, 0n],
};
const MODES = Object.keys(WHOLE) as RoundingMode[];

describe('roundUnits', () => {
  it.each(MODES)('rounds by %s', (mode) => {
    expect(TENTHS.map((units) => roundUnits(units, 1, 0, mode))).toEqual(WHOLE[mode]);
  });

  it.each(MODES)('adds zeros without rounding when the scale grows (%s)', (mode) => {
    expect(roundUnits(-25n, 1, 3, mode)).toBe(-2500n);
    expect(roundUnits(-25n, 1, 1, mode)).toBe(-25n);
  });

  it('drops several digits in one rounding, not digit by digit', () => {
    expect(roundUnits(2449n, 3, 0, 'half_away_from_zero')).toBe(2n);
  });
});

describe('divideUnits', () => {
  it('refuses a zero denominator', () => {
    expect(() => divideUnits(1n, 0n, 'down')).toThrow(RangeError);
  });

  it('agrees with the definition: the candidate that the mode prefers among the two neighbours', () => {
    const wide = fc.bigInt(-(10n ** 37n), 10n ** 37n);
    const small = fc.bigInt(-40n, 40n);
    fc.assert(
      fc.property(
        fc.oneof(wide, small),
        fc.oneof(wide, small).filter((d) => d !== 0n),
        fc.constantFrom(...MODES),
        (num, den, mode) => {
          expect(divideUnits(num, den, mode)).toBe(byDefinition(num, den, mode));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Lists the floor and the ceiling of the rational and picks by the words of the mode. */
function byDefinition(num: bigint, den: bigint, mode: RoundingMode): bigint {
  const [n, d] = den < 0n ? [-num, -den] : [num, den];
  const floor = (n - (((n % d) + d) % d)) / d;
  if (floor * d === n) return floor;
  const ceiling = floor + 1n;
  const nearZero = n < 0n ? ceiling : floor;
  const farFromZero = n < 0n ? floor : ceiling;
  const toFloor = n - floor * d;
  const toCeiling = ceiling * d - n;
  const nearest = toFloor < toCeiling ? floor : ceiling;
  const tie = toFloor === toCeiling;
  switch (mode) {
    case 'floor':
      return floor;
    case 'ceiling':
      return ceiling;
    case 'down':
      return nearZero;
    case 'up':
      return farFromZero;
    case 'half_away_from_zero':
      return tie ? farFromZero : nearest;
    case 'half_even':
      return tie ? ([floor, ceiling].filter((c) => c % 2n === 0n)[0] ?? floor) : nearest;
  }
}
