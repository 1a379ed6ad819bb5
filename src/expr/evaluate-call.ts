/** What each function means, in the reference evaluator: one entry per name, and the order of values. */

import { fail } from '../errors/error.ts';
import type { ColumnType, Value } from '../schema/types.ts';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  formatDate,
  isDate,
  monthEnd,
  monthOf,
  yearOf,
} from '../values/date.ts';
import { absolute, compareDecimals } from '../values/decimal.ts';
import type { FunctionName, TypedExpr } from './ast.ts';
import { FUNCTIONS } from './functions.ts';
import { compareText, lowerAscii, substring, textLength, trimSpaces, upperAscii } from './text.ts';

type Call = Extract<TypedExpr, { kind: 'call' }>;

/** No month count beyond this stays inside the calendar, and beyond it a number would not be exact. */
const STEPS_MAX = 10_000_000n;

/** The values are not NULL, except for coalesce, least and greatest, which get them without the NULLs (maybe none). */
const MEANING: Readonly<Record<FunctionName, (args: readonly Value[], type: ColumnType) => Value>> = {
  coalesce: ([first]) => first ?? null,
  least: (args, type) => extreme(args, type, -1),
  greatest: (args, type) => extreme(args, type, 1),
  abs: ([value]) => absolute(whole(value)),
  add_days: ([date, days]) => stepped(days, 'days', date, (from, count) => addDays(from, count)),
  add_months: ([date, months]) => stepped(months, 'months', date, (from, count) => addMonths(from, count)),
  days_between: ([from, to]) => BigInt(daysBetween(day(from), day(to))),
  month_end: ([date]) => monthEnd(day(date)),
  year: ([date]) => BigInt(yearOf(day(date))),
  month: ([date]) => BigInt(monthOf(day(date))),
  day: ([date]) => BigInt(dayOf(day(date))),
  length: ([value]) => BigInt(textLength(text(value))),
  substring: ([value, start, length]) => substring(text(value), Number(whole(start)), Number(whole(length))),
  starts_with: ([value, prefix]) => text(value).startsWith(text(prefix)),
  trim: ([value]) => trimSpaces(text(value)),
  upper: ([value]) => upperAscii(text(value)),
  lower: ([value]) => lowerAscii(text(value)),
  to_text: ([value]) => String(value),
};

/** The value of a call whose arguments have these values. */
export function callFunction(call: Call, args: readonly Value[]): Value {
  const present = args.filter((value) => value !== null);
  if (FUNCTIONS[call.fn].nullWhen === 'any' && present.length < args.length) return null;
  return MEANING[call.fn](present, call.type);
}

/** Negative, zero or positive as `a` is before, at or after `b`. Neither is NULL; both have the same kind of type. */
export function compareValues(a: Value, aType: ColumnType, b: Value, bType: ColumnType): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    return compareDecimals({ units: a, scale: scaleOf(aType) }, { units: b, scale: scaleOf(bType) });
  }
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (a === null || b === null) throw new Error('Invariant broken: NULL is not compared');
  if (a === b) return 0;
  return a < b ? -1 : 1; // dates by day; false before true, where only equality is asked
}

/** Digits after the point; an integer has none. */
export function scaleOf(type: ColumnType): number {
  return type.kind === 'decimal' ? type.scale : 0;
}

function extreme(args: readonly Value[], type: ColumnType, sign: 1 | -1): Value {
  const [first, ...rest] = args;
  if (first === undefined) return null;
  return rest.reduce((best, next) => (compareValues(next, type, best, type) * sign > 0 ? next : best), first);
}

function stepped(
  steps: Value | undefined,
  unit: string,
  from: Value | undefined,
  step: (date: number, count: number) => number,
): number {
  const count = whole(steps);
  const result = absolute(count) > STEPS_MAX ? Number.NaN : step(day(from), Number(count));
  if (!isDate(result)) fail('values.date_range', { what: `${formatDate(day(from))} plus ${count} ${unit}` });
  return result;
}

function whole(value: Value | undefined): bigint {
  if (typeof value !== 'bigint') throw new Error(`Invariant broken: ${String(value)} is a whole number`);
  return value;
}

function day(value: Value | undefined): number {
  if (typeof value !== 'number') throw new Error(`Invariant broken: ${String(value)} is a date`);
  return value;
}

function text(value: Value | undefined): string {
  if (typeof value !== 'string') throw new Error(`Invariant broken: ${String(value)} is a text`);
  return value;
}
