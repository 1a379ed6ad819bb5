/**
 * Cash of repos, reverse repos and margin loans: flows by level of collateral, and the cash leg of those that are unwound. Collateral swaps
 * have no cash: their flow is the difference of the two sides after haircut (¶115, 146).
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

const TOTALS = ['market_value', ...BACKINGS, 'not_hqla', 'not_free', 'liquid_received', 'liquid_given'];

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

const DETAIL = `case when lends then case when end_date is null then 'open' when is_swap and value_short > 0 then 'short' else 'none' end
  when segment = 'central_bank' then 'central_bank'
  when public_country in ('*', home_country) then 'home_public'
  else 'none' end`;

const COUNTERPARTY: readonly StageColumn[] = [
  ...SEGMENT_COLUMNS,
  lookupColumn('customer', 'public_country'),
  lookupColumn('customer', 'is_public'),
  lookupColumn('entity', 'home_country', { column: 'country_code' }),
];

/** Of a collateral swap: what the bank gave less what it received, both after haircut, in the deal's currency and in the reporting currency. */
const SWAP: readonly StageColumn[] = [
  compute('is_swap', "sft_type = 'collateral_swap'", BOOLEAN),
  compute('swap_given', 'coalesce(sum_liquid_given, 0)', MONEY),
  compute('swap_received', 'coalesce(sum_liquid_received, 0)', MONEY),
  compute('swap_excess', 'swap_given - swap_received', MONEY),
  compute('swap_value', 'abs(swap_excess)', MONEY),
  ...converted('swap_amount', 'swap_value'),
];

const TIMING: readonly StageColumn[] = [
  // A collateral swap gives money back at its end where the bank gave more than it received.
  compute('lends', `case when is_swap then swap_excess > 0 else ${LENDS} end`, BOOLEAN),
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
      miss: {
        defaults: {
          ...Object.fromEntries(TOTALS.map((name) => [name, '0'])),
          own_security: null,
          own_first: null,
          own_last: null,
        },
      },
    },
  ],
  columns: [
    ...pass('deal_id', 'entity_id', 'customer_id', 'currency_code', 'sft_type', 'end_date', 'notice_days'),
    ...RATE_COLUMNS,
    ...converted('amount', 'cash_amount'),
    ...COUNTERPARTY,
    ...TOTALS.map((name) => lookupColumn('collateral', `sum_${name}`, { column: name })),
    ...['own_security', 'own_first', 'own_last'].map((name) => lookupColumn('collateral', name)),
    ...BACKINGS.map((backing) => compute(`value_${backing}`, `coalesce(sum_${backing}, 0)`, MONEY)),
    ...SWAP,
    ...TIMING,
    compute(
      'product_type',
      "case when is_swap then 'COLLATERAL_SWAP' when lends then 'REVERSE_REPO' else 'REPO' end",
      TEXT,
    ),
    compute(
      'deal_type',
      `case when sft_type = 'margin_loan' then 'MARGIN_LOAN' when not is_swap then product_type when lends then 'INFLOW' else 'OUTFLOW' end`,
      TEXT,
    ),
    compute('detail', DETAIL, TEXT),
    compute('collateral_value', 'coalesce(sum_market_value, 0)', MONEY),
    compute('several_own', 'coalesce(own_first != own_last, false)', BOOLEAN, {
      doc: 'Paper of several reporting entities: no one perimeter tells whether it is unwound, so it is in none (house convention).',
    }),
    compute(
      'unwound',
      'in_window and not several_own and collateral_value > 0 and case when lends or is_swap then sum_not_free = 0 else sum_not_hqla = 0 end',
      BOOLEAN,
    ),
    ...PARTS,
    compute(
      'flow',
      'case when not is_swap then amount when cash_amount = 0 then swap_amount end',
      CONVERTED,
      {
        required:
          'a collateral swap has no cash_amount. Say 0, or call the deal a repo or a reverse repo (d238 ¶115).',
      },
    ),
    compute('unwind_cash', 'case when lends then amount else -amount end', CONVERTED),
    compute(
      'backing',
      `case when collateral_value = 0 then 'other' ${WHOLE_BACKING} when value_other = collateral_value then 'other' else 'mixed' end`,
      TEXT,
    ),
    compute(
      'split',
      "case when not in_window or is_swap then 'whole' when unwound then 'cash_' || backing || '_unwound' else 'cash_' || backing end",
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
    amount: 'flow',
    ...Object.fromEntries(BACKINGS.map((_, index) => [`part_${index + 1}`, `part_${index + 1}`])),
    part_7: 'unwind_cash',
    own_security: 'own_security',
  }),
};

export const FINANCING_STAGES = [FINANCING_FACTS, FINANCING_DEALS] as const;
