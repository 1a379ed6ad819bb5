/** Tests of typing: result types by hand from the digit rules, NULL tracking, rewriting, and every refusal by its code. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import {
  BOOLEAN,
  type ColumnType,
  DATE,
  decimal,
  INTEGER,
  parseTypeName,
  TEXT,
  typeName,
} from '../schema/types.ts';
import type { TypedExpr } from './ast.ts';
import { assignTo, checkCondition, checkText, type Scope } from './check.ts';

const COLUMNS: Readonly<Record<string, { type: ColumnType; nullable: boolean }>> = {
  amount: { type: decimal(18, 2), nullable: false },
  factor: { type: decimal(7, 6), nullable: false },
  fraction: { type: decimal(4, 4), nullable: false },
  total: { type: decimal(38, 4), nullable: true },
  count: { type: INTEGER, nullable: false },
  other: { type: INTEGER, nullable: true },
  start: { type: DATE, nullable: false },
  maturity: { type: DATE, nullable: true },
  name: { type: TEXT, nullable: false },
  country: { type: TEXT, nullable: true },
  flag: { type: BOOLEAN, nullable: false },
  'odd name': { type: TEXT, nullable: false },
};

const SCOPE: Scope = {
  lookup(name) {
    const found = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
    return found && { name: `row.${name}`, ...found };
  },
  names: () => Object.keys(COLUMNS),
};
const PARAMETERS = { calculation_date: DATE, currency: TEXT };

function check(text: string, expected?: ColumnType): TypedExpr {
  return checkText(text, SCOPE, PARAMETERS, expected);
}

function refusal(run: () => unknown): PlimsollError {
  try {
    run();
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
  throw new Error('the test expects a refusal');
}

describe('types of results', () => {
  it.each([
    ['1', 'integer'],
    ['-1', 'integer'],
    ['123456789012345678', 'integer'],
    ['1234567890123456789', 'decimal(19,0)'],
    ['1.50', 'decimal(3,2)'],
    ['0.05', 'decimal(2,2)'],
    ['0.0', 'decimal(1,1)'],
    ['007', 'integer'],
    ["'x'", 'text'],
    ["date '2024-02-29'", 'date'],
    ['true', 'boolean'],
    ['count', 'integer'],
    [':calculation_date', 'date'],
    ['-amount', 'decimal(18,2)'],
    ['-count', 'decimal(19,0)'],
    ['amount + factor', 'decimal(23,6)'],
    ['amount - 1', 'decimal(19,2)'],
    ['1 - factor', 'decimal(8,6)'],
    ['100 - factor', 'decimal(10,6)'],
    ['1 + 1', 'decimal(2,0)'],
    ['count + 1', 'decimal(20,0)'],
    ['count * other', 'decimal(38,0)'],
    ['amount * factor', 'decimal(25,8)'],
    ['amount * 12', 'decimal(20,2)'],
    ['amount * -12', 'decimal(20,2)'],
    ['fraction * fraction', 'decimal(8,8)'],
    ['fraction + fraction', 'decimal(5,4)'],
    ['amount * factor * (1 - fraction)', 'decimal(31,12)'],
    ['round(amount, 0)', 'decimal(17,0)'],
    ['round(amount, 1)', 'decimal(18,1)'],
    ['round(amount, 2)', 'decimal(18,2)'],
    ['round(amount, 4)', 'decimal(20,4)'],
    ['round(fraction, 0)', 'decimal(1,0)'],
    ['round(count, 0)', 'integer'],
    ['round(count, 2)', 'decimal(21,2)'],
    ['round(5, 2)', 'decimal(3,2)'],
    ['div(amount, factor, 4)', 'decimal(26,4)'],
    ['div(amount, 12, 2)', 'decimal(18,2)'],
    ['div(amount, 12, 0)', 'decimal(17,0)'],
    ['div(1, 3, 10)', 'decimal(11,10)'],
    ['div(fraction, 2, 0)', 'decimal(1,0)'],
    ['amount > factor', 'boolean'],
    ['count = 1.5', 'boolean'],
    ['flag = true', 'boolean'],
    ['name < country', 'boolean'],
    ['start between maturity and :calculation_date', 'boolean'],
    ["name || '/' || country", 'text'],
    ['case when flag then 1 else 0 end', 'integer'],
    ['case when flag then amount else 0 end', 'decimal(18,2)'],
    ['case when flag then fraction else 100 end', 'decimal(7,4)'],
    ['case when flag then fraction else count end', 'decimal(23,4)'],
    ['case when flag then null else maturity end', 'date'],
    ['case when flag then null when not flag then case when flag then null end else name end', 'text'],
    ['coalesce(null, amount, 0.125)', 'decimal(19,3)'],
    ['greatest(amount, 0)', 'decimal(18,2)'],
    ['greatest(total, 0)', 'decimal(38,4)'],
    ['least(start, maturity)', 'date'],
    ['coalesce(flag, true)', 'boolean'],
    ['abs(amount)', 'decimal(18,2)'],
    ['abs(count)', 'decimal(19,0)'],
    ['abs(-5)', 'decimal(19,0)'],
    ['add_days(start, -count)', 'date'],
    ['add_days(start, count * 2 + 1)', 'date'],
    ['add_months(start, null)', 'date'],
    ['days_between(start, maturity)', 'integer'],
    ['year(month_end(start))', 'integer'],
    ['length(trim(name))', 'integer'],
    ['substring(name, 1, 2)', 'text'],
    ['starts_with(name, country)', 'boolean'],
    ['to_text(count) || to_text(count + 1) || to_text(name)', 'text'],
    ['"odd name"', 'text'],
  ])('%s is %s', (text, type) => {
    expect(typeName(check(text).type)).toBe(type);
  });
});

describe('NULL', () => {
  it.each([
    ['amount * factor', false],
    ['amount * other', true],
    ['total is null', false],
    ['total is not null', false],
    ['div(amount, factor, 2)', true],
    ['coalesce(other, count)', false],
    ['coalesce(other, null)', true],
    ['least(other, count)', false],
    ['greatest(other, total)', true],
    ['case when flag then 1 end', true],
    ['case when total > 0 then 1 else 2 end', false],
    ['case when flag then other else 2 end', true],
    ['country in (name)', true],
    ["name in ('a', country)", true],
    ["name not in ('a', 'b')", false],
    ["country like 'a%'", true],
    ['flag and total > 0', true],
    ['count = null', true],
    ['abs(other)', true],
    ['round(total, 2)', true],
    ['-other', true],
    ['not flag', false],
    [':currency', false],
  ])('%s may be NULL: %s', (text, nullable) => {
    expect(check(text).nullable).toBe(nullable);
  });

  it('takes the expected type when nothing else gives one', () => {
    expect(check('null', DATE)).toEqual({ kind: 'literal', value: null, type: DATE, nullable: true });
    expect(check('case when flag then null end', decimal(9, 2)).type).toEqual(decimal(9, 2));
    expect(check('coalesce(null, null)', TEXT).type).toEqual(TEXT);
  });

  it('leaves values their own type, whatever is expected', () => {
    expect(check('1.5', TEXT).type).toEqual(decimal(2, 1));
  });
});

describe('the typed tree', () => {
  it('has the names that the scope gives', () => {
    expect(check('count')).toEqual({ kind: 'column', name: 'row.count', type: INTEGER, nullable: false });
  });

  it('holds number literals as units of their own digits beside arithmetic', () => {
    expect(check('factor * -1.50')).toMatchObject({
      right: { kind: 'literal', value: -150n, type: decimal(3, 2) },
    });
    expect(check('count + 25')).toMatchObject({
      left: { kind: 'column', type: INTEGER },
      right: { kind: 'literal', value: 25n, type: decimal(2, 0) },
    });
    expect(check('- -5')).toMatchObject({ kind: 'literal', value: 5n, type: INTEGER });
  });

  it('converts branches to one type: literals in place, others in a convert node', () => {
    expect(check('case when flag then count else 0.5 end')).toMatchObject({
      type: decimal(20, 1),
      branches: [{ then: { kind: 'convert', arg: { kind: 'column' }, type: decimal(20, 1) } }],
      otherwise: { kind: 'literal', value: 5n, type: decimal(20, 1) },
    });
    expect(check('case when flag then amount end')).toMatchObject({
      branches: [{ then: { kind: 'column' } }],
      otherwise: { kind: 'literal', value: null, type: decimal(18, 2) },
    });
    expect(check('count in (1, 2)')).toMatchObject({
      arg: { kind: 'column' },
      list: [
        { value: 1n, type: INTEGER },
        { value: 2n, type: INTEGER },
      ],
    });
    expect(check('count in (1, 2.5)')).toMatchObject({ arg: { kind: 'convert', type: decimal(20, 1) } });
  });

  it('has no between and no negated forms', () => {
    const between = {
      kind: 'logic',
      op: 'and',
      left: { kind: 'compare', op: '>=', left: { name: 'row.amount' }, right: { value: 1n } },
      right: { kind: 'compare', op: '<=', left: { name: 'row.amount' }, right: { value: 2n } },
    };
    expect(check('amount between 1 and 2')).toMatchObject(between);
    expect(check('amount not between 1 and 2')).toMatchObject({ kind: 'not', arg: between });
    expect(check("name not like 'a%'")).toMatchObject({ kind: 'not', arg: { kind: 'like', pattern: 'a%' } });
    expect(check('name is not null')).toMatchObject({ kind: 'not', arg: { kind: 'is_null' } });
    expect(check("name not in ('a')")).toMatchObject({ kind: 'not', arg: { kind: 'in' } });
  });

  it('rounds only where digits are lost', () => {
    expect(check('round(amount, 1)')).toMatchObject({ kind: 'round', scale: 1 });
    expect(check('round(amount, 2)')).toMatchObject({ kind: 'column' });
    expect(check('round(amount, 3)')).toMatchObject({ kind: 'convert' });
  });

  it('is frozen', () => {
    const typed = check('amount + 1');
    expect(Object.isFrozen(typed)).toBe(true);
    expect(typed.kind === 'arithmetic' && Object.isFrozen(typed.left)).toBe(true);
  });

  it('takes no exponential time for betweens within betweens', () => {
    const levels = 60;
    const text = `${'null between case when '.repeat(levels)}flag${' then 1 else 2 end and 3'.repeat(levels)}`;
    expect(typeName(check(text).type)).toBe('boolean');
  });
});

describe('refusals', () => {
  it.each([
    ['amuont * 2', 'expr.unknown_column', 'Did you mean `amount`?'],
    ['Amount', 'expr.unknown_column', 'Did you mean `amount`?'],
    ['zzz', 'expr.unknown_column', 'Known: amount, factor'],
    ['rond(amount, 2)', 'expr.unknown_function', 'Did you mean `round`?'],
    ['toString(amount)', 'expr.unknown_function', ''],
    ['constructor', 'expr.unknown_column', ''],
    [':calculation_day', 'expr.unknown_parameter', 'Did you mean `calculation_date`?'],
    [':toString', 'expr.unknown_parameter', 'Known: calculation_date, currency'],
    ['amount + name', 'expr.type', '`+` in `amount + name`: found text `name`, allowed is a number'],
    ['-name', 'expr.type', 'found text `name`'],
    ['amount = name', 'expr.type', 'found text `name`, allowed is a number'],
    ["start > '2024-01-01'", 'expr.type', "found text `'2024-01-01'`, allowed is date"],
    ['flag < true', 'expr.type', 'found boolean `flag`'],
    ['flag between false and true', 'expr.type', 'found boolean'],
    ['least(flag, true)', 'expr.type', 'found boolean'],
    ['count and flag', 'expr.type', 'found integer `count`, allowed is boolean'],
    ['not count', 'expr.type', 'found integer `count`'],
    ['name || count', 'expr.type', 'to_text'],
    ["count like '1%'", 'expr.type', 'found integer'],
    ['case when count then 1 end', 'expr.type', 'found integer `count`, allowed is boolean'],
    ['case when flag then 1 else name end', 'expr.type', 'found text `name`, allowed is a number, as in `1`'],
    ["name in ('a', 1)", 'expr.type', 'found integer `1`, allowed is text, as in `name`'],
    ['coalesce(start, name)', 'expr.type', 'found text `name`, allowed is date'],
    ['add_days(start, 1.5)', 'expr.type', 'found decimal(2,1) `1.5`, allowed is a whole number'],
    ['add_days(name, 1)', 'expr.type', 'found text `name`'],
    ['abs(name)', 'expr.type', 'found text `name`'],
    ['to_text(amount)', 'expr.type', 'found decimal(18,2)'],
    ['coalesce(amount)', 'expr.arguments', 'found 1 argument. It is written coalesce(a, b, …)'],
    ['year()', 'expr.arguments', 'found 0 arguments'],
    ['round(amount)', 'expr.arguments', 'round(number, scale)'],
    ['round(amount, count)', 'expr.arguments', 'the scale must be a whole number from 0 to 38'],
    ['round(amount, -1)', 'expr.arguments', 'found `-1`'],
    ['round(amount, 39)', 'expr.arguments', 'found `39`'],
    ['round(amount, 1.0)', 'expr.arguments', 'found `1.0`'],
    ['div(amount, 2)', 'expr.arguments', 'div(number, number, scale)'],
    ['substring(name, 0, 1)', 'expr.arguments', 'the start must be a whole number from 1'],
    ['substring(name, 1, -1)', 'expr.arguments', 'the length must be a whole number from 0'],
    ['substring(name, count, 1)', 'expr.arguments', 'found `count`'],
    ['total + 1', 'expr.digits', '`total + 1` needs up to 39 digits'],
    ['amount * (amount * amount)', 'expr.digits', '`amount * (amount * amount)` needs up to 54 digits'],
    ['name || to_text(count * count * count)', 'expr.digits', '`count * count * count` needs up to 57'],
    ['greatest(total, 0.12345)', 'expr.digits', 'needs up to 39 digits'],
    ['total > 0.12345', 'expr.digits', 'needs up to 39 digits'],
    ['round(total, 5)', 'expr.digits', 'needs up to 39 digits'],
    ['div(total, amount, 4)', 'expr.digits', 'needs up to 40 digits, and exact division has 37'],
    ['div(round(total, 0), 100, 3)', 'expr.digits', 'exact division has 37'],
    ['1234567890.12345678901234567890123456789', 'expr.digits', 'needs up to 39 digits'],
    ['null', 'expr.untyped_null', ''],
    ['null = null', 'expr.untyped_null', '`null = null`'],
    ['null is null', 'expr.untyped_null', ''],
    ['abs(null)', 'expr.untyped_null', ''],
    ['case when flag then null end', 'expr.untyped_null', ''],
    ["date '2023-02-29'", 'values.literal', "Can't read `2023-02-29` as date"],
    ['amount +', 'expr.syntax', 'character 9'],
  ])('%s: %s', (text, code, part) => {
    const error = refusal(() => check(text));
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
  });

  it('of a condition that is none', () => {
    expect(checkCondition('flag', SCOPE, PARAMETERS).type).toEqual(BOOLEAN);
    expect(checkCondition('null', SCOPE, PARAMETERS).type).toEqual(BOOLEAN);
    const error = refusal(() => checkCondition('amount', SCOPE, PARAMETERS));
    expect(error.message).toBe(
      'The condition `amount`: found decimal(18,2), allowed is boolean (such as a comparison).',
    );
  });
});

describe('assignTo', () => {
  it.each([
    ['amount', 'decimal(5,0)'],
    ['amount', 'integer'],
    ['count', 'decimal(38,10)'],
    ['name', 'text'],
    ['start', 'date'],
    ['flag', 'boolean'],
  ])('%s to %s', (text, type) => {
    expect(() => assignTo(check(text), named(type), text)).not.toThrow();
  });

  it.each([
    ['amount', 'text'],
    ['name', 'decimal(5,0)'],
    ['start', 'integer'],
    ['count', 'date'],
    ['flag', 'integer'],
  ])('not %s to %s', (text, type) => {
    const error = refusal(() => assignTo(check(text), named(type), text));
    expect(error.code).toBe('expr.type');
    expect(error.message).toContain(`Assigning \`${text}\` to ${type}`);
  });
});

function named(text: string): ColumnType {
  const type = parseTypeName(text);
  if (type === undefined) throw new Error(`the test means ${text} to be a type`);
  return type;
}
