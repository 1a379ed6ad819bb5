/**
 * How DuckDB does each operation.
 *
 * Decimals and units. DuckDB keeps DECIMAL up to 18 digits as a 64-bit integer. `x * 100` on DECIMAL(18,2) has the type DECIMAL(18,2)
 * with an overflow check, and its cast to BIGINT divides again: 1.5 ns a row, exact while |units| · 10^scale < 10^18.
 * Beyond that the whole and the fractional part are turned separately. Back: DECIMAL(18,0) × 0.01 is DECIMAL(18,2), the
 * integer itself times 1, with the check of the range on the way.
 */

import { call, infix, partition, type Render, SHARED_FUNCTIONS, steps } from '../functions.ts';
import type { OpDetail, SqlOp } from '../tree.ts';
import { duckDbInteger, duckDbType } from './types.ts';

export const DUCKDB_FUNCTIONS: Readonly<Record<SqlOp, Render>> = Object.freeze({
  ...SHARED_FUNCTIONS,
  int_div: infix('//'),
  int_mod: infix('%'),
  int_rounded: intRounded,
  int_quotient: intQuotient,
  int_neg: ([arg]) => `(-${arg})`,
  int_abs: call('abs'),
  widen: ([arg]) => `CAST(${arg} AS HUGEINT)`,
  units_of_decimal: unitsOfDecimal,
  assigned_product: ([, , otherwise = '']) => otherwise,
  decimal_of_units: decimalOfUnits,
  integer_of_units: ([arg]) => `CAST(${arg} AS BIGINT)`,
  same: infix('IS NOT DISTINCT FROM'),
  least: call('least'),
  greatest: call('greatest'),
  // The cast does nothing but for constants: what is NULL at planning time has another type.
  concat: ([left, right]) => `CAST((${left} || ${right}) AS VARCHAR)`,
  like,
  length: call('length'),
  substring: ([text, start, length]) => `substring(${text}, ${start}, ${length})`,
  starts_with: call('starts_with'),
  trim: ([text]) => `trim(${text}, ' ')`,
  to_text: ([arg]) => `CAST(${arg} AS VARCHAR)`,
  add_days: ([date, days]) => `(${date} + ${steps(days, 8_000_000)})`,
  add_months: ([date, months]) => `CAST(${date} + to_months(${steps(months, 240_000)}) AS DATE)`,
  days_between: ([from, to]) => `date_diff('day', ${from}, ${to})`,
  year: call('year'),
  month: call('month'),
  day: call('day'),
  explode_days: ([from, to]) =>
    `(${from} + CAST(unnest(range(date_diff('day', ${from}, ${to}) + 1)) AS INTEGER))`,
  has_type: ([arg], detail) => `(typeof(${arg}) = '${duckDbType(detail.type ?? { kind: 'text' })}')`,
  raise: ([text], detail) =>
    `CAST(error('PLIMSOLL:' || ${text}) AS ${duckDbType(detail.type ?? { kind: 'text' })})`,
  sum_decimal: sumDecimal,
  sum_integer: ([arg]) => `CAST(sum(${arg}) AS DECIMAL(38,0))`,
  row_number: (args, { ordered = 0 }) => {
    const order = args.slice(0, ordered).map((arg) => `${arg} NULLS FIRST`);
    return `row_number() OVER (${partition(args.slice(ordered))} ORDER BY ${order.join(', ')})`;
  },
});

/**
 * DuckDB 1.5.5 turns the beginning of a pattern into a range that it looks for in a scan, whose end is the beginning with a last byte of one more.
 * Behind some bytes comes none that a text can end with, for example behind п and ÿ, and it fails. With an escape sign it does not try.
 */
function like([text, pattern]: readonly string[], detail: OpDetail): string {
  const plain = `${text} LIKE ${pattern}`;
  const written = detail.pattern ?? '';
  const [last] = Buffer.from(/^[^%_]*/.exec(written)?.[0] ?? '').subarray(-1);
  if (last !== 0xbf && last !== 0x7f) return `(${plain})`;
  const sign = [...'~^|#!@&$'].find((each) => !written.includes(each));
  return sign === undefined ? `(${text} || '' LIKE ${pattern})` : `(${plain} ESCAPE '${sign}')`;
}

