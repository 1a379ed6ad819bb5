/** Formulas of what gives liquidity beside free securities: pools of collateral, and what supervisors open. */

import { type Formula, onceWith, rows, securities, step, term } from './formula.ts';

const POOL: Formula = {
  title: 'Pools of collateral',
  ratio: 'LCR',
  citation: 'd238 ¶31; in proportion within a rank: House',
  law: [
    'left to take before a rank = used_amount − other_collateral − what the ranks before it gave',
    'taken of a rank  = min(left, value of the pool’s securities of the rank)    ranks: no HQLA, 2B, 2A, 1',
    'pooled of a holding = unpledged · taken of its rank ÷ value of its rank    to cents',
    'encumbered = pledged + pooled',
  ],
  terms: [
    term(
      'pool_use',
      'used other total_none total_2b total_2a total_1',
      'what is drawn, and what lies in the pool',
    ),
    term('pool_use', 'used_other used_none used_2b used_2a used_1 uncovered', 'what the drawings take up'),
    term('holding_values', 'pledged unpledged rank', 'holdings, with what of them is pledged by itself'),
    term('holding_facts', 'pooled encumbered free', 'what that makes of each holding'),
  ],
  lines: ['OUT.encumbered'],
  note: 'Where a bank knows which securities secure its drawings, it says so in `encumbrance_amount`, and names no pool. Drawings beyond all that lies in a pool are told by `run`.',
  example: {
    story:
      '500 are drawn against a pool with loans of 100, level 2B of 200, level 2A of 150 and two government bonds of 300 and 100.',
    runs: onceWith(
      {
        instrument: securities('GOV', 'CORP_2A', 'CORP_2B'),
        collateral_pool: rows('pool_id currency_code used_amount other_collateral', [
          'P',
          'EUR',
          '500.00',
          '100.00',
        ]),
        holding: rows(
          'holding_id security_id mtm_dirty pool_id',
          ['b', 'CORP_2B', '200.00', 'P'],
          ['a', 'CORP_2A', '150.00', 'P'],
          ['g1', 'GOV', '300.00', 'P'],
          ['g2', 'GOV', '100.00', 'P'],
        ),
      },
      {
        pool_use: rows('pool_id used_other used_2b used_2a used_1 uncovered', [
          'P',
          ...['100.00', '200.00', '150.00', '50.00', '0.00'],
        ]),
        holding_facts: rows(
          'holding_id pooled free',
          ['b', '200.00', '0.00'],
          ['a', '150.00', '0.00'],
          ['g1', '37.50', '262.50'],
          ['g2', '12.50', '87.50'],
        ),
      },
    ),
    steps: [
      step('pool_use.used_1', 'min(500 − 100 − 200 − 150, 300 + 100)'),
      step('holding_facts.pooled', '300 · 50 ÷ 400', 2),
      step('holding_facts.pooled', '100 · 50 ÷ 400', 3),
    ],
  },
};

const ALTERNATIVES: Formula = {
  title: 'Alternative liquidity',
  ratio: 'LCR',
  citation: 'd238 ¶54a, 55–62',
  law: [
    'facility              = amount · (1 − haircut of the supervisor)              L2B.rclf within the caps, ALA1 outside',
    'foreign assets        = − amount · deduction of the supervisor                ALA2: at least 8 %; the assets are in the stock',
    'cut off level 2A      = max(min(adj40, A2A, L2A), 0) · 20/17                  at market value: its haircut was 15 %',
    'level 2A above        = min(amount, cut off) · (1 − haircut of the supervisor)  ALA3: at least 20 %',
    'stock                 = L1 + L2A + L2B − adj15 − adj40 + ALA1 + ALA2 + level 2A above',
  ],
  terms: [
    term(
      'factors',
      'line rate_kind opened haircut liquidity_factor',
      'what the supervisor takes off; empty: he has opened nothing',
    ),
    term(
      'final_calc',
      'alternatives cut_2a extra_2a_most extra_2a_counted outside_caps stock',
      'what counts',
    ),
  ],
  lines: ['L2B.rclf', 'ALA1', 'ALA2', 'ALA3'],
  note: 'Each line counts only where a row of national_option opens it, with at least what the standard takes off; without one a row of `liquidity_option` stops the run. The limit of ¶64 on options and level 2 together is not checked.',
  example: {
    story:
      'Level 1 of 300 and level 2A of 1,000, which the cap of 40 % cuts; the supervisor opens a facility of 70 and level 2A above the cap, of which the bank names 400.',
    runs: onceWith(
      {
        instrument: securities('GOV', 'CORP_2A'),
        holding: rows(
          'holding_id security_id mtm_dirty',
          ['g', 'GOV', '300.00'],
          ['a', 'CORP_2A', '1000.00'],
        ),
        national_option: rows(
          'jurisdiction line valid_from value',
          ['BASEL', 'ALA1', '2015-01-01', '0.000000'],
          ['BASEL', 'ALA3', '2015-01-01', '0.200000'],
        ),
        liquidity_option: rows(
          'option_id kind amount',
          ['facility', 'committed_facility', '70.00'],
          ['above', 'level_2a', '400.00'],
        ),
      },
      {
        final_calc: rows('perimeter l1 l2a adj40 alternatives extra_2a_most extra_2a_counted stock', [
          'E1',
          ...['300.0000', '850.0000', '650.0000', '70.0000', '764.7059', '320.0000', '890.0000'],
        ]),
      },
    ),
    steps: [
      step('final_calc.adj40', '850 − 2 · 300 ÷ 3'),
      step('final_calc.extra_2a_most', '650 · 20 ÷ 17'),
      step('final_calc.extra_2a_counted', 'min(400, 764.7059) · (1 − 20 %)'),
      step('final_calc.stock', '300 + 850 − 0 − 650 + 70 + 320'),
    ],
  },
};

export const LIQUIDITY_FORMULAS: readonly Formula[] = [POOL, ALTERNATIVES];
