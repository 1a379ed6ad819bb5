/**
 * Customers and issuers that are reporting entities of the bank themselves: small tables, so that the fact finds with whom a position stands
 * by two look-ups.
 */

import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { DeriveStage, Lookup, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';

const GROUP_CUSTOMERS: DeriveStage = {
  kind: 'derive',
  name: 'group_customers',
  doc: 'Customers that are reporting entities of the bank.',
  input: 'customer',
  lookups: [
    {
      name: 'entity',
      table: 'entity',
      on: { entity_id: 'stated_entity' },
      miss: { defaults: { type: null } },
    },
  ],
  columns: [
    ...pass('customer_id'),
    passAs('stated_entity', 'reporting_entity_id'),
    lookupColumn('entity', 'entity_type', { column: 'type' }),
    compute('is_known', 'case when stated_entity is null or entity_type is not null then true end', BOOLEAN, {
      required:
        "its reporting_entity_id '{stated_entity}' is not in the table entity, or was rejected there (`plimsoll show rejects`). Add the entity, or leave reporting_entity_id empty for a customer that is no reporting entity of the bank.",
    }),
    compute('group_entity', 'case when is_known then stated_entity end', TEXT),
  ],
  filter: 'group_entity is not null',
};

const GROUP_SECURITIES: DeriveStage = {
  kind: 'derive',
  name: 'group_securities',
  doc: 'Securities that reporting entities of the bank have issued.',
  input: 'instrument',
  lookups: [
    groupLookup('issuer', 'group_customers', { customer_id: 'issuer_id' }),
    {
      name: 'customer',
      table: 'customer',
      on: { customer_id: 'issuer_id' },
      miss: { defaults: { type: null } },
    },
  ],
  columns: [
    ...pass('security_id', 'issuer_id'),
    lookupColumn('customer', 'issuer_type', { column: 'type' }),
    compute('is_known', 'case when issuer_id is null or issuer_type is not null then true end', BOOLEAN, {
      required:
        "its issuer_id '{issuer_id}' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer, or leave issuer_id empty where the issuer is no reporting entity of the bank.",
    }),
    lookupColumn('issuer', 'issuer_found', { column: 'group_entity' }),
    compute('group_entity', 'case when is_known then issuer_found end', TEXT),
  ],
  filter: 'group_entity is not null',
};

function groupLookup(name: string, table: string, on: Lookup['on']): Lookup {
  return { name, table, on, miss: { defaults: { group_entity: null } } };
}

/** The entity that a position with `customer_id` stands with; for the column `counterparty_entity`. */
export const COUNTERPARTY_LOOKUP = groupLookup('group_customer', 'group_customers', {
  customer_id: 'customer_id',
});

/** `issuer`: the security whose issuer counts, an expression. */
export const issuerLookup = (issuer: string): Lookup =>
  groupLookup('group_security', 'group_securities', { security_id: issuer });

export const COUNTERPARTY_COLUMN: StageColumn = lookupColumn('group_customer', 'counterparty_entity', {
  column: 'group_entity',
});

export const ISSUER_COLUMN: StageColumn = lookupColumn('group_security', 'issuer_entity', {
  column: 'group_entity',
});

export const GROUP_STAGES = [GROUP_CUSTOMERS, GROUP_SECURITIES] as const;
