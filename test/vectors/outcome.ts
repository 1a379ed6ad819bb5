/** One line of `npm run vectors`: a published or derived figure, what Plimsoll gives for it, and whether the two agree. */

import { decimalOf, minus, shortText, sizeOf } from '../../src/values/arithmetic.ts';
import { compareDecimals, type Decimal } from '../../src/values/decimal.ts';

/**
 * `oddity`: differs, and oddities.ts has the reason, which lies in the filing. `shown`: a difference without a verdict. `not covered`: nothing
 * of the product answers it; never counted as agreed.
 */
export type State = 'agrees' | 'misses' | 'oddity' | 'shown' | 'not covered';

export interface Outcome {
  readonly file: string;
  /** Case or filing. */
  readonly id: string;
  /** Which of its figures. */
  readonly figure: string;
  /** Decimal text or words; null where there is nothing to compare. */
  readonly expected: string | null;
  readonly got: string | null;
  readonly difference: string | null;
  readonly state: State;
  /** Why it is an oddity, not covered, or shown. */
  readonly reason: string | null;
}

type Where = Pick<Outcome, 'file' | 'id' | 'figure'>;

/** Within `allowed`, the rounding of the two figures. */
export function compared(where: Where, expected: Decimal, got: Decimal, allowed: Decimal): Outcome {
  const difference = minus(got, expected);
  return {
    ...where,
    expected: shortText(expected),
    got: shortText(got),
    difference: shortText(difference),
    state: compareDecimals(sizeOf(difference), allowed) <= 0 ? 'agrees' : 'misses',
    reason: null,
  };
}

export const same = (where: Where, expected: string, got: string): Outcome => ({
  ...where,
  expected,
  got,
  difference: null,
  state: expected === got ? 'agrees' : 'misses',
  reason: null,
});

export const notCovered = (where: Where, reason: string, expected: string | null = null): Outcome => ({
  ...where,
  expected,
  got: null,
  difference: null,
  state: 'not covered',
  reason,
});

/** Half of the last digit that a figure is printed with: 2.35 is right to 0.005. */
export const halfDigit = ({ scale }: Decimal): Decimal => ({ units: 5n, scale: scale + 1 });

export const figureText = (value: unknown): Decimal => decimalOf(String(value));
