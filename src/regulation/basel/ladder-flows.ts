/**
 * What enters the maturity ladder, from the facts of the LCR: contractual flows and counterbalancing capacity, each on its step.
 *
 * Every row of `liquidity` that is a position has a measure: inflow, outflow, a level of the stock, or `outside` with what takes no part;
 * so that the measures of a currency add up to its positions. Two things are not in `liquidity` and come from their own tables: payments
 * of loans after the window, and the securities that come back or go back when a secured deal ends.
 *
 * Contractual (d238 part 3): the day of the contract, nothing rolled over, nothing withdrawn early; without a maturity no day is assumed.
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, Lookup, StageColumn, UnionStage } from '../../pipeline/stage.ts';
import { BOOLEAN, DATE, INTEGER, TEXT } from '../../schema/types.ts';
import { OUTSIDE_CAPS, RELEASED_KINDS, WINDOW_END } from './constants.ts';
import { COUNTERPARTY_COLUMN, COUNTERPARTY_LOOKUP, ISSUER_COLUMN, issuerLookup } from './group-companies.ts';
import { BEYOND_STEP, OPEN_STEP } from './ladder-buckets.ts';
import { converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { VALUE } from './lcr-enrichment.ts';
import { NONPERFORMING } from './lcr-loans.ts';
import { GROUP_COLUMNS } from './perimeters.ts';

const TOMORROW = 'add_days(:calculation_date, 1)';

const CALENDAR: Lookup = {
  name: 'calendar',
  table: 'ladder_calendar',
  on: { due_date: 'due_date' },
  miss: { defaults: { slot: null } },
};

/** `step` from `due_date`; 0 for what is there now or takes no part, which `now` tells. */
const stepColumns = (now: string): readonly StageColumn[] => [
  lookupColumn('calendar', 'slot'),
  compute(
    'step',
    `case when ${now} then 0 when due_date is null then ${OPEN_STEP} when due_date <= :calculation_date then 1
      else coalesce(slot, ${BEYOND_STEP}) end`,
    INTEGER,
  ),
];

const NO_FLOW = "measure not in ('inflow', 'outflow')";

const LADDER_NOTICES: DeriveStage = {
  kind: 'derive',
  name: 'ladder_notices',
  doc: 'Accounts whose notice has been given, with the day on which it ends.',
  input: 'account',
  lookups: [],
  columns: [...pass('account_id'), compute('notice_end', 'add_days(notice_given, notice_days)', DATE)],
  filter: 'notice_end is not null',
};

/** Money that will come in, if it is due after the calculation date: what was due before and is unpaid is expected on no day. */
const ASSET = `case when kind != 'unclassified' and (contract_date is null or contract_date > :calculation_date) then 'inflow'
  else 'outside' end`;

const MEASURE = `case
  when (kind = 'stock' or kind in ${RELEASED_KINDS}) then case level when '1' then 'level_1' when '2A' then 'level_2a' else 'level_2b' end
  when source = 'account' then case when product_type = 'DEPOSIT' then 'outflow'
    when product_type in ('LOAN', 'PLACEMENT') then ${ASSET} else 'outside' end
  when source in ('loan', 'loan_cash_flow') then case
    when product_type = 'LOAN' and line not in ('OUT.nonperforming', 'OUT.schedule') then ${ASSET} else 'outside' end
  when source = 'holding' then case when part = 'free' and line != 'OUT.matured' then ${ASSET} else 'outside' end
  when source = 'security_financing' then case when product_type = 'REPO' then 'outflow'
    when product_type = 'COLLATERAL_SWAP' then 'outside' else ${ASSET} end
  when source = 'capital' or (source = 'own_issue' and part != 'returnable') then 'outflow'
  when source = 'other_flow' then case when line = 'OUT.operating' then 'outside' when deal_type = 'OUTFLOW' then 'outflow'
    else ${ASSET} end
  else 'outside' end`;

const CONTRACT_DATE = `case
  when part = 'open' or deal_type = 'OVERDRAFT' then null
  when source = 'loan' and part = 'payment' then ${WINDOW_END}
  when source = 'loan_cash_flow' then effective_date
  when product_type = 'DEPOSIT' then least(maturity_date, notice_end)
  else maturity_date end`;

const LADDER_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'ladder_positions',
  doc: 'Tranches with their measure, contractual day and step in the maturity ladder.',
  input: 'liquidity',
  lookups: [
    {
      name: 'notice',
      table: 'ladder_notices',
      on: { account_id: "case when product_type = 'DEPOSIT' then deal_id end" },
      miss: { defaults: { notice_end: null } },
    },
    CALENDAR,
  ],
  columns: [
    ...pass('source', 'deal_id', 'part', 'entity_id', 'currency_code', 'kind', 'line'),
    ...pass(...GROUP_COLUMNS),
    compute('released', `kind in ${RELEASED_KINDS}`, BOOLEAN),
    lookupColumn('notice', 'notice_end'),
    compute('contract_date', CONTRACT_DATE, DATE),
    compute('measure', MEASURE, TEXT),
    // What the bank owes and has not paid is due at once.
    compute(
      'due_date',
      `case when measure = 'outflow' and contract_date <= :calculation_date then ${TOMORROW} else contract_date end`,
      DATE,
      { adjustable: true },
    ),
    ...stepColumns(NO_FLOW),
    compute(
      'value',
      `case when (kind = 'stock' or kind in ${RELEASED_KINDS}) then liquidity_value else amount end`,
      VALUE,
      {
        required: true,
        adjustable: true,
        unit: 'money',
      },
    ),
  ],
  // Pieces of collateral that are not in the stock are no cash, and legs of unwound deals are no positions.
  // What derivatives net across currencies is in none. Of alternative liquidity only what has a level is a capacity by itself.
  filter: `kind != 'unwind' and (line is null or line not in ${OUTSIDE_CAPS}) and source != 'derivative_netting' and (source != 'sft_collateral' or (kind = 'stock' or kind in ${RELEASED_KINDS}))`,
};

