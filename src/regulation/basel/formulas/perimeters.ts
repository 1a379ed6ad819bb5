/** Formulas of perimeters and of time: what can't be moved, what comes free, and how long the liquidity lasts. */

import { type Formula, onceWith, rows, securities, step, term } from './formula.ts';

const TRAPPED: Formula = {
  title: 'Liquidity that can’t be moved',
  ratio: 'LCR',
  citation: 'd238 ¶36, 171; order of levels where the entity states none: House',
  law: [
    'of each restricted member in a perimeter of several:',
    'trapped        = max(Σ stock of the member − its net outflows in the perimeter, 0)',
    'trapped(level) = max(min(stock of the level, trapped − stock of the levels before it), 0)',
    'L(level)       = level − Σ trapped(level)                             before the caps',
  ],
  terms: [
    term(
      'trapped_liquidity',
      'perimeter entity_id stock_1 stock_2a stock_2b net_outflows trapped trapped_1 trapped_2a trapped_2b',
      'each restricted member',
    ),
    term(
      'perimeter_totals',
      'sum_l1 off_trapped_1 l1 sum_l2a off_trapped_2a l2a sum_l2b off_trapped_2b l2b',
      'what is taken off',
    ),
  ],
  lines: [],
  note: 'Order: `trapped_order` of the entity; without one level 1 first, then 2A, then 2B.',
  example: {
    story:
      'E2 may not move its liquidity to E1. It has 150 of level 1 and 170 of level 2A, and a bank may call 100 from it; E1 has 500 of level 1.',
    runs: onceWith(
      {
        entity: rows('entity_id transfer_restricted', ['E1', 'false'], ['E2', 'true']),
        customer: rows('customer_id type', ['bank', 'credit_institution']),
        instrument: securities('GOV', 'CORP_2A'),
        holding: rows(
          'holding_id entity_id security_id mtm_dirty',
          ['h1', 'E1', 'GOV', '500.00'],
          ['h2', 'E2', 'GOV', '150.00'],
          ['h3', 'E2', 'CORP_2A', '200.00'],
        ),
        account: rows('account_id entity_id customer_id type balance', [
          'owed',
          'E2',
          'bank',
          'vostro',
          '100.00',
        ]),
      },
      {
        trapped_liquidity: rows(
          'perimeter entity_id stock_1 stock_2a net_outflows trapped trapped_1 trapped_2a',
          ['GROUP', 'E2', '150.0000', '170.0000', '100.0000', '220.0000', '150.0000', '70.0000'],
        ),
        perimeter_totals: rows('perimeter sum_l1 off_trapped_1 l1 sum_l2a off_trapped_2a l2a', [
          'GROUP',
          '650.0000',
          '150.0000',
          '500.0000',
          '170.0000',
          '70.0000',
          '100.0000',
        ]),
      },
    ),
    steps: [
      step('trapped_liquidity.stock_2a', '200 · (1 − 15 %)'),
      step('trapped_liquidity.trapped', 'max(150 + 170 − 100, 0)'),
      step('trapped_liquidity.trapped_1', 'max(min(150, 220 − 0), 0)'),
      step('trapped_liquidity.trapped_2a', 'max(min(170, 220 − 150), 0)'),
      step('perimeter_totals.l1', '500 + 150 − 150'),
      step('perimeter_totals.l2a', '170 − 70'),
    ],
  },
};

