/** Tests of checking rules against a pipeline: what operations and entries mean, and what is refused with which words. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import type { TypedExpr } from '../expr/ast.ts';
import { assign, evaluate } from '../expr/evaluate.ts';
import { compute, pass } from '../pipeline/build.ts';
import { checkPipeline } from '../pipeline/check.ts';
import type { PipelineDefinition } from '../pipeline/stage.ts';
import { BASEL_LCR } from '../regulation/basel/lcr.ts';
import type { Column } from '../schema/table.ts';
import { BOOLEAN, type ColumnType, DATE, decimal, INTEGER, TEXT, type Value } from '../schema/types.ts';
import { parseDate } from '../values/date.ts';
import { checkRule } from './check.ts';
import { parseRules, readRules } from './parse.ts';
import { type CheckedRule, rulesInForce } from './rule.ts';

const AMOUNT = decimal(18, 2);
const RATE = decimal(7, 6);
const column = (name: string, type: ColumnType, nullable: boolean): Column => ({ name, type, nullable });

const DEFINITION: PipelineDefinition = {
  name: 'p',
  outputs: ['deal', 'total', 'only'],
  stages: [
    {
      kind: 'source',
      name: 'input',
      table: {
        name: 'input',
        key: ['id'],
        columns: [
          column('id', TEXT, false),
          { ...column('product', TEXT, false), domain: { kind: 'values', values: ['BOND', 'LOAN', 'REPO'] } },
          column('maturity', DATE, true),
          column('days', INTEGER, true),
          column('flag', BOOLEAN, true),
          column('amount', AMOUNT, false),
          column('rate', RATE, true),
        ],
      },
    },
    {
      kind: 'source',
      name: 'numbered',
      table: { name: 'numbered', key: ['n'], columns: [column('n', INTEGER, false)] },
    },
    {
      kind: 'derive',
      name: 'deal',
      input: 'input',
      lookups: [],
      columns: [
        ...pass('id', 'product'),
        { kind: 'pass', name: 'maturity', from: 'maturity', adjustable: true },
        { kind: 'pass', name: 'days', from: 'days', adjustable: true },
        { kind: 'pass', name: 'flag', from: 'flag', adjustable: true },
        { kind: 'pass', name: 'amount', from: 'amount', adjustable: true },
        compute('factor', 'rate', RATE, {
          required: true,
          adjustable: true,
          domain: { kind: 'range', min: '0', max: '1' },
        }),
        compute('code', "'A'", TEXT, { adjustable: true, domain: { kind: 'values', values: ['A', 'B'] } }),
        compute('value', 'amount * factor', decimal(18, 4), { adjustable: true }),
      ],
    },
    {
      kind: 'aggregate',
      name: 'total',
      input: 'deal',
      groupBy: ['product', 'maturity'],
      measures: [
        { name: 'amount', fn: 'sum', column: 'amount', adjustable: true },
        { name: 'count', fn: 'count', adjustable: true },
      ],
    },
    {
      kind: 'aggregate',
      name: 'only',
      input: 'deal',
      groupBy: [],
      measures: [{ name: 'largest', fn: 'max', column: 'amount', adjustable: true }],
    },
    { kind: 'derive', name: 'one', input: 'only', lookups: [], columns: pass('largest') },
  ],
};
const PIPELINE = checkPipeline(DEFINITION);

const head = '"rule_id": "R", "effective_date": "2024-01-15"';
const onStage = (stage: string, parts: string) => `{${head}, "stage": "${stage}", ${parts}}`;
const withStep = (step: string, stage = 'deal') => onStage(stage, `"adjustments": [{${step}}]`);
const withEntry = (entry: string, stage = 'deal') => onStage(stage, `"entries": [${entry}]`);

function checked(text: string): CheckedRule {
  const [document] = parseRules(text, 'a.json');
  if (document === undefined) throw new Error('one rule');
  return checkRule(document, PIPELINE);
}

function refusal(text: string): string {
  try {
    for (const { document, placeOf } of readRules(text, 'a.json')) checkRule(document, PIPELINE, placeOf);
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
  code: 'A',
  value: -3703500n,
};

const resultOf = (expr: TypedExpr, row: Readonly<Record<string, Value>>): Value =>
  evaluate(
    expr,
    (name) => {
      const value = row[name.replace('own.', '')];
      if (!name.startsWith('own.') || value === undefined) throw new Error(`no column ${name}`);
      return value;
    },
    { calculation_date: parseDate('2024-01-31') ?? null },
  );

/** The column after the rule's only step, in units. */
function stepped(step: string, change: Readonly<Record<string, Value>> = {}, stage = 'deal'): Value {
  const [only] = checked(withStep(step, stage)).steps;
  const columns = PIPELINE.stages.find((each) => each.name === stage)?.schema.columns ?? [];
  const type = columns.find((each) => each.name === only?.column)?.type;
  if (only?.kind !== 'assign' || type === undefined) throw new Error('one assignment');
  return assign(resultOf(only.expr, { ...ROW, ...change }), only.expr.type, type);
}

