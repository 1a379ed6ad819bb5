/** Tests of reading rules: the example of the documentation, lossless numbers, shapes that are refused, and the way back. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { parseRules, readRules } from './parse.ts';
import type { RuleAdjustment, RuleCondition, RuleDocument, RuleLiteral } from './rule.ts';
import { ruleJson, rulesJson } from './rule-json.ts';

const EXAMPLE = `{"rule_id": "ADJ_2024_001", "stage": "deal_enrichment",
 "conditions": [{"field": "product_type", "operator": "in", "value": ["BOND", "LOAN"]},
                {"field": "maturity_date", "operator": ">", "value": "2025-01-01"}],
 "adjustments": [{"field": "liquidity_factor", "operation": "multiply", "value": 0.95},
                 {"field": "haircut", "operation": "add", "value": 0.05}],
 "effective_date": "2024-01-15", "expiry_date": "2024-12-31",
 "approval": {"user": "risk_admin", "timestamp": "2024-01-14T10:00:00Z"}}`;

const parsedExample: RuleDocument = {
  ruleId: 'ADJ_2024_001',
  stage: 'deal_enrichment',
  conditions: [
    { kind: 'test', field: 'product_type', operator: 'in', values: ['BOND', 'LOAN'] },
    { kind: 'test', field: 'maturity_date', operator: '>', values: ['2025-01-01'] },
  ],
  adjustments: [
    {
      operation: 'multiply',
      field: 'liquidity_factor',
      operand: { kind: 'value', value: { number: '0.95' } },
    },
    { operation: 'add', field: 'haircut', operand: { kind: 'value', value: { number: '0.05' } } },
  ],
  entries: [],
  effectiveDate: '2024-01-15',
  expiryDate: '2024-12-31',
  priority: 100,
  reason: null,
  owner: null,
  reviewDate: null,
  expectedImpact: null,
  approvalClaim: { user: 'risk_admin', timestamp: '2024-01-14T10:00:00Z' },
};

function only(text: string): RuleDocument {
  const [rule, ...rest] = parseRules(text, 'a.json');
  if (rule === undefined || rest.length > 0) throw new Error(`one rule: ${text}`);
  return rule;
}

/** `code file:line` and the message of the refusal. */
function refusal(text: string): string {
  try {
    parseRules(text, 'a.json');
  } catch (error) {
    if (error instanceof PlimsollError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const withParts = (parts: string): string =>
  `{"rule_id": "A", "stage": "s", "effective_date": "2024-01-31", ${parts}}`;

const conditionsOf = (text: string): readonly RuleCondition[] =>
  only(withParts(`"conditions": [${text}]`)).conditions;

const adjustmentOf = (text: string): RuleAdjustment | undefined =>
  only(withParts(`"adjustments": [${text}]`)).adjustments[0];

describe('parseRules', () => {
  it('reads the example', () => {
    expect(parseRules(EXAMPLE, 'a.json')).toEqual([parsedExample]);
  });

  it('reads a list and an object with rules', () => {
    const other = EXAMPLE.replace('ADJ_2024_001', 'B');
    const both = [parsedExample, { ...parsedExample, ruleId: 'B' }];
    expect(parseRules(`[${EXAMPLE}, ${other}]`, 'a')).toEqual(both);
    expect(parseRules(`{"rules": [${EXAMPLE}, ${other}]}`, 'a')).toEqual(both);
    expect(parseRules('[]', 'a')).toEqual([]);
  });

  it('reads YAML, with plain dates as texts', () => {
    const yaml = [
      'rule_id: ADJ_2024_001',
      'stage: deal_enrichment',
      'conditions:',
      '  - {field: product_type, operator: in, value: [BOND, LOAN]}',
      '  - field: maturity_date',
      "    operator: '>'",
      '    value: 2025-01-01',
      'adjustments: # both on the factor',
      '  - {field: liquidity_factor, operation: multiply, value: 0.95}',
      '  - {field: haircut, operation: add, value: 0.05}',
      'effective_date: 2024-01-15',
      'expiry_date: 2024-12-31',
      'approval: {user: risk_admin, timestamp: 2024-01-14T10:00:00Z}',
    ].join('\n');
    expect(parseRules(yaml, 'a.yaml')).toEqual([parsedExample]);
  });

  it('reads JSON that is indented by tabs', () => {
    expect(only(`{\n\t"rule_id": "A",\n\t"stage":"s",\n\t"effective_date":"2024-01-31"\n}`).ruleId).toBe('A');
  });

  it('keeps every digit, and texts of digits as texts', () => {
    const values = '[12345678901234567890.0123456789, 1.50, -0.5, 1e2, 25e-4, 1.5E+3, "1.50", "true", true]';
    expect(conditionsOf(`{"field": "x", "operator": "in", "value": ${values}}`)).toEqual([
      {
        kind: 'test',
        field: 'x',
        operator: 'in',
        values: [
          { number: '12345678901234567890.0123456789' },
          { number: '1.50' },
          { number: '-0.5' },
          { number: '100' },
          { number: '0.0025' },
          { number: '1500' },
          '1.50',
          'true',
          true,
        ],
      },
    ]);
    expect(
      refusal(withParts(`"adjustments": [{"field": "x", "operation": "set", "value": 1e99999999}]`)),
    ).toBe('rules.number a.json:1: The number 1e99999999 has too many digits. Numbers have up to 38 digits.');
    expect(refusal(withParts(`"reason": ${'9'.repeat(39)}`))).toContain('rules.number');
  });

  it('reads groups', () => {
    const test = '{"field": "x", "operator": "is_null"}';
    expect(conditionsOf(`{"any": [${test}, {"all": [${test}]}]}`)).toEqual([
      {
        kind: 'any',
        conditions: [
          { kind: 'test', field: 'x', operator: 'is_null', values: [] },
          { kind: 'all', conditions: [{ kind: 'test', field: 'x', operator: 'is_null', values: [] }] },
        ],
      },
    ]);
  });

  it('reads every operation', () => {
    expect(adjustmentOf('{"field": "x", "operation": "cap", "expression": "y * 2"}')).toEqual({
      operation: 'cap',
      field: 'x',
      operand: { kind: 'expression', text: 'y * 2' },
    });
    expect(adjustmentOf('{"field": "x", "operation": "set", "value": null}')).toEqual({
      operation: 'set',
      field: 'x',
      operand: { kind: 'value', value: null },
    });
    expect(adjustmentOf('{"field": "x", "operation": "replace", "expression": "y"}')).toEqual({
      operation: 'replace',
      field: 'x',
      expression: 'y',
    });
    expect(
      adjustmentOf('{"field": "x", "operation": "scale_to_total", "total": 1.0, "by": ["g"], "weight": "w"}'),
    ).toEqual({ operation: 'scale_to_total', field: 'x', total: '1.0', by: ['g'], weight: 'w' });
    expect(adjustmentOf('{"operation": "exclude"}')).toEqual({ operation: 'exclude' });
  });

  it('says where the parts of a rule stand', () => {
    const [source] = readRules(EXAMPLE, 'a.json');
    const lineOf = (...path: (string | number)[]) => source?.placeOf(path).line;
    expect(lineOf()).toBe(1);
    expect(lineOf('conditions', 1, 'value')).toBe(3);
    expect(lineOf('adjustments', 1)).toBe(5);
    expect(lineOf('approval', 'role')).toBe(7);
  });
});

describe('a rule is refused', () => {
  const test = (parts: string) => withParts(`"conditions": [{${parts}}]`);
  const step = (parts: string) => withParts(`"adjustments": [{${parts}}]`);

  it.each([
    ['{"stage": "s",', /^rules.syntax a.json:1: /],
    ['{"a": 1, "a": 2}', /^rules.syntax .*keys must be unique/],
    ['a: &x 1\nb: *x', /^rules.syntax a.json:2: .*references/],
    ['['.repeat(50000), /^rules.syntax a.json: .*more than 100 levels/],
    ['- '.repeat(50000), /^rules.syntax a.json: .*more than 100 levels/],
    ['', /^rules.shape a.json:1: A rule must be a group of keys, and null was found/],
    ['{"rules": []\n, "version": 1}', /^rules.unknown_key a.json:2: A file of rules has no key `version`/],
    [withParts('\n"piority": 1'), /^rules.unknown_key a.json:2: .*Did you mean `priority`/],
    ['{"stage": "s"}', /^rules.missing_key .*`rule_id`/],
    ['{"rule_id": "a:b", "stage": "s"}', /^rules.shape .*`rule_id` must be up to 100 letters/],
    ['{"rule_id": "A", "stage": " ", "effective_date": "2024-01-31"}', /^rules.shape .*`stage`/],
    ['{"rule_id": "A", "stage": "s"}', /^rules.missing_key .*`effective_date`/],
    [
      '{"rule_id": "A", "stage": "s", "effective_date": "2023-02-29"}',
      /^rules.shape .*"2023-02-29" was found/,
    ],
    [withParts('"expiry_date": 20241231'), /^rules.shape .*`expiry_date` must be a day/],
    [withParts('"priority": 1.5'), /^rules.shape .*`priority` must be a whole number.* and 1.5 was found/],
    [withParts('"conditions": {"any": []}'), /^rules.shape .*`conditions` must be a list/],
    [withParts('"reason": ["x"]'), /^rules.shape .*`reason` must be a text.* and a list was found/],
    [withParts('"reason": "\\u0000"'), /^rules.text .*U\+0000/],
    [withParts('"reason": "\\ud800"'), /^rules.text .*half of a character/],
    [withParts('"approval": {"timestamp": "x"}'), /^rules.missing_key .*`approval` needs the key `user`/],
    [withParts('"entries": [1]'), /^rules.shape .*An entry must be/],
    [test('"field": "x", "operator": "IN", "value": [1]'), /^rules.unknown_operator .*Did you mean `in`/],
    [test('"field": "x", "operator": "not in", "value": [1]'), /Did you mean `not_in`/],
    [test('"field": "x", "operator": "in", "value": []'), /^rules.shape .*a list of one value or more/],
    [test('"field": "x", "operator": "in", "value": "a"'), /^rules.shape .*a list of one value or more/],
    [test('"field": "x", "operator": "in", "value": [1, null]'), /^rules.null_value/],
    [test('"field": "x", "operator": "=", "value": null'), /^rules.null_value .*is_null/],
    [test('"field": "x", "operator": "="'), /^rules.missing_key .*`value`/],
    [test('"field": "x", "operator": "=", "value": [1]'), /^rules.shape .*one value, and a list/],
    [test('"field": "x", "operator": "between", "value": [1]'), /^rules.shape .*two ends/],
    [test('"field": "x", "operator": "is_null", "value": 1'), /^rules.shape .*left out/],
    [test('"any": []'), /^rules.shape .*one condition or more/],
    [test('"all": [{"field": "x", "operator": "is_null"}], "field": "x"'), /^rules.unknown_key/],
    [step('"field": "x", "operation": "mutliply", "value": 1'), /^rules.unknown_operation .*`multiply`/],
    [
      step('"field": "x", "operation": "exclude"'),
      /^rules.unknown_key .*operation exclude has no key `field`/,
    ],
    [step('"field": "x", "operation": "add", "total": 1'), /^rules.unknown_key .*operation add/],
    [step('"field": "x", "operation": "add"'), /^rules.missing_key .*`value`: a value, or an expression/],
    [step('"field": "x", "operation": "add", "value": null'), /^rules.null_value/],
    [step('"field": "x", "operation": "add", "value": 1, "expression": "y"'), /^rules.shape .*left out/],
    [step('"field": "x", "operation": "replace", "value": 1'), /^rules.unknown_key/],
    [
      step('"field": "x", "operation": "replace", "expression": "y +"'),
      /^expr.syntax a.json:1: `expression`: /,
    ],
    [step('"field": "x", "operation": "scale_to_total", "total": "1"'), /^rules.shape .*`total`/],
    [step('"field": "x", "operation": "scale_to_total", "total": 1, "by": "g"'), /^rules.shape .*`by`/],
  ])('%#: %s', (text, expected) => {
    expect(refusal(text)).toMatch(expected);
  });

  it('when its id is taken', () => {
    const rule = withParts('"priority": 1');
    expect(refusal(`[${rule},\n${rule}]`)).toMatch(/^rules.duplicate_id a.json:2: /);
  });
});

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => {
  return text.trim() !== '' && !text.includes('\0') && !/\p{Surrogate}/u.test(text);
});
const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.stringMatching(/^[0-9]{0,15}$/))
  .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`));
const literal: fc.Arbitrary<Exclude<RuleLiteral, null>> = fc.oneof(
  word,
  fc.constantFrom('null', 'true', '1.5', '~', '2024-01-31', '# x', '- x'),
  fc.boolean(),
  number.map((text) => ({ number: text })),
);
const date = fc.constantFrom('2024-01-31', '2024-02-29', '0001-01-01', '9999-12-31');
const test = fc.oneof(
  fc.record({
    kind: fc.constant('test' as const),
    field: word,
    operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'like'),
    values: fc.tuple(literal),
  }),
  fc.record({
    kind: fc.constant('test' as const),
    field: word,
    operator: fc.constantFrom('in', 'not_in'),
    values: fc.array(literal, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('test' as const),
    field: word,
    operator: fc.constant('between'),
    values: fc.tuple(literal, literal),
  }),
  fc.record({
    kind: fc.constant('test' as const),
    field: word,
    operator: fc.constantFrom('is_null', 'not_null'),
    values: fc.constant([]),
  }),
);
const { condition } = fc.letrec<{ condition: RuleCondition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test as fc.Arbitrary<RuleCondition>,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      conditions: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));
const expression = fc.constantFrom('amount*2', "case when x = 'a' then 1 else 2 end", '"odd name" + .5');
const adjustment: fc.Arbitrary<RuleAdjustment> = fc.oneof(
  fc.record({
    operation: fc.constantFrom('multiply' as const, 'set' as const, 'cap' as const),
    field: word,
    operand: fc.oneof(
      fc.record({ kind: fc.constant('value' as const), value: literal }),
      fc.record({ kind: fc.constant('expression' as const), text: expression }),
    ),
  }),
  fc.record({ operation: fc.constant('replace' as const), field: word, expression }),
  fc.record({
    operation: fc.constant('scale_to_total' as const),
    field: word,
    total: number,
    by: fc.array(word, { maxLength: 2 }),
    weight: fc.option(word),
  }),
  fc.constant({ operation: 'exclude' as const }),
  fc.constant({
    operation: 'set' as const,
    field: 'x',
    operand: { kind: 'value' as const, value: null },
  }),
);
const rule: fc.Arbitrary<RuleDocument> = fc.record({
  ruleId: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,9}$/),
  stage: word,
  conditions: fc.array(condition, { maxLength: 3 }),
  adjustments: fc.array(adjustment, { maxLength: 3 }),
  entries: fc.array(fc.dictionary(word, fc.option(literal), { maxKeys: 3, noNullPrototype: true }), {
    maxLength: 3,
  }),
  effectiveDate: date,
  expiryDate: fc.option(date),
  priority: fc.oneof(fc.constant(100), fc.integer({ min: -999999999, max: 999999999 })),
  reason: fc.option(word),
  owner: fc.option(word),
  reviewDate: fc.option(date),
  expectedImpact: fc.option(word),
  approvalClaim: fc.option(fc.record({ user: word, timestamp: fc.option(word) })),
});

describe('ruleJson', () => {
  it('writes the example so that it reads as before', () => {
    const text = ruleJson(parsedExample);
    expect(parseRules(text, 'a')).toEqual([parsedExample]);
    expect(JSON.parse(text)).toEqual(JSON.parse(EXAMPLE));
  });

  it('is undone by parseRules, for any rule', () => {
    fc.assert(
      fc.property(rule, (document) => {
        const text = ruleJson(document);
        JSON.parse(text);
        expect(parseRules(text, 'a')).toEqual([document]);
      }),
      { numRuns: 300 },
    );
  });

  it('writes several rules as a list', () => {
    const both = [parsedExample, { ...parsedExample, ruleId: 'B' }];
    expect(parseRules(rulesJson(both), 'a')).toEqual(both);
  });
});
