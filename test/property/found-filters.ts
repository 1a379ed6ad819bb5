/** Histories that campaigns found, shrunk, about filters that an engine decides without looking at what can't be calculated. */

import type { PipelineDefinition } from '../../src/pipeline/stage.ts';
import { INTEGER, TEXT } from '../../src/schema/types.ts';
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

export const FILTER_HISTORIES: Readonly<Record<string, History>> = {
  'a group outside its domain, under a filter that nothing can pass': {
    start: {
      definition: halfCounts,
      tables: { t: [{ id: 'B', n: 0n, group: 5n }] },
      parameters: { calculation_date: 19753, reporting_currency: 'EUR', jurisdiction: 'basel' },
    },
    acts: [
      {
        kind: 'add',
        rule: {
          ruleId: 'R2',
          stage: 't',
          conditions: [],
          adjustments: [{ operation: 'scale_to_total', field: 'group', total: '-416', by: [], weight: null }],
          entries: [],
          effectiveDate: '2024-01-29',
          expiryDate: null,
          priority: 100,
          reason: null,
          owner: null,
          reviewDate: null,
          expectedImpact: null,
          approvalClaim: null,
        },
      },
    ],
  },
};