describe('operations', () => {
  const of = (field: string, operation: string, value: string): string =>
    `"field": "${field}", "operation": "${operation}", "value": ${value}`;
  const by = (field: string, operation: string, text: string): string =>
    `"field": "${field}", "operation": "${operation}", "expression": "${text}"`;

  it.each<[string, Value]>([
    // -1234.50 × 0.95 = -1172.775 → -1172.78
    [of('amount', 'multiply', '0.95'), -117278n],
    [of('amount', 'add', '0.05'), -123445n],
    [of('amount', 'subtract', '0.5'), -123500n],
    [of('amount', 'set', '-7'), -700n],
    [of('amount', 'floor', '0'), 0n],
    [of('amount', 'floor', '-2000.00'), -123450n],
    [of('amount', 'cap', '0'), -123450n],
    [of('amount', 'cap', '-2000'), -200000n],
    // 45 × 0.5 = 22.5 → 23
    [of('days', 'multiply', '0.5'), 23n],
    [of('maturity', 'cap', '"2025-01-01"'), parseDate('2025-01-01') ?? null],
    [of('maturity', 'floor', '"2025-01-01"'), parseDate('2025-06-30') ?? null],
    [of('code', 'set', '"B"'), 'B'],
    [of('flag', 'set', 'false'), false],
    [of('days', 'set', 'null'), null],
    // -2469.00 - 0.005 = -2469.005 → -2469.01
    [by('amount', 'replace', 'amount * 2 - 0.005'), -246901n],
    [by('maturity', 'replace', 'add_days(maturity, 1)'), parseDate('2025-07-01') ?? null],
    [by('maturity', 'set', ':calculation_date'), parseDate('2024-01-31') ?? null],
    // The operand is a sum: 0.3 × (0.3 + 0.2) = 0.15
    [by('factor', 'multiply', 'factor + 0.2'), 150000n],
    [by('amount', 'subtract', '1 - 3'), -123250n],
    [by('value', 'cap', 'amount'), -12345000n],
  ])('%s → %s', (step, expected) => {
    expect(stepped(step)).toBe(expected);
  });

  it('leave NULL alone', () => {
    for (const operation of ['multiply', 'add', 'subtract', 'floor', 'cap'])
      expect(stepped(of('days', operation, '10'), { days: null })).toBeNull();
    expect(stepped(of('days', 'set', '10'), { days: null })).toBe(10n);
  });

  it('take no limit from NULL', () => {
    expect(stepped(by('days', 'cap', 'case when flag then 1 end').replace('flag', 'days > 100'))).toBe(45n);
  });

  it('work on sums, which have 38 digits', () => {
    const row = { amount: 10n ** 25n, count: 3n };
    expect(stepped(of('amount', 'multiply', '0.95'), row, 'total')).toBe(95n * 10n ** 23n);
    expect(stepped(of('amount', 'add', '0.01'), row, 'total')).toBe(10n ** 25n + 1n);
    expect(stepped(by('amount', 'replace', 'amount * 1.123456789 - 1'), { amount: 100n }, 'total')).toBe(12n);
    expect(refusal(withStep(by('amount', 'replace', 'amount * amount'), 'total'))).toMatch(/^expr.digits/);
  });

  it('come in the order in which they are written, with exclude apart', () => {
    const rule = checked(
      onStage('deal', `"adjustments": [{${of('factor', 'multiply', '2')}}, {${of('amount', 'add', '1')}}]`),
    );
    expect(rule.steps.map((step) => step.column)).toEqual(['factor', 'amount']);
    expect(rule.exclude).toBe(false);
    expect(checked(withStep('"operation": "exclude"')).exclude).toBe(true);
    expect(checked(withStep('"operation": "exclude"')).steps).toEqual([]);
  });

  it('share a total out', () => {
    const scale = (more: string) =>
      checked(withStep(`"field": "value", "operation": "scale_to_total", "total": 10.5${more}`)).steps;
    const step = { kind: 'scale', column: 'value', total: 105000n, by: [], weight: null };
    expect(scale('')).toEqual([step]);
    expect(scale(', "weight": "value"')).toEqual([step]);
    expect(scale(', "weight": "amount", "by": ["product", "code"]')).toEqual([
      { ...step, weight: 'amount', by: ['product', 'code'] },
    ]);
  });

  const scaled = (more: string, field = 'value') =>
    withStep(`"field": "${field}", "operation": "scale_to_total", ${more}`);

  it.each([
    [withStep(of('amont', 'add', '1')), /^rules.unknown_field a.json:1: rule R, adjustment 1: .*`amount`/],
    [withStep(of('id', 'set', '"x"')), /^rules.key_field .*two entries/],
    [
      withStep(of('product', 'set', '"LOAN"')),
      /^rules.not_adjustable .*adjustable are: maturity, days, flag, amount/,
    ],
    [withStep(of('flag', 'multiply', '2')), /^rules.type .*operation multiply .* boolean/],
    [withStep(of('maturity', 'add', '30')), /^rules.type .*operation add .* date/],
    [withStep(of('code', 'cap', '"A"')), /^rules.type/],
    [
      withStep(of('days', 'multiply', '"2"')),
      /^rules.literal .*found "2", allowed is a number without quotes/,
    ],
    [withStep(of('days', 'add', '0.5')), /^values.literal .*integer/],
    [withStep(of('amount', 'add', '0.005')), /^values.literal .*at most 2 digits/],
    [withStep(of('amount', 'set', '10000000000000000')), /^values.overflow/],
    [
      withStep(of('factor', 'set', '1.1')),
      /^rules.domain .*`factor` can't be 1.1: its values are from 0 to 1/,
    ],
    [withStep(of('factor', 'cap', '-0.1')), /^rules.domain/],
    [withStep(of('code', 'set', '"C"')), /^rules.domain .*A, B/],
    [withStep(of('amount', 'set', 'null')), /^rules.may_be_null .*`amount` is never NULL/],
    [withStep(by('amount', 'add', 'days')), /^rules.may_be_null .*`days` may be/],
    [
      withStep(by('amount', 'add', 'factor')),
      /^rules.looks_ahead .*`amount` is adjusted before `factor` is formed/,
    ],
    [withStep(by('amount', 'add', 'amonut')), /^expr.unknown_column .*`amount`/],
    [withStep(by('amount', 'add', 'id')), /^expr.type .*found text `id`/],
    [withStep(by('amount', 'replace', 'id')), /^expr.type .*Assigning `id` to decimal/],
    [scaled('"total": 1.00005'), /^values.literal/],
    [scaled('"total": 1', 'code'), /^rules.type/],
    [scaled('"total": 123456789012345', 'value'), /^values.overflow/],
    [
      withStep('"field": "amount", "operation": "scale_to_total", "total": 12345678901234567', 'total'),
      /^rules.scale .*19 digits.*18 are allowed/,
    ],
    [scaled('"total": 1, "weight": "value"', 'amount'), /^rules.looks_ahead/],
    [scaled('"total": 1, "weight": "flag"'), /^rules.scale .*`flag` is boolean/],
    [scaled('"total": 1, "by": ["code", "code"]'), /^rules.scale .*twice/],
    [scaled('"total": 1, "by": ["cod"]'), /^rules.unknown_field/],
    [
      onStage('deal', `"adjustments": [{${of('days', 'add', '1')}},\n{"operation": "exclude"}]`),
      /^rules.exclude_alone a.json:2/,
    ],
    [
      onStage('deal', '"adjustments": [{"operation": "exclude"}, {"operation": "exclude"}]'),
      /^rules.exclude_alone/,
    ],
  ])('are refused: %s', (text, expected) => {
    expect(refusal(text)).toMatch(expected);
  });
});

