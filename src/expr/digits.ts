/**
 * How many digits arithmetic needs: the type of a result follows from the types of its parts, so that nothing ever
 * overflows inside an expression. 38 is what both a 128-bit integer and every engine's decimal can hold.
 *
 * With w digits before the point and s after it:
 *   a + b, a - b     w = max(wa, wb) + 1, s = max(sa, sb)
 *   a * b            w = wa + wb,         s = sa + sb
 *   round(a, n)      w = wa + 1 (a carry: 9.5 → 10), s = n, where n < sa
 *   div(a, b, n)     w = wa + sb (the smallest divisor is 10^-sb), and 1 for the carry where n < sa - sb; s = n
 *   one for all      w = max, s = max (branches of a case, a list, coalesce, both sides of a comparison)
 */

import { type ColumnType, decimal } from '../schema/types.ts';

export const DIGITS_MAX = 38;
/** Division needs room for twice the remainder, so its two whole numbers stay one digit below. */
export const DIVISION_DIGITS_MAX = 37;
/** A signed 64-bit integer has up to 19 digits. */
const INTEGER_DIGITS = 19;

/** Digits before and after the point. */
export interface Digits {
  readonly whole: number;
  readonly scale: number;
}

/** The digits that a value of a numeric type may have; `undefined` for types that are no numbers. */
export function digitsOfType(type: ColumnType): Digits | undefined {
  if (type.kind === 'integer') return { whole: INTEGER_DIGITS, scale: 0 };
  if (type.kind === 'decimal') return { whole: type.precision - type.scale, scale: type.scale };
  return undefined;
}

export function totalDigits(digits: Digits): number {
  return Math.max(1, digits.whole + digits.scale);
}

/** The decimal type with room for `digits`; the caller has refused more than 38. */
export function decimalOf(digits: Digits): ColumnType {
  return decimal(totalDigits(digits), digits.scale);
}

export function sumDigits(a: Digits, b: Digits): Digits {
  return { whole: Math.max(a.whole, b.whole) + 1, scale: Math.max(a.scale, b.scale) };
}

export function productDigits(a: Digits, b: Digits): Digits {
  return { whole: a.whole + b.whole, scale: a.scale + b.scale };
}

export function roundedDigits(a: Digits, scale: number): Digits {
  return { whole: scale < a.scale ? a.whole + 1 : a.whole, scale };
}

export function quotientDigits(a: Digits, b: Digits, scale: number): Digits {
  const carry = scale < a.scale - b.scale ? 1 : 0;
  return { whole: a.whole + b.scale + carry, scale };
}

/**
 * Division of whole numbers: div(a, b, n) = units(a) × 10^(n + sb − sa) / units(b), with the power on the other side when
 * negative. The digits of the two whole numbers.
 */
export function divisionDigits(
  a: Digits,
  b: Digits,
  scale: number,
): { numerator: number; denominator: number } {
  const shift = scale + b.scale - a.scale;
  return {
    numerator: totalDigits(a) + Math.max(0, shift),
    denominator: totalDigits(b) + Math.max(0, -shift),
  };
}

/** Room for any of them. */
export function commonDigits(all: readonly Digits[]): Digits {
  return {
    whole: Math.max(0, ...all.map((digits) => digits.whole)),
    scale: Math.max(0, ...all.map((digits) => digits.scale)),
  };
}
