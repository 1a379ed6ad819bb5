/**
 * Rounding of exact numbers by a named rule. The rule is always an argument: a default would hide a decision that
 * moves reported figures. Assignment, `round` and `div` of the expression language use `half_away_from_zero`.
 *
 * | mode                | 2.5 | -2.5 | 2.4 | -2.6 |
 * |---------------------|-----|------|-----|------|
 * | half_away_from_zero |  3  |  -3  |  2  |  -3  |
 * | half_even           |  2  |  -2  |  2  |  -3  |
 * | down (to zero)      |  2  |  -2  |  2  |  -2  |
 * | up (from zero)      |  3  |  -3  |  3  |  -3  |
 * | floor               |  2  |  -3  |  2  |  -3  |
 * | ceiling             |  3  |  -2  |  3  |  -2  |
 */

import { absolute, pow10 } from './decimal.ts';

export type RoundingMode = 'half_away_from_zero' | 'half_even' | 'down' | 'up' | 'floor' | 'ceiling';

/** What is known about a quotient when its last digit is decided. */
interface Remainder {
  /** Twice the remainder against the divisor: below, at or above one half. */
  readonly half: 'below' | 'at' | 'above';
  readonly negative: boolean;
  /** Is the truncated quotient odd? */
  readonly odd: boolean;
}

/** Does a quotient that does not come out even move one away from zero? */
const MOVES_AWAY: Readonly<Record<RoundingMode, (rest: Remainder) => boolean>> = {
  half_away_from_zero: (rest) => rest.half !== 'below',
  half_even: (rest) => rest.half === 'above' || (rest.half === 'at' && rest.odd),
  down: () => false,
  up: () => true,
  floor: (rest) => rest.negative,
  ceiling: (rest) => !rest.negative,
};

/** `numerator / denominator` as a whole number, rounded once by `mode`. The denominator is not zero. */
export function divideUnits(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) throw new RangeError('divideUnits: the denominator is zero');
  const truncated = numerator / denominator;
  const remainder = absolute(numerator % denominator);
  if (remainder === 0n) return truncated;
  const negative = numerator < 0n !== denominator < 0n;
  const odd = truncated % 2n !== 0n;
  const moves = MOVES_AWAY[mode]({ half: againstHalf(remainder, absolute(denominator)), negative, odd });
  if (!moves) return truncated;
  return negative ? truncated - 1n : truncated + 1n;
}

/** The same value in units of another scale, rounded once by `mode` when the scale shrinks. */
export function roundUnits(units: bigint, fromScale: number, toScale: number, mode: RoundingMode): bigint {
  if (toScale >= fromScale) return units * pow10(toScale - fromScale);
  return divideUnits(units, pow10(fromScale - toScale), mode);
}

function againstHalf(remainder: bigint, divisor: bigint): Remainder['half'] {
  const twice = remainder * 2n;
  if (twice === divisor) return 'at';
  return twice < divisor ? 'below' : 'above';
}
