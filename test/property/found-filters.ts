/** Histories that campaigns found, shrunk, about conditions that an engine decides without looking at what can't be calculated. */

import type { PipelineDefinition } from '../../src/pipeline/stage.ts';
import type { RuleDocument } from '../../src/rules/rule.ts';
import { DATE, decimal, INTEGER, TEXT, type Value } from '../../src/schema/types.ts';
import type { History } from '../oracle/history.ts';

/** No count is a half, so an engine need not look at the groups at all. */
const halfCounts: PipelineDefinition = {
  name: 'found',
  outputs: ['halves'],
  stages: [
    {
      kind: 'source',
      name: 't',
      table: {
        name: 't',
        key: ['id'],
        columns: [
          { name: 'id', type: TEXT, nullable: false },
          { name: 'n', type: INTEGER, nullable: false },
          {
            name: 'group',
            type: INTEGER,
            nullable: false,
            domain: { kind: 'range', min: '0', max: '30' },
            adjustable: true,
          },
        ],
      },
    },
    {
      kind: 'aggregate',
      name: 'counts',
      input: 't',
      groupBy: ['group'],
      measures: [{ name: 'rows', fn: 'count', column: 'n' }],
    },
    {
      kind: 'union',
      name: 'halves',
      tagColumn: 'tag',
      branches: [{ tag: 'one', input: 'counts' }],
      filter: '0.5 = rows',
    },
  ],
};

/** The second condition decides, so an engine need not look at the first. */
const decidedByAConstant: PipelineDefinition = {
  name: 'found',
  outputs: ['s'],
  stages: [
    {
      kind: 'source',
      name: 't',
      table: {
        name: 't',
        key: ['id'],
        columns: [
          { name: 'id', type: TEXT, nullable: false },
          { name: 'c', type: decimal(7, 6), nullable: false, adjustable: true },
          { name: 'other', type: decimal(18, 0), nullable: true },
        ],
      },
    },
    {
      kind: 'derive',
      name: 's',
      input: 't',
      lookups: [],
      columns: [
        { kind: 'pass', name: 'id', from: 'id' },
        {
          kind: 'compute',
          name: 'day',
          expr: "case when c != other and date '2024-03-01' in (date '1970-01-01') then date '1970-01-01' else date '1969-12-31' end",
          type: DATE,
        },
      ],
    },
  ],
};

export const PARAMETERS: Readonly<Record<string, Value>> = {
  calculation_date: 19753,
  reporting_currency: 'EUR',
  jurisdiction: 'basel',
};

/** What the rules of found histories have where nothing hangs on it. */
export const RULE: RuleDocument = {
  ruleId: 'R2',
  stage: 't',
  conditions: [],
  adjustments: [],
  entries: [],
  effectiveDate: '2024-01-29',
  expiryDate: null,
  priority: 100,
  reason: null,
  owner: null,
  reviewDate: null,
  expectedImpact: null,
  approvalClaim: null,
};

export const FILTER_HISTORIES: Readonly<Record<string, History>> = {
  'a group outside its domain, under a filter that nothing can pass': {
    start: {
      definition: halfCounts,
      tables: { t: [{ id: 'B', n: 0n, group: 5n }] },
      parameters: PARAMETERS,
    },
    acts: [
      {
        kind: 'add',
        rule: {
          ...RULE,
          adjustments: [{ operation: 'scale_to_total', field: 'group', total: '-416', by: [], weight: null }],
        },
      },
    ],
  },
  'a value that is too large, beside a constant that decides what it is compared for': {
    start: {
      definition: decidedByAConstant,
      tables: { t: [{ id: 'a', c: 6317337n, other: null }] },
      parameters: PARAMETERS,
    },
    acts: [
      {
        kind: 'add',
        rule: {
          ...RULE,
          adjustments: [{ operation: 'multiply', field: 'c', operand: { kind: 'expression', text: 'c' } }],
        },
      },
    ],
  },
};
