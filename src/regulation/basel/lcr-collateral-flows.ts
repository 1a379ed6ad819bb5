/**
 * The look-back for market valuation changes (d238 ¶123): the largest absolute net flow of collateral over 30 days in a row, of the
 * last 24 months, by entity.
 *
 * A period counts by its last day; all its 30 days lie within the 24 months. Days without a row had no flow. Other currencies are converted
 * at the rate of the calculation date.
 */

import { compute, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage } from '../../pipeline/stage.ts';
import { DATE } from '../../schema/types.ts';
import { WINDOW_DAYS } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { TOTAL } from './lcr-aggregation.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';

const LOOK_BACK_START = 'add_months(:calculation_date, -24)';

const FLOWS: DeriveStage = {
  kind: 'derive',
  name: 'collateral_flow_facts',
  doc: 'Collateral flows of the last 24 months in the reporting currency, with the first and last period that each is in.',
  input: 'collateral_flow',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('collateral_flow_id', 'entity_id', 'currency_code', 'flow_date'),
    ...RATE_COLUMNS,
    ...converted('amount', 'net_amount'),
    compute('first_end', `greatest(flow_date, add_days(${LOOK_BACK_START}, ${WINDOW_DAYS}))`, DATE),
    compute('last_end', `least(add_days(flow_date, ${WINDOW_DAYS - 1}), :calculation_date)`, DATE),
  ],
  filter: `flow_date > ${LOOK_BACK_START} and flow_date <= :calculation_date`,
};

const PERIODS: ExpandStage = {
  kind: 'expand',
  name: 'collateral_flow_periods',
  doc: 'Each flow in every period of 30 days that it lies in, by the period’s last day.',
  input: 'collateral_flow_facts',
  expansion: { form: 'dates', column: 'period_end', from: 'first_end', to: 'last_end' },
  lookups: [],
  columns: pass('collateral_flow_id', 'period_end', 'entity_id', 'amount'),
};

const PERIOD_NETS: AggregateStage = {
  kind: 'aggregate',
  name: 'collateral_period_nets',
  doc: 'Net flow by entity and period.',
  input: 'collateral_flow_periods',
  groupBy: ['entity_id', 'period_end'],
  measures: [{ name: 'net', fn: 'sum', column: 'amount' }],
};

const PERIOD_SIZES: DeriveStage = {
  kind: 'derive',
  name: 'collateral_period_sizes',
  doc: 'The same without sign.',
  input: 'collateral_period_nets',
  lookups: [],
  columns: [
    ...pass('entity_id', 'period_end'),
    compute('size', 'abs(coalesce(net, 0))', TOTAL, { unit: 'money' }),
  ],
};

const LOOK_BACK: AggregateStage = {
  kind: 'aggregate',
  name: 'collateral_look_back',
  doc: 'The largest of them by entity.',
  input: 'collateral_period_sizes',
  groupBy: ['entity_id'],
  measures: [{ name: 'size', fn: 'max', column: 'size' }],
};

const LOOK_BACK_AMOUNTS: DeriveStage = {
  kind: 'derive',
  name: 'collateral_look_back_amounts',
  input: 'collateral_look_back',
  lookups: [],
  columns: [...pass('entity_id'), compute('amount', 'size', CONVERTED, { required: true, unit: 'money' })],
};

const LOOK_BACK_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'collateral_flow_deals',
  input: 'collateral_look_back_amounts',
  lookups: [],
  columns: dealColumns({
    deal_id: 'entity_id',
    entity_id: 'entity_id',
    currency_code: ':reporting_currency',
    product_type: "'MARGIN'",
    deal_type: "'LOOK_BACK'",
    amount: 'amount',
  }),
};

export const COLLATERAL_FLOW_STAGES = [
  FLOWS,
  PERIODS,
  PERIOD_NETS,
  PERIOD_SIZES,
  LOOK_BACK,
  LOOK_BACK_AMOUNTS,
  LOOK_BACK_DEALS,
] as const;
