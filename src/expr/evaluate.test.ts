/** Tests of the reference evaluator: values worked out by hand, truth tables in full, assignment and its errors. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { BOOLEAN, type ColumnType, DATE, decimal, INTEGER, TEXT, type Value } from '../schema/types.ts';
import { formatDate } from '../values/date.ts';
import { formatDecimal } from '../values/decimal.ts';
import { checkText } from './check.ts';
import { assign, evaluate } from './evaluate.ts';

const ROW: Readonly<Record<string, { type: ColumnType; value: Value }>> = {
  amount: { type: decimal(18, 2), value: -12345n }, // -123.45
  factor: { type: decimal(7, 6), value: 50000n }, // 0.05
  count: { type: INTEGER, value: 7n },
  smallest: { type: INTEGER, value: -(2n ** 63n) },
  day: { type: DATE, value: 19753 }, // 2024-01-31
  name: { type: TEXT, value: 'Größe 😀' },
  t: { type: BOOLEAN, value: true },
  f: { type: BOOLEAN, value: false },
  u: { type: BOOLEAN, value: null },
  no_number: { type: decimal(18, 2), value: null },
  no_count: { type: INTEGER, value: null },
  no_date: { type: DATE, value: null },
  no_text: { type: TEXT, value: null },
};

/** The value as text: decimals with their scale, dates as ISO, NULL as `null`. */
function result(text: string): string {
  const scope = {
    lookup: (name: string) => {
      const found = Object.hasOwn(ROW, name) ? ROW[name] : undefined;
      return found && { name: `row.${name}`, type: found.type, nullable: true };
    },
    names: () => Object.keys(ROW),
  };
  const typed = checkText(text, scope, { calculation_date: DATE });
  const column = (name: string): Value => ROW[name.replace(/^row\./, '')]?.value ?? null;
  const value = evaluate(typed, column, { calculation_date: 19782 });
  if (value === null) return 'null';
  if (typed.type.kind === 'decimal') return formatDecimal(BigInt(value), typed.type.scale);
  return typed.type.kind === 'date' ? formatDate(Number(value)) : String(value);
}

describe('values', () => {
  it.each([
    // arithmetic
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['0.1 + 0.2', '0.3'],
    ['amount + factor', '-123.400000'],
    ['1 - factor', '0.950000'],
    ['amount * factor', '-6.17250000'],
    ['-amount', '123.45'],
    ['-smallest', '9223372036854775808'],
    ['smallest - 1', '-9223372036854775809'],
    ['count - -count', '14'],
    ['0 * amount', '0.00'],
    // round: half away from zero
    ['round(2.5, 0)', '3'],
    ['round(-2.5, 0)', '-3'],
    ['round(2.4, 0)', '2'],
    ['round(9.5, 0)', '10'],
    ['round(0.0449, 1)', '0.0'],
    ['round(-0.05, 1)', '-0.1'],
    ['round(amount, 1)', '-123.5'],
    ['round(amount, 4)', '-123.4500'],
    // div: rounded once; NULL for zero
    ['div(1, 3, 4)', '0.3333'],
    ['div(2, 3, 4)', '0.6667'],
    ['div(-1, 8, 2)', '-0.13'],
    ['div(1, -8, 2)', '-0.13'],
    ['div(1, 0.08, 0)', '13'],
    ['div(0.999, 10, 0)', '0'],
    ['div(0.99, 1, 0)', '1'],
    ['div(amount, factor, 2)', '-2469.00'],
    ['div(1, 0, 2)', 'null'],
    ['div(0, 0, 2)', 'null'],
    ['div(amount, count - 7, 2)', 'null'],
    // comparisons across scales and by code points
    ['1.50 = 1.5', 'true'],
    ['count = 7.0', 'true'],
    ['amount < -123.449', 'true'],
    ['factor >= 0.05', 'true'],
    ['factor != 0.050001', 'true'],
    ["'Z' < 'a'", 'true'],
    ["'～' < '😀'", 'true'],
    ["'a' < 'ab'", 'true'],
    ["'a' = 'a '", 'false'],
    ["day <= date '2024-01-31'", 'true'],
    ['day < :calculation_date', 'true'],
    ['t = f', 'false'],
    ['t != f', 'true'],
    ['count between 7 and 7', 'true'],
    ['count not between 8 and 9', 'true'],
    ['count between 8 and 6', 'false'],
    // in, like, case
    ['count in (1, 7)', 'true'],
    ['count not in (1, 2.5)', 'true'],
    ["name like 'Gr%_'", 'true'],
    ["name not like 'gr%'", 'true'],
    ["case when count > 5 then 'many' else 'few' end", 'many'],
    ["case count when 6 then 'six' when 7 then 'seven' end", 'seven'],
    ['case when f then 1 end', 'null'],
    ['case when u then 1 when t then 2.5 else 3 end', '2.5'],
    ['case when t then count else 0.5 end', '7.0'],
    // text
    ["name || '!'", 'Größe 😀!'],
    ['length(name)', '7'],
    ['substring(name, 6, 2)', ' 😀'],
    ['upper(name)', 'GRößE 😀'],
    ["lower('ÄB')", 'Äb'],
    ["trim('  a b ')", 'a b'],
    ["starts_with(name, 'Grö')", 'true'],
    ["starts_with(name, '')", 'true'],
    ["starts_with('a', 'ab')", 'false'],
    ['to_text(-count)', '-7'],
    ["to_text('x')", 'x'],
    // dates
    ['add_days(day, 29)', '2024-02-29'],
    ['add_days(day, -count)', '2024-01-24'],
    ['add_months(day, 1)', '2024-02-29'],
    ['add_months(day, -2)', '2023-11-30'],
    ['days_between(day, :calculation_date)', '29'],
    ['days_between(:calculation_date, day)', '-29'],
    ['month_end(add_days(day, 1))', '2024-02-29'],
    ['year(day) * 10000 + month(day) * 100 + day(day)', '20240131'],
    // several
    ['abs(amount)', '123.45'],
    ['abs(smallest)', '9223372036854775808'],
    ['least(3, 1.5, 2)', '1.5'],
    ['greatest(-1, amount)', '-1.00'],
    ["least('b', 'a')", 'a'],
    ['greatest(day, :calculation_date)', '2024-02-29'],
    ['coalesce(no_number, 0)', '0.00'],
    ['coalesce(no_number, amount, 0)', '-123.45'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });
});

describe('NULL', () => {
  it.each([
    ['no_number + 1', 'null'],
    ['0 * no_number', 'null'],
    ['-no_number', 'null'],
    ['round(no_number, 0)', 'null'],
    ['div(no_number, 0, 2)', 'null'],
    ['div(1, no_count, 2)', 'null'],
    ['no_number = no_number', 'null'],
    ['no_number != 1', 'null'],
    ['count = null', 'null'],
    ['no_text || name', 'null'],
    ["no_text like '%'", 'null'],
    ['no_text is null', 'true'],
    ['name is null', 'false'],
    ['no_text is not null', 'false'],
    ['u = u', 'null'],
    ['count in (7, null)', 'true'],
    ['count in (8, null)', 'null'],
    ['count not in (8, null)', 'null'],
    ['no_count in (7)', 'null'],
    ['count between no_count and 6', 'false'],
    ['count between no_count and 8', 'null'],
    ['count not between no_count and 6', 'true'],
    ['abs(no_count)', 'null'],
    ['add_days(no_date, 1)', 'null'],
    ['add_days(day, no_count)', 'null'],
    ['year(no_date)', 'null'],
    ['substring(no_text, 1, 1)', 'null'],
    ['to_text(no_count)', 'null'],
    ['least(no_count, 3, null)', '3'],
    ['greatest(no_count, no_number)', 'null'],
    ['coalesce(no_count, null)', 'null'],
    ['case when u then 1 else 2 end', '2'],
    ['case when not u then 1 else 2 end', '2'],
    ['case no_count when null then 1 else 2 end', '2'],
  ])('%s is %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it('in and: false decides, in or: true decides', () => {
    const table = (op: string) =>
      ['t', 'f', 'u'].map((a) => ['t', 'f', 'u'].map((b) => result(`${a} ${op} ${b}`)));
    expect(table('and')).toEqual([
      ['true', 'false', 'null'],
      ['false', 'false', 'false'],
      ['null', 'false', 'null'],
    ]);
    expect(table('or')).toEqual([
      ['true', 'true', 'true'],
      ['true', 'false', 'null'],
      ['true', 'null', 'null'],
    ]);
    expect(['t', 'f', 'u'].map((a) => result(`not ${a}`))).toEqual(['false', 'true', 'null']);
  });
});

