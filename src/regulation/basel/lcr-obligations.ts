/** Own debt and capital that fall due (d238 ¶110, 124–125) and contingent obligations (¶134–140). */

import { compute, pass } from '../../pipeline/build.ts';
import type { DeriveStage, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, DATE } from '../../schema/types.ts';
import { WINDOW_END } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';

/** Over `end_date`: debt that was not repaid on its day is due at once. */
const DUE: readonly StageColumn[] = [
  compute(
    'effective_date',
    'case when end_date is not null then greatest(end_date, add_days(:calculation_date, 1)) end',
    DATE,
  ),
  compute('in_window', `coalesce(effective_date <= ${WINDOW_END}, false)`, BOOLEAN),
];

const ISSUE_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'issue_amounts',
  doc: 'Own debt in the reporting currency: what falls due, and what conduits may give back.',
  input: 'own_issue',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('issue_id', 'entity_id', 'currency_code', 'kind', 'retail_only', 'end_date'),
    compute('stated_redemption', 'coalesce(redemption_amount, amount)', CONVERTED),
    compute('stated_returnable', 'coalesce(returnable_assets, 0.00)', CONVERTED),
    ...RATE_COLUMNS,
    ...converted('redemption', 'stated_redemption'),
    ...converted('returnable', 'stated_returnable'),
    compute('due', 'redemption + returnable', CONVERTED, { unit: 'money' }),
    ...DUE,
  ],
};

const CAPITAL_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'capital_amounts',
  doc: 'Capital instruments with a maturity, in the reporting currency.',
  input: 'capital',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('capital_id', 'entity_id', 'currency_code', 'capital_tier', 'end_date'),
    ...RATE_COLUMNS,
    ...converted('due', 'amount'),
    ...DUE,
  ],
  filter: 'end_date is not null',
};

const CAPITAL_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'capital_deals',
  input: 'capital_amounts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'capital_id',
    entity_id: 'entity_id',
    currency_code: 'currency_code',
    product_type: "'CAPITAL'",
    deal_type: "'WHOLESALE'",
    detail: 'capital_tier',
    maturity_date: 'end_date',
    effective_date: 'effective_date',
    in_window: 'in_window',
    amount: 'due',
  }),
};

const ISSUE_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'issue_deals',
  input: 'issue_amounts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'issue_id',
    entity_id: 'entity_id',
    currency_code: 'currency_code',
    product_type: "'OWN_ISSUE'",
    deal_type: "case when retail_only then 'RETAIL' else 'WHOLESALE' end",
    detail: 'kind',
    maturity_date: 'end_date',
    effective_date: 'effective_date',
    in_window: 'in_window',
    split: "case when returnable > 0 then 'issue' else 'whole' end",
    amount: 'due',
    part_1: 'redemption',
    part_2: 'returnable',
  }),
};

const CONTINGENT_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'contingent_amounts',
  doc: 'Contingent obligations in the reporting currency.',
  input: 'contingent',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('contingent_id', 'entity_id', 'currency_code', 'kind', 'end_date'),
    ...RATE_COLUMNS,
    ...converted('obligation', 'amount'),
    compute('in_window', 'coalesce(end_date > :calculation_date, true)', BOOLEAN),
  ],
};

const CONTINGENT_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'contingent_deals',
  input: 'contingent_amounts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'contingent_id',
    entity_id: 'entity_id',
    currency_code: 'currency_code',
    product_type: "'CONTINGENT'",
    deal_type: "'CONTINGENT'",
    detail: 'kind',
    maturity_date: 'end_date',
    in_window: 'in_window',
    amount: 'obligation',
  }),
};

export const OBLIGATION_STAGES = [
  CAPITAL_AMOUNTS,
  CAPITAL_DEALS,
  ISSUE_AMOUNTS,
  ISSUE_DEALS,
  CONTINGENT_AMOUNTS,
  CONTINGENT_DEALS,
] as const;
