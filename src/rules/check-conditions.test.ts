/** Tests of conditions: which rows they match, NULL above all, and what is refused: slips of the pen and contradictions. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { evaluate } from '../expr/evaluate.ts';
import { compute, pass } from '../pipeline/build.ts';
import { checkPipeline } from '../pipeline/check.ts';
import type { Column } from '../schema/table.ts';
import { BOOLEAN, type ColumnType, DATE, decimal, INTEGER, TEXT, type Value } from '../schema/types.ts';
import { parseDate } from '../values/date.ts';
import { checkRule } from './check.ts';
import { readRules } from './parse.ts';
import type { CheckedRule } from './rule.ts';

const column = (name: string, type: ColumnType, nullable: boolean): Column => ({ name, type, nullable });
const PRODUCTS = { kind: 'values', values: ['BOND', 'LOAN', 'REPO'] } as const;

const PIPELINE = checkPipeline({
  name: 'p',
  outputs: ['deal'],
  stages: [
    {
      kind: 'source',
      name: 'input',
      table: {
        name: 'input',
        key: ['id'],
        columns: [
          column('id', TEXT, false),
          { ...column('product', TEXT, false), domain: PRODUCTS },
          column('maturity', DATE, true),
          column('days', INTEGER, true),
          column('flag', BOOLEAN, true),
          column('amount', decimal(18, 2), false),
          column('rate', decimal(7, 6), true),
        ],
      },
    },
    {
      kind: 'derive',
      name: 'deal',
      input: 'input',
      lookups: [],
      columns: [
        ...pass('id', 'product', 'maturity', 'days', 'flag', 'amount'),
        compute('factor', 'rate', decimal(7, 6), {
          required: true,
          domain: { kind: 'range', min: '0', max: '1' },
        }),
        compute('value', 'amount * factor', decimal(18, 4)),
      ],
    },
  ],
});

const withTests = (...tests: string[]) =>
  `{"rule_id": "R", "effective_date": "2024-01-15", "stage": "deal",
    "conditions": [${tests.join(', ')}], "adjustments": [{"operation": "exclude"}]}`;

function checked(text: string): CheckedRule {
  const [source] = readRules(text, 'a.json');
  if (source === undefined) throw new Error('one rule');
  return checkRule(source.document, PIPELINE, source.placeOf);
}

function refusal(text: string): string {
  try {
    checked(text);
  } catch (error) {
    if (error instanceof PlimsollError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const ROW: Readonly<Record<string, Value>> = {
  id: 'D1',
  product: 'BOND',
  maturity: parseDate('2025-06-30') ?? null,
  days: 45n,
  flag: true,
  amount: -123450n,
  factor: 300000n,
  value: -3703500n,
};

/** Does the rule match the row, with some columns changed? */
function matches(test: string, change: Readonly<Record<string, Value>> = {}): boolean {
  const { condition } = checked(withTests(test));
  const row: Readonly<Record<string, Value>> = { ...ROW, ...change };
  const columnOf = (name: string): Value => {
    const value = row[name.replace('own.', '')];
    if (!name.startsWith('own.') || value === undefined) throw new Error(`no column ${name}`);
    return value;
  };
  return condition !== null && evaluate(condition, columnOf, {}) === true;
}

