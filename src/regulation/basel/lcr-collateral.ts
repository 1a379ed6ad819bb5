/**
 * Collateral of securities financing, before and after the deals are known.
 *
 * Before: each piece gets its security's line and level, and per deal the market value behind each level is summed, with a count of
 * the pieces that forbid unwinding. After (lcr-financing.ts): each piece is a deal of its own, with up to two tranches: in the
 * stock, when the bank received it, may re-use it and has not (d238 ¶31); and unwound, when its deal is (Annex 1).
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, INTEGER, TEXT } from '../../schema/types.ts';
import { dealColumns } from './deal-columns.ts';
import { FRACTION, UNIT_INTERVAL } from './factors.ts';
import { ISSUER_COLUMN, issuerLookup } from './group-companies.ts';
import { CONVERTED, converted } from './lcr-conversion.ts';
import { BACKINGS } from './splits.ts';

/** Does the deal lend cash? Condition over `sft_type`. */
export const LENDS = "sft_type in ('rev_repo', 'buy_sell_back', 'margin_loan')";

/** `reuse` says something about collateral received only. */
const BACKING = `case when lends and reuse = 'short' then 'short' when security_level = '1' then 'level_1'
  when security_level = '2A' then 'level_2a' when security_line = 'L2B.rmbs' then 'rmbs'
  when security_level = '2B' then 'level_2b' else 'other' end`;

const COLLATERAL_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'collateral_facts',
  doc: 'Collateral with line, level and haircut of its security.',
  input: 'sft_collateral',
  lookups: [
    {
      name: 'deal',
      table: 'security_financing',
      on: { deal_id: 'deal_id' },
      miss: 'error',
      advice:
        "Its deal '{deal_id}' is not in the table security_financing, or was rejected there (`plimsoll show rejects`). Add the deal, or remove its collateral.",
    },
    {
      name: 'security',
      table: 'instruments',
      on: { security_id: 'security_id' },
      miss: {
        defaults: { product_type: null, line: null, level: null, haircut: '0', maturity_date: null },
      },
    },
    issuerLookup('security_id'),
  ],
  columns: [
    ...pass('collateral_id', 'deal_id', 'direction', 'security_id', 'market_value'),
    ...pass('reuse', 'rehypothecation'),
    lookupColumn('deal', 'sft_type'),
    ISSUER_COLUMN,
    compute('own_security', 'case when issuer_entity is not null then security_id end', TEXT),
    compute(
      'lends',
      `case when sft_type != 'collateral_swap' then ${LENDS} when direction = 'received' then true when direction = 'given' then false end`,
      BOOLEAN,
      {
        doc: 'Did the bank receive it?',
        required:
          'its deal is a collateral swap, and its direction is empty. Say `given` or `received`: the two sides of a swap count against each other (d238 ¶115, 146).',
      },
    ),
    lookupColumn('security', 'product_found', { column: 'product_type' }),
    // A named security must be known; collateral without one is something else, and no HQLA.
    compute('product_type', "case when security_id is null then 'OTHER' else product_found end", TEXT, {
      required:
        "Its security_id '{security_id}' is not in the table instrument, or the record was rejected or set aside there (`plimsoll show rejects`). Without level and kind of the security the collateral has no line (d238 ¶49–54). Add the security to instrument, or leave security_id empty for collateral that is no security.",
    }),
    lookupColumn('security', 'line_found', { column: 'line' }),
    lookupColumn('security', 'level_found', { column: 'level' }),
    lookupColumn('security', 'haircut_found', { column: 'haircut' }),
    lookupColumn('security', 'maturity_date'),
    // A matured security is no HQLA any more, whatever it was.
    compute('matured', 'coalesce(maturity_date <= :calculation_date, false)', BOOLEAN),
    compute(
      'security_line',
      "case when security_id is null then 'OUT.not_hqla' when matured then 'OUT.matured' else line_found end",
      TEXT,
    ),
    compute('security_level', 'case when matured then null else level_found end', TEXT),
    compute('security_haircut', 'case when matured then 0 else haircut_found end', FRACTION, {
      domain: UNIT_INTERVAL,
      unit: 'rate',
    }),
    compute('backing', BACKING, TEXT),
    compute('not_hqla', 'case when security_level is null then 1 else 0 end', INTEGER),
    compute(
      'not_free',
      "case when security_level is null or (lends and (not rehypothecation or reuse = 'short')) then 1 else 0 end",
      INTEGER,
    ),
    // Of a collateral swap the two sides count against each other, after haircut; what is no HQLA is worth nothing (d238 ¶115, 146), and so is
    // the paper of a reporting entity that the bank gives, in every perimeter (house convention).
    compute(
      'liquid',
      'case when security_level is null or (issuer_entity is not null and not lends) then 0.00 else market_value * (1 - security_haircut) end',
      MONEY,
    ),
    compute('liquid_received', 'case when lends then liquid else 0.00 end', MONEY),
    compute('liquid_given', 'case when lends then 0.00 else liquid end', MONEY),
    ...BACKINGS.map((backing) =>
      compute(`value_${backing}`, `case when backing = '${backing}' then market_value else 0.00 end`, MONEY),
    ),
  ],
};