describe('dates outside the calendar', () => {
  it.each([
    ["add_days(date '9999-12-31', 1)", '9999-12-31 plus 1 days'],
    ["add_days(date '0001-01-01', -1)", '0001-01-01 plus -1 days'],
    ["add_months(date '9999-12-01', 1)", '9999-12-01 plus 1 months'],
    ['add_days(day, smallest)', 'plus -9223372036854775808 days'],
    ['add_months(day, 9007199254740993)', 'plus 9007199254740993 months'],
  ])('%s is an error', (text, part) => {
    expect(() => result(text)).toThrow(PlimsollError);
    expect(() => result(text)).toThrow(part);
  });

  it('are no error in a branch that is not taken', () => {
    expect(result("case when f then add_days(date '9999-12-31', 1) else day end")).toBe('2024-01-31');
    expect(result("f and add_days(date '9999-12-31', 1) > day")).toBe('false');
  });
});

describe('assign', () => {
  it.each([
    [12345n, decimal(9, 4), decimal(9, 2), 123n],
    [12350n, decimal(9, 4), decimal(9, 2), 124n],
    [-12350n, decimal(9, 4), decimal(9, 2), -124n],
    [5n, decimal(9, 1), INTEGER, 1n],
    [-4n, decimal(9, 1), INTEGER, 0n],
    [7n, INTEGER, decimal(4, 2), 700n],
    [9994n, decimal(9, 3), decimal(3, 2), 999n],
    [2n ** 63n - 1n, decimal(19, 0), INTEGER, 2n ** 63n - 1n],
    [null, decimal(9, 1), INTEGER, null],
    ['x', TEXT, TEXT, 'x'],
    [true, BOOLEAN, BOOLEAN, true],
    [19753, DATE, DATE, 19753],
  ])('%s of %j to %j', (value, from, to, expected) => {
    expect(assign(value, from, to)).toBe(expected);
  });

  it.each([
    [9995n, decimal(9, 3), decimal(3, 2), '9.995', 'decimal(3,2)'],
    [-100n, INTEGER, decimal(4, 2), '-100', 'decimal(4,2)'],
    [2n ** 63n, decimal(19, 0), INTEGER, '9223372036854775808', 'integer'],
    [-(2n ** 63n) - 1n, decimal(19, 0), INTEGER, '-9223372036854775809', 'integer'],
  ])('%s of %j to %j does not fit', (value, from, to, shown, type) => {
    expect(() => assign(value, from, to)).toThrow(`The value ${shown} does not fit ${type}.`);
  });
});
