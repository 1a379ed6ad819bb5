/** More histories with rows worked out by hand, of rules that meet in other ways, and on a bank where two sources read one table. */

import { compute, lookupColumn, pass } from '../../src/pipeline/build.ts';
import type { SourceStage } from '../../src/pipeline/stage.ts';
import type { RuleDocument } from '../../src/rules/rule.ts';
import { decimal, TEXT } from '../../src/schema/types.ts';
import type { PipelineCase } from '../oracle/generate-pipeline.ts';
import type { Act } from '../oracle/history.ts';
import { parseValue, type Row } from '../oracle/row.ts';
import { A, add, BANK, BASE, by, deals, type Rows, revoke, test } from './history-bank.ts';

export interface WorkedHistory {
  readonly start: PipelineCase;
  /** What the start gives. */
  readonly base: Rows;
  readonly steps: readonly (readonly [Act, Rows])[];
}

const entry = (g: string, value: string): RuleDocument['entries'][number] => ({
  g,
  rate: { number: '1' },
  flag: null,
  n: { number: '7' },
  value: { number: value },
});

const shared = (ruleId: string, stage: string, field: string, total: string): Act =>
  add(ruleId, stage, [], [{ operation: 'scale_to_total', field, total, by: [], weight: null }]);

const MONEY = decimal(18, 2);

const reads = (name: string): SourceStage => ({
  kind: 'source',
  name,
  table: {
    name: 'positions',
    key: ['id'],
    columns: [
      { name: 'id', type: TEXT, nullable: false },
      { name: 'v', type: MONEY, nullable: false, adjustable: true },
    ],
  },
});

const position = (id: string, v: string): Row => ({ id, v: parseValue(v, MONEY) });
const positions = (put: readonly Row[], remove: readonly Row[] = []): Act => {
  return { kind: 'source', table: 'positions', put, remove };
};

/** `now` and `plan` are the same table, each with its own rules; `gaps` is the difference between them. */
const TWICE_READ: PipelineCase = {
  definition: {
    name: 'twice-read',
    outputs: ['gaps', 'total'],
    stages: [
      reads('now'),
      reads('plan'),
      {
        kind: 'derive',
        name: 'gaps',
        input: 'now',
        lookups: [{ name: 'p', table: 'plan', on: { id: 'id' }, miss: { defaults: { v: '0' } } }],
        columns: [
          ...pass('id', 'v'),
          lookupColumn('p', 'planned', { column: 'v' }),
          compute('gap', 'v - planned', MONEY),
        ],
      },
      {
        kind: 'aggregate',
        name: 'total',
        input: 'gaps',
        groupBy: [],
        measures: [
          { name: 'gap', fn: 'sum', column: 'gap' },
          { name: 'rows', fn: 'count' },
        ],
      },
    ],
  },
  tables: { positions: [position('a', '10.00'), position('b', '20.00')] },
  parameters: BANK.parameters,
};

