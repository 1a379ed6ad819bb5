/**
 * Histories that an incremental computation easily gets wrong, by name, with rows worked out by hand. All of them begin with the bank
 * of history-bank.ts; what stands behind an act is the rows after it, of the stages that matter.
 */

import type { Act } from '../oracle/history.ts';
import {
  A,
  add,
  B,
  BASE,
  by,
  C,
  deal,
  deals,
  factor,
  factors,
  isNull,
  notNull,
  on,
  type Rows,
  revoke,
  test,
} from './history-bank.ts';

export { BANK, BASE } from './history-bank.ts';

type Step = readonly [Act, Rows];

export const HISTORY_CASES: Readonly<Record<string, readonly Step[]>> = {
  'rows go to the group NULL and leave it; a group is left without rows': [
    [
      // Without a key the look-up has its default: 100 × 0.5.
      add('R1', 'valued', [test('g', '=', 'A')], [by('set', 'g', null)]),
      { groups: ['B | 40.00 | 1 | 40.00 | 1', 'NULL | 200.00 | 2 | 50.00 | 2'], big: ['NULL | 200.00 | 2'] },
    ],
    [
      // Matches deal c only: deal a had a group when it came to the step. 300 × 0.2.
      add('R2', 'valued', [isNull('g')], [by('set', 'g', 'B')]),
      { groups: ['B | 100.00 | 2 | 40.00 | 1', 'NULL | 50.00 | 1 | 50.00 | 1'], big: ['B | 100.00 | 2'] },
    ],
    [
      revoke('R1'),
      { groups: ['A | 10.00 | 1 | 10.00 | 1', 'B | 100.00 | 2 | 40.00 | 1'], big: ['B | 100.00 | 2'] },
    ],
    [revoke('R2'), BASE],
  ],
  'the last row of a group, and of all, is taken away and comes back': [
    [
      deals([], [A]),
      {
        groups: ['B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
        all: ['190.00 | 2'],
      },
    ],
    [deals([], [B, C]), { valued: [], groups: [], big: [], all: ['NULL | 0'] }],
    [deals([deal('a', 'A', null, true)]), { groups: ['A | NULL | 1 | NULL | 1'], all: ['NULL | 1'] }],
    [deals([A, B, C]), BASE],
  ],
  'a group that the filter keeps out of the base comes in, and goes again': [
    [
      add('R1', 'valued', [test('g', '=', 'A')], [by('multiply', 'value', '20')]),
      { big: ['A | 200.00 | 1', 'NULL | 150.00 | 1'] },
    ],
    [
      deals([deal('b', 'B', '1000.00', null)]),
      { big: ['A | 200.00 | 1', 'B | 200.00 | 1', 'NULL | 150.00 | 1'] },
    ],
    [revoke('R1'), { big: ['B | 200.00 | 1', 'NULL | 150.00 | 1'] }],
    [deals([B]), BASE],
  ],
  'key, group and value change in one correction': [
    [
      deals([deal('a2', 'B', '500.00', true)], [A]),
      {
        groups: ['B | 140.00 | 2 | 40.00 | 2', 'NULL | 150.00 | 1 | 150.00 | 1'],
        big: ['B | 140.00 | 2', 'NULL | 150.00 | 1'],
      },
    ],
    // 50 × 0.1 does not pass the filter.
    [
      deals([deal('a2', 'A', '50.00', true)]),
      { groups: ['B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'] },
    ],
    [
      deals([deal('a3', null, '50.00', null)], [deal('a2', 'A', '50.00', true)]),
      { groups: ['B | 40.00 | 1 | 40.00 | 1', 'NULL | 175.00 | 2 | 25.00 | 1'] },
    ],
  ],
  'CASE on NULL: a condition that a rule makes true, and one that it makes NULL': [
    [
      add('R1', 'valued', [isNull('flag')], [by('set', 'flag', true)]),
      {
        valued: [
          'a | A | 0.100000 | true | 1 | 10.00',
          'b | B | 0.200000 | true | 1 | 40.00',
          'c | NULL | 0.500000 | false | 2 | 150.00',
        ],
      },
    ],
    [
      add(
        'R2',
        'valued',
        [{ kind: 'test', field: 'flag', operator: '=', values: [true] }],
        [by('set', 'flag', null)],
      ),
      {
        valued: [
          'a | A | 0.100000 | NULL | 2 | 10.00',
          'b | B | 0.200000 | true | 1 | 40.00',
          'c | NULL | 0.500000 | false | 2 | 150.00',
        ],
      },
    ],
    [
      revoke('R1'),
      {
        valued: [
          'a | A | 0.100000 | NULL | 2 | 10.00',
          'b | B | 0.200000 | NULL | 2 | 40.00',
          'c | NULL | 0.500000 | false | 2 | 150.00',
        ],
      },
    ],
  ],
  'a rule moves a row out of the filter, another one brings it back': [
    [
      add('R1', 'valued', [test('id', '=', 'a')], [by('set', 'value', '5')]),
      { groups: ['B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'], all: ['190.00 | 2'] },
    ],
    [
      add('R2', 'valued', [test('value', '<=', '10')], [by('add', 'value', '6')]),
      {
        groups: ['A | 11.00 | 1 | 11.00 | 1', 'B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
        all: ['201.00 | 3'],
      },
    ],
    [revoke('R1'), { all: ['206.00 | 3'] }],
    [revoke('R2'), BASE],
  ],
  'the middle one of three is revoked, then the order changes': [
    [add('R1', 'valued', [test('g', '=', 'B')], [by('multiply', 'value', '0.333')]), { all: ['173.32 | 3'] }],
    [
      // 13.32 × 1.115 = 14.8518
      add('R2', 'valued', [test('g', '=', 'B')], [by('multiply', 'value', '1.115')]),
      { all: ['174.85 | 3'] },
    ],
    [add('R3', 'valued', [test('g', '=', 'B')], [by('add', 'value', '1')]), { all: ['175.85 | 3'] }],
    [revoke('R2'), { all: ['174.32 | 3'] }],
    // 41 × 0.333 = 13.653
    [{ kind: 'priority', ruleId: 'R3', priority: 1 }, { all: ['173.65 | 3'] }],
  ],
  'an adjusted aggregate whose inputs change': [
    [
      add('R1', 'groups', [test('g', '=', 'A')], [by('floor', 'total', '25')]),
      {
        groups: ['A | 25.00 | 1 | 10.00 | 1', 'B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
      },
    ],
    [
      deals([deal('a', 'A', '1000.00', true)]),
      {
        groups: [
          'A | 100.00 | 1 | 100.00 | 1',
          'B | 40.00 | 1 | 40.00 | 1',
          'NULL | 150.00 | 1 | 150.00 | 1',
        ],
      },
    ],
    [
      deals([deal('a', 'A', '120.00', true)]),
      {
        groups: ['A | 25.00 | 1 | 12.00 | 1', 'B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
      },
    ],
    [
      add('R2', 'groups', [test('rows', '>=', '2')], [{ operation: 'exclude' }]),
      {
        groups: ['A | 25.00 | 1 | 12.00 | 1', 'B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
      },
    ],
    [
      deals([deal('d', 'A', '150.00', true)]),
      { groups: ['B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'] },
    ],
    [
      deals([A], [deal('d', 'A', '150.00', true)]),
      {
        groups: ['A | 25.00 | 1 | 10.00 | 1', 'B | 40.00 | 1 | 40.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
      },
    ],
  ],
  'a rounded measure, and one whose lowest row goes': [
    [
      add('R1', 'groups', [], [by('multiply', 'lowest', '0.333')]),
      {
        groups: ['A | 10.00 | 1 | 3.33 | 1', 'B | 40.00 | 1 | 13.32 | 1', 'NULL | 150.00 | 1 | 49.95 | 1'],
      },
    ],
    [
      // 40.20 × 0.333 = 13.3866
      deals([deal('b', 'B', '201.00', null), deal('e', 'B', '60.00', true)]),
      {
        groups: ['A | 10.00 | 1 | 3.33 | 1', 'B | 52.20 | 2 | 4.00 | 2', 'NULL | 150.00 | 1 | 49.95 | 1'],
      },
    ],
    [
      deals([], [deal('e', 'B', '60.00', true)]),
      {
        groups: ['A | 10.00 | 1 | 3.33 | 1', 'B | 40.20 | 1 | 13.39 | 1', 'NULL | 150.00 | 1 | 49.95 | 1'],
      },
    ],
  ],
  'a rule changes the key of a look-up, and then the looked-up row changes and goes': [
    [
      add('R1', 'valued', [test('id', '=', 'c')], [by('set', 'g', 'B')]),
      { groups: ['A | 10.00 | 1 | 10.00 | 1', 'B | 100.00 | 2 | 40.00 | 1'] },
    ],
    [factors([factor('B', '0.3')]), { groups: ['A | 10.00 | 1 | 10.00 | 1', 'B | 150.00 | 2 | 60.00 | 1'] }],
    [
      factors([], [factor('B', '0.3')]),
      { groups: ['A | 10.00 | 1 | 10.00 | 1', 'B | 250.00 | 2 | 100.00 | 1'] },
    ],
    [factors([factor('B', '0')]), { groups: ['A | 10.00 | 1 | 10.00 | 1'] }],
  ],
  'a rule on the looked-up table': [
    [add('R1', 'factors', [test('g', '=', 'B')], [by('set', 'rate', '0.4')]), { all: ['240.00 | 3'] }],
    [factors([factor('B', '0.9'), factor('A', '0.3')]), { all: ['260.00 | 3'] }],
    [add('R2', 'factors', [test('g', '=', 'B')], [{ operation: 'exclude' }]), { all: ['280.00 | 3'] }],
    [revoke('R1'), { all: ['280.00 | 3'] }],
    [revoke('R2'), { all: ['360.00 | 3'] }],
  ],
  'a rule begins, ends and begins again with the calculation date': [
    [
      add('R1', 'valued', [test('id', '=', 'a')], [by('add', 'value', '1')], {
        effectiveDate: '2024-02-01',
        expiryDate: '2024-02-29',
      }),
      BASE,
    ],
    [on('2024-02-01'), { all: ['201.00 | 3'] }],
    [on('2024-02-29'), { all: ['201.00 | 3'] }],
    [on('2024-03-01'), BASE],
    [on('2024-02-10'), { all: ['201.00 | 3'] }],
  ],
  'a row of a total that is shared out changes, comes and goes': [
    [
      add(
        'R1',
        'valued',
        [notNull('g')],
        [{ operation: 'scale_to_total', field: 'value', total: '100', by: [], weight: null }],
      ),
      {
        groups: ['A | 20.00 | 1 | 20.00 | 1', 'B | 80.00 | 1 | 80.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
      },
    ],
    [
      deals([deal('a', 'A', '400.00', true)]),
      {
        groups: ['A | 50.00 | 1 | 50.00 | 1', 'B | 50.00 | 1 | 50.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
      },
    ],
    [
      // 40 : 40 : 40, and the missing cent goes to the first key.
      deals([deal('d', 'A', '400.00', true)]),
      {
        groups: ['A | 66.67 | 2 | 33.33 | 1', 'B | 33.33 | 1 | 33.33 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'],
      },
    ],
    [
      add('R0', 'valued', [test('id', '=', 'b')], [{ operation: 'exclude' }]),
      { groups: ['A | 100.00 | 2 | 50.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'] },
    ],
    [
      deals([], [deal('a', 'A', '400.00', true)]),
      { groups: ['A | 100.00 | 1 | 100.00 | 1', 'NULL | 150.00 | 1 | 150.00 | 1'] },
    ],
  ],
  'a total is shared out by a column that another rule changes, among groups as they came to the step': [
    [
      // 0.1 : 0.2 : 0.5, in all 0.8.
      add(
        'R2',
        'valued',
        [],
        [{ operation: 'scale_to_total', field: 'value', total: '800', by: [], weight: 'rate' }],
      ),
      {
        groups: [
          'A | 100.00 | 1 | 100.00 | 1',
          'B | 200.00 | 1 | 200.00 | 1',
          'NULL | 500.00 | 1 | 500.00 | 1',
        ],
      },
    ],
    [
      // 0.4 : 0.2 : 0.5, in all 1.1: 290.9090…, 145.4545…, 363.6363…; two cents are missing, for the first and the last.
      add('R1', 'valued', [test('id', '=', 'a')], [by('set', 'rate', '0.4')]),
      {
        groups: [
          'A | 290.91 | 1 | 290.91 | 1',
          'B | 145.45 | 1 | 145.45 | 1',
          'NULL | 363.64 | 1 | 363.64 | 1',
        ],
      },
    ],
    [
      // Deal c goes to B, with B's rate: 0.4 : 0.2 : 0.2.
      add('R3', 'valued', [test('id', '=', 'c')], [by('set', 'g', 'B')]),
      { groups: ['A | 400.00 | 1 | 400.00 | 1', 'B | 400.00 | 2 | 200.00 | 1'] },
    ],
    [revoke('R2'), { groups: ['A | 40.00 | 1 | 40.00 | 1', 'B | 100.00 | 2 | 40.00 | 1'] }],
    [
      // Deal c counts for the total as it came to the step, without a group.
      add(
        'R4',
        'valued',
        [],
        [{ operation: 'scale_to_total', field: 'value', total: '30', by: ['g'], weight: null }],
      ),
      { groups: ['A | 30.00 | 1 | 30.00 | 1', 'B | 60.00 | 2 | 30.00 | 1'] },
    ],
  ],
  'one rule drops rows and brings others': [
    [
      add('R1', 'valued', [test('g', '=', 'B')], [{ operation: 'exclude' }], {
        entries: [
          { g: 'B', rate: { number: '1' }, flag: true, n: { number: '1' }, value: { number: '70' } },
          { g: null, rate: { number: '1' }, flag: true, n: { number: '1' }, value: { number: '9' } },
        ],
      }),
      {
        valued: [
          'a | A | 0.100000 | true | 1 | 10.00',
          'c | NULL | 0.500000 | false | 2 | 150.00',
          'entry:R1:1 | B | 1.000000 | true | 1 | 70.00',
        ],
        all: ['230.00 | 3'],
      },
    ],
    [deals([deal('b', 'A', '200.00', null)]), { all: ['250.00 | 4'] }],
    [revoke('R1'), { all: ['180.00 | 3'] }],
  ],
  'one rule drops rows of a stage without filter and brings others': [
    [
      add('R1', 'plain', [], [{ operation: 'exclude' }], {
        entries: [{ g: null, twice: { number: '7' } }],
      }),
      { plain: ['entry:R1:1 | NULL | 7.00'] },
    ],
    [deals([], [A]), { plain: ['entry:R1:1 | NULL | 7.00'] }],
    [revoke('R1'), { plain: ['b | B | 400.00', 'c | NULL | 600.00'] }],
  ],
  'entries join rows and groups, and go': [
    [
      add('R1', 'big', [], [], { entries: [{ g: 'A', total: { number: '90' }, rows: { number: '1' } }] }),
      { big: ['A | 100.00 | 2', 'NULL | 150.00 | 1'] },
    ],
    [
      add('R2', 'valued', [], [], {
        entries: [
          {
            g: 'B',
            rate: { number: '1' },
            flag: null,
            n: { number: '7' },
            value: { number: '60' },
          },
        ],
      }),
      {
        groups: ['A | 10.00 | 1 | 10.00 | 1', 'B | 100.00 | 2 | 40.00 | 2', 'NULL | 150.00 | 1 | 150.00 | 1'],
        big: ['A | 100.00 | 2', 'B | 100.00 | 2', 'NULL | 150.00 | 1'],
      },
    ],
    [deals([], [A]), { big: ['B | 100.00 | 2', 'NULL | 150.00 | 1'] }],
    [
      add('R3', 'big', [], [], { entries: [{ g: 'A', total: { number: '10' }, rows: { number: '0' } }] }),
      { big: ['A | 100.00 | 1', 'B | 100.00 | 2', 'NULL | 150.00 | 1'] },
    ],
    [revoke('R2'), { big: ['A | 100.00 | 1', 'NULL | 150.00 | 1'] }],
  ],
};