const RELEASED: Formula = {
  title: 'Collateral that comes free within a perimeter',
  ratio: 'LCR',
  citation: 'd238 ¶31, 33; House',
  law: [
    'of an entity and a security, given to members and to others:',
    'may come free  = min(max(pledged + passed on − given to others, 0), given to members)',
    'released piece = market value · may come free ÷ given to members     to cents',
  ],
  terms: [
    term(
      'pledge_limits',
      'entity_id security_id sum_pledged sum_passed_on sum_given_outside sum_given_inside may_come_free',
      'by entity and security',
    ),
    term('collateral_releases', 'collateral_id amount released_amount', 'by piece'),
    term('liquidity', 'deal_id part kind amount', 'the same, with `kind` released'),
  ],
  lines: [],
  note: '`pledged` is the pledged part of holdings under the control of the liquidity function. What a member received from another and passed on is taken off: kind `passed_on`.',
  example: {
    story:
      'E1 has pledged 100 of 300 of a government bond: it gave 80 to E2 and 50 to another bank, which is more than it has pledged.',
    runs: onceWith(
      {
        entity: rows('entity_id', ['E1'], ['E2']),
        customer: rows(
          'customer_id type reporting_entity_id',
          ['bank', 'credit_institution', null],
          ['sister', 'credit_institution', 'E2'],
        ),
        instrument: securities('GOV'),
        holding: rows('holding_id security_id mtm_dirty encumbrance_amount', [
          'h',
          'GOV',
          '300.00',
          '100.00',
        ]),
        security_financing: rows(
          'deal_id customer_id sft_type cash_amount end_date',
          ['in', 'sister', 'repo', '80.00', '2024-12-31'],
          ['out', 'bank', 'repo', '50.00', '2024-12-31'],
        ),
        sft_collateral: rows(
          'collateral_id deal_id security_id market_value',
          ['in/1', 'in', 'GOV', '80.00'],
          ['out/1', 'out', 'GOV', '50.00'],
        ),
      },
      {
        pledge_limits: rows(
          'entity_id security_id sum_pledged sum_passed_on sum_given_outside sum_given_inside may_come_free',
          ['E1', 'GOV', '100.00', '0.00', '50.00', '80.00', '50.00'],
        ),
        collateral_releases: rows('collateral_id amount released_amount', ['in/1', '80.00', '50.00']),
        final_calc: rows('perimeter l1', ['E1', '200.0000'], ['GROUP', '250.0000']),
      },
    ),
    steps: [
      step('pledge_limits.may_come_free', 'min(max(100 + 0 − 50, 0), 80)'),
      step('collateral_releases.released_amount', '80 · 50 ÷ 80'),
      step('final_calc.l1', '300 − 100'),
      step('final_calc.l1', '300 − 100 + 50', 1),
    ],
  },
};

const LADDER: Formula = {
  title: 'Gaps and survival horizon',
  ratio: 'LCR',
  citation: 'd238 part 3, ¶209; House',
  law: [
    'gap            = inflows − outflows                   by bucket, contractual',
    'cumulative gap = Σ gaps up to the end of the bucket',
    'surplus        = counterbalancing capacity + cumulative gap',
    'survival days  = (first day of 30 with a surplus below 0) − 1 − calculation date',
    'significant    = 20 · liabilities in the currency ≥ all liabilities',
  ],
  terms: [
    term('ladder', 'bucket inflows outflows gap cumulative_gap counterbalancing surplus', 'by bucket'),
    term('ladder_days', 'step day surplus', 'day by day up to day 30'),
    term('survival', 'currency liabilities all_liabilities significant lasts_until survival_days', 'horizon'),
  ],
  lines: [],
  note: '[The maturity ladder](ladder.md) says on which day a position stands.',
  example: {
    story:
      'Reserves of 100; deposits of 60 until 10 February and of 70 until 20 February; a loan of 20 comes back on 25 February.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['c', 'corporate'], ['cb', 'central_bank']),
        account: rows(
          'account_id customer_id asset_liability type balance end_date',
          ['reserve', 'cb', 'asset', 'reserve', '100.00', null],
          ['first', 'c', 'liability', 'time_deposit', '60.00', '2024-02-10'],
          ['second', 'c', 'liability', 'time_deposit', '70.00', '2024-02-20'],
        ),
        loan: rows('loan_id customer_id balance end_date', ['l', 'c', '20.00', '2024-02-25']),
      },
      {
        ladder: rows(
          'perimeter currency bucket inflows outflows gap cumulative_gap counterbalancing surplus',
          ['E1', 'TOTAL', 'days_8_14', '0.0000', '60.0000', '-60.0000', '-60.0000', '100.0000', '40.0000'],
          [
            'E1',
            'TOTAL',
            'days_15_30',
            '20.0000',
            '70.0000',
            '-50.0000',
            '-110.0000',
            '100.0000',
            '-10.0000',
          ],
        ),
        survival: rows('perimeter currency liabilities lasts_until survival_days', [
          'E1',
          'TOTAL',
          '130.0000',
          '2024-02-19',
          '19',
        ]),
      },
    ),
    steps: [
      step('ladder.gap', '20 − 70', 1),
      step('ladder.cumulative_gap', '−60 − 50', 1),
      step('ladder.surplus', '100 − 110', 1),
      step('survival.liabilities', '60 + 70'),
      step('survival.lasts_until', '2024-02-20 − 1'),
      step('survival.survival_days', '2024-02-20 − 1 − 2024-01-31'),
    ],
  },
};

export const PERIMETER_FORMULAS: readonly Formula[] = [TRAPPED, RELEASED];
export const LADDER_FORMULAS: readonly Formula[] = [LADDER];
