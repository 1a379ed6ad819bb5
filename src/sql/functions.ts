/** How operations are written: from the texts of their arguments. Those that are written alike in every dialect stand here. */

import type { OpDetail, SqlOp } from './tree.ts';

export type Render = (args: readonly string[], detail: OpDetail) => string;

export const infix =
  (operator: string): Render =>
  ([left, right]) =>
    `(${left} ${operator} ${right})`;

export const call =
  (name: string): Render =>
  (args) =>
    `${name}(${args.join(', ')})`;

export const partition = (by: readonly string[]): string =>
  `PARTITION BY ${by.length === 0 ? '1' : by.join(', ')}`;

const over =
  (name: string): Render =>
  ([arg, ...by]) =>
    `${name}(${arg}) OVER (${partition(by)})`;

/** A number of days, months or characters as INTEGER. What leaves the calendar or the text anyway is cut to `most`, so that the conversion can't fail first. */
export const steps = (count: string | undefined, most: number): string =>
  `CAST(CASE WHEN ${count} > ${most} THEN ${most} WHEN ${count} < -${most} THEN -${most} ELSE ${count} END AS INTEGER)`;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const CAPITALS = LETTERS.toUpperCase();

export const SHARED_FUNCTIONS = Object.freeze({
  int_add: infix('+'),
  int_sub: infix('-'),
  int_mul: infix('*'),
  decimal_add: infix('+'),
  decimal_sub: infix('-'),
  decimal_mul: infix('*'),
  eq: infix('='),
  ne: infix('<>'),
  lt: infix('<'),
  le: infix('<='),
  gt: infix('>'),
  ge: infix('>='),
  and: infix('AND'),
  or: infix('OR'),
  not: ([arg]) => `(NOT ${arg})`,
  is_null: ([arg]) => `(${arg} IS NULL)`,
  is_not_null: ([arg]) => `(${arg} IS NOT NULL)`,
  coalesce: call('coalesce'),
  upper: ([text]) => `translate(${text}, '${LETTERS}', '${CAPITALS}')`,
  lower: ([text]) => `translate(${text}, '${CAPITALS}', '${LETTERS}')`,
  month_end: call('last_day'),
  type_name: call('typeof'),
  count: call('count'),
  count_rows: () => 'count(*)',
  count_distinct: ([arg]) => `count(DISTINCT ${arg})`,
  min: call('min'),
  max: call('max'),
  rows_in_partition: (by) => `count(*) OVER (${partition(by)})`,
  sum_over: over('sum'),
  min_over: over('min'),
  max_over: over('max'),
} satisfies Readonly<Partial<Record<SqlOp, Render>>>);