describe('entries', () => {
  const DEAL =
    '"product": "LOAN", "maturity": null, "days": 3, "flag": true, "amount": -1.5, "factor": 1, "code": "A", "value": 0.0001';

  it('give every column, and get their names', () => {
    const rule = checked(withEntry(`{${DEAL}}, {${DEAL.replace('null', '"2024-01-31"')}}`));
    const rest = [3n, true, -150n, 1000000n, 'A', 1n];
    expect(rule.entries).toEqual([
      ['entry:R:1', 'LOAN', null, ...rest],
      ['entry:R:2', 'LOAN', parseDate('2024-01-31'), ...rest],
    ]);
    expect(rule.steps).toEqual([]);
  });

  it('of a group-by stage name their group', () => {
    const rule = checked(
      withEntry('{"count": -2, "maturity": null, "product": "BOND", "amount": 5}', 'total'),
    );
    expect(rule.entries).toEqual([['BOND', null, 500n, -2n]]);
  });

  const GROUP = '"product": "BOND", "maturity": null, "count": 1, "amount": 5';

  it.each([
    [withEntry(`{"id": "x", ${DEAL}}`), /^rules.entry a.json:1: rule R, entry 1: `id` is filled by Plimsoll/],
    [withEntry('{"product": "LOAN"}'), /^rules.entry .*no value for `maturity`, `days`/],
    [withEntry(`{${DEAL}, "vlue": 1}`), /^rules.unknown_field .*`value`/],
    [withEntry(`{${DEAL.replace('-1.5', 'null')}}`), /^rules.entry .*`amount` is never NULL/],
    [withEntry(`{${DEAL.replace('-1.5', '"1"')}}`), /^rules.literal/],
    [withEntry(`{${DEAL.replace('-1.5', '1.555')}}`), /^values.literal/],
    [withEntry(`{${DEAL.replace('"factor": 1', '"factor": 2')}}`), /^rules.domain .*from 0 to 1/],
    [withEntry(`{${DEAL.replace('LOAN', 'LOANS')}}`), /^rules.domain .*`LOAN`/],
    [
      withEntry(`{${GROUP}}, {${GROUP}}`, 'total'),
      /^rules.entry .*entry 2: Entry 1 is of the same group \(product, maturity\)/,
    ],
    [withEntry('{"largest": 1}', 'only'), /^rules.entries_refused .*`largest` is a max/],
    [withEntry('{"largest": 1}', 'one'), /^rules.entries_refused .*exactly one row/],
    [withEntry('{}', 'numbered'), /^rules.entries_refused .*`n` is integer/],
    [
      onStage('deal', `"conditions": [{"field": "days", "operator": "is_null"}], "entries": [{${DEAL}}]`),
      /^rules.unused_conditions/,
    ],
  ])('are refused: %s', (text, expected) => {
    expect(refusal(text)).toMatch(expected);
  });
});