/** (x ± half) div divisor; division truncates towards zero, so only the constant needs the sign. */
function intRounded([arg]: readonly string[], { width = 64, digits = 0, nonNegative }: OpDetail): string {
  const literal = (value: bigint): string => duckDbInteger(value, width);
  const divisor = 10n ** BigInt(digits);
  const half = divisor / 2n;
  const plus = literal(half);
  const constant =
    nonNegative === true
      ? plus
      : `CASE WHEN (${arg} < ${literal(0n)}) THEN ${literal(-half)} ELSE ${plus} END`;
  return `((${arg} + ${constant}) // ${literal(divisor)})`;
}

/** Rows without a quotient leave first: 128-bit operations on them would cost as much as on the others. */
function intQuotient([numerator, denominator]: readonly string[]): string {
  const [zero, two] = [duckDbInteger(0n, 128), duckDbInteger(2n, 128)];
  // A NULL decimal turned into units, so that every branch has the same type.
  const none = 'CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT)';
  const doubled = (arg: string | undefined): string => `(${two} * abs(${arg}))`;
  const divided = `((${doubled(numerator)} + abs(${denominator})) // ${doubled(denominator)})`;
  const sameSign = `((${numerator} < ${zero}) = (${denominator} < ${zero}))`;
  return `CASE WHEN (${denominator} IS NULL) THEN ${none} WHEN (${denominator} = ${zero}) THEN ${none} WHEN ${sameSign} THEN ${divided} ELSE (-${divided}) END`;
}

function unitsOfDecimal([arg]: readonly string[], detail: OpDetail): string {
  const { scale = 0, precision = 38, maxUnits = 10n ** BigInt(precision) } = detail;
  const integer = precision > 18 ? 'HUGEINT' : 'BIGINT';
  if (scale === 0) return `CAST(${arg} AS ${integer})`;
  const limit = 10n ** (precision > 18 ? 38n : 18n);
  const unit = `1${'0'.repeat(scale)}`;
  if (maxUnits * 10n ** BigInt(scale) < limit) return `CAST(${arg} * ${unit} AS ${integer})`;
  // Beyond 18 digits after the point the units of the rest, scaled again, would pass 38 digits: the digits themselves are read.
  if (scale > 18) return `CAST(replace(CAST(${arg} AS VARCHAR), '.', '') AS HUGEINT)`;
  // trunc gives DECIMAL(precision, 0); the rest is below one, so its units fit whatever the scale.
  const whole = `trunc(${arg})`;
  return `(CAST(${whole} AS ${integer}) * ${unit} + CAST((${arg} - ${whole}) * ${unit} AS ${integer}))`;
}

function decimalOfUnits([arg]: readonly string[], detail: OpDetail): string {
  const { scale = 0, precision = 38, width = 64 } = detail;
  const carrier = width === 128 || precision > 18 ? 38 : 18;
  const target = `DECIMAL(${precision},${scale})`;
  if (scale === 0) return `CAST(${arg} AS ${target})`;
  const one = `CAST('0.${'0'.repeat(scale - 1)}1' AS DECIMAL(${Math.min(scale + 1, 38)},${scale}))`;
  const full = `CAST(${arg} AS DECIMAL(${carrier},0)) * ${one}`;
  // The cast does nothing but for constants: a product that is NULL at planning time has another type.
  return `CAST(${full} AS ${target})`;
}

function sumDecimal([arg]: readonly string[], detail: OpDetail): string {
  const { precision = 38, scale = 0 } = detail;
  const sum = `sum(${arg})`;
  // Below 28 digits no number of rows that fits a table reaches 38 digits; above, DuckDB would hand out a 39th digit.
  if (precision < 28) return sum;
  const limit = `CAST('${'9'.repeat(38 - scale)}${scale === 0 ? '' : `.${'9'.repeat(scale)}`}' AS DECIMAL(38,${scale}))`;
  return `CASE WHEN abs(${sum}) > ${limit} THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,${scale})) ELSE ${sum} END`;
}
