/** Perimeters: who is a member, what is eliminated between members, and what the two sides tell differently. */

import { type LcrCase, rowsOf } from './case.ts';

export const ENTITIES = rowsOf('entity_id transfer_restricted', ['E1', null], ['E2', null]);

/** E1 and E2 as customers of each other, and a bank outside. */
export const CUSTOMERS = rowsOf(
  'customer_id type reporting_entity_id',
  ['PARENT', 'credit_institution', 'E1'],
  ['DAUGHTER', 'credit_institution', 'E2'],
  ['outside', 'credit_institution', null],
);

const TOTALS = 'perimeter l1 a1 line_outflows inflows';

export const PERIMETER_CASES: readonly LcrCase[] = [
  {
    name: 'a balance between members counts for each alone and in no perimeter with both; named perimeters follow their dates',
    citation: 'd238 ¶164–167; house convention: each side is eliminated by itself',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      perimeter_member: rowsOf(
        'entity_id perimeter valid_from valid_to',
        ['E1', 'BOTH', '2020-01-01', null],
        ['E2', 'BOTH', '2020-01-01', '2024-01-31'],
        ['E1', 'LEFT', '2020-01-01', null],
        ['E2', 'LEFT', '2020-01-01', '2024-01-30'],
      ),
      account: rowsOf(
        'account_id entity_id customer_id asset_liability type operational_amount balance',
        ['placed', 'E1', 'DAUGHTER', 'asset', 'nostro', '0.00', '100.00'],
        ['taken', 'E2', 'PARENT', 'liability', 'vostro', null, '90.00'],
        ['other', 'E2', 'outside', 'liability', 'vostro', null, '7.00'],
      ),
    },
    expected: {
      perimeter_totals: rowsOf(
        TOTALS,
        ['E1', '0.0000', '0.0000', '0.0000', '100.0000'],
        ['E2', '0.0000', '0.0000', '97.0000', '0.0000'],
        ['GROUP', '0.0000', '0.0000', '7.0000', '0.0000'],
        ['BOTH', '0.0000', '0.0000', '7.0000', '0.0000'],
        ['LEFT', '0.0000', '0.0000', '0.0000', '100.0000'],
      ),
      intragroup_differences: rowsOf('creditor debtor currency_code claim debt difference differs', [
        'E1',
        'E2',
        'EUR',
        '100.00',
        '90.00',
        '10.00',
        'true',
      ]),
    },
  },
  {
    name: 'a position of an entity with itself is a mistake of the data, and is not made to vanish',
    citation: 'house convention',
    tables: {
      customer: rowsOf('customer_id type reporting_entity_id', ['SELF', 'corporate', 'E1']),
      account: rowsOf('account_id customer_id balance', ['a', 'SELF', '100.00']),
    },
    expected: {
      perimeter_totals: rowsOf('perimeter line_outflows', ['E1', '40.0000'], ['GROUP', '40.0000']),
      intragroup_differences: rowsOf('creditor debtor claim debt', ['E1', 'E1', '0.00', '100.00']),
    },
  },
  {
    name: 'a netting set is with the counterparty that any of its derivatives names',
    citation: 'd238 ¶116',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '1.000000000']),
      derivative: rowsOf(
        'derivative_id customer_id netting_set mtm',
        ['d1', 'DAUGHTER', 'N', '0.00'],
        ['d2', null, 'N', '0.00'],
      ),
      derivative_flow: rowsOf(
        'payment_id derivative_id currency_code direction due_date amount',
        ['p1', 'd1', 'EUR', 'out', '2024-02-10', '100.00'],
        ['p2', 'd2', 'USD', 'in', '2024-02-10', '80.00'],
      ),
    },
    expected: {
      perimeter_totals: rowsOf(
        'perimeter line_outflows inflows',
        ['E1', '20.0000', '0.0000'],
        ['GROUP', '0.0000', '0.0000'],
      ),
    },
  },
  {
    name: 'an issuer that is no customer',
    citation: 'house convention',
    tables: {
      instrument: rowsOf('security_id asset_class hqla_class issuer_id', [
        'S',
        'other',
        'ineligible',
        'TYPO',
      ]),
      holding: rowsOf('holding_id security_id mtm_dirty', ['h', 'S', '1.00']),
    },
    error: 'tage group_securities, column is_known',
  },
  {
    name: 'a counterparty of a derivative that is no customer',
    citation: 'house convention',
    tables: {
      derivative: rowsOf('derivative_id customer_id mtm', ['d', 'TYPO', '0.00']),
      netting_agreement: rowsOf('agreement_id netting_set uncalled_amount', ['a', 'd', '8.00']),
    },
    error: 'tage derivative_sets, column is_known',
  },
  {
    name: 'foreign sovereign debt counts up to the net outflows of the perimeter in its currency',
    citation: 'd238 ¶50(e)',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '1.000000000']),
      instrument: rowsOf('security_id asset_class hqla_class risk_weight_std domestic_currency', [
        'DEBT',
        'sovereign',
        'i',
        '0.200000',
        'false',
      ]),
      holding: rowsOf('holding_id entity_id security_id currency_code mtm_dirty', [
        'h',
        'E1',
        'DEBT',
        'USD',
        '100.00',
      ]),
      account: rowsOf(
        'account_id entity_id customer_id currency_code balance',
        ['in_group', 'E1', 'DAUGHTER', 'USD', '80.00'],
        ['e2', 'E2', 'outside', 'USD', '30.00'],
      ),
    },
    expected: {
      perimeter_totals: rowsOf(
        'perimeter l1 sovereign_fx_excess',
        ['E1', '80.0000', '20.0000'],
        ['E2', '0.0000', '0.0000'],
        ['GROUP', '30.0000', '70.0000'],
      ),
    },
  },
  {
    name: 'payments and margin of derivatives with a member',
    citation: 'd238 ¶116, 119',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      derivative: rowsOf(
        'derivative_id entity_id customer_id netting_set mtm',
        ['d1', 'E1', 'DAUGHTER', 'N', '0.00'],
        ['d2', 'E1', 'outside', null, '0.00'],
      ),
      derivative_flow: rowsOf(
        'payment_id derivative_id direction due_date amount',
        ['p1', 'd1', 'out', '2024-02-10', '50.00'],
        ['p2', 'd2', 'out', '2024-02-10', '3.00'],
      ),
      margin: rowsOf(
        'margin_id netting_set direction kind asset security_id market_value',
        ['m1', 'N', 'posted', 'variation', 'security', 'CORP_2A', '10.00'],
        ['m2', 'd2', 'posted', 'variation', 'security', 'CORP_2A', '20.00'],
      ),
      netting_agreement: rowsOf('agreement_id netting_set uncalled_amount', ['a1', 'N', '8.00']),
    },
    expected: {
      perimeter_totals: rowsOf('perimeter line_outflows', ['E1', '67.0000'], ['GROUP', '7.0000']),
    },
  },
  {
    name: 'derivatives of one netting set with two customers',
    citation: 'd238 ¶116',
    tables: {
      customer: CUSTOMERS.slice(2).concat(rowsOf('customer_id type', ['second', 'corporate'])),
      derivative: rowsOf(
        'derivative_id customer_id netting_set mtm',
        ['d1', 'outside', 'N', '0.00'],
        ['d2', 'second', 'N', '0.00'],
      ),
      margin: rowsOf('margin_id netting_set direction kind asset market_value', [
        'm1',
        'N',
        'posted',
        'variation',
        'security',
        '10.00',
      ]),
    },
    error: 'column is_one, ',
  },
  {
    name: 'a perimeter with the name of an entity',
    citation: 'house convention',
    tables: {
      entity: ENTITIES,
      perimeter_member: rowsOf('entity_id perimeter', ['E1', 'E2']),
    },
    error: 'tage named_members, column perimeter',
  },
  {
    name: 'a member that is no reporting entity',
    citation: 'house convention',
    tables: { perimeter_member: rowsOf('entity_id perimeter', ['E9', 'BOTH']) },
    error: 'tage named_members',
  },
  {
    name: 'a customer that is said to be an entity that does not report',
    citation: 'house convention',
    tables: {
      customer: rowsOf('customer_id type reporting_entity_id', ['C', 'corporate', 'E9']),
      account: rowsOf('account_id customer_id balance', ['a', 'C', '1.00']),
    },
    error: 'tage group_customers, column is_known',
  },
];

