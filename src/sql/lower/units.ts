/**
 * Exact decimal arithmetic as integer arithmetic on units, with bounds that choose between 64 and 128 bits.
 *
 * A `Units` is an integer expression with its scale and the smallest and largest value it can have. Where the bounds of a
 * result prove that it fits 64 bits, the plain 64-bit operation is used; otherwise both sides are widened. One case is
 * worth more: a product rounded to `s` digits, whose exact value would need 128 bits. With d = 10^k to divide by,
 *
 *     a·b / d  =  (a div d)·b + round((a mod d)·b / d)
 *
 * needs 64 bits only, as long as (a mod d)·b does; a mod d has the sign of a, so both terms have the same sign, and where the
 * first one overflows, the result itself has more than 18 digits: an error either way, never a wrong number.
 */

import { absolute, pow10 } from '../../values/decimal.ts';
import { type SqlExpr, sqlInt, sqlOp, type Width } from '../tree.ts';

export interface Units {
  readonly expr: SqlExpr;
  readonly width: Width;
  readonly scale: number;
  readonly low: bigint;
  readonly high: bigint;
}

const INT64 = 2n ** 63n - 1n;

/** The largest absolute value. */
export const magnitude = (units: Pick<Units, 'low' | 'high'>): bigint => {
  const [low, high] = [absolute(units.low), absolute(units.high)];
  return low > high ? low : high;
};

export const fits64 = (value: bigint): boolean => value <= INT64;

export function constantUnits(value: bigint, scale: number): Units {
  const width = fits64(absolute(value)) ? 64 : 128;
  return { expr: sqlInt(value, width), width, scale, low: value, high: value };
}

export function widen(units: Units): Units {
  if (units.width === 128) return units;
  const expr: SqlExpr =
    units.expr.kind === 'int' ? sqlInt(units.expr.value, 128) : sqlOp('widen', [units.expr]);
  return { ...units, expr, width: 128 };
}

type Corner = readonly [low: bigint, high: bigint];

function combine(
  op: 'int_add' | 'int_sub' | 'int_mul',
  a: Units,
  b: Units,
  scale: number,
  [low, high]: Corner,
): Units {
  const wide = a.width === 128 || b.width === 128 || !fits64(absolute(low)) || !fits64(absolute(high));
  const [left, right] = wide ? [widen(a), widen(b)] : [a, b];
  return {
    expr: sqlOp(op, [left.expr, right.expr], { width: left.width }),
    width: left.width,
    scale,
    low,
    high,
  };
}

/** Scale-up to `scale`, which is at least the units' own: a multiplication. */
export function rescaleUp(units: Units, scale: number): Units {
  const by = scale - units.scale;
  if (by === 0) return units;
  const factor = pow10(by);
  if (units.expr.kind === 'int') return constantUnits(units.expr.value * factor, scale);
  return { ...multiply(units, constantUnits(factor, 0)), scale };
}

function aligned(a: Units, b: Units): readonly [Units, Units] {
  const scale = Math.max(a.scale, b.scale);
  return [rescaleUp(a, scale), rescaleUp(b, scale)];
}

export function add(a: Units, b: Units): Units {
  const [left, right] = aligned(a, b);
  return combine('int_add', left, right, left.scale, [left.low + right.low, left.high + right.high]);
}

export function subtract(a: Units, b: Units): Units {
  const [left, right] = aligned(a, b);
  return combine('int_sub', left, right, left.scale, [left.low - right.high, left.high - right.low]);
}

export function multiply(a: Units, b: Units): Units {
  const [x, y] = [atLeastOne(a), atLeastOne(b)];
  const corners = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high];
  const low = corners.reduce((least, each) => (each < least ? each : least));
  const high = corners.reduce((most, each) => (each > most ? each : most));
  return combine('int_mul', a, b, a.scale + b.scale, [low, high]);
}

