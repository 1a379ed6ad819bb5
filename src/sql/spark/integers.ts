/**
 * Integers in Spark. BIGINT stands for 64 bits. There is none of 128 bits: DECIMAL(38,0) takes its place, where more than 38 digits are an error. The type checker
 * keeps every value below that.
 *
 * Spark's own division does not do: `div` gives a BIGINT, which wraps, and `/` keeps 20 digits before the point. So wide numbers are divided as on paper, with
 * E = 10^19 as the base:
 *
 *     a = h·E + l        h = q·b + r        a div b = q·E + (r·E + l) div b
 *
 * Every remainder has the sign of `a` and is smaller than `b` and E, so r·E + l has at most 38 digits; q and the last quotient have at most 19, which `/` gives exactly
 * for what `b` divides.
 */

import type { Render } from '../functions.ts';

const WIDE = 'DECIMAL(38,0)';

export const wideLiteral = (value: bigint): string => `CAST('${value}' AS ${WIDE})`;

const BASE = `CAST('1${'0'.repeat(19)}' AS DECIMAL(20,0))`;

/** 10^-digits: a number of 38 digits times it is a shift of the point, which loses none. */
export const tenToMinus = (digits: number): string =>
  `CAST('0.${'0'.repeat(digits - 1)}1' AS DECIMAL(${digits},${digits}))`;

export const widen = (arg: string): string => `CAST(${arg} AS ${WIDE})`;

/** Where the divisor is not written out it may be zero: NULL, and no error. */
const divisorOf = (right: string): string =>
  /^CAST\('-?[1-9]\d*' AS /.test(right) ? right : `nullif(${right}, 0)`;

export const intDiv: Render = ([left = '', right = ''], { width }) =>
  width === 128 ? wideQuotient(left, divisorOf(right)) : `(${left} div ${divisorOf(right)})`;

export const intMod: Render = ([left = '', right = '']) => `(${left} % ${divisorOf(right)})`;

/** `value` is computed once and stands as `name` in `body`. */
const bound = (name: string, value: string, body: string): string =>
  `transform(array(${value}), ${name} -> ${body})[0]`;

const exactQuotient = (a: string, b: string): string => `(${a} - ${a} % ${b}) / ${b}`;

function wideQuotient(left: string, right: string): string {
  const operands = `named_struct('a', ${left}, 'b', ${right})`;
  const parts = `named_struct('h', ${widen(`(n.a - n.a % ${BASE}) * ${tenToMinus(19)}`)}, 'l', n.a % ${BASE}, 'b', n.b)`;
  const steps = `named_struct('q', ${widen(exactQuotient('m.h', 'm.b'))}, 'r', ${widen(`m.h % m.b * ${BASE} + m.l`)}, 'b', m.b)`;
  const quotient = widen(`s.q * ${BASE} + ${widen(exactQuotient('s.r', 's.b'))}`);
  return bound('n', operands, bound('m', parts, bound('s', steps, quotient)));
}

/** Spark 4.0.1 rounds what it negates to 34 digits, in a minus and in abs, and says nothing. A difference is exact. */
export const intNeg: Render = ([arg = ''], { width }) => (width === 128 ? `(0 - ${arg})` : `(-${arg})`);

export const intAbs: Render = ([arg = ''], { width }) =>
  width === 128 ? bound('v', arg, sizeOf('v')) : `abs(${arg})`;

const sizeOf = (name: string): string => `CASE WHEN ${name} < 0 THEN 0 - ${name} ELSE ${name} END`;

/** NULL where the divisor is zero. Operands of up to 37 digits have room for their double. */
export const intQuotient: Render = ([left = '', right = '']) => {
  const operands = `named_struct('n', ${left}, 'd', nullif(${right}, 0))`;
  const divisor = widen(sizeOf('x.d'));
  const quotient = wideQuotient(`(2 * ${widen(sizeOf('x.n'))} + ${divisor})`, `(2 * ${divisor})`);
  const sign = 'CAST(CASE WHEN (x.n < 0) = (x.d < 0) THEN 1 ELSE -1 END AS DECIMAL(1,0))';
  return bound('x', operands, widen(`${quotient} * ${sign}`));
};

/** Rounding half away from zero is what Spark does when digits after the point are cut off. */
export const intRounded: Render = ([arg = ''], { width, digits = 0 }) => {
  if (width === 128) return widen(`${arg} * ${tenToMinus(digits)}`);
  const literal = (value: bigint): string => `CAST('${value}' AS BIGINT)`;
  const unit = 10n ** BigInt(digits);
  const half = `CASE WHEN ${arg} < 0 THEN ${literal(-unit / 2n)} ELSE ${literal(unit / 2n)} END`;
  return `((${arg} + ${half}) div ${literal(unit)})`;
};
