/** Sums, differences and products of exact decimals of any scale. Nothing rounds here; a quotient is taken by `divideUnits`, with a rule by name. */

import { absolute, type Decimal, formatDecimal, parseDecimal, pow10 } from './decimal.ts';

export const ZERO: Decimal = Object.freeze({ units: 0n, scale: 0 });

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * pow10(scale - a.scale) + b.units * pow10(scale - b.scale), scale };
}

export const minus = (a: Decimal, b: Decimal): Decimal => plus(a, { units: -b.units, scale: b.scale });

export const times = (a: Decimal, b: Decimal): Decimal => ({
  units: a.units * b.units,
  scale: a.scale + b.scale,
});

export const sumOf = (all: readonly Decimal[]): Decimal => all.reduce(plus, ZERO);

/** |value| */
export const sizeOf = (value: Decimal): Decimal => ({ units: absolute(value.units), scale: value.scale });

/** Every digit and no zeros behind the last one that counts: `12.50` → `12.5`, `3.00` → `3`. */
export function shortText({ units, scale }: Decimal): string {
  const text = formatDecimal(units, scale);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The decimal of a constant in code; a text that is none is a fault. */
export function decimalOf(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`Invariant broken: ${text} is no decimal`);
  return value;
}
