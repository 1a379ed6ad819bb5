/**
 * Loans: what customers will pay within 30 days.
 *
 * Three ways of repayment. bullet: the whole balance at maturity. cash_flows: each contractual payment within the window is a
 * deal of its own; later ones and the balance itself take no part and make no rows, and payments listed for a loan that is
 * repaid otherwise stay outside. open, or without maturity: the contractual
 * minimum payment, the rest stays out. Nothing is expected from a loan in arrears or in default (d238 ¶142, 153–154).
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';
import { WINDOW_END } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { CUSTOMER_LOOKUP, SEGMENT_COLUMNS } from './lcr-customers.ts';

/** Is a payment overdue, or the loan in default? Condition over the columns of `loan`. */
export const NONPERFORMING =
  'coalesce(first_arrears_date <= :calculation_date, false) or coalesce(default_date <= :calculation_date, false)';

const PRODUCT_TYPE = compute(
  'product_type',
  "case when type = 'facility_received' then 'FACILITY' else 'LOAN' end",
  TEXT,
);

const STATUS = `when ${NONPERFORMING} then 'nonperforming' else 'performing' end`;

const LOAN_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'loan_facts',
  doc: 'Loans and facilities with customer and rate of exchange.',
  input: 'loan',
  lookups: [FX_LOOKUP, CUSTOMER_LOOKUP],
  columns: [
    ...pass('loan_id', 'entity_id', 'customer_id', 'currency_code', 'type', 'schedule', 'end_date'),
    ...pass('balance', 'limit_amount', 'min_principal_repayment', 'revocability'),
    ...pass('backed_debt_30d', 'pledged_hqla', 'first_arrears_date', 'default_date'),
    ...pass('risk_weight_std', 'encumbrance_amount', 'encumbrance_end_date'),
    ...RATE_COLUMNS,
    ...SEGMENT_COLUMNS,
    PRODUCT_TYPE,
    compute('detail', `case ${STATUS}`, TEXT),
    compute('without_maturity', "schedule = 'open' or end_date is null", BOOLEAN),
  ],
};

const LOAN_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'loan_amounts',
  doc: 'Drawn loans without rows of loan_cash_flow, with the parts of those without maturity.',
  input: 'loan_facts',
  lookups: [],
  columns: [
    ...pass('loan_id', 'entity_id', 'customer_id', 'currency_code', 'product_type', 'segment', 'detail'),
    ...pass('schedule', 'end_date', 'without_maturity', 'balance', 'rate_near', 'rate_far'),
    ...converted('amount', 'balance'),
    ...converted('stated_payment', 'min_principal_repayment', 'optional'),
    compute('payment', 'least(coalesce(stated_payment, 0.00), amount)', CONVERTED),
    compute('remainder', 'amount - payment', CONVERTED),
    compute(
      'in_window',
      `coalesce(without_maturity or (end_date > :calculation_date and end_date <= ${WINDOW_END}), false)`,
      BOOLEAN,
    ),
    compute(
      'split',
      "case when not without_maturity then 'whole' when payment = 0 then 'open' else 'open_payment' end",
      TEXT,
    ),
  ],
  filter: "schedule != 'cash_flows' and balance > 0",
};

const COMMON = {
  entity_id: 'entity_id',
  customer_id: 'customer_id',
  currency_code: 'currency_code',
  product_type: 'product_type',
  deal_type: "'LOAN'",
  segment: 'segment',
  detail: 'detail',
  amount: 'amount',
} as const;

const LOAN_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'loan_deals',
  input: 'loan_amounts',
  lookups: [],
  columns: dealColumns({
    ...COMMON,
    deal_id: 'loan_id',
    maturity_date: 'end_date',
    effective_date: 'end_date',
    in_window: 'in_window',
    split: 'split',
    part_1: 'payment',
    part_2: 'remainder',
  }),
};

const PAYMENT_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'loan_payments',
  doc: 'Contractual payments within the window, principal and interest.',
  input: 'loan_cash_flow',
  lookups: [
    {
      name: 'loan',
      table: 'loan',
      on: { loan_id: 'loan_id' },
      miss: 'error',
      advice:
        "Its loan '{loan_id}' is not in the table loan, or was rejected there (`plimsoll show rejects`). Add the loan, or remove its payments.",
    },
    FX_LOOKUP,
    CUSTOMER_LOOKUP,
  ],
  columns: [
    ...pass('cash_flow_id', 'loan_id', 'due_date'),
    ...[
      'entity_id',
      'customer_id',
      'currency_code',
      'type',
      'schedule',
      'end_date',
      'first_arrears_date',
      'default_date',
    ].map((name) => lookupColumn('loan', name)),
    ...RATE_COLUMNS,
    ...SEGMENT_COLUMNS,
    PRODUCT_TYPE,
    // The balance of any other loan is a deal of its own, so its payments would count twice.
    compute('detail', `case when schedule != 'cash_flows' then 'unscheduled' ${STATUS}`, TEXT),
    compute('payment', 'principal + interest', MONEY),
    ...converted('amount', 'payment'),
  ],
  filter: `due_date > :calculation_date and due_date <= ${WINDOW_END}`,
};

const PAYMENT_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'loan_payment_deals',
  input: 'loan_payments',
  lookups: [],
  columns: dealColumns({
    ...COMMON,
    deal_id: 'cash_flow_id',
    maturity_date: 'end_date',
    effective_date: 'due_date',
    in_window: 'true',
  }),
};

export const LOAN_STAGES = [LOAN_FACTS, LOAN_AMOUNTS, LOAN_DEALS, PAYMENT_FACTS, PAYMENT_DEALS] as const;
