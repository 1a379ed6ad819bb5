/**
 * The functions of the expression language in one table: what they take, what they give, and what NULL does to them.
 * The checker reads it, docs/reference/expressions.md describes it, and every dialect has one entry per name.
 */

import { BOOLEAN, type ColumnType, DATE, INTEGER, TEXT } from '../schema/types.ts';
import type { FunctionName } from './ast.ts';

export type ArgumentKind =
  | 'text'
  | 'date'
  /** An integer, or a decimal without digits after the point (such as the sum of two integers). */
  | 'whole'
  | 'number'
  /** text or whole */
  | 'printable'
  /** A literal from 1, a literal from 0: engines disagree about what lies before the first character. */
  | 'position'
  | 'length';

export interface FunctionSpec {
  readonly usage: string;
  /** `alike`: two or more arguments, all converted to the one type that holds any of them. */
  readonly args: readonly ArgumentKind[] | 'alike';
  /** `argument`: the type of the arguments, of a decimal at least (abs of an integer may need one more value than integer has). */
  readonly result: ColumnType | 'argument';
  /** The result is NULL when any argument is, or only when all are. */
  readonly nullWhen: 'any' | 'all';
}

export const FUNCTIONS: Readonly<Record<FunctionName, FunctionSpec>> = Object.freeze({
  coalesce: entry('coalesce(a, b, …)', 'alike', 'argument', 'all'),
  least: entry('least(a, b, …)', 'alike', 'argument', 'all'),
  greatest: entry('greatest(a, b, …)', 'alike', 'argument', 'all'),
  abs: entry('abs(number)', ['number'], 'argument'),
  add_days: entry('add_days(date, days)', ['date', 'whole'], DATE),
  add_months: entry('add_months(date, months)', ['date', 'whole'], DATE),
  days_between: entry('days_between(from, to)', ['date', 'date'], INTEGER),
  month_end: entry('month_end(date)', ['date'], DATE),
  year: entry('year(date)', ['date'], INTEGER),
  month: entry('month(date)', ['date'], INTEGER),
  day: entry('day(date)', ['date'], INTEGER),
  length: entry('length(text)', ['text'], INTEGER),
  substring: entry('substring(text, start, length)', ['text', 'position', 'length'], TEXT),
  starts_with: entry('starts_with(text, prefix)', ['text', 'text'], BOOLEAN),
  trim: entry('trim(text)', ['text'], TEXT),
  upper: entry('upper(text)', ['text'], TEXT),
  lower: entry('lower(text)', ['text'], TEXT),
  to_text: entry('to_text(whole number)', ['printable'], TEXT),
});

/** Functions whose last argument is part of their type; they have node kinds of their own. */
export const SCALE_USAGE = Object.freeze({
  round: 'round(number, scale)',
  div: 'div(number, number, scale)',
});

export const FUNCTION_NAMES: readonly string[] = Object.freeze(
  [...Object.keys(FUNCTIONS), ...Object.keys(SCALE_USAGE)].sort(),
);

export function functionSpec(
  name: string,
): { readonly fn: FunctionName; readonly spec: FunctionSpec } | undefined {
  if (!Object.hasOwn(FUNCTIONS, name)) return undefined;
  const fn = name as FunctionName; // It is a key of the table, and the table's keys are the function names.
  return { fn, spec: FUNCTIONS[fn] };
}

function entry(
  usage: string,
  args: FunctionSpec['args'],
  result: FunctionSpec['result'],
  nullWhen: FunctionSpec['nullWhen'] = 'any',
): FunctionSpec {
  return Object.freeze({ usage, args, result, nullWhen });
}
