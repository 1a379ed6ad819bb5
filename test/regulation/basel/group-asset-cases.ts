/** Assets of perimeters: collateral between members, own paper, and what can't be moved. */

import { type LcrCase, rowsOf } from './case.ts';
import { CUSTOMERS, ENTITIES } from './perimeter-cases.ts';

export const GROUP_ASSET_CASES: readonly LcrCase[] = [
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
    name: 'the parent and the daughter of docs/regulation/perimeters.md',
    citation: 'd238 ¶36, 171',
    tables: {
      entity: rowsOf('entity_id transfer_restricted', ['E1', null], ['E2', 'true']),
      customer: [...CUSTOMERS, { customer_id: 'saver', type: 'individual' }],
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty',
        ['p', 'E1', 'GILT', '500.00'],
        ['d', 'E2', 'GILT', '300.00'],
      ),
      loan: rowsOf('loan_id entity_id customer_id type balance end_date', [
        'lent',
        'E1',
        'DAUGHTER',
        'interbank',
        '100.00',
        '2024-02-01',
      ]),
      account: rowsOf(
        'account_id entity_id customer_id balance',
        ['savers', 'E2', 'saver', '1000.00'],
        ['owed', 'E2', 'PARENT', '100.00'],
      ),
    },
    expected: {
      final_calc: rowsOf(
        'perimeter stock outflows inflows net_outflows lcr',
        ['E1', '500.0000', '0.0000', '100.0000', '0.0000', null],
        ['E2', '300.0000', '200.0000', '0.0000', '200.0000', '1.500000'],
        ['GROUP', '600.0000', '100.0000', '0.0000', '100.0000', '6.000000'],
      ),
    },
  },
];
