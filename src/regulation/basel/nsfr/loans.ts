/**
 * Loans and undrawn lines in the NSFR.
 *
 * A loan falls due at its end; what is due earlier by its listed payments, below 6 months or below a year, counts there (d295 ¶29), and
 * what the list leaves open is due at the end. Without a maturity it counts as a year and more. The pledged part is taken from what is due
 * first, which never asks for less funding (house convention; d295 ¶31 does not say).
 *
 * Performing is a loan of which neither a payment nor the end is overdue by more than 90 days, and which is not in default (d295 ¶42(b), 43(c)).
 */

import { MONEY } from '../../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, StageColumn } from '../../../pipeline/stage.ts';
import { BOOLEAN, decimal, TEXT } from '../../../schema/types.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from '../lcr-conversion.ts';
import { FACILITY_DETAIL, UNDRAWN } from '../lcr-facilities.ts';
import {
  bucketOf,
  encumbranceUntil,
  isLongDue,
  ONE_YEAR,
  positionColumns,
  under6Months,
  underOneYear,
} from './columns.ts';
import { FINANCIAL } from './counterparty.ts';

const LOW_RISK_WEIGHT = '0.35';

const PAYMENTS: DeriveStage = {
  kind: 'derive',
  name: 'loan_principal',
  doc: 'Principal due within a year, by whether it is due below 6 months.',
  input: 'loan_cash_flow',
  lookups: [],
  columns: [
    ...pass('cash_flow_id', 'loan_id', 'due_date', 'principal'),
    compute('near', `case when ${under6Months('due_date')} then principal else 0.00 end`, MONEY),
  ],
  filter: `due_date > :calculation_date and due_date < ${ONE_YEAR}`,
};

const DUE: AggregateStage = {
  kind: 'aggregate',
  name: 'loan_principal_due',
  doc: 'The same by loan.',
  input: 'loan_principal',
  groupBy: ['loan_id'],
  measures: [
    { name: 'near', fn: 'sum', column: 'near' },
    { name: 'year', fn: 'sum', column: 'principal' },
  ],
};

const LOW = `coalesce(risk_weight_std <= ${LOW_RISK_WEIGHT}, false)`;
const CLASS = `case when type = 'facility_received' then null
  when coalesce(default_date <= :calculation_date, false)
    or ${isLongDue('first_arrears_date')} or (not without_maturity and ${isLongDue('end_date')}) then 'lasting_asset'
  when ${FINANCIAL} then 'financial'
  when segment = 'central_bank' then case when ${LOW} then 'central_bank_35' else 'central_bank' end
  when type = 'mortgage' then case when ${LOW} then 'mortgage_35' else 'mortgage' end
  when ${LOW} then 'loan_35' else 'loan' end`;

/** In the currency of the loan: sums due up to the ends of the terms, never more than the balance. */
const DUE_COLUMNS: readonly StageColumn[] = [
  lookupColumn('due', 'near_due', { column: 'near' }),
  lookupColumn('due', 'year_due', { column: 'year' }),
  compute(
    'is_scheduled',
    `schedule = 'cash_flows' and not without_maturity and not ${under6Months('end_date')}`,
    BOOLEAN,
  ),
  compute('near', 'case when is_scheduled then least(coalesce(near_due, 0.00), balance) end', decimal(18, 2)),
  // With an end below a year nothing is left for later.
  compute(
    'within_year',
    `case when is_scheduled then case when ${underOneYear('end_date')} then balance else least(coalesce(year_due, 0.00), balance) end end`,
    decimal(18, 2),
  ),
];

/** In the reporting currency: three terms, and how much of each is pledged. */
const TERM_COLUMNS: readonly StageColumn[] = [
  compute('term_1', 'near_amount', CONVERTED),
  compute('term_2', 'year_amount - near_amount', CONVERTED),
  compute('term_3', 'amount - year_amount', CONVERTED),
  compute('pledged_1', 'least(pledged, term_1)', CONVERTED),
  compute('pledged_2', 'least(pledged - pledged_1, term_2)', CONVERTED),
  compute('pledged_3', 'pledged - pledged_1 - pledged_2', CONVERTED),
];