describe('conditions', () => {
  const is = (field: string, operator: string, value?: string): string =>
    `{"field": "${field}", "operator": "${operator}"${value === undefined ? '' : `, "value": ${value}`}}`;

  it.each([
    [is('product', '=', '"BOND"'), true],
    [is('product', '!=', '"BOND"'), false],
    [is('product', 'in', '["LOAN", "BOND"]'), true],
    [is('product', 'not_in', '["LOAN"]'), true],
    [is('product', 'like', '"B_N%"'), true],
    [is('product', 'between', '["BOND", "BOND"]'), true],
    [is('maturity', '>', '"2025-06-29"'), true],
    [is('maturity', '>', '"2025-06-30"'), false],
    [is('maturity', 'between', '["2025-06-30", "2025-07-01"]'), true],
    [is('days', '<=', '45'), true],
    [is('days', '<', '45.000'), false],
    [is('days', '>', '44.5'), true],
    [is('amount', '=', '-1234.5'), true],
    [is('amount', '>=', '-1234.500001'), true],
    [is('flag', '=', 'true'), true],
    [is('flag', 'in', '[false]'), false],
    [is('days', 'is_null'), false],
    [is('days', 'not_null'), true],
    [`{"any": [${is('days', '=', '1')}, ${is('flag', '=', 'true')}]}`, true],
    [
      `{"any": [${is('days', '=', '1')}, {"all": [${is('days', '=', '45')}, ${is('flag', '=', 'false')}]}]}`,
      false,
    ],
  ])('%s: %s', (test, expected) => {
    expect(matches(test)).toBe(expected);
  });

  it('with NULL do not match, but for is_null', () => {
    const nothing = { days: null };
    for (const operator of ['=', '!=', '<', '>='])
      expect(matches(is('days', operator, '45'), nothing)).toBe(false);
    expect(matches(is('days', 'in', '[45]'), nothing)).toBe(false);
    expect(matches(is('days', 'not_in', '[1]'), nothing)).toBe(false);
    expect(matches(is('days', 'between', '[1, 100]'), nothing)).toBe(false);
    expect(matches(is('days', 'not_null'), nothing)).toBe(false);
    expect(matches(is('days', 'is_null'), nothing)).toBe(true);
    expect(matches(`{"any": [${is('days', '=', '45')}, ${is('flag', '=', 'true')}]}`, nothing)).toBe(true);
  });

  it('see a required column before its value is required, and a computed one before its domain holds', () => {
    expect(matches(is('factor', 'is_null'), { factor: null })).toBe(true);
    expect(matches(is('factor', '=', '1.5'), { factor: 1500000n })).toBe(true);
    expect(matches(is('value', 'is_null'), { value: null })).toBe(true);
    expect(checked(withTests(is('factor', '>', '0'))).condition?.nullable).toBe(true);
  });

  it('may be many', () => {
    const tests = Array.from({ length: 3000 }, (_, i) => is('days', '!=', String(i + 100)));
    expect(matches(`{"all": [${tests.join(', ')}]}`)).toBe(true);
  });

  it.each([
    [
      is('prodct', '=', '"BOND"'),
      /^rules.unknown_field a.json:2: rule R, condition 1: .*Did you mean `product`/,
    ],
    [
      is('product', '=', '"BOMD"'),
      /^rules.domain .*`product` can't be "BOMD".*BOND, LOAN, REPO. Did you mean `BOND`/,
    ],
    [
      is('product', '=', '5'),
      /^rules.literal .*`product` is text: found 5, allowed is a text between quotes/,
    ],
    [is('days', '=', '"5"'), /^rules.literal .*a whole number without quotes/],
    [is('days', '=', '5.5'), /^values.literal .*`5.5` as integer/],
    [is('amount', '=', '1.005'), /^values.literal .*at most 2 digits/],
    [is('amount', 'in', '[12345678901234567]'), /^values.overflow/],
    [is('maturity', '=', '"31.01.2024"'), /^values.literal .*a day of the calendar/],
    [is('maturity', '<', '"2023-02-29"'), /^values.literal/],
    [is('flag', '<', 'true'), /^rules.type .*The operator < has no meaning for `flag`, which is boolean/],
    [is('days', 'like', '"4%"'), /^rules.type .*allowed is text/],
    [is('flag', '=', '"true"'), /^rules.literal .*true or false/],
  ])('are refused: %s', (test, expected) => {
    expect(refusal(withTests(test))).toMatch(expected);
  });

  it('tell the place of a test inside groups', () => {
    const inner = `{"any": [${is('days', '=', '1')},\n{"all": [${is('dayz', '=', '1')}]}]}`;
    expect(refusal(withTests(inner))).toMatch(
      /^rules.unknown_field a.json:3: rule R, condition 1, any 2, all 1: /,
    );
  });

  it.each([
    [[is('days', '=', '1'), is('days', '=', '2')], '`days = 1` and `days = 2`'],
    [[is('days', '>', '5'), is('days', '<', '3')], '`days > 5` and `days < 3`'],
    [[is('days', '>', '5'), is('days', '<', '6')], '`days > 5` and `days < 6`'],
    [[is('days', '>=', '5'), is('days', '<=', '5'), is('days', '!=', '5')], ''],
    [[is('amount', '>', '1.001'), is('amount', '<', '1.01')], ''],
    [[is('amount', '<', '-1'), is('amount', '>', '-1.005')], ''],
    [[is('maturity', '>', '"2024-01-30"'), is('maturity', '<', '"2024-01-31"')], ''],
    [[is('maturity', 'between', '["2024-02-01", "2024-01-01"]')], ''],
    [[is('days', 'is_null'), is('days', 'not_null')], ''],
    [[is('days', 'is_null'), is('days', '!=', '1')], ''],
    [[is('amount', 'is_null')], '`amount is_null`'],
    [[is('product', 'in', '["BOND", "LOAN"]'), is('product', 'in', '["REPO"]')], ''],
    [[is('product', 'in', '["BOND", "LOAN"]'), is('product', 'not_in', '["LOAN", "BOND"]')], ''],
    [[is('product', '=', '"BOND"'), is('product', 'like', '"L%"')], ''],
    [[is('id', '>', '"b"'), is('id', '<', '"a"')], ''],
    [[is('flag', '!=', 'true'), is('flag', '!=', 'false')], ''],
    [[is('days', '=', '1'), `{"all": [${is('days', '>', '1')}]}`], '`days = 1` and `days > 1`'],
    [[`{"any": [{"all": [${is('days', '=', '1')}, ${is('days', '=', '2')}]}, ${is('days', '=', '3')}]}`], ''],
  ])('contradict each other: %j', (tests, problem) => {
    const text = refusal(withTests(...tests));
    expect(text).toMatch(/^rules.contradiction a.json:2: rule R: No row can meet/);
    expect(text).toContain(problem);
  });

  it.each([
    [[is('days', '>', '5'), is('days', '<', '7')]],
    [[is('days', '>=', '5'), is('days', '<=', '5')]],
    [[is('amount', '>', '1.005'), is('amount', '<', '1.02')]],
    [[is('amount', '<', '-1'), is('amount', '>', '-1.015')]],
    [[is('days', '=', '1'), is('days', 'in', '[1, 2]'), is('days', 'not_null')]],
    [[is('id', '>', '"a"'), is('id', '<', '"aa"')]],
    [[is('flag', '!=', 'true')]],
    [[`{"any": [${is('days', '=', '1')}, ${is('days', '=', '2')}]}`]],
    [[is('days', '=', '1'), is('amount', '=', '2')]],
  ])('do not contradict each other: %j', (tests) => {
    expect(refusal(withTests(...tests))).toBe('accepted');
  });
});
