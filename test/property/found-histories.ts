/** Histories that campaigns found, shrunk: only that all sides agree is expected of them. */

import type { PipelineDefinition, SourceStage } from '../../src/pipeline/stage.ts';
import type { RuleDocument } from '../../src/rules/rule.ts';
import type { Column } from '../../src/schema/table.ts';
import { DATE, decimal, INTEGER, TEXT } from '../../src/schema/types.ts';
import type { History } from '../oracle/history.ts';
import { FILTER_HISTORIES, PARAMETERS, RULE } from './found-filters.ts';

/** No stage after the source has a key. */
const oneRow: PipelineDefinition = {
  name: 'found',
  outputs: ['last'],
  stages: [
    {
      kind: 'source',
      name: 't',
      table: {
        name: 't',
        key: ['rate'],
        columns: [
          { name: 'rate', type: decimal(7, 2), nullable: false },
          { name: 'c', type: INTEGER, nullable: false },
        ],
      },
    },
    {
      kind: 'aggregate',
      name: 'sums',
      input: 't',
      groupBy: [],
      measures: [{ name: 'total', fn: 'sum', column: 'c' }],
    },
    {
      kind: 'derive',
      name: 'one',
      input: 'sums',
      lookups: [],
      columns: [{ kind: 'compute', name: 'one', expr: '1', type: INTEGER }],
    },
    {
      kind: 'derive',
      name: 'last',
      input: 'one',
      lookups: [{ name: 'sum', table: 'sums', on: {}, miss: { defaults: { total: '9' } } }],
      columns: [{ kind: 'lookup', name: 'total', lookup: 'sum', column: 'total' }],
    },
  ],
};

/** Both branches of the union look up in the table, so with a rule on it the table is kept for them, and without one it is not. */
const looksUpItsTable: PipelineDefinition = {
  name: 'found',
  outputs: ['both'],
  stages: [
    {
      kind: 'source',
      name: 'days',
      table: {
        name: 'days',
        key: ['id'],
        columns: [
          { name: 'id', type: TEXT, nullable: false },
          { name: 'day', type: DATE, nullable: true, adjustable: true },
        ],
      },
    },
    {
      kind: 'derive',
      name: 'known',
      input: 'days',
      lookups: [
        { name: 'again', table: 'days', on: { id: 'id' }, miss: { defaults: { day: '2024-03-01' } } },
      ],
      columns: [
        { kind: 'pass', name: 'id', from: 'id' },
        { kind: 'lookup', name: 'day', lookup: 'again', column: 'day' },
      ],
    },
    {
      kind: 'union',
      name: 'both',
      tagColumn: 'tag',
      branches: [
        { tag: 'one', input: 'known' },
        { tag: 'two', input: 'known' },
      ],
    },
  ],
};

const setsDay: RuleDocument = {
  ...RULE,
  ruleId: 'R1',
  stage: 'days',
  adjustments: [{ operation: 'set', field: 'day', operand: { kind: 'value', value: '2024-02-29' } }],
  effectiveDate: '2024-01-01',
};

/** Shares out a total beyond the domain of `value`, and another one over what came of it. */
const twiceShared: RuleDocument = {
  ruleId: 'R2',
  stage: 'numbers',
  conditions: [],
  adjustments: ['85075', '80573'].map((total) => ({
    operation: 'scale_to_total',
    field: 'value',
    total,
    by: [],
    weight: null,
  })),
  entries: [],
  effectiveDate: '2023-01-25',
  expiryDate: null,
  priority: 100,
  reason: null,
  owner: null,
  reviewDate: null,
  expectedImpact: null,
  approvalClaim: null,
};

/** A table of rows that a whole number tells apart. */
const numbered = (name: string, column: Column): SourceStage => ({
  kind: 'source',
  name,
  table: { name, key: ['id'], columns: [{ name: 'id', type: INTEGER, nullable: false }, column] },
});

const numbers: PipelineDefinition = {
  name: 'found',
  outputs: ['numbers'],
  stages: [
    numbered('numbers', {
      name: 'value',
      type: decimal(18, 0),
      nullable: true,
      domain: { kind: 'range', min: '-9', max: '9' },
      adjustable: true,
    }),
  ],
};