export const MORE_HISTORIES: Readonly<Record<string, WorkedHistory>> = {
  'entries below a total that is shared out, and beside one': {
    start: BANK,
    base: BASE,
    steps: [
      [
        // 10 : 40 : 150, in all 200.
        shared('R1', 'groups', 'total', '400'),
        {
          groups: [
            'A | 20.00 | 1 | 10.00 | 1',
            'B | 80.00 | 1 | 40.00 | 1',
            'NULL | 300.00 | 1 | 150.00 | 1',
          ],
        },
      ],
      [
        // 10 : 90 : 150, in all 250.
        add('R2', 'valued', [], [], { entries: [entry('B', '50')] }),
        {
          groups: [
            'A | 16.00 | 1 | 10.00 | 1',
            'B | 144.00 | 2 | 40.00 | 2',
            'NULL | 240.00 | 1 | 150.00 | 1',
          ],
          all: ['250.00 | 4'],
        },
      ],
      [
        // The entry has no part in the total of its own stage: 10 : 40 : 150 become 17.50 : 70 : 262.50, with the entry 400.
        shared('R3', 'valued', 'value', '350'),
        {
          valued: [
            'a | A | 0.100000 | true | 1 | 17.50',
            'b | B | 0.200000 | NULL | 2 | 70.00',
            'c | NULL | 0.500000 | false | 2 | 262.50',
            'entry:R2:1 | B | 1.000000 | NULL | 7 | 50.00',
          ],
          groups: [
            'A | 17.50 | 1 | 17.50 | 1',
            'B | 120.00 | 2 | 50.00 | 2',
            'NULL | 262.50 | 1 | 262.50 | 1',
          ],
        },
      ],
      [
        // 40 : 150 of 350 are 73.684… and 276.315…
        deals([], [A]),
        { groups: ['B | 123.68 | 2 | 50.00 | 2', 'NULL | 276.32 | 1 | 276.32 | 1'] },
      ],
      [
        // 73.68 : 276.32 of 400 are 84.205… and 315.794…
        revoke('R2'),
        { groups: ['B | 84.21 | 1 | 73.68 | 1', 'NULL | 315.79 | 1 | 276.32 | 1'], all: ['350.00 | 2'] },
      ],
      [deals([A]), { all: ['350.00 | 3'] }],
      [revoke('R3'), { all: ['200.00 | 3'] }],
      [revoke('R1'), BASE],
    ],
  },
  'two rules whose ids differ only in case': {
    start: BANK,
    base: BASE,
    steps: [
      [
        add('R1', 'valued', [test('id', '=', 'a')], [by('multiply', 'value', '2')], {
          entries: [entry('B', '60')],
        }),
        { all: ['270.00 | 4'] },
      ],
      [
        // Of equal priorities R1 acts before r1: 10 × 2 + 1.
        add('r1', 'valued', [], [by('add', 'value', '1')], { entries: [entry('B', '70')] }),
        {
          valued: [
            'a | A | 0.100000 | true | 1 | 21.00',
            'b | B | 0.200000 | NULL | 2 | 41.00',
            'c | NULL | 0.500000 | false | 2 | 151.00',
            'entry:R1:1 | B | 1.000000 | NULL | 7 | 60.00',
            'entry:r1:1 | B | 1.000000 | NULL | 7 | 70.00',
          ],
          all: ['343.00 | 5'],
        },
      ],
      [
        revoke('R1'),
        {
          valued: [
            'a | A | 0.100000 | true | 1 | 11.00',
            'b | B | 0.200000 | NULL | 2 | 41.00',
            'c | NULL | 0.500000 | false | 2 | 151.00',
            'entry:r1:1 | B | 1.000000 | NULL | 7 | 70.00',
          ],
          all: ['273.00 | 4'],
        },
      ],
      // 10 × 3 + 1, and then (10 + 1) × 3.
      [add('R1', 'valued', [test('id', '=', 'a')], [by('multiply', 'value', '3')]), { all: ['293.00 | 4'] }],
      [{ kind: 'priority', ruleId: 'r1', priority: 1 }, { all: ['295.00 | 4'] }],
      [
        revoke('r1'),
        {
          groups: [
            'A | 30.00 | 1 | 30.00 | 1',
            'B | 40.00 | 1 | 40.00 | 1',
            'NULL | 150.00 | 1 | 150.00 | 1',
          ],
          all: ['220.00 | 3'],
        },
      ],
    ],
  },
  'two sources that read one table': {
    start: TWICE_READ,
    base: { gaps: ['a | 10.00 | 10.00 | 0.00', 'b | 20.00 | 20.00 | 0.00'], total: ['0.00 | 2'] },
    steps: [
      // A rule on one of them says nothing of the other.
      [
        add('R1', 'now', [test('id', '=', 'a')], [by('multiply', 'v', '3')]),
        { gaps: ['a | 30.00 | 10.00 | 20.00', 'b | 20.00 | 20.00 | 0.00'], total: ['20.00 | 2'] },
      ],
      [
        add('R2', 'plan', [test('v', '>=', '15')], [{ operation: 'exclude' }]),
        { gaps: ['a | 30.00 | 10.00 | 20.00', 'b | 20.00 | 0.00 | 20.00'], total: ['40.00 | 2'] },
      ],
      // A correction is one of both.
      [
        positions([position('a', '16.00'), position('c', '1.00')]),
        {
          gaps: ['a | 48.00 | 0.00 | 48.00', 'b | 20.00 | 0.00 | 20.00', 'c | 1.00 | 1.00 | 0.00'],
          total: ['68.00 | 3'],
        },
      ],
      [
        revoke('R1'),
        {
          gaps: ['a | 16.00 | 0.00 | 16.00', 'b | 20.00 | 0.00 | 20.00', 'c | 1.00 | 1.00 | 0.00'],
          total: ['36.00 | 3'],
        },
      ],
      [
        positions([], [position('b', '20.00')]),
        { gaps: ['a | 16.00 | 0.00 | 16.00', 'c | 1.00 | 1.00 | 0.00'], total: ['16.00 | 2'] },
      ],
      [revoke('R2'), { gaps: ['a | 16.00 | 16.00 | 0.00', 'c | 1.00 | 1.00 | 0.00'], total: ['0.00 | 2'] }],
    ],
  },
};