const COLLATERAL_TOTALS: AggregateStage = {
  kind: 'aggregate',
  name: 'collateral_totals',
  doc: 'Market value of a deal’s collateral by level, in the deal’s currency.',
  input: 'collateral_facts',
  groupBy: ['deal_id'],
  measures: [
    { name: 'market_value', fn: 'sum', column: 'market_value' },
    ...BACKINGS.map((backing) => ({ name: backing, fn: 'sum', column: `value_${backing}` }) as const),
    { name: 'not_hqla', fn: 'sum', column: 'not_hqla' },
    { name: 'not_free', fn: 'sum', column: 'not_free' },
    { name: 'liquid_received', fn: 'sum', column: 'liquid_received' },
    { name: 'liquid_given', fn: 'sum', column: 'liquid_given' },
    { name: 'own_security', fn: 'min', column: 'own_security' },
    { name: 'own_first', fn: 'min', column: 'issuer_entity' },
    { name: 'own_last', fn: 'max', column: 'issuer_entity' },
  ],
};

const COLLATERAL_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'collateral_amounts',
  doc: 'Collateral with its deal: in the stock, unwound, both or neither.',
  input: 'collateral_facts',
  lookups: [
    { name: 'deal', table: 'financing_facts', on: { deal_id: 'deal_id' }, miss: 'error' },
    {
      name: 'release',
      table: 'collateral_releases',
      on: { collateral_id: 'collateral_id' },
      miss: { defaults: { released_amount: '0' } },
    },
  ],
  columns: [
    ...pass('collateral_id', 'security_id', 'product_type', 'security_line', 'security_level'),
    ...pass('security_haircut', 'maturity_date', 'lends', 'market_value'),
    ...['entity_id', 'customer_id', 'currency_code', 'deal_type', 'segment', 'own_security'].map((name) =>
      lookupColumn('deal', name),
    ),
    ...['effective_date', 'in_window', 'unwound', 'rate_near', 'rate_far'].map((name) =>
      lookupColumn('deal', name),
    ),
    ...converted('amount', 'market_value'),
    compute(
      'in_stock',
      "lends and security_level is not null and rehypothecation and reuse = 'none'",
      BOOLEAN,
    ),
    lookupColumn('release', 'released_amount'),
    compute(
      'split',
      `case when in_stock and unwound then 'stock_unwind' when in_stock then 'stock'
        when released_amount > 0 then case when unwound then 'unwind_released' else 'memo_released' end
        when released_amount < 0 then case when unwound then 'unwind_passed' else 'memo_passed' end
        when unwound then 'unwind' else 'memo' end`,
      TEXT,
    ),
    compute('unwind_amount', 'case when lends then -amount else amount end', CONVERTED),
  ],
};

const COLLATERAL_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'collateral_deals',
  input: 'collateral_amounts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'collateral_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: 'product_type',
    deal_type: 'deal_type',
    segment: 'segment',
    security_id: 'security_id',
    security_line: 'security_line',
    security_level: 'security_level',
    security_haircut: 'security_haircut',
    maturity_date: 'maturity_date',
    effective_date: 'effective_date',
    in_window: 'in_window',
    split: 'split',
    amount: 'amount',
    part_1: 'amount',
    part_2: 'unwind_amount',
    part_3: 'released_amount',
    own_security: 'own_security',
  }),
};

export const COLLATERAL_TOTAL_STAGES = [COLLATERAL_FACTS, COLLATERAL_TOTALS] as const;
export const COLLATERAL_STAGES = [COLLATERAL_AMOUNTS, COLLATERAL_DEALS] as const;
