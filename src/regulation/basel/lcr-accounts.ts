/**
 * Accounts: deposits taken, overdrafts, cash, reserves and balances placed, one branch of `deals`.
 *
 * A deposit account below zero is a loan without maturity, and so is an account with a customer that the bank books as an
 * asset: an overdraft is lent money, whichever way round it is written. A placed balance below zero is money owed. Effective date of a
 * deposit (d238 ¶82–87): the earliest day on which the depositor can have it. On demand that is tomorrow; a binding notice
 * moves it, from the day it was given or else from today; term money can go earlier unless withdrawal is not allowed or,
 * for retail and small business, costs a material penalty.
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, DATE, TEXT } from '../../schema/types.ts';
import { OWED, WINDOW_END } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { CUSTOMER_LOOKUP, SEGMENT_COLUMNS } from './lcr-customers.ts';

export const OPERATIONAL = "purpose in ('clearing', 'custody', 'cash_management')";

const PRODUCT: readonly StageColumn[] = [
  compute('owed', OWED, BOOLEAN),
  compute(
    'lent',
    `not owed and (asset_liability = 'liability'
      or (segment in ('retail', 'small', 'nonfin', 'other') and type not in ('cash', 'reserve', 'cooperative_deposit')))`,
    BOOLEAN,
  ),
  compute(
    'product_type',
    `case when owed then 'DEPOSIT' when lent then 'LOAN'
      when type in ('cash', 'reserve') then 'CASH' else 'PLACEMENT' end`,
    TEXT,
  ),
  compute(
    'deal_type',
    `case when owed then 'DEPOSIT' when lent then 'OVERDRAFT' when type = 'cash' then 'CASH'
      when type = 'reserve' then 'RESERVE' when type = 'cooperative_deposit' then 'COOPERATIVE' else 'NOSTRO' end`,
    TEXT,
  ),
  compute('position', 'abs(balance)', MONEY),
];

const TIMING: readonly StageColumn[] = [
  compute('retail_like', "segment in ('retail', 'small')", BOOLEAN),
  compute(
    'callable_date',
    `case when notice_days is null then add_days(:calculation_date, 1)
      else add_days(coalesce(notice_given, :calculation_date), notice_days) end`,
    DATE,
  ),
  compute(
    'earliest_date',
    `case when end_date is null then callable_date when not owed then end_date when withdrawal_penalty = 'not_allowed' then end_date
      when retail_like and withdrawal_penalty = 'material' then end_date else least(end_date, callable_date) end`,
    DATE,
  ),
  // What is due today or overdue counts on day 1.
  compute(
    'effective_date',
    'case when owed then greatest(earliest_date, add_days(:calculation_date, 1)) else earliest_date end',
    DATE,
  ),
  // Balances placed for a term that has run out are overdue: no inflow.
  compute(
    'in_window',
    `effective_date <= ${WINDOW_END} and (owed or end_date is null or end_date > :calculation_date)`,
    BOOLEAN,
  ),
];

const INSURANCE: readonly StageColumn[] = [
  lookupColumn('scheme', 'scheme_78', { column: 'meets_78' }),
  lookupColumn('over', 'insured_total'),
  lookupColumn('over', 'insured_limit'),
  compute('fully_insured', 'owed and guarantee_scheme is not null and insured_total is null', BOOLEAN),
  compute(
    'insured_share',
    'case when insured_total is not null then div(amount * insured_limit, insured_total, 2) end',
    CONVERTED,
  ),
  compute(
    'insured',
    'case when fully_insured then amount when insured_share is null then 0.00 else insured_share end',
    CONVERTED,
  ),
  // Insurance makes a deposit stable for a customer with a relationship, whatever its term; the LCR looks at 30 days only.
  compute(
    'stable_relationship',
    'retail_like and (transactional or established) and owed and guarantee_scheme is not null',
    BOOLEAN,
  ),
  compute('stable', 'stable_relationship and in_window', BOOLEAN),
];

/** What is set aside for a purpose: the operational part, the cooperative minimum, the part of reserves that is tied. */
const SET_ASIDE: readonly StageColumn[] = [
  compute(
    'stated',
    `case when type = 'reserve' then restricted_amount when purpose = 'cooperative' then cooperative_minimum
      when ${OPERATIONAL} then operational_amount end`,
    MONEY,
  ),
  ...converted('stated_amount', 'stated', 'optional'),
  compute(
    'set_aside',
    `case when stated is not null then least(stated_amount, amount) when deal_type = 'NOSTRO' and ${OPERATIONAL} then amount
      else 0.00 end`,
    CONVERTED,
    { required: true },
  ),
  compute(
    'aside_share',
    'case when set_aside != 0 and insured_share is not null then div(insured * set_aside, amount, 2) end',
    CONVERTED,
  ),
  compute(
    'aside_insured',
    'case when fully_insured then set_aside when aside_share is null then 0.00 else aside_share end',
    CONVERTED,
  ),
];

