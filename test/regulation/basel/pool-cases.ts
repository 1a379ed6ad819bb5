/** Pools of collateral, and liquidity that counts only where a supervisor has opened the way to it. */

import { FACT, type LcrCase, rowsOf } from './case.ts';

const HOLDINGS = 'holding_id security_id mtm_dirty encumbrance_amount pool_id';

export const POOL_CASES: readonly LcrCase[] = [
  {
    name: 'a pool takes up what is no HQLA first, then 2B, 2A and level 1, in proportion within a level',
    citation: 'd238 ¶31; in proportion: house convention',
    tables: {
      collateral_pool: rowsOf('pool_id currency_code used_amount other_collateral', [
        'P',
        'EUR',
        '1100.00',
        '100.00',
      ]),
      // After 100 of loans: 200 + 300 + 400 (100 of the 500 are pledged by themselves), so 100 of the 400 of level 1 are left to take.
      holding: rowsOf(
        HOLDINGS,
        ['j', 'JUNK', '200.00', '0.00', 'P'],
        ['e', 'SHARE', '300.00', '0.00', 'P'],
        ['c', 'CORP_2A', '500.00', '100.00', 'P'],
        ['g1', 'GILT', '300.00', '0.00', 'P'],
        ['g2', 'GILT', '100.00', '0.00', 'P'],
        ['g3', 'GILT', '50.00', '10.00', null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['j', 'encumbered', 'OUT.encumbered', 'outside', '200.00', '0.0000'],
        ['e', 'encumbered', 'OUT.encumbered', 'outside', '300.00', '0.0000'],
        ['c', 'encumbered', 'OUT.encumbered', 'outside', '500.00', '0.0000'],
        ['g1', 'free', 'L1.sec0', 'stock', '225.00', '225.0000'],
        ['g1', 'encumbered', 'OUT.encumbered', 'outside', '75.00', '0.0000'],
        ['g2', 'free', 'L1.sec0', 'stock', '75.00', '75.0000'],
        ['g2', 'encumbered', 'OUT.encumbered', 'outside', '25.00', '0.0000'],
        ['g3', 'free', 'L1.sec0', 'stock', '40.00', '40.0000'],
        ['g3', 'encumbered', 'OUT.encumbered', 'outside', '10.00', '0.0000'],
      ),
      pool_use: rowsOf('pool_id used_other used_none used_2b used_2a used_1 uncovered', [
        'P',
        ...['100.00', '200.00', '300.00', '400.00', '100.00', '0.00'],
      ]),
      uncovered_pools: [],
    },
  },
  {
    name: 'a pool in another currency, one that is drawn beyond what lies in it, and one that is empty',
    citation: 'd238 ¶31',
    tables: {
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.500000000']),
      collateral_pool: rowsOf(
        'pool_id currency_code used_amount',
        ['dollars', 'USD', '20.00'],
        ['short', 'EUR', '50.00'],
        ['empty', 'EUR', '7.00'],
      ),
      holding: rowsOf(
        HOLDINGS,
        ['b', 'CORP_2B', '100.00', '0.00', 'dollars'],
        ['g', 'GILT', '30.00', '0.00', 'short'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['b', 'free', 'L2B.corp', 'stock', '90.00', '45.0000'],
        ['b', 'encumbered', 'OUT.encumbered', 'outside', '10.00', '0.0000'],
        ['g', 'encumbered', 'OUT.encumbered', 'outside', '30.00', '0.0000'],
      ),
      uncovered_pools: rowsOf(
        'pool_id used uncovered',
        ['short', '50.00', '20.00'],
        ['empty', '7.00', '7.00'],
      ),
    },
  },
  {
    name: 'paper that has matured is taken up as no HQLA',
    citation: 'd238 ¶31',
    tables: {
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std maturity_date',
        ['old', 'sovereign', 'i', '0.000000', '2024-01-31'],
        ['new', 'sovereign', 'i', '0.000000', '2030-01-31'],
      ),
      collateral_pool: rowsOf('pool_id currency_code used_amount', ['P', 'EUR', '60.00']),
      holding: rowsOf(HOLDINGS, ['o', 'old', '50.00', '0.00', 'P'], ['n', 'new', '100.00', '0.00', 'P']),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['o', 'encumbered', 'OUT.matured', 'outside', '50.00', '0.0000'],
        ['n', 'free', 'L1.sec0', 'stock', '90.00', '90.0000'],
        ['n', 'encumbered', 'OUT.encumbered', 'outside', '10.00', '0.0000'],
      ),
    },
  },
  {
    name: 'what could not be in the stock of its holder is taken up first: paper outside its control, and its own',
    citation: 'd238 ¶31, 33: assets that are not eligible for the stock',
    tables: {
      customer: rowsOf('customer_id type reporting_entity_id', ['self', 'credit_institution', 'E1']),
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std maturity_date issuer_id',
        ['GILT', 'sovereign', 'i', '0.000000', '2030-01-31', null],
        ['CORP_2A', 'corporate', 'iia', null, '2030-01-31', null],
        ['OWN', 'covered_bond', 'iia', null, '2030-01-31', 'self'],
      ),
      collateral_pool: rowsOf('pool_id currency_code used_amount', ['P', 'EUR', '150.00']),
      holding: rowsOf(
        `${HOLDINGS} treasury_control`,
        ['desk', 'GILT', '100.00', '0.00', 'P', 'false'],
        ['own', 'OWN', '50.00', '0.00', 'P', 'true'],
        ['a', 'CORP_2A', '100.00', '0.00', 'P', 'true'],
        ['g', 'GILT', '1000.00', '0.00', null, 'true'],
      ),
    },
    expected: {
      pool_use: rowsOf('pool_id used_none used_2a uncovered', ['P', '150.00', '0.00', '0.00']),
      final_calc: rowsOf('perimeter stock', ['E1', '1085.0000'], ['GROUP', '1085.0000']),
    },
  },
  {
    name: 'a holding in a pool that nobody has described stops the run',
    citation: 'house convention: what a pool takes up is never taken as nothing',
    tables: { holding: rowsOf(HOLDINGS, ['g', 'GILT', '30.00', '0.00', 'P']) },
    error: 'tage holding_facts, column pool_known',
  },
];

