/**
 * Collateral of derivatives: what posted collateral may lose in value (d238 ¶119), what received collateral may be replaced by (¶122), and
 * what counterparties may ask for (¶118, 120, 121).
 *
 * Posted collateral other than level 1 counts by netting set, less received collateral other than level 1 that the bank may re-use.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';
import { dealColumns } from './deal-columns.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { SET_CUSTOMER_COLUMN, SET_LOOKUP, setId } from './netting-set.ts';

const MARGIN_COLLATERAL: DeriveStage = {
  kind: 'derive',
  name: 'margin_collateral',
  doc: 'Margin in the reporting currency with the level of its asset.',
  input: 'margin',
  lookups: [
    FX_LOOKUP,
    SET_LOOKUP,
    {
      name: 'security',
      table: 'instruments',
      on: { security_id: 'security_id' },
      miss: { defaults: { product_type: null, level: null, maturity_date: null } },
    },
  ],
  columns: [
    ...pass('margin_id', 'entity_id', 'currency_code', 'direction', 'security_id'),
    compute('set_id', setId('netting_set'), TEXT),
    SET_CUSTOMER_COLUMN,
    ...RATE_COLUMNS,
    ...converted('amount', 'market_value'),
    lookupColumn('security', 'product_found', { column: 'product_type' }),
    compute('product_type', "case when security_id is null then 'OTHER' else product_found end", TEXT, {
      required:
        "Its security_id '{security_id}' is not in the table instrument, or the record was rejected or set aside there (`plimsoll show rejects`). Without the level of the security the margin counts wrongly (d238 ¶119, 122). Add the security to instrument, or leave security_id empty for an asset of no level.",
    }),
    lookupColumn('security', 'level_found', { column: 'level' }),
    lookupColumn('security', 'maturity_date'),
    compute(
      'level',
      "case when asset = 'cash' then '1' when maturity_date <= :calculation_date then null else level_found end",
      TEXT,
    ),
    compute('counts', "coalesce(level, 'none') != '1'", BOOLEAN),
    compute('posted', "case when counts and direction = 'posted' then amount else 0.00 end", CONVERTED),
    compute(
      'received',
      "case when counts and direction = 'received' and reusable then amount else 0.00 end",
      CONVERTED,
    ),
    compute(
      'replaceable',
      "direction = 'received' and reusable and substitutable and level is not null",
      BOOLEAN,
    ),
  ],
};

const POSTED_BY_SET: AggregateStage = {
  kind: 'aggregate',
  name: 'margin_by_set',
  doc: 'Collateral other than level 1, posted and received, by netting set.',
  input: 'margin_collateral',
  groupBy: ['set_id'],
  measures: [
    { name: 'entity_id', fn: 'min', column: 'entity_id' },
    { name: 'customer_id', fn: 'min', column: 'customer_id' },
    { name: 'posted', fn: 'sum', column: 'posted' },
    { name: 'received', fn: 'sum', column: 'received' },
  ],
};

const POSTED_NET: DeriveStage = {
  kind: 'derive',
  name: 'margin_posted_net',
  doc: 'Collateral other than level 1 that is posted net, by netting set.',
  input: 'margin_by_set',
  lookups: [],
  columns: [
    ...pass('set_id', 'entity_id', 'customer_id'),
    compute('given', 'posted', CONVERTED),
    compute('taken', 'received', CONVERTED),
    compute('net_posted', 'greatest(given - taken, 0)', CONVERTED, { required: true, unit: 'money' }),
  ],
  filter: 'net_posted > 0',
};

const POSTED_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'margin_posted_deals',
  input: 'margin_posted_net',
  lookups: [],
  columns: dealColumns({
    deal_id: 'set_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: ':reporting_currency',
    product_type: "'MARGIN'",
    deal_type: "'POSTED'",
    amount: 'net_posted',
  }),
};

const REPLACEABLE: DeriveStage = {
  kind: 'derive',
  name: 'margin_replaceable',
  doc: 'HQLA received that the counterparty may replace by other assets.',
  input: 'margin_collateral',
  lookups: [],
  columns: [
    ...pass('margin_id', 'entity_id', 'customer_id', 'currency_code', 'security_id'),
    ...pass('amount', 'replaceable'),
  ],
  filter: 'replaceable',
};

const REPLACEABLE_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'margin_replaceable_deals',
  input: 'margin_replaceable',
  lookups: [],
  columns: dealColumns({
    deal_id: 'margin_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: "'MARGIN'",
    deal_type: "'REPLACEABLE'",
    security_id: 'security_id',
    amount: 'amount',
  }),
};

const AGREEMENT_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'agreement_amounts',
  doc: 'What counterparties may ask for, in the reporting currency.',
  input: 'netting_agreement',
  lookups: [FX_LOOKUP, SET_LOOKUP],
  columns: [
    ...pass('agreement_id', 'entity_id', 'netting_set', 'currency_code'),
    compute('set_id', setId('netting_set'), TEXT),
    SET_CUSTOMER_COLUMN,
    ...['downgrade', 'excess', 'uncalled'].map((name) =>
      compute(`stated_${name}`, `coalesce(${name}_amount, 0.00)`, CONVERTED),
    ),
    ...RATE_COLUMNS,
    ...['downgrade', 'excess', 'uncalled'].flatMap((name) => converted(name, `stated_${name}`)),
    compute('amount', 'downgrade + excess + uncalled', CONVERTED, { unit: 'money' }),
  ],
};

const AGREEMENT_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'agreement_deals',
  input: 'agreement_amounts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'agreement_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: "'MARGIN'",
    deal_type: "'AGREEMENT'",
    split: "'agreement'",
    amount: 'amount',
    part_1: 'downgrade',
    part_2: 'excess',
    part_3: 'uncalled',
  }),
};

export const MARGIN_STAGES = [
  MARGIN_COLLATERAL,
  POSTED_BY_SET,
  POSTED_NET,
  POSTED_DEALS,
  REPLACEABLE,
  REPLACEABLE_DEALS,
  AGREEMENT_AMOUNTS,
  AGREEMENT_DEALS,
] as const;
