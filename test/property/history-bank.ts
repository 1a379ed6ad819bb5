/** The small bank with which the fixed histories begin, and short ways to write their acts. */

import { compute, lookupColumn, pass } from '../../src/pipeline/build.ts';
import type { Stage, StageColumn } from '../../src/pipeline/stage.ts';
import type { RuleAdjustment, RuleCondition, RuleDocument } from '../../src/rules/rule.ts';
import { BOOLEAN, DATE, decimal, INTEGER, TEXT, type Value } from '../../src/schema/types.ts';
import type { PipelineCase } from '../oracle/generate-pipeline.ts';
import type { Act } from '../oracle/history.ts';
import { parseValue, type Row } from '../oracle/row.ts';

const MONEY = decimal(18, 2);
const RATE = decimal(7, 6);
const ADJUSTABLE = { adjustable: true };

const passed = (name: string): StageColumn => ({ kind: 'pass', name, from: name, adjustable: true });

const STAGES: readonly Stage[] = [
  {
    kind: 'source',
    name: 'deals',
    table: {
      name: 'deals',
      key: ['id'],
      columns: [
        { name: 'id', type: TEXT, nullable: false },
        { name: 'g', type: TEXT, nullable: true, adjustable: true },
        { name: 'v', type: MONEY, nullable: true, adjustable: true },
        { name: 'flag', type: BOOLEAN, nullable: true, adjustable: true },
      ],
    },
  },
  {
    kind: 'source',
    name: 'factors',
    table: {
      name: 'factors',
      key: ['g'],
      columns: [
        { name: 'g', type: TEXT, nullable: false },
        { name: 'rate', type: RATE, nullable: false, adjustable: true },
      ],
    },
  },
  {
    kind: 'derive',
    name: 'valued',
    input: 'deals',
    lookups: [{ name: 'factor', table: 'factors', on: { g: 'g' }, miss: { defaults: { rate: '0.5' } } }],
    columns: [
      ...pass('id'),
      passed('g'),
      lookupColumn('factor', 'rate', ADJUSTABLE),
      passed('flag'),
      compute('n', 'case when flag then 1 else 2 end', INTEGER),
      compute('value', 'v * rate', MONEY, ADJUSTABLE),
    ],
    filter: 'value is null or value >= 10',
  },
  {
    kind: 'aggregate',
    name: 'groups',
    input: 'valued',
    groupBy: ['g'],
    measures: [
      { name: 'total', fn: 'sum', column: 'value', adjustable: true },
      { name: 'rows', fn: 'count' },
      { name: 'lowest', fn: 'min', column: 'value', adjustable: true },
      { name: 'ns', fn: 'count_distinct', column: 'n' },
    ],
  },
  {
    kind: 'aggregate',
    name: 'big',
    input: 'valued',
    groupBy: ['g'],
    measures: [
      { name: 'total', fn: 'sum', column: 'value', adjustable: true },
      { name: 'rows', fn: 'count' },
    ],
    filter: 'total >= 100',
  },
  // Without a filter its kept rows show all that rules on it can match.
  {
    kind: 'derive',
    name: 'plain',
    input: 'deals',
    lookups: [],
    columns: [...pass('id'), passed('g'), compute('twice', 'v * 2', MONEY, ADJUSTABLE)],
  },
  {
    kind: 'aggregate',
    name: 'all',
    input: 'valued',
    groupBy: [],
    measures: [
      { name: 'total', fn: 'sum', column: 'value' },
      { name: 'rows', fn: 'count' },
    ],
  },
];

export const deal = (id: string, g: string | null, v: string | null, flag: Value): Row => {
  return { id, g, v: parseValue(v, MONEY), flag };
};

export const factor = (g: string, rate: string): Row => ({ g, rate: parseValue(rate, RATE) });

export const A = deal('a', 'A', '100.00', true);
export const B = deal('b', 'B', '200.00', null);
export const C = deal('c', null, '300.00', false);

export const BANK: PipelineCase = {
  definition: { name: 'bank', stages: STAGES, outputs: ['groups', 'big', 'plain', 'all'] },
  tables: { deals: [A, B, C], factors: [factor('A', '0.1'), factor('B', '0.2')] },
  parameters: {
    calculation_date: parseValue('2024-01-31', DATE),
    reporting_currency: 'EUR',
    jurisdiction: 'basel',
  },
};

/** Rows by stage: values between bars, in any order. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** What the start gives. */
export const BASE: Rows = {
  valued: [
    'a | A | 0.100000 | true | 1 | 10.00',
    'b | B | 0.200000 | NULL | 2 | 40.00',
    'c | NULL | 0.500000 | false | 2 | 150.00',
  ],
  groups: ['A | 10.00 | 1 | 10.00 | 1', 'B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
  big: ['NULL | 150.00 | 1'],
  plain: ['a | A | 200.00', 'b | B | 400.00', 'c | NULL | 600.00'],
  all: ['200.00 | 3'],
};

export const test = (field: string, operator: '=' | '>=' | '<=', value: string): RuleCondition => {
  const literal = /^[\d.]+$/.test(value) ? { number: value } : value;
  return { kind: 'test', field, operator, values: [literal] };
};

export const isNull = (field: string): RuleCondition => ({
  kind: 'test',
  field,
  operator: 'is_null',
  values: [],
});
export const notNull = (field: string): RuleCondition => ({
  kind: 'test',
  field,
  operator: 'not_null',
  values: [],
});

export const by = (
  operation: 'multiply' | 'add' | 'set' | 'floor',
  field: string,
  value: string | boolean | null,
): RuleAdjustment => {
  const number = typeof value === 'string' && /^[\d.]+$/.test(value);
  return { operation, field, operand: { kind: 'value', value: number ? { number: value } : value } };
};

export const add = (
  ruleId: string,
  stage: string,
  conditions: readonly RuleCondition[],
  adjustments: readonly RuleAdjustment[],
  more: Partial<RuleDocument> = {},
): Act => ({
  kind: 'add',
  rule: {
    ruleId,
    stage,
    conditions,
    adjustments,
    entries: [],
    effectiveDate: '2024-01-01',
    expiryDate: null,
    priority: 100,
    reason: null,
    owner: null,
    reviewDate: null,
    expectedImpact: null,
    approvalClaim: null,
    ...more,
  },
});

export const revoke = (ruleId: string): Act => ({ kind: 'revoke', ruleId });
export const deals = (put: readonly Row[], remove: readonly Row[] = []): Act => {
  return { kind: 'source', table: 'deals', put, remove };
};
export const factors = (put: readonly Row[], remove: readonly Row[] = []): Act => {
  return { kind: 'source', table: 'factors', put, remove };
};
export const on = (date: string): Act => ({ kind: 'date', day: Number(parseValue(date, DATE)) });