const LOAN_TERMS: DeriveStage = {
  kind: 'derive',
  name: 'funding_loan_terms',
  doc: 'Drawn loans with class, maturity, and what is due and pledged in each term.',
  input: 'loan_facts',
  lookups: [
    {
      name: 'due',
      table: 'loan_principal_due',
      on: { loan_id: 'loan_id' },
      miss: { defaults: { near: null, year: null } },
    },
  ],
  columns: [
    ...pass('loan_id', 'entity_id', 'customer_id', 'currency_code', 'balance', 'end_date'),
    ...pass('encumbrance_end_date'),
    ...pass('rate_near', 'rate_far'),
    compute('class', CLASS, TEXT),
    ...DUE_COLUMNS,
    ...converted('amount', 'balance'),
    ...converted('near_amount', 'near', 'optional'),
    ...converted('year_amount', 'within_year', 'optional'),
    ...converted('stated_pledge', 'encumbrance_amount', 'optional'),
    compute('pledged', 'least(coalesce(stated_pledge, 0.00), amount)', CONVERTED),
    compute('bucket', `case when without_maturity then 'no_maturity' else ${bucketOf('end_date')} end`, TEXT),
    ...TERM_COLUMNS,
    compute(
      'split',
      `case when is_scheduled then case when pledged = 0 then 'schedule' else 'schedule_pledge' end
        when pledged = 0 then 'whole' when pledged = amount then 'pledged' else 'pledge' end`,
      TEXT,
    ),
  ],
  // What the bank has drawn from a line of its own belongs to account, as in the LCR.
  filter: 'balance > 0 and class is not null',
};

const scheduled = (whenScheduled: string, otherwise: string): string =>
  `case when is_scheduled then ${whenScheduled} else ${otherwise} end`;

const LOAN_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_loans',
  input: 'funding_loan_terms',
  lookups: [],
  columns: positionColumns({
    position_id: 'loan_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    class: 'class',
    bucket: 'bucket',
    encumbrance: encumbranceUntil('encumbrance_end_date'),
    split: 'split',
    amount: 'amount',
    part_1: scheduled('term_1 - pledged_1', 'amount - pledged'),
    part_2: scheduled('term_2 - pledged_2', 'pledged'),
    part_3: 'term_3 - pledged_3',
    part_4: 'pledged_1',
    part_5: 'pledged_2',
    part_6: 'pledged_3',
  }),
};

const FACILITY_LINES: DeriveStage = {
  kind: 'derive',
  name: 'funding_lines',
  doc: 'Undrawn lines that the bank has granted (d295 ¶46–47); one that has ended is none. Whose they are does not matter here.',
  input: 'loan',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('loan_id', 'entity_id', 'customer_id', 'currency_code', 'limit_amount', 'balance', 'end_date'),
    ...RATE_COLUMNS,
    compute('undrawn', UNDRAWN, MONEY),
    ...converted('amount', 'undrawn'),
    compute('detail', FACILITY_DETAIL, TEXT),
  ],
  filter: "undrawn > 0 and detail != 'received' and coalesce(end_date > :calculation_date, true)",
};

const FACILITY_POSITIONS: DeriveStage = {
  kind: 'derive',
  name: 'funding_facilities',
  input: 'funding_lines',
  lookups: [],
  columns: positionColumns({
    position_id: 'loan_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    class: "case when detail = 'committed' then 'facility' else 'contingent' end",
    amount: 'amount',
  }),
};

export const LOAN_FUNDING = [
  PAYMENTS,
  DUE,
  LOAN_TERMS,
  LOAN_POSITIONS,
  FACILITY_LINES,
  FACILITY_POSITIONS,
] as const;
