/**
 * From deals to perimeters: `aggregation` by entity, line, currency, kind and level, and by the entity of the bank that the position stands
 * with; then each perimeter (perimeters.ts), without what its members owe each other; then one row per perimeter with the amounts that the
 * caps need. Contractual lending is set off in the totals of the perimeter.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, StageColumn, UnionStage } from '../../pipeline/stage.ts';
import { decimal, TEXT } from '../../schema/types.ts';
import { LENDING_KIND, LENDING_SHARE, OWN_PAPER_KIND, RELEASED_KIND, RELEASED_KINDS } from './constants.ts';
import { GROUP_COLUMNS, perimeterRows } from './perimeters.ts';

/** Totals of a perimeter: up to 20 digits before the point, so that every later product stays within 38. */
export const TOTAL = decimal(24, 4);
const VALUE_SUM = decimal(38, 4);

export const AGGREGATION_KEYS = [
  'entity_id',
  'line',
  'currency_code',
  'kind',
  'level',
  ...GROUP_COLUMNS,
] as const;

const SUMS = ['amount', 'liquidity_value'] as const;

/** Sums of rows by the keys of `aggregation`. */
export const sumsOf = (name: string, input: string, doc: string): AggregateStage => ({
  kind: 'aggregate',
  name,
  doc,
  input,
  groupBy: AGGREGATION_KEYS,
  measures: [
    ...SUMS.map((column) => ({ name: column, fn: 'sum', column }) as const),
    { name: 'rows', fn: 'count' },
  ],
});

const aggregation = (input: string, rows: AggregateStage['measures'][number]): AggregateStage => ({
  kind: 'aggregate',
  name: 'aggregation',
  doc: 'Amount and value by entity, line, currency, kind and level, and by the group company that it stands with.',
  input,
  groupBy: AGGREGATION_KEYS,
  measures: [...SUMS.map((column) => ({ name: column, fn: 'sum', column, adjustable: true }) as const), rows],
});

/** Of a fact that gives amounts by line. */
export const AGGREGATION_OF_LINES = aggregation('liquidity', { name: 'rows', fn: 'count' });

const POSITION_SUMS = sumsOf(
  'position_sums',
  'liquidity',
  'Positions alone, in the columns of `aggregation`.',
);

const AGGREGATED: UnionStage = {
  kind: 'union',
  name: 'aggregated_sums',
  doc: 'Positions, and what moves between lines in the perimeters of an issuer (lcr-own-paper.ts).',
  tagColumn: 'origin',
  branches: [
    { tag: 'position', input: 'position_sums' },
    { tag: 'own_paper', input: 'own_paper_sums' },
  ],
};

const AGGREGATION = aggregation('aggregated_sums', { name: 'rows', fn: 'sum', column: 'rows' });

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

const LEVELS = [
  ['1', '1'],
  ['2a', '2A'],
  ['2b', '2B'],
] as const;

const when = (condition: string): string => `case when ${condition} then liquidity_value else 0.0000 end`;

/** One column per amount of the caps, the value of the row or 0. */
const PIVOT: readonly (readonly [name: string, expr: string])[] = [
  ...LEVELS.map(
    ([suffix, level]) => [`l${suffix}`, when(`counts_as = 'stock' and level = '${level}'`)] as const,
  ),
  ...LEVELS.map(
    ([suffix, level]) => [`u${suffix}`, when(`counts_as = 'unwind' and level = '${level}'`)] as const,
  ),
  ['outflows', when("counts_as = 'outflow'")],
  ['inflows', when("counts_as = 'inflow'")],
  ['alternative', when("counts_as = 'stock' and level is null and line != 'ALA3'")],
  ['extra_2a', "case when counts_as = 'stock' and line = 'ALA3' then amount else 0.00 end"],
  ['extra_2a_value', when("counts_as = 'stock' and line = 'ALA3'")],
  ['sovereign', when("counts_as = 'stock' and line = 'L1.sovFx'")],
  ['lending', `case when counts_as = '${LENDING_KIND}' then amount else 0.00 end`],
  [
    'lending_inflows',
    "case when counts_as = 'inflow' and line in ('I.retail', 'I.nfc') then amount else 0.00 end",
  ],
];