const OPTIONS = 'option_id kind amount';
const opened = (...rows: readonly (readonly [line: string, value: string])[]) =>
  rowsOf('line value', ...rows);

export const OPTION_CASES: readonly LcrCase[] = [
  {
    name: 'what a supervisor has opened counts: facilities in full, foreign assets less what he takes off',
    citation: 'd238 ¶54a, 58, 59–61',
    tables: {
      national_option: opened(['L2B.rclf', '0.000000'], ['ALA1', '0.000000'], ['ALA2', '0.080000']),
      holding: rowsOf('holding_id security_id mtm_dirty', ['g', 'GILT', '1000.00']),
      liquidity_option: rowsOf(
        OPTIONS,
        ['r', 'restricted_facility', '100.00'],
        ['c', 'committed_facility', '70.00'],
        ['f', 'foreign_currency', '200.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['g', 'free', 'L1.sec0', 'stock', '1000.00', '1000.0000'],
        ['r', 'whole', 'L2B.rclf', 'stock', '100.00', '100.0000'],
        ['c', 'whole', 'ALA1', 'stock', '70.00', '70.0000'],
        ['f', 'whole', 'ALA2', 'stock', '-200.00', '-16.0000'],
      ),
      // 1000 + 100 (within 15 %) + 70 − 16.
      final_calc: rowsOf(
        'perimeter l2b alternatives outside_caps stock',
        ['E1', '100.0000', '54.0000', '54.0000', '1154.0000'],
        ['GROUP', '100.0000', '54.0000', '54.0000', '1154.0000'],
      ),
    },
  },
  ...(
    [
      ['ALA2', '0.079999', 'takes off less than 8 %'],
      ['ALA3', '0.199999', 'takes off less than 20 %'],
    ] as const
  ).map(
    ([line, value, what]): LcrCase => ({
      name: `a supervisor who ${what} for ${line} stops the run`,
      citation: 'd238 ¶60, 62',
      tables: {
        national_option: opened([line, value]),
        liquidity_option: rowsOf(OPTIONS, ['a', line === 'ALA2' ? 'foreign_currency' : 'level_2a', '100.00']),
      },
      error: 'tage factors, column is_allowed',
    }),
  ),
  ...(
    [
      ['R.lesss', 'BASEL', 'line_is_known'],
      ['L2A.corp', 'BASEL', 'line_has_options'],
      ['X.rnf', 'BASEL', 'line_has_options'],
      ['R.less', 'EU', 'jurisdiction_is_known'],
    ] as const
  ).map(
    ([line, jurisdiction, column]): LcrCase => ({
      name: `a national option that would change nothing stops the run: ${line} of ${jurisdiction}`,
      citation: 'house convention: a mistyped line is a rate that nobody applies',
      tables: { national_option: rowsOf('line jurisdiction value', [line, jurisdiction, '0.200000']) },
      expected: { option_checks: [] },
      error: `tage option_checks, column ${column}`,
    }),
  ),
  {
    name: 'level 2A above its cap comes back at its own haircut, as far as the cap cut it off',
    citation: 'd238 ¶62',
    tables: {
      national_option: opened(['ALA3', '0.250000']),
      // 850 after haircut against 300 of level 1: the cap leaves 200 and cuts off 650, which is 764.7059 at market value.
      holding: rowsOf(
        'holding_id security_id mtm_dirty',
        ['g', 'GILT', '300.00'],
        ['c', 'CORP_2A', '1000.00'],
      ),
      liquidity_option: rowsOf(OPTIONS, ['a', 'level_2a', '900.00']),
    },
    expected: {
      final_calc: rowsOf(
        'perimeter adj40 cut_2a extra_2a_amount extra_2a_most extra_2a_counted stock',
        // 764.7059 × 0.75 = 573.529425, to four digits.
        ...['E1', 'GROUP'].map((perimeter) => [
          perimeter,
          ...['650.0000', '650.0000', '900.0000', '764.7059', '573.5294', '1073.5294'],
        ]),
      ),
    },
  },
  {
    name: 'less than the cap cut off counts as given; what is not cut off brings nothing',
    citation: 'd238 ¶62',
    tables: {
      entity: [{ entity_id: 'E1' }, { entity_id: 'E2' }],
      national_option: opened(['ALA3', '0.200000']),
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty',
        ['g', 'E1', 'GILT', '300.00'],
        ['c', 'E1', 'CORP_2A', '1000.00'],
        ['h', 'E2', 'GILT', '1000.00'],
      ),
      liquidity_option: rowsOf(
        'option_id entity_id kind amount',
        ['a', 'E1', 'level_2a', '100.00'],
        ['b', 'E2', 'level_2a', '100.00'],
      ),
    },
    expected: {
      // In the group level 2 is 850 ÷ 2150, below 40 %: nothing is cut off.
      final_calc: rowsOf(
        'perimeter extra_2a_counted stock',
        ['E1', '80.0000', '580.0000'],
        ['E2', '0.0000', '1000.0000'],
        ['GROUP', '0.0000', '2150.0000'],
      ),
    },
  },
  ...(
    [
      ['committed_facility', 'ALA1'],
      ['foreign_currency', 'ALA2'],
      ['level_2a', 'ALA3'],
      ['restricted_facility', 'L2B.rclf'],
    ] as const
  ).map(
    ([kind, line]): LcrCase => ({
      name: `${line} that no supervisor has opened stops the run`,
      citation: 'd238 ¶54a, 55: only where the supervisor offers it',
      tables: { liquidity_option: rowsOf(OPTIONS, ['x', kind, '100.00']) },
      error: `tage deal_enrichment, column ${line === 'ALA2' ? 'liquidity_factor' : 'haircut'}`,
    }),
  ),
];