describe('checkRule', () => {
  it('has no condition when every row is meant', () => {
    expect(checked(withStep('"field": "flag", "operation": "set", "value": null')).condition).toBeNull();
  });

  it('refuses a rule without effect, of an unknown stage, or that ends before it begins', () => {
    expect(refusal(onStage('deal', '"priority": 1'))).toMatch(/^rules.does_nothing a.json:1: rule R: /);
    expect(refusal(withStep('"operation": "exclude"', 'deals'))).toMatch(
      /^rules.unknown_stage .*Did you mean `deal`/,
    );
    const dates = onStage('deal', '"adjustments": [{"operation": "exclude"}],\n"expiry_date": "2024-01-14"');
    expect(refusal(dates)).toMatch(
      /^rules.dates a.json:2: rule R: .*\(2024-01-14\) before it begins \(2024-01-15\)/,
    );
    expect(refusal(dates.replace('01-14', '01-15'))).toBe('accepted');
  });

  it('gives what the rewrite needs', () => {
    const rule = checked(withStep('"field": "days", "operation": "add", "value": 1'));
    expect(rule).toMatchObject({
      id: 'R',
      stage: 'deal',
      priority: 100,
      effectiveDate: 19737,
      expiryDate: null,
    });
    expect(rule.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(rulesInForce([rule], 19736)).toEqual([]);
    expect(rulesInForce([rule], 19737)).toEqual([rule]);
  });

  it('takes the rule of the documentation for the reference pipeline', () => {
    const text = `{"rule_id": "ADJ_2024_001", "stage": "deal_enrichment",
      "conditions": [{"field": "product_type", "operator": "in", "value": ["BOND", "LOAN"]},
                     {"field": "maturity_date", "operator": ">", "value": "2025-01-01"}],
      "adjustments": [{"field": "liquidity_factor", "operation": "multiply", "value": 0.95},
                      {"field": "haircut", "operation": "add", "value": 0.05}],
      "effective_date": "2024-01-15", "expiry_date": "2024-12-31",
      "approval": {"user": "risk_admin", "timestamp": "2024-01-14T10:00:00Z"}}`;
    const [document] = parseRules(text, 'a.json');
    if (document === undefined) throw new Error('one rule');
    const rule = checkRule(document, checkPipeline(BASEL_LCR));
    expect(rule.steps.map((step) => step.column)).toEqual(['liquidity_factor', 'haircut']);
    expect(rule.expiryDate).toBe(parseDate('2024-12-31'));
  });
});
