/** Histories that campaigns found, shrunk: only that all sides agree is expected of them. */

import type { PipelineDefinition } from '../../src/pipeline/stage.ts';
import { decimal, INTEGER, type Value } from '../../src/schema/types.ts';
import type { History } from '../oracle/history.ts';

const PARAMETERS: Readonly<Record<string, Value>> = {
  calculation_date: 19753,
  reporting_currency: 'EUR',
  jurisdiction: 'basel',
};

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

export const FOUND_HISTORIES: Readonly<Record<string, History>> = {
  'a stage of one row that looks up in another one': {
    start: { definition: oneRow, tables: { t: [] }, parameters: PARAMETERS },
    acts: [{ kind: 'source', table: 't', put: [{ rate: 3n, c: 9n }], remove: [] }],
  },
};