/** Of what is no row of `liquidity`, the columns that tell with whom it stands. */
const flowGroupColumns = (issuer: StageColumn): readonly StageColumn[] => [
  COUNTERPARTY_COLUMN,
  issuer,
  compute('released', 'false', BOOLEAN),
];

const LADDER_PAYMENTS: DeriveStage = {
  kind: 'derive',
  name: 'ladder_payments',
  doc: 'Contractual payments of loans after the window, principal and interest.',
  input: 'loan_cash_flow',
  lookups: [
    { name: 'loan', table: 'loan', on: { loan_id: 'loan_id' }, miss: 'error' },
    FX_LOOKUP,
    CALENDAR,
    COUNTERPARTY_LOOKUP,
  ],
  columns: [
    ...pass('cash_flow_id', 'loan_id'),
    ...['entity_id', 'customer_id', 'currency_code', 'type', 'schedule'].map((name) =>
      lookupColumn('loan', name),
    ),
    ...['first_arrears_date', 'default_date'].map((name) => lookupColumn('loan', name)),
    ...flowGroupColumns(compute('issuer_entity', 'null', TEXT)),
    ...RATE_COLUMNS,
    compute('payment', 'principal + interest', MONEY),
    ...converted('amount', 'payment'),
    compute(
      'measure',
      `case when schedule != 'cash_flows' or type = 'facility_received' or ${NONPERFORMING} then 'outside' else 'inflow' end`,
      TEXT,
    ),
    { kind: 'pass', name: 'due_date', from: 'due_date', adjustable: true },
    ...stepColumns(NO_FLOW),
    compute('value', 'amount', VALUE, { required: true, adjustable: true, unit: 'money' }),
  ],
  filter: `due_date > ${WINDOW_END}`,
};

/**
 * Given collateral comes back unless its security matures first; received collateral goes back where the bank has it, or has passed it on in
 * a repo and gets it back from there.
 */
const RETURNED = `security_level is not null and case when lends then rehypothecation and reuse in ('none', 'repo')
  else coalesce(maturity_date > due_date, true) end`;

const LADDER_RETURNS: DeriveStage = {
  kind: 'derive',
  name: 'ladder_returns',
  doc: 'HQLA that come back (+) or go back (−) when their secured deal ends, at market value after haircut.',
  input: 'collateral_facts',
  lookups: [
    { name: 'financing', table: 'financing_facts', on: { deal_id: 'deal_id' }, miss: 'error' },
    CALENDAR,
    COUNTERPARTY_LOOKUP,
    issuerLookup('security_id'),
  ],
  columns: [
    ...pass(
      'collateral_id',
      'security_id',
      'deal_id',
      'lends',
      'reuse',
      'rehypothecation',
      'security_level',
      'maturity_date',
    ),
    ...['entity_id', 'customer_id', 'currency_code', 'end_date', 'rate_near', 'rate_far'].map((name) =>
      lookupColumn('financing', name),
    ),
    ...flowGroupColumns(ISSUER_COLUMN),
    ...converted('amount', 'market_value'),
    compute(
      'measure',
      "case security_level when '1' then 'level_1' when '2A' then 'level_2a' else 'level_2b' end",
      TEXT,
    ),
    compute('due_date', `case when end_date is not null then greatest(end_date, ${TOMORROW}) end`, DATE, {
      adjustable: true,
    }),
    ...stepColumns('false'),
    compute('value', '(case when lends then -amount else amount end) * (1 - security_haircut)', VALUE, {
      required: true,
      adjustable: true,
      unit: 'money',
    }),
  ],
  filter: RETURNED,
};

/** What the ladder adds up by. */
export const LADDER_KEYS = [
  'entity_id',
  'currency_code',
  'measure',
  'step',
  ...GROUP_COLUMNS,
  'released',
] as const;

const sums = (name: string, input: string): AggregateStage => ({
  kind: 'aggregate',
  name,
  doc: 'The same by entity, currency, measure and step, and by the group company that it stands with.',
  input,
  groupBy: LADDER_KEYS,
  measures: [{ name: 'value', fn: 'sum', column: 'value' }],
});

const LADDER_PARTS: UnionStage = {
  kind: 'union',
  name: 'ladder_parts',
  doc: 'What the maturity ladder adds up, by entity, currency, measure and step.',
  tagColumn: 'origin',
  branches: [
    { tag: 'position', input: 'ladder_position_sums' },
    { tag: 'payment', input: 'ladder_payment_sums' },
    { tag: 'return', input: 'ladder_return_sums' },
  ],
};

export const LADDER_FLOW_STAGES = [
  LADDER_NOTICES,
  LADDER_POSITIONS,
  sums('ladder_position_sums', 'ladder_positions'),
  LADDER_PAYMENTS,
  sums('ladder_payment_sums', 'ladder_payments'),
  LADDER_RETURNS,
  sums('ladder_return_sums', 'ladder_returns'),
  LADDER_PARTS,
] as const;