/** What its group is added to fails, and nobody reads it. */
const groupsOfOne: PipelineDefinition = {
  name: 'found',
  outputs: ['days'],
  stages: [
    numbered('t', { name: 'size', type: decimal(18, 0), nullable: true }),
    {
      kind: 'aggregate',
      name: 'sizes',
      input: 't',
      groupBy: ['size'],
      measures: [{ name: 'values', fn: 'count', column: 'size', adjustable: true }],
    },
    {
      kind: 'expand',
      name: 'days',
      input: 'sizes',
      expansion: { form: 'dates', column: 'day', from: ':calculation_date', to: ':calculation_date' },
      lookups: [],
      columns: [
        { kind: 'pass', name: 'day', from: 'day' },
        { kind: 'pass', name: 'size', from: 'size' },
      ],
    },
  ],
};

const tooLarge: RuleDocument = {
  ...setsDay,
  ruleId: 'R5',
  stage: 'sizes',
  conditions: [],
  adjustments: [{ operation: 'replace', field: 'values', expression: '1234567890123456789 * 10' }],
};

const oneMore: RuleDocument = {
  ...setsDay,
  stage: 'sizes',
  conditions: [],
  adjustments: [],
  entries: [{ size: { number: '-55' }, values: { number: '1' } }],
};

/** Without a rule the union is looked up by two branches, and kept for them; with a total shared out in it there are no branches. */
const looksUpItself: PipelineDefinition = {
  name: 'found',
  outputs: ['last'],
  stages: [
    numbered('t', { name: 'value', type: decimal(7, 6), nullable: false, adjustable: true }),
    {
      kind: 'union',
      name: 'both',
      tagColumn: 'tag',
      branches: [
        { tag: 'a', input: 't' },
        { tag: 'b', input: 't' },
      ],
    },
    {
      kind: 'expand',
      name: 'last',
      input: 'both',
      expansion: { form: 'dates', column: 'day', from: "date '2024-02-28'", to: "date '2024-02-28'" },
      lookups: [
        { name: 'itself', table: 'both', on: { id: 'id', tag: 'tag' }, miss: { defaults: { tag: 'none' } } },
      ],
      columns: [
        { kind: 'pass', name: 'id', from: 'id' },
        { kind: 'lookup', name: 'found', lookup: 'itself', column: 'tag' },
        { kind: 'pass', name: 'day', from: 'day' },
        { kind: 'pass', name: 'tag', from: 'tag' },
      ],
    },
  ],
};

const sharesOut: RuleDocument = {
  ...twiceShared,
  ruleId: 'R1',
  stage: 'both',
  adjustments: [{ operation: 'scale_to_total', field: 'value', total: '0.068944', by: [], weight: null }],
};

/** 38 digits leave no room for a product: a clear error, or the right number. */
const longNumbers: PipelineDefinition = {
  name: 'found',
  outputs: ['long'],
  stages: [numbered('long', { name: 'value', type: decimal(38, 0), nullable: true, adjustable: true })],
};

const fivePercentMore: RuleDocument = {
  ...setsDay,
  stage: 'long',
  adjustments: [
    { operation: 'multiply', field: 'value', operand: { kind: 'value', value: { number: '1.05' } } },
  ],
};

/** Each row of `rows` needs its row in `names`. */
const needsNames: PipelineDefinition = {
  name: 'found',
  outputs: ['named'],
  stages: [
    numbered('rows', { name: 'value', type: INTEGER, nullable: true }),
    numbered('names', { name: 'label', type: TEXT, nullable: true }),
    {
      kind: 'derive',
      name: 'named',
      input: 'rows',
      lookups: [{ name: 'label', table: 'names', on: { id: 'id' }, miss: 'error' }],
      columns: [
        { kind: 'pass', name: 'id', from: 'id' },
        { kind: 'lookup', name: 'label', lookup: 'label', column: 'label' },
      ],
    },
  ],
};

const nothingLeft: RuleDocument = {
  ...setsDay,
  stage: 'rows',
  adjustments: [{ operation: 'exclude' }],
};

