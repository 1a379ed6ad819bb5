/** Other contractual flows: payments count from today on, overdue ones on day 1; receipts from tomorrow on. */

import { compute, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN, DATE, TEXT } from '../../schema/types.ts';
import { WINDOW_END } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { CUSTOMER_LOOKUP, SEGMENT_COLUMNS } from './lcr-customers.ts';

const FLOW_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'flow_facts',
  doc: 'Other flows with customer and day.',
  input: 'other_flow',
  lookups: [FX_LOOKUP, CUSTOMER_LOOKUP],
  columns: [
    ...pass('flow_id', 'entity_id', 'customer_id', 'currency_code', 'kind', 'due_date'),
    ...RATE_COLUMNS,
    ...converted('converted_amount', 'amount'),
    ...SEGMENT_COLUMNS,
    compute('deal_type', "case when direction = 'out' then 'OUTFLOW' else 'INFLOW' end", TEXT),
    compute(
      'effective_date',
      "case when direction = 'out' then greatest(due_date, add_days(:calculation_date, 1)) else due_date end",
      DATE,
    ),
    compute('in_window', `effective_date > :calculation_date and effective_date <= ${WINDOW_END}`, BOOLEAN),
  ],
};

const FLOW_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'flow_deals',
  input: 'flow_facts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'flow_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: "'OTHER'",
    deal_type: 'deal_type',
    segment: 'segment',
    detail: 'kind',
    maturity_date: 'due_date',
    effective_date: 'effective_date',
    in_window: 'in_window',
    amount: 'converted_amount',
  }),
};

export const FLOW_STAGES = [FLOW_FACTS, FLOW_DEALS] as const;
