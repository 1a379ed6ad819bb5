/**
 * Payments of derivatives within 30 days, net (d238 ¶116–117, 158–159).
 *
 * Payments under one netting agreement are netted. Without one, those of one derivative and day are where principal is exchanged in full;
 * every other payment stands alone. A set is netted in each currency first, and each currency's net payment is a deal. What the set nets
 * across currencies comes off both sides in rows of no currency (`NONE`), so that all rows together give the net payment of
 * the set, and those of one currency what is paid in it.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { DATE, TEXT } from '../../schema/types.ts';
import { NO_CURRENCY, WINDOW_END } from './constants.ts';
import { dealColumns } from './deal-columns.ts';
import { CONVERTED, converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';
import { SET_CUSTOMER_COLUMN, SET_LOOKUP, setId } from './netting-set.ts';

const SET = `case when netting_set is not null then 'set/' || netting_set
  when exchange then 'exchange/' || derivative_id || '/' || to_text(year(due_date) * 10000 + month(due_date) * 100 + day(due_date)) else 'payment/' || payment_id end`;

const FLOW_FACTS: DeriveStage = {
  kind: 'derive',
  name: 'derivative_flow_facts',
  doc: 'Payments of derivatives within 30 days, in the reporting currency, with what they are netted in; received is positive.',
  input: 'derivative_flow',
  lookups: [
    FX_LOOKUP,
    {
      name: 'derivative',
      table: 'derivative',
      on: { derivative_id: 'derivative_id' },
      miss: 'error',
      advice:
        "Its derivative '{derivative_id}' is not in the table derivative, or was rejected there (`plimsoll show rejects`). Add the derivative, or remove its payment.",
    },
    { ...SET_LOOKUP, on: { set_id: 'counterparty_set' } },
  ],
  columns: [
    ...pass('payment_id', 'derivative_id', 'currency_code', 'direction', 'due_date', 'exchange'),
    lookupColumn('derivative', 'entity_id'),
    lookupColumn('derivative', 'netting_set'),
    compute('set_id', setId(SET), TEXT),
    compute('counterparty_set', setId('coalesce(netting_set, derivative_id)'), TEXT),
    SET_CUSTOMER_COLUMN,
    compute('leg_id', "set_id || ' ' || currency_code", TEXT),
    ...RATE_COLUMNS,
    ...converted('payment', 'amount'),
    // What should have been paid is paid tomorrow; what should have been received is not expected.
    compute(
      'effective_date',
      "case when direction = 'out' then greatest(due_date, add_days(:calculation_date, 1)) else due_date end",
      DATE,
    ),
    compute('net', "case when direction = 'in' then payment else -payment end", CONVERTED),
  ],
  filter: `effective_date > :calculation_date and effective_date <= ${WINDOW_END}`,
};

const CURRENCY_NETS: AggregateStage = {
  kind: 'aggregate',
  name: 'derivative_currency_nets',
  doc: 'Net payments by set and currency.',
  input: 'derivative_flow_facts',
  groupBy: ['leg_id'],
  measures: [
    ...['set_id', 'currency_code', 'entity_id', 'customer_id'].map(
      (name) => ({ name, fn: 'min', column: name }) as const,
    ),
    { name: 'net', fn: 'sum', column: 'net' },
  ],
};

const PAYMENTS: DeriveStage = {
  kind: 'derive',
  name: 'derivative_payments',
  doc: 'The same, paid and received apart.',
  input: 'derivative_currency_nets',
  lookups: [],
  columns: [
    ...pass('leg_id', 'set_id', 'currency_code', 'entity_id', 'customer_id'),
    compute('net_payment', 'net', CONVERTED, { required: true, unit: 'money' }),
    compute('paid', 'greatest(-net_payment, 0)', CONVERTED, { unit: 'money' }),
    compute('received', 'greatest(net_payment, 0)', CONVERTED, { unit: 'money' }),
  ],
  filter: 'net_payment != 0',
};

const SET_PAYMENTS: AggregateStage = {
  kind: 'aggregate',
  name: 'derivative_set_payments',
  doc: 'Paid and received by set, over all currencies.',
  input: 'derivative_payments',
  groupBy: ['set_id'],
  measures: [
    { name: 'entity_id', fn: 'min', column: 'entity_id' },
    { name: 'customer_id', fn: 'min', column: 'customer_id' },
    { name: 'paid', fn: 'sum', column: 'paid' },
    { name: 'received', fn: 'sum', column: 'received' },
  ],
};

const OFFSETS: DeriveStage = {
  kind: 'derive',
  name: 'derivative_offsets',
  doc: 'What each set nets across currencies.',
  input: 'derivative_set_payments',
  lookups: [],
  columns: [
    ...pass('set_id', 'entity_id', 'customer_id'),
    compute('netted', 'least(coalesce(paid, 0), coalesce(received, 0))', CONVERTED, { unit: 'money' }),
    compute('taken_off', '-netted', CONVERTED, { unit: 'money' }),
  ],
  filter: 'netted > 0',
};

const PAYMENT_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'derivative_deals',
  input: 'derivative_payments',
  lookups: [],
  columns: dealColumns({
    deal_id: 'leg_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: 'currency_code',
    product_type: "'DERIVATIVE'",
    deal_type: "case when paid > 0 then 'OUTFLOW' else 'INFLOW' end",
    in_window: 'true',
    amount: 'greatest(paid, received)',
  }),
};

const OFFSET_DEALS: DeriveStage = {
  kind: 'derive',
  name: 'derivative_offset_deals',
  input: 'derivative_offsets',
  lookups: [],
  columns: dealColumns({
    deal_id: 'set_id',
    entity_id: 'entity_id',
    customer_id: 'customer_id',
    currency_code: `'${NO_CURRENCY}'`,
    product_type: "'DERIVATIVE'",
    deal_type: "'NETTING'",
    in_window: 'true',
    split: "'netting'",
    amount: '2 * taken_off',
    part_1: 'taken_off',
    part_2: 'taken_off',
  }),
};

export const DERIVATIVE_STAGES = [
  FLOW_FACTS,
  CURRENCY_NETS,
  PAYMENTS,
  SET_PAYMENTS,
  OFFSETS,
  PAYMENT_DEALS,
  OFFSET_DEALS,
] as const;
