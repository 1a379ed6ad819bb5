/** Netting sets of derivatives, which both ratios add up, and with whom they are. */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, Lookup, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';

/** Two entities may use one name for two sets; the length before it makes the text stand for one pair only. `set` is an expression. */
export const setId = (set: string): string =>
  `to_text(length(entity_id)) || ':' || entity_id || '/' || ${set}`;

const DERIVATIVE_SETS: DeriveStage = {
  kind: 'derive',
  name: 'derivative_sets',
  doc: 'Derivatives with their netting set; one without is a set of its own.',
  input: 'derivative',
  lookups: [
    {
      name: 'customer',
      table: 'customer',
      on: { customer_id: 'stated_customer' },
      miss: { defaults: { type: null } },
    },
  ],
  columns: [
    ...pass('derivative_id', 'entity_id', 'netting_set'),
    passAs('stated_customer', 'customer_id'),
    lookupColumn('customer', 'customer_type', { column: 'type' }),
    compute(
      'is_known',
      'case when stated_customer is null or customer_type is not null then true end',
      BOOLEAN,
      {
        required:
          "its customer_id '{stated_customer}' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer, or leave customer_id empty.",
      },
    ),
    compute('customer_id', 'case when is_known then stated_customer end', TEXT),
    compute('set_id', setId('coalesce(netting_set, derivative_id)'), TEXT),
  ],
};

const SET_CUSTOMERS: AggregateStage = {
  kind: 'aggregate',
  name: 'set_customers',
  doc: 'Counterparties of each netting set.',
  input: 'derivative_sets',
  groupBy: ['set_id'],
  measures: [
    { name: 'first_customer', fn: 'min', column: 'customer_id' },
    { name: 'last_customer', fn: 'max', column: 'customer_id' },
  ],
};

const SET_COUNTERPARTIES: DeriveStage = {
  kind: 'derive',
  name: 'set_counterparties',
  doc: 'The counterparty of each netting set; NULL where its derivatives name none.',
  input: 'set_customers',
  lookups: [],
  columns: [
    ...pass('set_id', 'first_customer', 'last_customer'),
    compute(
      'is_one',
      'case when first_customer is null or first_customer = last_customer then true end',
      BOOLEAN,
      {
        required:
          "derivatives of one netting set are with '{first_customer}' and with '{last_customer}'. A set is netted with one counterparty (d238 ¶116, d295 ¶19). Correct customer_id or netting_set in the table derivative.",
      },
    ),
    compute('customer_id', 'case when is_one then first_customer end', TEXT),
  ],
};

export const NETTING_SET_STAGES = [DERIVATIVE_SETS, SET_CUSTOMERS, SET_COUNTERPARTIES] as const;

/** For rows with `set_id`. */
export const SET_LOOKUP: Lookup = {
  name: 'counterparty',
  table: 'set_counterparties',
  on: { set_id: 'set_id' },
  miss: { defaults: { customer_id: null } },
};

export const SET_CUSTOMER_COLUMN: StageColumn = lookupColumn('counterparty', 'customer_id');