const SPLIT = `case
  when owed then case
    when not in_window then 'whole'
    when retail_like then case when not stable then 'whole' when fully_insured then 'insured' else 'insured_excess' end
    when set_aside = 0 then 'whole'
    when ${OPERATIONAL} then 'operational'
    when purpose = 'cooperative' then 'minimum'
    else 'whole' end
  when deal_type = 'RESERVE' and set_aside != 0 then 'reserve'
  when deal_type = 'NOSTRO' and set_aside != 0 then 'placement'
  else 'whole' end`;

const ACCOUNT_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'account_facts',
  doc: 'Accounts with customer, insurance, effective date and the amounts of their parts.',
  input: 'account',
  lookups: [
    FX_LOOKUP,
    CUSTOMER_LOOKUP,
    {
      name: 'scheme',
      table: 'schemes',
      on: { guarantee_scheme: 'guarantee_scheme' },
      miss: { defaults: { meets_78: 'false' } },
    },
    {
      name: 'over',
      table: 'over_limit',
      on: { entity_id: 'entity_id', customer_id: 'customer_id', guarantee_scheme: 'guarantee_scheme' },
      miss: { defaults: { insured_total: null, insured_limit: null } },
    },
  ],
  columns: [
    ...pass('account_id', 'entity_id', 'customer_id', 'currency_code', 'end_date', 'notice_days', 'purpose'),
    ...SEGMENT_COLUMNS,
    ...PRODUCT,
    ...RATE_COLUMNS,
    ...converted('amount', 'position'),
    lookupColumn('customer', 'established', { column: 'established_relationship' }),
    lookupColumn('customer', 'is_public'),
    ...TIMING,
    ...INSURANCE,
    ...SET_ASIDE,
    compute(
      'detail',
      "case when purpose in ('correspondent', 'prime_brokerage') or (type = 'vostro' and purpose = 'none') then 'prime' else 'none' end",
      TEXT,
    ),
    compute('split', SPLIT, TEXT),
    compute(
      'part_1',
      "case when split = 'insured_excess' then insured when split = 'operational' then aside_insured when split != 'whole' then set_aside end",
      CONVERTED,
    ),
    compute(
      'part_2',
      `case when split = 'insured_excess' then amount - insured when split = 'operational' then set_aside - aside_insured
        when split != 'whole' then amount - set_aside end`,
      CONVERTED,
    ),
    compute('part_3', "case when split = 'operational' then amount - set_aside end", CONVERTED),
  ],
};

const ACCOUNT_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'account_deals',
  input: 'account_facts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'account_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: 'product_type',
    deal_type: 'deal_type',
    segment: 'segment',
    detail: 'detail',
    fully_insured: 'fully_insured',
    scheme_78: 'scheme_78',
    maturity_date: 'end_date',
    effective_date: 'effective_date',
    in_window: 'in_window',
    split: 'split',
    amount: 'amount',
    part_1: 'part_1',
    part_2: 'part_2',
    part_3: 'part_3',
  }),
};

export const ACCOUNT_STAGES = [ACCOUNT_FACTS, ACCOUNT_DEALS] as const;