export const FUNDING_PERIMETER_CASES: readonly LcrCase[] = [
  {
    name: 'perpetual debt of a member is no funding of the group, as capital without maturity is',
    citation: 'd295 ¶21(a); house convention',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      capital: rowsOf(
        'capital_id entity_id capital_tier amount',
        ['c1', 'E1', 'cet1', '500.00'],
        ['c2', 'E2', 'at1', '100.00'],
      ),
      instrument: rowsOf('security_id asset_class hqla_class issuer_id', [
        'PERPETUAL',
        'financial',
        'ineligible',
        'DAUGHTER',
      ]),
      holding: rowsOf('holding_id security_id mtm_dirty', ['h', 'PERPETUAL', '100.00']),
    },
    expected: {
      nsfr_calc: rowsOf(
        'perimeter asf rsf',
        ['E1', '500.0000', '85.0000'],
        ['E2', '100.0000', '0.0000'],
        ['GROUP', '500.0000', '0.0000'],
      ),
    },
  },
  {
    name: 'own paper that a member holds is neither asset nor funding, shares no capital',
    citation: 'house convention',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      capital: rowsOf(
        'capital_id entity_id capital_tier amount',
        ['c1', 'E1', 'cet1', '500.00'],
        ['c2', 'E2', 'cet1', '100.00'],
      ),
      own_issue: rowsOf('issue_id entity_id amount end_date', ['i', 'E2', '80.00', '2026-01-31']),
      instrument: rowsOf(
        'security_id asset_class hqla_class maturity_date issuer_id',
        ['BOND', 'financial', 'ineligible', '2026-01-31', 'DAUGHTER'],
        ['SHARE', 'equity', 'ineligible', null, 'DAUGHTER'],
      ),
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty',
        ['h1', 'E1', 'BOND', '30.00'],
        ['h2', 'E1', 'SHARE', '100.00'],
        ['h3', 'E2', 'BOND', '5.00'],
      ),
    },
    expected: {
      // E1 holds 30 at 85 % and 100 at 100 %; E2 has 80 of its own at 100 %, of which it holds 5 itself, and the group 35.
      nsfr_calc: rowsOf(
        'perimeter asf rsf',
        ['E1', '500.0000', '125.5000'],
        ['E2', '175.0000', '0.0000'],
        ['GROUP', '545.0000', '0.0000'],
      ),
    },
  },
  {
    name: 'the NSFR of a group has no funding, loans and derivatives between its members',
    citation: 'd295 ¶9; house convention: each side is eliminated by itself',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      capital: rowsOf('capital_id capital_tier amount', ['c', 'cet1', '500.00']),
      account: rowsOf('account_id entity_id customer_id type withdrawal_penalty balance end_date', [
        'taken',
        'E2',
        'PARENT',
        'time_deposit',
        'not_allowed',
        '200.00',
        '2026-01-31',
      ]),
      loan: rowsOf('loan_id entity_id customer_id balance end_date', [
        'granted',
        'E1',
        'DAUGHTER',
        '200.00',
        '2026-01-31',
      ]),
      derivative: rowsOf(
        'derivative_id entity_id customer_id mtm',
        ['d1', 'E1', 'DAUGHTER', '40.00'],
        ['d2', 'E2', 'PARENT', '-40.00'],
        ['d3', 'E1', 'outside', '10.00'],
      ),
    },
    expected: {
      nsfr_calc: rowsOf(
        'perimeter asf rsf net_derivative_asset net_derivative_liability',
        ['E1', '500.0000', '250.0000', '50.0000', '0.0000'],
        ['E2', '200.0000', '8.0000', '0.0000', '40.0000'],
        ['GROUP', '500.0000', '10.0000', '10.0000', '0.0000'],
      ),
    },
  },
];
