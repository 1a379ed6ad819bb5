/**
 * Cash of repos, reverse repos and margin loans: flows by level of collateral, and the cash leg of those that are unwound.
 *
 * The cash of a deal is spread over the levels of its collateral by market value, cumulatively: up to level k it is
 * round(cash × value up to k ÷ value), so the parts sum to the cash exactly. Without collateral all of it is `other`.
 *
 * Unwound (d238 Annex 1) are deals that end within 30 days and exchange HQLA against HQLA, cash included: every piece of
 * collateral has a level, and of collateral received every piece may be re-used and covers no short position. Repo: cash −,
 * collateral +. Lending: cash +, collateral −.
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, DATE, TEXT } from '../../schema/types.ts';
import { WINDOW_END } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { LENDS } from './lcr-collateral.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { CUSTOMER_LOOKUP, SEGMENT_COLUMNS } from './lcr-customers.ts';
import { BACKINGS } from './splits.ts';

const BEFORE_LAST = BACKINGS.slice(0, -1);

const TOTALS = ['market_value', ...BACKINGS, 'not_hqla', 'not_free'];

/** Cash up to the k-th level, then the parts as differences; the last level takes what is left. */
const PARTS: readonly StageColumn[] = [
  ...BEFORE_LAST.flatMap((_, index) => {
    const sum = BACKINGS.slice(0, index + 1)
      .map((backing) => `value_${backing}`)
      .join(' + ');
    const behind = `value_up_to_${index + 1}`;
    return [
      compute(behind, sum, MONEY),
      compute(
        `cash_up_to_${index + 1}`,
        `coalesce(div(amount * ${behind}, collateral_value, 2), 0.00)`,
        CONVERTED,
      ),
    ];
  }),
  ...BACKINGS.map((_, index) => {
    const upTo = index === BACKINGS.length - 1 ? 'amount' : `cash_up_to_${index + 1}`;
    const before = index === 0 ? '' : ` - cash_up_to_${index}`;
    return compute(`part_${index + 1}`, `${upTo}${before}`, CONVERTED);
  }),
];

const WHOLE_BACKING = BEFORE_LAST.map(
  (backing) => `when value_${backing} = collateral_value then '${backing}'`,
).join(' ');

const DETAIL = `case when lends then case when end_date is null then 'open' else 'none' end
  when segment = 'central_bank' then 'central_bank'
  when public_country in ('*', home_country) then 'home_public'
  else 'none' end`;

const COUNTERPARTY: readonly StageColumn[] = [
  ...SEGMENT_COLUMNS,
  lookupColumn('customer', 'public_country'),
  lookupColumn('customer', 'is_public'),
  lookupColumn('entity', 'home_country', { column: 'country_code' }),
];

const TIMING: readonly StageColumn[] = [
  compute('lends', LENDS, BOOLEAN),
  // Cash taken can be called back the earliest day the notice allows; cash lent comes back at its end only.
  compute(
    'effective_date',
    `case when lends then end_date
      else greatest(coalesce(end_date, add_days(:calculation_date, coalesce(notice_days, 1))), add_days(:calculation_date, 1)) end`,
    DATE,
  ),
  compute(
    'in_window',
    `coalesce(effective_date > :calculation_date and effective_date <= ${WINDOW_END}, false)`,
    BOOLEAN,
  ),
];

const FINANCING_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'financing_facts',
  doc: 'Securities financing with counterparty, collateral by level, and whether it is unwound.',
  input: 'security_financing',
  lookups: [
    FX_LOOKUP,
    CUSTOMER_LOOKUP,
    { name: 'entity', table: 'entity', on: { entity_id: 'entity_id' }, miss: 'error' },
    {
      name: 'collateral',
      table: 'collateral_totals',
      on: { deal_id: 'deal_id' },
      miss: { defaults: Object.fromEntries(TOTALS.map((name) => [name, '0'])) },
    },
  ],
  columns: [
    ...pass('deal_id', 'entity_id', 'customer_id', 'currency_code', 'end_date', 'notice_days'),
    ...RATE_COLUMNS,
    ...converted('amount', 'cash_amount'),
    ...COUNTERPARTY,
    ...TIMING,
    compute('product_type', "case when lends then 'REVERSE_REPO' else 'REPO' end", TEXT),
    compute('deal_type', "case when sft_type = 'margin_loan' then 'MARGIN_LOAN' else product_type end", TEXT),
    compute('detail', DETAIL, TEXT),
    ...TOTALS.map((name) => lookupColumn('collateral', `sum_${name}`, { column: name })),
    compute('collateral_value', 'coalesce(sum_market_value, 0)', MONEY),
    ...BACKINGS.map((backing) => compute(`value_${backing}`, `coalesce(sum_${backing}, 0)`, MONEY)),
    compute(
      'unwound',
      'in_window and collateral_value > 0 and case when lends then sum_not_free = 0 else sum_not_hqla = 0 end',
      BOOLEAN,
    ),
    ...PARTS,
    compute('unwind_cash', 'case when lends then amount else -amount end', CONVERTED),
    compute(
      'backing',
      `case when collateral_value = 0 then 'other' ${WHOLE_BACKING} when value_other = collateral_value then 'other' else 'mixed' end`,
      TEXT,
    ),
    compute(
      'split',
      "case when not in_window then 'whole' when unwound then 'cash_' || backing || '_unwound' else 'cash_' || backing end",
      TEXT,
    ),
  ],
};

const FINANCING_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'financing_deals',
  input: 'financing_facts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'deal_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: 'product_type',
    deal_type: 'deal_type',
    segment: 'segment',
    detail: 'detail',
    maturity_date: 'end_date',
    effective_date: 'effective_date',
    in_window: 'in_window',
    split: 'split',
    amount: 'amount',
    ...Object.fromEntries(BACKINGS.map((_, index) => [`part_${index + 1}`, `part_${index + 1}`])),
    part_7: 'unwind_cash',
  }),
};

export const FINANCING_STAGES = [FINANCING_FACTS, FINANCING_DEALS] as const;