/** Engines calculate c·x·d as x·(c·d). What is always zero counts as up to one, so that c·d fits too. */
const atLeastOne = ({ low, high }: Units): Pick<Units, 'low' | 'high'> => ({
  low,
  high: low === 0n && high === 0n ? 1n : high,
});

export function negate(a: Units): Units {
  const wide = fits64(absolute(a.low)) ? a : widen(a);
  return { ...wide, expr: sqlOp('int_neg', [wide.expr], { width: wide.width }), low: -a.high, high: -a.low };
}

export function absoluteOf(a: Units): Units {
  if (a.low >= 0n) return a;
  const wide = fits64(absolute(a.low)) ? a : widen(a);
  return { ...wide, expr: sqlOp('int_abs', [wide.expr], { width: wide.width }), low: 0n, high: magnitude(a) };
}

/** Rounded half away from zero to `scale`, which is below the units' own. */
export function roundDown(units: Units, scale: number): Units {
  const digits = units.scale - scale;
  const divisor = pow10(digits);
  const half = divisor / 2n;
  const source = fits64(magnitude(units) + half) && fits64(divisor) ? units : widen(units);
  return {
    expr: rounded(source, digits),
    width: source.width,
    scale,
    low: boundedQuotient(units.low, divisor, half),
    high: boundedQuotient(units.high, divisor, half),
  };
}

const boundedQuotient = (value: bigint, divisor: bigint, half: bigint): bigint =>
  (value + (value < 0n ? -half : half)) / divisor;

const rounded = (x: Units, digits: number): SqlExpr =>
  sqlOp('int_rounded', [x.expr], { width: x.width, digits, nonNegative: x.low >= 0n });

/**
 * round(a·b, scale) in 64 bits by the split above, or null where it does not apply. `limited`: the result is assigned
 * to a type of at most 18 digits, so an overflow of the first term is an overflow of the result.
 */
export function roundedProduct64(a: Units, b: Units, scale: number, limited: boolean): Units | null {
  const [big, small] = magnitude(a) >= magnitude(b) ? [a, b] : [b, a];
  const by = a.scale + b.scale - scale;
  if (by <= 0 || a.width === 128 || b.width === 128) return null;
  const divisor = pow10(by);
  const half = divisor / 2n;
  if (!fits64(divisor) || !fits64((divisor - 1n) * magnitude(small) + half)) return null;
  if (!limited && !fits64((magnitude(big) * magnitude(small)) / divisor + 1n)) return null;
  const quotient = sqlOp('int_div', [big.expr, sqlInt(divisor)], { width: 64 });
  const restLow = big.low >= 0n ? 0n : -(divisor - 1n);
  const rest: Units = {
    expr: sqlOp('int_mod', [big.expr, sqlInt(divisor)], { width: 64 }),
    width: 64,
    scale: big.scale,
    low: restLow,
    high: big.high <= 0n ? 0n : divisor - 1n,
  };
  const restProduct = multiply(rest, small);
  const exact = multiply(a, b);
  return {
    expr: sqlOp(
      'int_add',
      [sqlOp('int_mul', [quotient, small.expr], { width: 64 }), rounded(restProduct, by)],
      { width: 64 },
    ),
    width: 64,
    scale,
    low: boundedQuotient(exact.low, divisor, half),
    high: boundedQuotient(exact.high, divisor, half),
  };
}

/** div(a, b, scale): the exact quotient rounded once, half away from zero; NULL for b = 0. Always 128 bits. */
export function quotient(a: Units, b: Units, scale: number): Units {
  const shift = scale + b.scale - a.scale;
  const numerator = widen(shift > 0 ? scaleBy(a, shift) : a);
  const denominator = widen(shift < 0 ? scaleBy(b, -shift) : b);
  const expr = sqlOp('int_quotient', [numerator.expr, denominator.expr], { width: 128 });
  const bound = magnitude(numerator);
  return { expr, width: 128, scale, low: -bound, high: bound };
}

function scaleBy(units: Units, digits: number): Units {
  return { ...rescaleUp(units, units.scale + digits), scale: units.scale };
}
