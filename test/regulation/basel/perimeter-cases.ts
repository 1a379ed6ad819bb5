/** Perimeters: who is a member, what is eliminated between members, what can't be moved, and what the two sides tell differently. */

import { type LcrCase, rowsOf } from './case.ts';

const ENTITIES = rowsOf('entity_id transfer_restricted', ['E1', null], ['E2', null]);

/** E1 and E2 as customers of each other, and a bank outside. */
const CUSTOMERS = rowsOf(
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
    name: 'a repo between members: what was pledged is free again, what was received is no asset; passed on to others it is pledged',
    citation: 'd238 ¶31, Annex 1; regulatory.md 1.5',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty encumbrance_amount',
        ['kept', 'E2', 'GILT', '100.00', '100.00'],
        ['passed', 'E2', 'CORP_2A', '200.00', '200.00'],
      ),
      security_financing: rowsOf(
        'deal_id entity_id customer_id sft_type cash_amount end_date',
        ['given', 'E2', 'PARENT', 'repo', '95.00', '2024-02-10'],
        ['lent', 'E1', 'DAUGHTER', 'rev_repo', '95.00', '2024-02-10'],
        ['given2', 'E2', 'PARENT', 'repo', '150.00', '2024-12-31'],
        ['lent2', 'E1', 'DAUGHTER', 'rev_repo', '150.00', '2024-12-31'],
        ['out', 'E1', 'outside', 'repo', '140.00', '2024-12-31'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value reuse',
        ['given/1', 'given', 'GILT', '100.00', 'none'],
        ['lent/1', 'lent', 'GILT', '100.00', 'none'],
        ['given2/1', 'given2', 'CORP_2A', '200.00', 'none'],
        ['lent2/1', 'lent2', 'CORP_2A', '200.00', 'repo'],
        ['out/1', 'out', 'CORP_2A', '200.00', 'none'],
      ),
    },
    expected: {
      perimeter_totals: rowsOf(
        'perimeter l1 l2a a1 a2a line_outflows inflows',
        ['E1', '100.0000', '0.0000', '95.0000', '0.0000', '0.0000', '0.0000'],
        ['E2', '0.0000', '0.0000', '5.0000', '0.0000', '0.0000', '0.0000'],
        ['GROUP', '100.0000', '0.0000', '100.0000', '0.0000', '0.0000', '0.0000'],
      ),
      // E1 lent against CORP_2A and passed it on: both books tell the same, so nothing differs.
      intragroup_differences: rowsOf('creditor debtor claim debt differs', [
        'E1',
        'E2',
        '245.00',
        '245.00',
        'false',
      ]),
    },
  },
  {
    name: 'securities of a member are no assets where it is a member, its own are none for itself',
    citation: 'regulatory.md 1.5',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std maturity_date issuer_id',
        ['OWN', 'covered_bond', 'iia', null, '2030-01-31', 'DAUGHTER'],
        ['OTHER', 'covered_bond', 'iia', null, '2030-01-31', 'outside'],
      ),
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty',
        ['a', 'E1', 'OWN', '100.00'],
        ['b', 'E2', 'OWN', '100.00'],
        ['c', 'E1', 'OTHER', '10.00'],
      ),
    },
    expected: {
      perimeter_totals: rowsOf('perimeter l2a', ['E1', '93.5000'], ['E2', '0.0000'], ['GROUP', '8.5000']),
    },
  },
  {
    name: 'what a restricted member can’t move counts up to its net outflows, and is taken out in its order of levels',
    citation: 'd238 ¶36, 171',
    tables: {
      entity: rowsOf(
        'entity_id transfer_restricted trapped_order',
        ['E1', null, null],
        ['E2', 'true', '2A-1-2B'],
        ['E3', 'true', null],
        ['E4', 'true', null],
      ),
      customer: CUSTOMERS,
      account: rowsOf(
        'account_id entity_id customer_id balance',
        ['e2', 'E2', 'outside', '60.00'],
        ['e2_in', 'E2', 'PARENT', '1000.00'],
        ['e3', 'E3', 'outside', '10.00'],
        ['e4', 'E4', 'outside', '500.00'],
      ),
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty',
        ['h1', 'E1', 'GILT', '1000.00'],
        ['h2', 'E2', 'GILT', '100.00'],
        ['h2a', 'E2', 'CORP_2A', '20.00'],
        ['h2b', 'E2', 'CORP_2B', '10.00'],
        ['h3', 'E3', 'GILT', '15.00'],
        ['h4', 'E4', 'GILT', '400.00'],
      ),
    },
    expected: {
      // E2: 100 + 17 + 5 less 60 are 62, of which 17 of level 2A and 45 of level 1. The balance of the parent is no outflow of the group.
      trapped_liquidity: rowsOf(
        'perimeter entity_id net_outflows trapped trapped_1 trapped_2a trapped_2b',
        ['GROUP', 'E2', '60.0000', '62.0000', '45.0000', '17.0000', '0.0000'],
        ['GROUP', 'E3', '10.0000', '5.0000', '5.0000', '0.0000', '0.0000'],
        ['GROUP', 'E4', '500.0000', '0.0000', '0.0000', '0.0000', '0.0000'],
      ),
      perimeter_totals: rowsOf(
        'perimeter l1 l2a l2b a1',
        ['E1', '1000.0000', '0.0000', '0.0000', '1000.0000'],
        ['E2', '100.0000', '17.0000', '5.0000', '100.0000'],
        ['E3', '15.0000', '0.0000', '0.0000', '15.0000'],
        ['E4', '400.0000', '0.0000', '0.0000', '400.0000'],
        ['GROUP', '1465.0000', '0.0000', '5.0000', '1465.0000'],
      ),
    },
  },
  {
    name: 'a restricted entity alone in a perimeter keeps all of its assets',
    citation: 'd238 ¶36: of a group of several',
    tables: {
      entity: rowsOf('entity_id transfer_restricted', ['E1', 'true']),
      perimeter_member: rowsOf('entity_id perimeter', ['E1', 'ALONE']),
      holding: rowsOf('holding_id security_id mtm_dirty', ['h', 'GILT', '100.00']),
    },
    expected: {
      perimeter_totals: rowsOf(
        'perimeter l1',
        ['E1', '100.0000'],
        ['GROUP', '100.0000'],
        ['ALONE', '100.0000'],
      ),
    },
  },
  {
    name: 'collateral that comes free lies with the member that has it: trapped there, and not where it came from',
    citation: 'd238 ¶36, 171; house convention',
    tables: {
      entity: rowsOf('entity_id transfer_restricted', ['E1', null], ['E2', 'true']),
      customer: CUSTOMERS,
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty encumbrance_amount',
        ['to_e2', 'E1', 'GILT', '100.00', '100.00'],
        ['to_e1', 'E2', 'CORP_2A', '200.00', '200.00'],
      ),
      security_financing: rowsOf(
        'deal_id entity_id customer_id sft_type cash_amount end_date',
        ['a', 'E1', 'DAUGHTER', 'repo', '90.00', '2024-12-31'],
        ['b', 'E2', 'PARENT', 'rev_repo', '90.00', '2024-12-31'],
        ['c', 'E2', 'PARENT', 'repo', '150.00', '2024-12-31'],
        ['d', 'E1', 'DAUGHTER', 'rev_repo', '150.00', '2024-12-31'],
        ['e', 'E1', 'outside', 'repo', '150.00', '2024-12-31'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value reuse',
        ['a1', 'a', 'GILT', '100.00', 'none'],
        ['b1', 'b', 'GILT', '100.00', 'none'],
        ['c1', 'c', 'CORP_2A', '200.00', 'none'],
        ['d1', 'd', 'CORP_2A', '200.00', 'repo'],
        ['e1', 'e', 'CORP_2A', '200.00', 'none'],
      ),
    },
    expected: {
      // E2 has the 100 of GILT, and nothing of what it gave.
      trapped_liquidity: rowsOf('perimeter entity_id trapped_1 trapped_2a', [
        'GROUP',
        'E2',
        '100.0000',
        '0.0000',
      ]),
      perimeter_totals: rowsOf(
        'perimeter l1 l2a',
        ['E1', '0.0000', '0.0000'],
        ['E2', '100.0000', '0.0000'],
        ['GROUP', '0.0000', '0.0000'],
      ),
    },
  },
  {
    name: 'no more comes free than is pledged under the control of the liquidity function, and of that what others have stays',
    citation: 'd238 ¶31, 33; house convention',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty encumbrance_amount treasury_control',
        ['not_pledged', 'E2', 'GILT', '100.00', '0.00', 'true'],
        ['no_control', 'E2', 'CORP_2A', '100.00', '100.00', 'false'],
        ['in_part', 'E2', 'CORP_2B', '100.00', '90.00', 'true'],
      ),
      security_financing: rowsOf(
        'deal_id entity_id customer_id sft_type cash_amount end_date',
        ['in', 'E2', 'PARENT', 'repo', '200.00', '2024-12-31'],
        ['out', 'E2', 'outside', 'repo', '20.00', '2024-12-31'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value',
        ['in/1', 'in', 'GILT', '100.00'],
        ['in/2', 'in', 'CORP_2A', '100.00'],
        ['in/3', 'in', 'CORP_2B', '60.00'],
        ['in/4', 'in', 'CORP_2B', '40.00'],
        ['out/1', 'out', 'CORP_2B', '30.00'],
      ),
    },
    expected: {
      // Of CORP_2B 90 less 30 may come free, of which six tenths are with one piece.
      collateral_releases: rowsOf('collateral_id released_amount', ['in/3', '36.00'], ['in/4', '24.00']),
      perimeter_totals: rowsOf(
        'perimeter l1 l2a l2b',
        ['E2', '100.0000', '0.0000', '5.0000'],
        ['GROUP', '100.0000', '0.0000', '35.0000'],
      ),
    },
  },
  {
    name: 'lending to outsiders against a member’s paper is not unwound, nor does the paper go back from the capacity',
    citation: 'd238 Annex 1; regulatory.md 1.5',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std maturity_date issuer_id',
        ['GILT', 'sovereign', 'i', '0.000000', '2030-01-31', null],
        ['OWN', 'covered_bond', 'iia', null, '2030-01-31', 'DAUGHTER'],
        ['OTHER', 'covered_bond', 'iia', null, '2030-01-31', 'outside'],
      ),
      holding: rowsOf('holding_id security_id mtm_dirty', ['g', 'GILT', '50.00'], ['o', 'OTHER', '100.00']),
      security_financing: rowsOf('deal_id customer_id sft_type cash_amount end_date', [
        'r',
        'outside',
        'rev_repo',
        '100.00',
        '2024-02-10',
      ]),
      sft_collateral: rowsOf('collateral_id deal_id security_id market_value', ['r/1', 'r', 'OWN', '100.00']),
    },
    expected: {
      final_calc: rowsOf(
        'perimeter l1 l2a a1 a2a adj40 stock',
        ['E1', '50.0000', '170.0000', '150.0000', '85.0000', '0.0000', '220.0000'],
        ['GROUP', '50.0000', '85.0000', '50.0000', '85.0000', '51.6667', '83.3333'],
      ),
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