/** Factors that are too large together for 64 bits, around one that is always zero. */
const timesZero: PipelineDefinition = {
  name: 'found',
  outputs: ['product'],
  stages: [
    numbered('t', { name: 'value', type: INTEGER, nullable: true }),
    {
      kind: 'derive',
      name: 'product',
      input: 't',
      lookups: [],
      columns: [
        { kind: 'pass', name: 'id', from: 'id' },
        { kind: 'compute', name: 'zero', expr: '0.5 * 0.5', type: decimal(1, 0) },
        { kind: 'compute', name: 'scaled', expr: '999999999999999999 * zero', type: decimal(9, 8) },
      ],
    },
  ],
};

/** A factor: 30 has other digits behind the point than it, and counted in units of its own it would be 0.000030. */
const limited: PipelineDefinition = {
  name: 'found',
  outputs: ['t'],
  stages: [
    numbered('t', {
      name: 'value',
      type: decimal(9, 6),
      nullable: true,
      domain: { kind: 'range', min: '0', max: '1' },
      adjustable: true,
    }),
  ],
};

const thirty: RuleDocument = {
  ...setsDay,
  stage: 't',
  adjustments: [{ operation: 'replace', field: 'value', expression: '30' }],
};

export const FOUND_HISTORIES: Readonly<Record<string, History>> = {
  ...FILTER_HISTORIES,
  'a total shared out twice, and then outside the domain': {
    start: { definition: numbers, tables: { numbers: [{ id: 1n, value: 7n }] }, parameters: PARAMETERS },
    acts: [{ kind: 'add', rule: twiceShared }],
  },
  'a table that is kept while a rule is on it': {
    start: {
      definition: looksUpItsTable,
      tables: {
        days: [
          { id: 'a', day: null },
          { id: 'B', day: 19753 },
        ],
      },
      parameters: { ...PARAMETERS, calculation_date: 19782 },
    },
    acts: [
      { kind: 'add', rule: setsDay },
      { kind: 'revoke', ruleId: 'R1' },
    ],
  },
  'an entry in a group whose count can not be calculated, which nobody reads': {
    start: {
      definition: groupsOfOne,
      tables: { t: [{ id: 3n, size: -55n }] },
      parameters: PARAMETERS,
    },
    acts: [
      { kind: 'add', rule: oneMore },
      { kind: 'add', rule: tooLarge },
    ],
  },
  'a total shared out in a stage that is kept for two branches until then': {
    start: {
      definition: looksUpItself,
      tables: { t: [{ id: -1n, value: 22n }] },
      parameters: PARAMETERS,
    },
    acts: [{ kind: 'add', rule: sharesOut }],
  },
  'a correction that base stops at, and that a rule takes out': {
    start: {
      definition: needsNames,
      tables: { rows: [{ id: 1n, value: null }], names: [{ id: 1n, label: null }] },
      parameters: PARAMETERS,
    },
    acts: [
      { kind: 'add', rule: nothingLeft },
      { kind: 'source', table: 'names', put: [], remove: [{ id: 1n }] },
    ],
  },
  'a product that may have more than 38 digits on the way': {
    start: {
      definition: longNumbers,
      tables: { long: [{ id: 4n, value: -52692688000003818579199690791696767490n }] },
      parameters: PARAMETERS,
    },
    acts: [{ kind: 'add', rule: fivePercentMore }],
  },
  'factors that are too large together, around a zero': {
    start: { definition: timesZero, tables: { t: [{ id: 1n, value: null }] }, parameters: PARAMETERS },
    acts: [],
  },
  'a whole number outside the domain of a factor': {
    start: { definition: limited, tables: { t: [{ id: 1n, value: null }] }, parameters: PARAMETERS },
    acts: [{ kind: 'add', rule: thirty }],
  },
  'a stage of one row that looks up in another one': {
    start: { definition: oneRow, tables: { t: [] }, parameters: PARAMETERS },
    acts: [{ kind: 'source', table: 't', put: [{ rate: 3n, c: 9n }], remove: [] }],
  },
};
