/**
 * From deals to perimeters: `aggregation` by entity, line, currency, kind and level; then each entity alone and the group;
 * then one row per perimeter with the amounts that the caps need.
 *
 * The group adds up all entities: nothing between them is eliminated and no liquidity is trapped yet. Contractual lending is set off in its own totals.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage, StageColumn } from '../../pipeline/stage.ts';
import { decimal, TEXT } from '../../schema/types.ts';
import { GROUP_PERIMETER, LENDING_KIND, LENDING_SHARE } from './constants.ts';

/** Totals of a perimeter: up to 20 digits before the point, so that every later product stays within 38. */
export const TOTAL = decimal(24, 4);

const AGGREGATION: AggregateStage = {
  kind: 'aggregate',
  name: 'aggregation',
  doc: 'Amount and value by entity, line, currency, kind and level.',
  input: 'liquidity',
  groupBy: ['entity_id', 'line', 'currency_code', 'kind', 'level'],
  measures: [
    { name: 'amount', fn: 'sum', column: 'amount', adjustable: true },
    { name: 'liquidity_value', fn: 'sum', column: 'liquidity_value', adjustable: true },
    { name: 'rows', fn: 'count' },
  ],
};

const UNCLASSIFIED_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'unclassified_deals',
  doc: 'Tranches that no rule of the classification matches.',
  input: 'liquidity',
  lookups: [],
  columns: pass('source', 'deal_id', 'part', 'product_type', 'deal_type', 'kind', 'amount'),
  filter: "kind = 'unclassified'",
};

const UNCLASSIFIED: AggregateStage = {
  kind: 'aggregate',
  name: 'unclassified',
  doc: 'What no rule matches, by source and product; a run above its limit fails.',
  input: 'unclassified_deals',
  groupBy: ['source', 'product_type', 'deal_type'],
  measures: [
    { name: 'rows', fn: 'count' },
    { name: 'amount', fn: 'sum', column: 'amount' },
  ],
};

/** Two rows per row: for the entity itself and for the group. */
export function perimeters(
  name: string,
  input: string,
  keys: readonly string[],
  columns: readonly StageColumn[],
): ExpandStage {
  return {
    kind: 'expand',
    name,
    doc: 'Rows of each perimeter: every entity alone, and all of them as the group.',
    input,
    expansion: {
      form: 'rows',
      sequence: 'scope',
      columns: [],
      rows: [
        { sequence: 'entity', values: {} },
        { sequence: 'group', values: {} },
      ],
    },
    lookups: [],
    columns: [
      ...pass(...keys, 'scope'),
      // An entity that bears the group's name would be counted in it twice: it has no perimeter, which stops the run.
      compute(
        'perimeter',
        `case when scope = 'group' then '${GROUP_PERIMETER}' when entity_id != '${GROUP_PERIMETER}' then entity_id end`,
        TEXT,
        {
          required:
            'no reporting entity may be called GROUP, which stands for all of them. Rename the entity.',
        },
      ),
      ...columns,
    ],
  };
}

const LEVELS = [
  ['1', '1'],
  ['2a', '2A'],
  ['2b', '2B'],
] as const;

const when = (condition: string): string => `case when ${condition} then liquidity_value else 0.0000 end`;

/** One column per amount of the caps, the value of the row or 0. */
const PIVOT: readonly (readonly [name: string, expr: string])[] = [
  ...LEVELS.map(([suffix, level]) => [`l${suffix}`, when(`kind = 'stock' and level = '${level}'`)] as const),
  ...LEVELS.map(([suffix, level]) => [`u${suffix}`, when(`kind = 'unwind' and level = '${level}'`)] as const),
  ['outflows', when("kind = 'outflow'")],
  ['inflows', when("kind = 'inflow'")],
  ['lending', `case when kind = '${LENDING_KIND}' then amount else 0.00 end`],
  [
    'lending_inflows',
    "case when kind = 'inflow' and line in ('I.retail', 'I.nfc') then amount else 0.00 end",
  ],
];

const PERIMETER_ROWS = perimeters(
  'perimeter_rows',
  'aggregation',
  ['entity_id', 'line', 'currency_code', 'kind', 'level'],
  PIVOT.map(([name, expr]) => compute(name, expr, decimal(38, 4), { unit: 'money' })),
);

export const PIVOT_MEASURES: AggregateStage['measures'] = PIVOT.map(([name]) => ({
  name,
  fn: 'sum',
  column: name,
}));

const PERIMETER_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'perimeter_sums',
  doc: 'Stock and unwinding by level, outflows and inflows of each perimeter.',
  input: 'perimeter_rows',
  groupBy: ['perimeter'],
  measures: PIVOT_MEASURES,
};

const total = (name: string, expr: string): StageColumn => compute(name, expr, TOTAL, { unit: 'money' });
const sum = (name: string): string => `coalesce(${name}, 0)`;

/** From the sums of the pivot and `excess`, the foreign sovereign debt above its limit, to what the caps start from. */
export const LEVEL_COLUMNS: readonly StageColumn[] = [
  ...['l1', 'l2a', 'l2b', 'u1', 'u2a', 'u2b'].map((name) => total(`sum_${name}`, sum(name))),
  total('sovereign_fx_excess', sum('excess')),
  total('l1', 'sum_l1 - sovereign_fx_excess'),
  total('l2a', 'sum_l2a'),
  total('l2b', 'sum_l2b'),
  total('a1', 'l1 + sum_u1'),
  total('a2a', 'l2a + sum_u2a'),
  total('a2b', 'l2b + sum_u2b'),
  total('lending_amount', sum('lending')),
  total('lending_offset', sum('lending_inflows')),
  total('lending_excess', `greatest(lending_amount - ${LENDING_SHARE} * lending_offset, 0)`),
  total('line_outflows', sum('outflows')),
  total('outflows', 'line_outflows + lending_excess'),
  total('inflows', sum('inflows')),
];

const PERIMETER_TOTALS: DeriveStage = {
  kind: 'derive',
  name: 'perimeter_totals',
  doc: 'What the caps start from: stock by level (l…), the same after unwinding (a…), outflows and inflows.',
  input: 'perimeter_sums',
  lookups: [
    {
      name: 'limit',
      table: 'sovereign_excess',
      on: { perimeter: 'perimeter' },
      miss: { defaults: { excess: '0' } },
    },
  ],
  columns: [...pass('perimeter'), lookupColumn('limit', 'excess'), ...LEVEL_COLUMNS],
};

export const UNCLASSIFIED_STAGES = [UNCLASSIFIED_DEALS, UNCLASSIFIED] as const;
export const AGGREGATION_STAGES = [AGGREGATION] as const;
export const PERIMETER_STAGES = [PERIMETER_ROWS, PERIMETER_SUMS, PERIMETER_TOTALS] as const;
