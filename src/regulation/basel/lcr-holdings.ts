/**
 * Holdings of securities: the free part of an eligible security is in the stock, the pledged part is not (d238 ¶31). Pledged is what is said of
 * the holding, and what its pool takes up of the rest (lcr-pools.ts).
 *
 * A matured security is no asset any more: it is outside, free or pledged. A security that is not counted in the stock and falls due within 30 days is an inflow (¶155), at market value because
 * the dictionary has no nominal amount.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, decimal, TEXT } from '../../schema/types.ts';
import { WINDOW_END } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { ISSUER_COLUMN, issuerLookup } from './group-companies.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { POOL_LOOKUP, POOL_RANK, POOL_STAGES, POOLED_COLUMNS } from './lcr-pools.ts';

const HOLDING_VALUES: DeriveStage = {
  kind: 'derive',
  name: 'holding_values',
  doc: 'Holdings with their security, and what of each is pledged by itself.',
  input: 'holding',
  lookups: [
    FX_LOOKUP,
    {
      name: 'security',
      table: 'instruments',
      on: { security_id: 'security_id' },
      miss: 'error',
      advice:
        "Its security_id '{security_id}' is not in the table instrument, or the record was rejected or set aside there (`plimsoll show rejects`). Without level and kind of the security the holding has no line (d238 ¶49–54). Add the security to instrument.",
    },
    issuerLookup('security_id'),
  ],
  columns: [
    ...pass('holding_id', 'entity_id', 'security_id', 'currency_code', 'encumbrance_end_date'),
    ...pass('pool_id', 'treasury_control'),
    ISSUER_COLUMN,
    ...RATE_COLUMNS,
    ...converted('amount', 'mtm_dirty'),
    ...converted('stated_pledge', 'encumbrance_amount'),
    compute('pledged', 'least(stated_pledge, amount)', CONVERTED),
    compute('unpledged', 'amount - pledged', CONVERTED),
    lookupColumn('security', 'product_type'),
    lookupColumn('security', 'security_line', { column: 'line' }),
    lookupColumn('security', 'security_level', { column: 'level' }),
    lookupColumn('security', 'security_haircut', { column: 'haircut' }),
    lookupColumn('security', 'maturity_date'),
    lookupColumn('security', 'listing'),
    compute('matured', 'coalesce(maturity_date <= :calculation_date, false)', BOOLEAN),
    compute('rank', POOL_RANK, TEXT, { doc: 'Place of the security in the order of its pool.' }),
  ],
};

const HOLDING_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'holding_facts',
  doc: 'Holdings with their security, free and pledged part.',
  input: 'holding_values',
  lookups: [POOL_LOOKUP],
  columns: [
    ...pass('holding_id', 'entity_id', 'security_id', 'currency_code', 'encumbrance_end_date'),
    ...pass('amount', 'stated_pledge', 'pledged', 'pool_id', 'unpledged', 'product_type', 'security_line'),
    ...pass('security_level', 'security_haircut', 'maturity_date', 'listing'),
    ...POOLED_COLUMNS,
    compute('encumbered', 'pledged + pooled', CONVERTED),
    compute('free', 'amount - encumbered', CONVERTED),
    compute(
      'detail',
      "case when matured then 'matured' when treasury_control then 'treasury' else 'other' end",
      TEXT,
    ),
    compute(
      'in_window',
      `coalesce(maturity_date > :calculation_date and maturity_date <= ${WINDOW_END}, false)`,
      BOOLEAN,
    ),
    compute(
      'split',
      "case when encumbered = 0 then 'free' when free = 0 then 'encumbered' else 'holding' end",
      TEXT,
    ),
  ],
};

const HOLDING_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'holding_deals',
  input: 'holding_facts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'holding_id',
    entity_id: 'entity_id',
    currency_code: 'currency_code',
    product_type: 'product_type',
    deal_type: "'HOLDING'",
    detail: 'detail',
    security_id: 'security_id',
    security_line: 'security_line',
    security_level: 'security_level',
    security_haircut: 'security_haircut',
    maturity_date: 'maturity_date',
    in_window: 'in_window',
    split: 'split',
    amount: 'amount',
    part_1: 'free',
    part_2: 'encumbered',
  }),
};

const OVERPLEDGED: DeriveStage = {
  kind: 'derive',
  name: 'overpledged',
  doc: 'Holdings whose stated pledge is above their market value; what is above it takes no part.',
  input: 'holding_facts',
  lookups: [],
  columns: [
    ...pass('holding_id', 'entity_id', 'security_id', 'currency_code', 'amount', 'stated_pledge'),
    compute('excess', 'stated_pledge - amount', decimal(18, 2), { unit: 'money' }),
  ],
  filter: 'stated_pledge > amount',
};

const OVERPLEDGED_TOTALS: AggregateStage = {
  kind: 'aggregate',
  name: 'overpledged_totals',
  doc: 'How many holdings of each entity are pledged above their market value, and by how much.',
  input: 'overpledged',
  groupBy: ['entity_id'],
  measures: [
    { name: 'rows', fn: 'count' },
    { name: 'excess', fn: 'sum', column: 'excess' },
  ],
};

export const HOLDING_STAGES = [
  HOLDING_VALUES,
  ...POOL_STAGES,
  HOLDING_FACTS,
  HOLDING_DEALS,
  OVERPLEDGED,
  OVERPLEDGED_TOTALS,
] as const;
