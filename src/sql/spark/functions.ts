/**
 * How Spark does each operation, so that it gives what DuckDB gives. What differs between the two, and how it was made equal: docs/concepts/engines.md.
 *
 * Decimals and units. A decimal of up to 18 digits times a power of ten has at most 38 digits, so its units are exact; those of longer ones are read from their digits.
 * Back, whole numbers are multiplied by 10^-scale, which moves the point and loses nothing.
 */

import { call, infix, partition, type Render, SHARED_FUNCTIONS, steps } from '../functions.ts';
import type { OpDetail, SqlOp } from '../tree.ts';
import { intAbs, intDiv, intMod, intNeg, intQuotient, intRounded, tenToMinus, widen } from './integers.ts';
import { sparkType } from './types.ts';

/** The numbers of days, months and characters that Spark counts in 32 bits. */
const asInteger = (value: string): string => `CAST(${value} AS BIGINT)`;

export const SPARK_FUNCTIONS: Readonly<Record<SqlOp, Render>> = Object.freeze<Record<SqlOp, Render>>({
  ...SHARED_FUNCTIONS,
  int_div: intDiv,
  int_mod: intMod,
  int_rounded: intRounded,
  int_quotient: intQuotient,
  int_neg: intNeg,
  int_abs: intAbs,
  widen: ([arg = '']) => widen(arg),
  // Of 38 digits, and a cast rounds.
  assigned_product: ([left, right], detail) => `CAST(${left} * ${right} AS ${typeOf(detail)})`,
  units_of_decimal: unitsOfDecimal,
  decimal_of_units: decimalOfUnits,
  integer_of_units: ([arg = '']) => asInteger(arg),
  same: infix('<=>'),
  least: ofSeveral('least'),
  greatest: ofSeveral('greatest'),
  concat: infix('||'),
  like,
  length: ([text]) => asInteger(`length(${text})`),
  substring: ([text, start, length]) =>
    `substring(${text}, ${steps(start, INT_MAX)}, ${steps(length, INT_MAX)})`,
  starts_with: call('startswith'),
  trim: ([text]) => `trim(BOTH ' ' FROM ${text})`,
  to_text: ([arg]) => `CAST(${arg} AS STRING)`,
  add_days: ([date, days]) => `date_add(${date}, ${steps(days, 8_000_000)})`,
  add_months: ([date, months]) => `add_months(${date}, ${steps(months, 240_000)})`,
  days_between: ([from, to]) => asInteger(`datediff(${to}, ${from})`),
  year: ([date]) => asInteger(`year(${date})`),
  month: ([date]) => asInteger(`month(${date})`),
  day: ([date]) => asInteger(`day(${date})`),
  // Spark's sequence runs backwards where the end comes first.
  explode_days: ([from, to]) =>
    `explode(CASE WHEN ${from} <= ${to} THEN sequence(${from}, ${to}, INTERVAL 1 DAY) ELSE array() END)`,
  has_type: ([arg], detail) => `(typeof(${arg}) = '${typeOf(detail).toLowerCase()}')`,
  raise: ([text], detail) => `CAST(raise_error(concat('PLIMSOLL:', ${text})) AS ${typeOf(detail)})`,
  sum_decimal: ([arg], { scale = 0 }) => `CAST(sum(${arg}) AS DECIMAL(38,${scale}))`,
  sum_integer: ([arg]) => `sum(CAST(${arg} AS DECIMAL(28,0)))`,
  row_number: (args, { ordered = 0 }) => {
    const order = args.slice(0, ordered).map((arg) => `${arg} ASC NULLS FIRST`);
    return asInteger(`row_number() OVER (${partition(args.slice(ordered))} ORDER BY ${order.join(', ')})`);
  },
});

const typeOf = ({ type = { kind: 'text' } }: OpDetail): string => sparkType(type);

/** Spark's take two arguments at least. */
function ofSeveral(name: string): Render {
  return (args) => (args.length === 1 ? `${args[0]}` : `${name}(${args.join(', ')})`);
}

const INT_MAX = 2 ** 31 - 1;

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