const PERIMETER_ROWS = perimeterRows(
  'perimeter_rows',
  'aggregation',
  AGGREGATION_KEYS,
  [
    compute(
      'counts_as',
      `case when eliminated then null when kind in ${RELEASED_KINDS} then 'stock' when kind = '${OWN_PAPER_KIND}' then 'outflow' else kind end`,
      TEXT,
      { doc: 'The kind of the row in the perimeter; NULL where it takes no part.' },
    ),
    // The giver's collateral lies with the receiver, which tells where it is when it comes free.
    compute(
      'holder',
      `case when kind = '${RELEASED_KIND}' and not eliminated then counterparty_entity else entity_id end`,
      TEXT,
    ),
    ...pass('amount', 'liquidity_value', 'rows'),
    ...PIVOT.map(([name, expr]) => compute(name, expr, VALUE_SUM, { unit: 'money' })),
  ],
  { released: `kind in ${RELEASED_KINDS}`, issued: `kind = '${OWN_PAPER_KIND}'` },
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

/** What can't be moved to other members, by level (lcr-trapped.ts). */
export const TRAPPED = ['trapped_1', 'trapped_2a', 'trapped_2b'] as const;

const total = (name: string, expr: string): StageColumn => compute(name, expr, TOTAL, { unit: 'money' });
const sum = (name: string): string => `coalesce(${name}, 0)`;

/** From the sums of the pivot, `excess` (the foreign sovereign debt above its limit) and `trapped_…` to what the caps start from. */
export const LEVEL_COLUMNS: readonly StageColumn[] = [
  ...['l1', 'l2a', 'l2b', 'u1', 'u2a', 'u2b'].map((name) => total(`sum_${name}`, sum(name))),
  total('sovereign_fx_excess', sum('excess')),
  ...TRAPPED.map((name) => total(`off_${name}`, sum(name))),
  total('l1', 'sum_l1 - sovereign_fx_excess - off_trapped_1'),
  total('l2a', 'sum_l2a - off_trapped_2a'),
  total('l2b', 'sum_l2b - off_trapped_2b'),
  total('a1', 'l1 + sum_u1'),
  total('a2a', 'l2a + sum_u2a'),
  total('a2b', 'l2b + sum_u2b'),
  total('lending_amount', sum('lending')),
  total('lending_offset', sum('lending_inflows')),
  total('lending_excess', `greatest(lending_amount - ${LENDING_SHARE} * lending_offset, 0)`),
  total('line_outflows', sum('outflows')),
  total('outflows', 'line_outflows + lending_excess'),
  total('inflows', sum('inflows')),
  total('alternatives', sum('alternative')),
  total('extra_2a_amount', sum('extra_2a')),
  total('extra_2a_total', sum('extra_2a_value')),
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
    {
      name: 'trapped',
      table: 'trapped_sums',
      on: { perimeter: 'perimeter' },
      miss: { defaults: Object.fromEntries(TRAPPED.map((name) => [name, '0'])) },
    },
  ],
  columns: [
    ...pass('perimeter'),
    lookupColumn('limit', 'excess'),
    ...TRAPPED.map((name) => lookupColumn('trapped', name)),
    ...LEVEL_COLUMNS,
  ],
};

export const UNCLASSIFIED_STAGES = [UNCLASSIFIED_DEALS, UNCLASSIFIED] as const;
export const AGGREGATION_STAGES = [POSITION_SUMS, AGGREGATED, AGGREGATION] as const;
export const PERIMETER_ROW_STAGES = [PERIMETER_ROWS] as const;
export const PERIMETER_STAGES = [PERIMETER_SUMS, PERIMETER_TOTALS] as const;