/** Of the NSFR. */
export const POOL_FUNDING_CASES: readonly LcrCase[] = [
  {
    name: 'what a pool takes up of a holding has no end, whatever is said of what is pledged by itself',
    citation: 'd295 ¶31; house convention: no day is assumed for a pool',
    tables: {
      collateral_pool: rowsOf('pool_id currency_code used_amount', ['P', 'EUR', '110.00']),
      holding: rowsOf(
        'holding_id security_id mtm_dirty encumbrance_amount encumbrance_end_date pool_id',
        ['m', 'GILT', '100.00', '10.00', '2024-03-31', 'P'],
        ['n', 'GILT', '120.00', '0.00', null, 'P'],
      ),
    },
    expected: {
      // 110 of 90 + 120 are taken up: 47.14 and 62.86. Level 1: 5 % free, and pledged for less than half a year; 100 % above a year.
      stable_funding: rowsOf(
        'position_id part line amount funding_value',
        ['m', 'free', 'R5', '42.86', '2.1430'],
        ['m', 'pledged', 'R5', '10.00', '0.5000'],
        ['m', 'pooled', 'R100a', '47.14', '47.1400'],
        ['n', 'free', 'R5', '57.14', '2.8570'],
        ['n', 'pooled', 'R100a', '62.86', '62.8600'],
      ),
    },
  },
];
