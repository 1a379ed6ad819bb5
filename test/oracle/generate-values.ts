/**
 * Random column types and values that look for trouble: bounds of types, ties of roundings, signs, NULLs, equal values, dates
 * around month ends, texts beyond ASCII.
 */

import type { Column } from '../../src/schema/table.ts';
import {
  BOOLEAN,
  type ColumnType,
  DATE,
  decimal,
  INTEGER,
  TEXT,
  type Value,
} from '../../src/schema/types.ts';
import type { Draw } from './draw.ts';
import { parseValue } from './row.ts';

/** Types that pipelines use, and odd ones: all digits after the point, none, 18 and 19 and 38 digits. */
const DECIMALS: readonly ColumnType[] = [
  decimal(18, 2),
  decimal(18, 2),
  decimal(18, 4),
  decimal(7, 6),
  decimal(7, 6),
  decimal(9, 8),
  decimal(5, 0),
  decimal(18, 0),
  decimal(18, 18),
  decimal(19, 2),
  decimal(24, 4),
  decimal(38, 4),
  decimal(38, 0),
  decimal(3, 3),
  decimal(12, 6),
];

export function randomType(draw: Draw): ColumnType {
  const dice = draw.between(1, 100);
  if (dice <= 50) return draw.pick(DECIMALS);
  if (dice <= 68) return INTEGER;
  if (dice <= 82) return TEXT;
  if (dice <= 94) return DATE;
  return BOOLEAN;
}

export const TEXTS: readonly string[] = [
  '',
  'BOND',
  'bond',
  'BONDS',
  'LOAN',
  ' LOAN ',
  'L1',
  'L2A',
  'é',
  'z',
  'Zürich',
  '😀b',
  '\uffff',
  "it's",
  'a%c',
  'a_c',
  'abc',
  'a\\c',
  '10',
  '9',
];

/** Few, so that keys of different tables meet. */
const KEY_TEXTS: readonly string[] = ['a', 'b', 'B', 'é', '', 'x y'];

export const DATES: readonly string[] = [
  '2024-01-31',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-03-31',
  '2023-02-28',
  '2023-12-31',
  '2024-12-31',
  '2000-02-29',
  '1999-12-31',
  '1900-02-28',
  '1969-12-31',
  '1970-01-01',
];

const FAR_DATES: readonly string[] = ['0001-01-01', '9999-12-31', '9999-11-30', '0001-02-28'];

const INTEGER_MAX = 2n ** 63n - 1n;

/**
 * A value of the column: inside its domain, NULL only where it is nullable. Of numbers and dates, `wild` percent come from the bounds
 * of their types and beyond usual sizes; the others are tame enough that most calculations with them do not overflow.
 */
export function randomValue(draw: Draw, column: Column, wild: number): Value {
  if (column.nullable && draw.chance(15)) return null;
  const { type, domain } = column;
  if (domain?.kind === 'values') return parseValue(draw.pick(domain.values), type);
  switch (type.kind) {
    case 'text':
      return draw.pick(TEXTS);
    case 'boolean':
      return draw.chance(50);
    case 'date':
      return parseValue(draw.chance(wild / 25) ? draw.pick(FAR_DATES) : draw.pick(DATES), type);
    case 'integer':
    case 'decimal':
      return inRange(draw, column, draw.chance(wild) ? randomUnits(draw, type) : tameUnits(draw, type));
  }
}

/** A value of a key column: never NULL, and from a small pool. */
export function randomKeyValue(draw: Draw, type: ColumnType): Value {
  switch (type.kind) {
    case 'text':
      return draw.pick(KEY_TEXTS);
    case 'boolean':
      return draw.chance(50);
    case 'date':
      return parseValue(draw.pick(DATES.slice(0, 5)), type);
    case 'integer':
      return BigInt(draw.between(-1, 4));
    case 'decimal':
      return BigInt(draw.between(-2, 3));
  }
}

/** Up to 100,000 with all digits after the point, of either sign; around ties now and then. */
function tameUnits(draw: Draw, type: ColumnType): bigint {
  const scale = type.kind === 'decimal' ? type.scale : 0;
  const digits = type.kind === 'decimal' ? Math.min(type.precision, scale + 5) : 3;
  const count = draw.between(1, digits);
  const units = draw.chance(20) ? 5n * 10n ** BigInt(count - 1) : randomDigits(draw, count);
  return draw.chance(30) ? -units : units;
}

/** Whole units of a numeric type: small, around ties, around powers of ten, or at the very bounds. */
function randomUnits(draw: Draw, type: ColumnType): bigint {
  const limit = type.kind === 'decimal' ? 10n ** BigInt(type.precision) - 1n : INTEGER_MAX;
  const digits = type.kind === 'decimal' ? type.precision : 19;
  const dice = draw.between(1, 100);
  let units: bigint;
  if (dice <= 25) units = BigInt(draw.between(0, 12));
  else if (dice <= 45) units = BigInt(draw.between(0, 99_999_999));
  else if (dice <= 60) units = 5n * 10n ** BigInt(draw.between(0, digits - 1)) + BigInt(draw.between(-1, 1));
  else if (dice <= 70) units = 10n ** BigInt(draw.between(0, digits)) + BigInt(draw.between(-1, 1));
  else if (dice <= 78) units = limit - BigInt(draw.between(0, 2));
  else units = randomDigits(draw, draw.between(1, digits));
  const clipped = units > limit ? limit : units;
  const lowest = type.kind === 'integer' && clipped === limit && draw.chance(50) ? 1n : 0n;
  return draw.chance(40) ? -clipped - lowest : clipped;
}

function randomDigits(draw: Draw, count: number): bigint {
  return BigInt(Array.from({ length: count }, () => String(draw.between(0, 9))).join(''));
}

/** The units, moved into the column's range by what lies over. */
function inRange(draw: Draw, column: Column, units: bigint): bigint {
  const { domain, type } = column;
  if (domain?.kind !== 'range') return units;
  const min = parseValue(domain.min ?? null, type) as bigint | null;
  const max = parseValue(domain.max ?? null, type) as bigint | null;
  if ((min === null || units >= min) && (max === null || units <= max)) return units;
  if (min !== null && max !== null) {
    const dice = draw.between(1, 100);
    if (dice <= 15) return min;
    if (dice <= 30) return max;
    return min + ((units < 0n ? -units : units) % (max - min + 1n));
  }
  // One open end: the other sign, within what the type holds.
  return units === -INTEGER_MAX - 1n ? INTEGER_MAX : -units;
}

/** Domains of sources: the usual rates from 0 to 1, amounts that are not negative, a narrow range; mostly none. */
export function randomDomain(draw: Draw, type: ColumnType): Column['domain'] {
  if (draw.chance(65)) return undefined;
  if (type.kind === 'decimal' && type.precision > type.scale) {
    return draw.pick([
      { kind: 'range', min: '0', max: '1' },
      { kind: 'range', min: '0' },
      { kind: 'range', min: '-9', max: '9' },
    ] as const);
  }
  if (type.kind === 'integer') {
    return draw.pick([
      { kind: 'range', min: '0', max: '30' },
      { kind: 'range', min: '-1000000', max: '1000000' },
      { kind: 'range', min: '0' },
    ] as const);
  }
  return type.kind === 'text' ? { kind: 'values', values: ['L1', 'L2A', 'L2B', ''] } : undefined;
}
