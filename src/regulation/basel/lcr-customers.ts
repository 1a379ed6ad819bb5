/**
 * The class of a customer, which decides on every line of deposits, loans and facilities.
 *
 * A small business is managed as retail and its group's deposits, over all reporting entities and gross of loans, stay below
 * the limit (d238 ¶90). Only customers that can be in that case are grouped, so the total costs little.
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, Lookup, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';
import { OWED, SMALL_BUSINESS_LIMIT } from './constants.ts';
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
    ...pass('account_id', 'currency_code', 'balance'),
    compute('owed', OWED, BOOLEAN),
    compute('position', 'abs(balance)', MONEY),
    lookupColumn('member', 'funding_group'),
    ...RATE_COLUMNS,
    ...converted('amount', 'position'),
  ],
  filter: 'funding_group is not null and owed and position > 0',
};

const GROUP_FUNDING: AggregateStage = {
  kind: 'aggregate',
  name: 'group_funding',
  doc: 'Deposits per group of connected customers.',
  input: 'group_deposits',
  groupBy: ['funding_group'],
  measures: [{ name: 'funding', fn: 'sum', column: 'amount' }],
};

/** Without deposits a group has no total, and is below the limit. */
const SMALL = `retail_managed and coalesce(funding, 0) < ${SMALL_BUSINESS_LIMIT}`;

const SEGMENT = `case
  when type = 'individual' then 'retail'
  when type = 'sme' then case when ${SMALL} then 'small' else 'nonfin' end
  when type in ('corporate', 'sovereign', 'pse', 'mdb') then 'nonfin'
  when type = 'central_bank' then 'central_bank'
  when type = 'credit_institution' then 'bank'
  when type in ('investment_firm', 'insurer', 'pension_fund', 'other_financial') then 'fi'
  when type in ('hedge_fund', 'mmkt_fund', 'sspe') then 'fund'
  else 'other' end`;

const PUBLIC_COUNTRY = `case when type = 'mdb' then '*' when type = 'sovereign' then country_code
  when type = 'pse' and risk_weight_std <= 0.2 then country_code end`;

const CUSTOMERS: DeriveStage = {
  kind: 'derive',
  name: 'customers',
  doc: 'Customers with their class: retail, small, nonfin, central_bank, bank, fi, fund, other.',
  input: 'customer',
  lookups: [
    {
      name: 'group',
      table: 'group_funding',
      on: {
        funding_group:
          "case when type = 'sme' and retail_managed then coalesce(customer_group, customer_id) end",
      },
      miss: { defaults: { funding: null } },
    },
  ],
  // Few columns: every piece of the fact reads this table whole.
  columns: [
    ...pass('customer_id', 'established_relationship'),
    lookupColumn('group', 'funding'),
    compute('segment', SEGMENT, TEXT),
    compute('is_public', "type in ('sovereign', 'pse', 'mdb')", BOOLEAN, {
      doc: 'A sovereign, a PSE or a development bank (d295 ¶24(c)).',
    }),
    compute('public_country', PUBLIC_COUNTRY, TEXT, {
      doc: 'Where it is the home sovereign, or a home PSE up to 20 % (d238 ¶115); * for development banks, which are everywhere.',
    }),
  ],
};

export const CUSTOMER_STAGES = [CUSTOMER_GROUPS, GROUP_DEPOSITS, GROUP_FUNDING, CUSTOMERS] as const;

/** For positions with `customer_id`. A miss gives NULL, which SEGMENT_COLUMNS refuse unless no customer is named. */
export const CUSTOMER_LOOKUP: Lookup = {
  name: 'customer',
  table: 'customers',
  on: { customer_id: 'customer_id' },
  miss: {
    defaults: { segment: null, established_relationship: 'false', is_public: 'false', public_country: null },
  },
};

/** `segment`: the customer's class, or none where the position names no customer. */
export const SEGMENT_COLUMNS: readonly StageColumn[] = [
  lookupColumn('customer', 'segment_found', { column: 'segment' }),
  compute('segment', "case when customer_id is null then 'none' else segment_found end", TEXT, {
    required:
      "its customer_id '{customer_id}' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer.",
  }),
];
