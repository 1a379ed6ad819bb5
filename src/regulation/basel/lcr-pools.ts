/**
 * Pools of collateral: where nobody says which assets a drawing takes up, the least liquid are taken first, what is not eligible for the stock
 * before level 2B, 2A and 1 (d238 ¶31). Within one of these the holdings are taken up in proportion to their values (house convention).
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, Lookup, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, decimal } from '../../schema/types.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';

/** In the order in which they are taken up. */
const RANKS = ['none', '2b', '2a', '1'] as const;
const POOL_TOTAL = decimal(20, 2);

/** Over the columns of `holding_values`: what could not be in the stock of its holder in any case comes first. */
export const POOL_RANK =
  "case when matured or security_level is null or not treasury_control or coalesce(issuer_entity = entity_id, false) then 'none' when security_level = '2B' then '2b' when security_level = '2A' then '2a' else '1' end";

const value = (rank: string): string => `value_${rank}`;
const used = (rank: string): string => `used_${rank}`;
const total = (name: string, expr: string): StageColumn => compute(name, expr, POOL_TOTAL, { unit: 'money' });

const POOL_HOLDINGS: DeriveStage = {
  kind: 'derive',
  name: 'pool_holdings',
  doc: 'Holdings in pools: what of them is not pledged otherwise, by rank.',
  input: 'holding_values',
  lookups: [],
  columns: [
    ...pass('holding_id', 'pool_id'),
    ...RANKS.map((rank) =>
      compute(value(rank), `case when rank = '${rank}' then unpledged else 0.00 end`, CONVERTED),
    ),
  ],
  filter: 'pool_id is not null',
};

const POOL_VALUES: AggregateStage = {
  kind: 'aggregate',
  name: 'pool_values',
  doc: 'Value of the securities in each pool, by rank.',
  input: 'pool_holdings',
  groupBy: ['pool_id'],
  measures: RANKS.map((rank) => ({ name: value(rank), fn: 'sum', column: value(rank) })),
};

/** Of each rank what the drawings take up, after what the ranks before it gave. */
const USED_COLUMNS: readonly StageColumn[] = RANKS.map((rank, index) => {
  const before = RANKS.slice(0, index).map(used);
  const left = ['used', 'used_other', ...before].join(' - ');
  return total(used(rank), `least(${left}, total_${rank})`);
});

const POOL_USE: DeriveStage = {
  kind: 'derive',
  name: 'pool_use',
  doc: 'Pools with their securities by rank, what of them is taken up, and what of the drawings nothing in the pool covers.',
  input: 'collateral_pool',
  lookups: [
    FX_LOOKUP,
    {
      name: 'held',
      table: 'pool_values',
      on: { pool_id: 'pool_id' },
      miss: { defaults: Object.fromEntries(RANKS.map((rank) => [value(rank), '0'])) },
    },
  ],
  columns: [
    ...pass('pool_id', 'currency_code', 'used_amount'),
    compute('stated_other', 'coalesce(other_collateral, 0.00)', CONVERTED),
    ...RATE_COLUMNS,
    ...converted('used', 'used_amount'),
    ...converted('other', 'stated_other'),
    ...RANKS.map((rank) => lookupColumn('held', `held_${rank}`, { column: value(rank) })),
    ...RANKS.map((rank) => total(`total_${rank}`, `coalesce(held_${rank}, 0)`)),
    total('used_other', 'least(used, other)'),
    ...USED_COLUMNS,
    total('uncovered', `used - used_other - ${RANKS.map(used).join(' - ')}`),
  ],
};

/** What a holding looks up of its pool. */
const FOUND = ['uncovered', ...RANKS.flatMap((rank) => [`total_${rank}`, used(rank)])];

export const POOL_LOOKUP: Lookup = {
  name: 'pool',
  table: 'pool_use',
  on: { pool_id: 'pool_id' },
  miss: {
    defaults: Object.fromEntries(FOUND.map((name) => [name, null])),
  },
};

const ofRank = (column: (rank: string) => string): string =>
  `case rank ${RANKS.map((rank) => `when '${rank}' then ${column(rank)}`).join(' ')} end`;

/** `pooled`: what the pool takes up of a holding; over the columns of `holding_values` and POOL_LOOKUP. */
export const POOLED_COLUMNS: readonly StageColumn[] = [
  ...FOUND.map((name) => lookupColumn('pool', `pool_${name}`, { column: name })),
  compute('pool_known', 'case when pool_id is null or pool_uncovered is not null then true end', BOOLEAN, {
    required:
      "its pool_id '{pool_id}' is not in the table collateral_pool, or the pool was rejected there (`plimsoll show rejects`). Without it nobody knows how much of the pool is taken up (d238 ¶31). Add the pool, or leave pool_id empty for a holding that lies in none.",
  }),
  compute(
    'pooled',
    `case when pool_known and pool_id is not null
      then coalesce(div(unpledged * ${ofRank((rank) => `pool_used_${rank}`)}, ${ofRank((rank) => `pool_total_${rank}`)}, 2), 0.00)
      else 0.00 end`,
    CONVERTED,
    { unit: 'money' },
  ),
];

const UNCOVERED: DeriveStage = {
  kind: 'derive',
  name: 'uncovered_pools',
  doc: 'Pools whose drawings take up more than lies in them; all of it counts as pledged.',
  input: 'pool_use',
  lookups: [],
  columns: pass('pool_id', 'currency_code', 'used', 'uncovered'),
  filter: 'uncovered > 0',
};

export const POOL_STAGES = [POOL_HOLDINGS, POOL_VALUES, POOL_USE, UNCOVERED] as const;
