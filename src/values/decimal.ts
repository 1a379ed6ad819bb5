/**
 * Exact decimals: a whole number of *units* of 10^-scale, so 12.50 is 1250 units at scale 2.
 *
 * Text is read losslessly and written back digit by digit; nothing passes through a floating-point number. What can't
 * be held exactly is `undefined` here; the caller knows what was asked and makes the error.
 */

/** `units` × 10^-`scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** 10^exponent, exponent ≥ 0. */
export function pow10(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/**
 * Reads `12`, `-12.50`, `+.5` or `5.`: a sign, digits, one point. The scale is the number of digits after the point as
 * written (`1.50` has scale 2). No exponents, no separators, no spaces: `undefined` for any other text.
 */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL_TEXT.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/** `units` at `scale` as text with exactly `scale` digits after the point and at least one before it: `-0.05`. */
export function formatDecimal(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = absolute(units)
    .toString()
    .padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The same value in units of another scale; `undefined` when digits other than zero would be lost. */
export function rescaleExact(units: bigint, fromScale: number, toScale: number): bigint | undefined {
  if (toScale >= fromScale) return units * pow10(toScale - fromScale);
  const divisor = pow10(fromScale - toScale);
  return units % divisor === 0n ? units / divisor : undefined;
}

/** How many decimal digits |units| has; zero has one. */
export function digitCount(units: bigint): number {
  return absolute(units).toString().length;
}

/** Do the units fit a decimal of `precision` digits? */
export function fitsPrecision(units: bigint, precision: number): boolean {
  return absolute(units) < pow10(precision);
}

/** -1, 0 or 1 as the first decimal is less than, equal to or greater than the second, whatever their scales. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const left = a.units * pow10(scale - a.scale);
  const right = b.units * pow10(scale - b.scale);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** |value| */
export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
