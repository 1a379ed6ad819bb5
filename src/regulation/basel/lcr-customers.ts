/**
 * The class of a customer, which decides on every line of deposits, loans and facilities.
 *
 * A small business is managed as retail and its group's deposits, over all reporting entities and gross of loans, stay below
 * the limit (d238 ¶90). Only customers that can be in that case are grouped, so the total costs little.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, Lookup, StageColumn } from '../../pipeline/stage.ts';
import { TEXT } from '../../schema/types.ts';
import { SMALL_BUSINESS_LIMIT } from './constants.ts';
import { converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';

const FUNDING_GROUP =
  "case when type = 'sme' and retail_managed then coalesce(customer_group, customer_id) else customer_group end";

const CUSTOMER_GROUPS: DeriveStage = {
  kind: 'derive',
  name: 'customer_groups',
  doc: 'Customers whose deposits count towards the small-business limit of a group.',
  input: 'customer',
  lookups: [],
  columns: [...pass('customer_id'), compute('funding_group', FUNDING_GROUP, TEXT)],
  filter: 'funding_group is not null',
};

const GROUP_DEPOSITS: DeriveStage = {
  kind: 'derive',
  name: 'group_deposits',
  doc: 'Deposits of those customers, in the reporting currency.',
  input: 'account',
  lookups: [
    FX_LOOKUP,
    {
      name: 'member',
      table: 'customer_groups',
      on: { customer_id: 'customer_id' },
      miss: { defaults: { funding_group: null } },
    },
  ],
  columns: [
    ...pass('account_id', 'currency_code', 'asset_liability', 'balance'),
    lookupColumn('member', 'funding_group'),
    ...RATE_COLUMNS,
    ...converted('amount', 'balance'),
  ],
  filter: "funding_group is not null and asset_liability = 'liability' and balance > 0",
};

const GROUP_FUNDING: AggregateStage = {
  kind: 'aggregate',
  name: 'group_funding',
  doc: 'Deposits per group of connected customers.',
  input: 'group_deposits',
  groupBy: ['funding_group'],
  measures: [{ name: 'funding', fn: 'sum', column: 'amount' }],
};

export const CUSTOMER_STAGES = [CUSTOMER_GROUPS, GROUP_DEPOSITS, GROUP_FUNDING] as const;

/** Customers are looked up as they came: a table of classes would be as long as theirs and be read once. */
export const CUSTOMER_LOOKUPS: readonly Lookup[] = [
  {
    name: 'customer',
    table: 'customer',
    on: { customer_id: 'customer_id' },
    miss: {
      defaults: {
        type: null,
        retail_managed: 'false',
        customer_group: null,
        established_relationship: 'false',
        country_code: null,
        risk_weight_std: null,
      },
    },
  },
  {
    name: 'group',
    table: 'group_funding',
    on: {
      funding_group:
        "case when customer_type = 'sme' and retail_managed then coalesce(customer_group, customer_id) end",
    },
    miss: { defaults: { funding: null } },
  },
];

/**
 * The customer's class. A miss gives NULL, which is an error unless the position names no customer. Without deposits
 * a group has no total, and is below the limit.
 */
const SEGMENT = `case
  when customer_type is null then case when customer_id is null then 'none' end
  when customer_type = 'individual' then 'retail'
  when customer_type = 'sme' then case
    when retail_managed and coalesce(group_funding, 0) < ${SMALL_BUSINESS_LIMIT} then 'small' else 'nonfin' end
  when customer_type in ('corporate', 'sovereign', 'pse', 'mdb') then 'nonfin'
  when customer_type = 'central_bank' then 'central_bank'
  when customer_type = 'credit_institution' then 'bank'
  when customer_type in ('investment_firm', 'insurer', 'pension_fund', 'other_financial') then 'fi'
  when customer_type in ('hedge_fund', 'mmkt_fund', 'sspe') then 'fund'
  else 'other' end`;

/** `segment`: retail, small, nonfin, central_bank, bank, fi, fund, other, or none. They need CUSTOMER_LOOKUPS. */
export const SEGMENT_COLUMNS: readonly StageColumn[] = [
  lookupColumn('customer', 'customer_type', { column: 'type' }),
  lookupColumn('customer', 'retail_managed'),
  lookupColumn('customer', 'customer_group'),
  lookupColumn('group', 'group_funding', { column: 'funding' }),
  compute('segment', SEGMENT, TEXT, { required: true }),
];
