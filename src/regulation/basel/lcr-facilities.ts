/**
 * Undrawn lines: committed facilities granted to customers, lines the bank may cancel, and lines granted to the bank.
 *
 * Undrawn = limit − balance, never below 0. What is already covered by pledged HQLA is taken off first (d238 ¶127); of a
 * liquidity facility the part up to the debt it backs within 30 days is liquidity, the rest credit (¶128). A facility that has
 * ended is outside.
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';
import { dealColumns } from './deal-columns.ts';
import { CONVERTED, converted } from './lcr-conversion.ts';

/** The part of a line that is not drawn, and what kind of line it is. Expressions over the columns of `loan`. */
export const UNDRAWN = 'greatest(coalesce(limit_amount, 0.00) - balance, 0.00)';
export const FACILITY_DETAIL = `case when type = 'facility_received' then 'received' when revocability = 'unconditional' then 'cancellable'
  else 'committed' end`;

const SPLIT = `case when detail != 'committed' or not in_window then 'whole'
  when pledged = 0 and liquidity = 0 then 'credit' else 'facility' end`;

const FACILITY_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'facility_amounts',
  doc: 'Undrawn lines with their liquidity, credit and pledged parts.',
  input: 'loan_facts',
  lookups: [],
  columns: [
    ...pass('loan_id', 'entity_id', 'customer_id', 'currency_code', 'segment', 'end_date'),
    ...pass('balance', 'limit_amount', 'rate_near', 'rate_far'),
    compute('undrawn', UNDRAWN, MONEY),
    ...converted('amount', 'undrawn'),
    ...converted('stated_pledge', 'pledged_hqla', 'optional'),
    ...converted('backed_debt', 'backed_debt_30d', 'optional'),
    compute('detail', FACILITY_DETAIL, TEXT),
    compute('in_window', 'coalesce(end_date > :calculation_date, true)', BOOLEAN),
    compute('pledged', 'least(coalesce(stated_pledge, 0.00), amount)', CONVERTED),
    compute('unpledged', 'amount - pledged', CONVERTED),
    compute(
      'liquidity',
      "case when type = 'liquidity_facility' then least(backed_debt, unpledged) else 0.00 end",
      CONVERTED,
    ),
    compute('credit', 'unpledged - liquidity', CONVERTED),
    compute('split', SPLIT, TEXT),
  ],
  filter: 'limit_amount > balance',
};

const FACILITY_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'facility_deals',
  input: 'facility_amounts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'loan_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: "'FACILITY'",
    deal_type: "'FACILITY'",
    segment: 'segment',
    detail: 'detail',
    maturity_date: 'end_date',
    in_window: 'in_window',
    split: 'split',
    amount: 'amount',
    part_1: 'liquidity',
    part_2: 'credit',
    part_3: 'pledged',
  }),
};

export const FACILITY_STAGES = [FACILITY_AMOUNTS, FACILITY_DEALS] as const;
