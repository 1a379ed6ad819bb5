/**
 * How Spark does each operation, so that it gives what DuckDB gives. What differs between the two, and how it was made equal: docs/concepts/engines.md.
 *
 * Decimals and units. A decimal of up to 18 digits times a power of ten has at most 38 digits, so its units are exact; those of longer ones are read from their digits.
 * Back, whole numbers are multiplied by 10^-scale, which moves the point and loses nothing.
 */

import type { OpDetail, SqlOp } from '../tree.ts';
import { intAbs, intDiv, intMod, intNeg, intQuotient, intRounded, tenToMinus, widen } from './integers.ts';
import { call, infix, type Render } from './render.ts';
import { sparkType } from './types.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The numbers of days, months and characters that Spark counts in 32 bits. */
const asInteger = (value: string): string => `CAST(${value} AS BIGINT)`;

export const SPARK_FUNCTIONS: Readonly<Record<SqlOp, Render>> = Object.freeze<Record<SqlOp, Render>>({
  int_add: infix('+'),
  int_sub: infix('-'),
  int_mul: infix('*'),
  int_div: intDiv,
  int_mod: intMod,
  int_rounded: intRounded,
  int_quotient: intQuotient,
  int_neg: intNeg,
  int_abs: intAbs,
  widen: ([arg = '']) => widen(arg),
  units_of_decimal: unitsOfDecimal,
  decimal_of_units: decimalOfUnits,
  integer_of_units: ([arg = '']) => asInteger(arg),
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
  same: infix('<=>'),
  coalesce: call('coalesce'),
  least: ofSeveral('least'),
  greatest: ofSeveral('greatest'),
  concat: infix('||'),
  like,
  length: ([text]) => asInteger(`length(${text})`),
  substring: ([text, start, length]) =>
    `substring(${text}, ${steps(start, INT_MAX)}, ${steps(length, INT_MAX)})`,
  starts_with: call('startswith'),
  trim: ([text]) => `trim(BOTH ' ' FROM ${text})`,
  upper: ([text]) => `translate(${text}, '${LETTERS}', '${LETTERS.toUpperCase()}')`,
  lower: ([text]) => `translate(${text}, '${LETTERS.toUpperCase()}', '${LETTERS}')`,
  to_text: ([arg]) => `CAST(${arg} AS STRING)`,
  add_days: ([date, days]) => `date_add(${date}, ${steps(days, 8_000_000)})`,
  add_months: ([date, months]) => `add_months(${date}, ${steps(months, 240_000)})`,
  days_between: ([from, to]) => asInteger(`datediff(${to}, ${from})`),
  month_end: call('last_day'),
  year: ([date]) => asInteger(`year(${date})`),
  month: ([date]) => asInteger(`month(${date})`),
  day: ([date]) => asInteger(`day(${date})`),
  // Spark's sequence runs backwards where the end comes first.
  explode_days: ([from, to]) =>
    `explode(CASE WHEN ${from} <= ${to} THEN sequence(${from}, ${to}, INTERVAL 1 DAY) ELSE array() END)`,
  has_type: ([arg], detail) => `(typeof(${arg}) = '${typeOf(detail).toLowerCase()}')`,
  type_name: call('typeof'),
  raise: ([text], detail) => `CAST(raise_error(concat('PLIMSOLL:', ${text})) AS ${typeOf(detail)})`,
  sum_decimal: ([arg], { scale = 0 }) => `CAST(sum(${arg}) AS DECIMAL(38,${scale}))`,
  sum_integer: ([arg]) => `sum(CAST(${arg} AS DECIMAL(28,0)))`,
  count: call('count'),
  count_rows: () => 'count(*)',
  count_distinct: ([arg]) => `count(DISTINCT ${arg})`,
  min: call('min'),
  max: call('max'),
  rows_in_partition: (args) => `count(*) OVER (${partition(args)})`,
  sum_over: ([arg, ...by]) => `sum(${arg}) OVER (${partition(by)})`,
  min_over: ([arg, ...by]) => `min(${arg}) OVER (${partition(by)})`,
  max_over: ([arg, ...by]) => `max(${arg}) OVER (${partition(by)})`,
  row_number: (args, { ordered = 0 }) => {
    const order = args.slice(0, ordered).map((arg) => `${arg} ASC NULLS FIRST`);
    return asInteger(`row_number() OVER (${partition(args.slice(ordered))} ORDER BY ${order.join(', ')})`);
  },
});

const typeOf = ({ type = { kind: 'text' } }: OpDetail): string => sparkType(type);

const partition = (by: readonly string[]): string => `PARTITION BY ${by.length === 0 ? '1' : by.join(', ')}`;

/** Spark's take two arguments at least. */
function ofSeveral(name: string): Render {
  return (args) => (args.length === 1 ? `${args[0]}` : `${name}(${args.join(', ')})`);
}

const INT_MAX = 2 ** 31 - 1;

/** A number of days, months or characters as INT, cut to `most`, beyond which there are none. */
function steps(count: string | undefined, most: number): string {
  return `CAST(CASE WHEN ${count} > ${most} THEN ${most} WHEN ${count} < -${most} THEN -${most} ELSE ${count} END AS INT)`;
}

/** A pattern of Plimsoll has no escapes, so the escape is a sign that does not come in it. */
function like([text, pattern]: readonly string[], detail: OpDetail): string {
  const written = detail.pattern ?? '';
  const sign = [...'~^|#!@&$\u0001\u0002\u0003'].find((each) => !written.includes(each)) ?? '\u0004';
  return `(${text} LIKE ${pattern} ESCAPE '${sign}')`;
}

function unitsOfDecimal([arg]: readonly string[], { scale = 0, precision = 38 }: OpDetail): string {
  const integer = precision > 18 ? 'DECIMAL(38,0)' : 'BIGINT';
  if (scale === 0) return `CAST(${arg} AS ${integer})`;
  if (precision > 18) return `CAST(replace(CAST(${arg} AS STRING), '.', '') AS ${integer})`;
  return `CAST(${arg} * CAST('1${'0'.repeat(scale)}' AS DECIMAL(${scale + 1},0)) AS ${integer})`;
}

function decimalOfUnits([arg]: readonly string[], { scale = 0, precision = 38 }: OpDetail): string {
  const target = `DECIMAL(${precision},${scale})`;
  return scale === 0 ? `CAST(${arg} AS ${target})` : `CAST(${arg} * ${tenToMinus(scale)} AS ${target})`;
}
