/** Other flows, currencies, perimeters, and worked examples from positions to the ratio. */

import { LCR_FACTOR_TABLE } from '../../../src/regulation/basel/factors.ts';
import { LCR_LINE_TABLE } from '../../../src/regulation/basel/line-table.ts';
import { FACT, type LcrCase, rowsOf } from './case.ts';

/** Every line, and since when the rate of the standard holds; null where it has none. */
const FACTOR_ROWS = LCR_LINE_TABLE.rows.map(({ line }) => [
  line ?? null,
  LCR_FACTOR_TABLE.rows.find((row) => row['line'] === line)?.['valid_from'] ?? null,
]);

export const WHOLE_BANK_CASES: readonly LcrCase[] = [
  {
    name: 'other flows: payments from today on, receipts from tomorrow on, operating costs never',
    citation: 'd238 ¶132–133, 141, 160',
    tables: {
      national_option: rowsOf('line value', ['I.oth', '1.000000']),
      other_flow: rowsOf(
        'flow_id customer_id direction kind due_date amount',
        ['late', null, 'out', 'dividend', '2024-01-10', '10.00'],
        ['day30', null, 'out', 'settlement', '2024-03-01', '10.00'],
        ['day31', null, 'out', 'interest', '2024-03-02', '10.00'],
        ['wages', null, 'out', 'operating', '2024-02-10', '10.00'],
        ['bank', 'credit_institution', 'out', 'extend_funds', '2024-02-10', '10.00'],
        ['firm', 'corporate', 'out', 'extend_funds', '2024-02-10', '10.00'],
        ['in0', null, 'in', 'settlement', '2024-01-31', '10.00'],
        ['in1', null, 'in', 'settlement', '2024-02-01', '10.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['late', 'whole', 'O.other', 'outflow', '10.00', '10.0000'],
        ['day30', 'whole', 'O.other', 'outflow', '10.00', '10.0000'],
        ['day31', 'whole', 'OUT.window', 'outside', '10.00', '0.0000'],
        ['wages', 'whole', 'OUT.operating', 'outside', '10.00', '0.0000'],
        ['bank', 'whole', 'X.fi', 'outflow', '10.00', '10.0000'],
        ['firm', 'whole', 'X.rnf', 'lending', '10.00', '0.0000'],
        ['in0', 'whole', 'OUT.window', 'outside', '10.00', '0.0000'],
        ['in1', 'whole', 'I.oth', 'inflow', '10.00', '10.0000'],
      ),
    },
  },
  {
    name: 'conversion once per position, rounded half away from zero; tranches sum to it',
    citation: 'house convention',
    tables: {
      exchange_rate: rowsOf(
        'base_currency_code rate',
        ['USD', '0.925000000'],
        ['KWD', '12.500000000'],
        ['JPY', '0.006123457'],
      ),
      customer: rowsOf('customer_id type established_relationship', ['individual', 'individual', 'true']),
      account: rowsOf(
        'account_id customer_id currency_code balance guarantee_scheme',
        ['tie', 'individual', 'USD', '0.20', null],
        ['near', 'individual', 'USD', '0.06', null],
        ['dear', 'individual', 'KWD', '10000.01', 'plain'],
        ['cheap', 'individual', 'JPY', '1000000.00', null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `currency_code ${FACT}`,
        ['USD', 'tie', 'whole', 'R.less', 'outflow', '0.19', '0.0190'],
        ['USD', 'near', 'whole', 'R.less', 'outflow', '0.06', '0.0060'],
        ['KWD', 'dear', 'insured', 'R.stable5', 'outflow', '100000.00', '5000.0000'],
        ['KWD', 'dear', 'uninsured', 'R.less', 'outflow', '25000.13', '2500.0130'],
        ['JPY', 'cheap', 'whole', 'R.less', 'outflow', '6123.46', '612.3460'],
      ),
    },
  },
  {
    name: 'a currency without a rate on the calculation date stops the run and names the position',
    citation: 'never converted by another day’s rate',
    tables: {
      exchange_rate: [{ date: '2024-01-30', base_currency_code: 'USD', rate: '0.925000000' }],
      account: rowsOf('account_id customer_id currency_code balance', [
        'dollar',
        'individual',
        'USD',
        '1.00',
      ]),
    },
    error: 'dollar',
  },
  {
    name: 'each entity alone and the group as their sum, with the caps of its own',
    citation: 'd238 ¶69; group of entities that owe each other nothing: house convention',
    tables: {
      entity: rowsOf('entity_id', ['E1'], ['E2']),
      account: rowsOf(
        'account_id entity_id customer_id asset_liability type balance',
        ['c1', 'E1', null, 'asset', 'cash', '100.00'],
        ['d1', 'E1', 'credit_institution', 'liability', 'call', '80.00'],
        ['d2', 'E2', 'credit_institution', 'liability', 'call', '100.00'],
      ),
      loan: rowsOf('loan_id entity_id customer_id balance end_date', [
        'l2',
        'E2',
        'credit_institution',
        '90.00',
        '2024-02-10',
      ]),
    },
    expected: {
      final_calc: rowsOf(
        'perimeter stock outflows inflows capped_inflows net_outflows lcr inflow_cap_binds',
        ['E1', '100.0000', '80.0000', '0.0000', '0.0000', '80.0000', '1.250000', 'false'],
        ['E2', '0.0000', '100.0000', '90.0000', '75.0000', '25.0000', '0.000000', 'true'],
        ['GROUP', '100.0000', '180.0000', '90.0000', '90.0000', '90.0000', '1.111111', 'false'],
      ),
    },
  },
  {
    name: 'an entity called GROUP stops the run: the group would count it twice',
    citation: 'house convention: GROUP is the perimeter of all entities',
    tables: {
      entity: rowsOf('entity_id', ['GROUP']),
      account: rowsOf('account_id entity_id customer_id asset_liability type balance', [
        'till',
        'GROUP',
        null,
        'asset',
        'cash',
        '100.00',
      ]),
    },
    error: 'perimeter',
  },
  {
    name: 'W02 from positions: Canzone, in billions',
    citation: 'FRM practice question 407.1',
    tables: {
      account: rowsOf(
        'account_id customer_id asset_liability type balance',
        ['till', null, 'asset', 'cash', '3000000000.00'],
        ['dep', 'individual', 'liability', 'current', '80000000000.00'],
      ),
      holding: rowsOf('holding_id security_id mtm_dirty', ['h', 'CORP_2A', '2000000000.00']),
      loan: rowsOf('loan_id customer_id balance end_date', [
        'l',
        'credit_institution',
        '10000000000.00',
        '2024-02-10',
      ]),
    },
    expected: {
      final_calc: rowsOf(
        'perimeter stock net_outflows lcr inflow_cap_binds cap_40_binds',
        ['E1', '4700000000.0000', '2000000000.0000', '2.350000', 'true', 'false'],
        ['GROUP', '4700000000.0000', '2000000000.0000', '2.350000', 'true', 'false'],
      ),
    },
  },
  {
    name: 'W04 from positions, and W09: a one-pass cap would be wrong',
    citation: 'smartsolve.ai; mhsu2112/fr2052a-policy-as-code as a wrong result',
    tables: {
      entity: rowsOf('entity_id', ['W04'], ['W09']),
      account: rowsOf(
        'account_id entity_id customer_id asset_liability type balance',
        ['t4', 'W04', null, 'asset', 'cash', '120.00'],
        ['d4', 'W04', 'credit_institution', 'liability', 'call', '200.00'],
        ['t9', 'W09', null, 'asset', 'cash', '100.00'],
      ),
      holding: rowsOf(
        'holding_id entity_id security_id mtm_dirty',
        ['h4', 'W04', 'CORP_2A', '40.00'],
        ['h9', 'W09', 'CORP_2A', '100.00'],
      ),
      loan: rowsOf('loan_id entity_id customer_id balance end_date', [
        'l4',
        'W04',
        'credit_institution',
        '70.00',
        '2024-02-10',
      ]),
    },
    expected: {
      final_calc: rowsOf(
        'perimeter stock lcr adj40',
        ['W04', '154.0000', '1.184615', '0.0000'],
        ['W09', '166.6667', null, '18.3333'],
        // 220 + 119 − 0 with 2/3 × 220 = 146.67: the group has room for what W09 alone may not count.
        ['GROUP', '339.0000', '2.607692', '0.0000'],
      ),
    },
  },
  {
    name: 'factors have dates: a national rate holds from its first day to its last',
    citation: 'd238 ¶134–137, 160',
    tables: {
      national_option: rowsOf(
        'line value valid_from valid_to',
        ['I.oth', '0.000000', '2015-01-01', '2024-01-30'],
        ['I.oth', '1.000000', '2024-01-31', '2024-01-31'],
        ['I.oth', '0.500000', '2024-02-01', null],
        ['R.less', '0.150000', '2024-01-01', null],
      ),
      other_flow: rowsOf('flow_id direction kind due_date amount', [
        'f',
        'in',
        'other',
        '2024-02-10',
        '10.00',
      ]),
      account: rowsOf('account_id customer_id balance', ['d', 'individual', '100.00']),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['f', 'whole', 'I.oth', 'inflow', '10.00', '10.0000'],
        ['d', 'whole', 'R.less', 'outflow', '100.00', '15.0000'],
      ),
    },
  },
  ...(
    [
      ['2026-03-31', '0.100000', '2018-01-01', '100.0000'],
      ['2026-04-01', '0.125000', '2026-04-01', '125.0000'],
    ] as const
  ).map(
    ([calculation_date, rate, from, value]): LcrCase => ({
      name: `run-off of less stable deposits in India on ${calculation_date}: the rate of the date, and since when it holds`,
      citation:
        'd238 ¶79; India from 1 April 2026: 2.5 points more for deposits with internet and mobile banking',
      parameters: { calculation_date },
      tables: {
        exchange_rate: [],
        national_option: rowsOf(
          'line value valid_from valid_to',
          ['R.less', '0.100000', '2018-01-01', '2026-03-31'],
          ['R.less', '0.125000', '2026-04-01', null],
        ),
        account: rowsOf('account_id customer_id channel balance', ['d', 'individual', 'internet', '1000.00']),
      },
      expected: {
        liquidity: rowsOf('line liquidity_factor liquidity_value', ['R.less', rate, value]),
        // Of the other lines the rate is that of the standard.
        factors: FACTOR_ROWS.map(([line, since]) => ({
          line: line ?? null,
          rate_from: line === 'R.less' ? from : (since ?? null),
        })),
      },
    }),
  ),
  {
    name: 'each currency has caps of its own; one of less than 5 % of the liabilities is not significant',
    citation: 'd238 ¶42, 209–212; 46–51',
    tables: {
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.500000000'], ['JPY', '0.010000000']),
      holding: rowsOf(
        'holding_id security_id currency_code mtm_dirty',
        ['gilt', 'GILT', 'EUR', '100.00'],
        ['bond', 'CORP_2A', 'USD', '200.00'],
      ),
      account: rowsOf(
        'account_id customer_id currency_code balance',
        ['eur', 'corporate', 'EUR', '100.00'],
        ['usd', 'corporate', 'USD', '400.00'],
        ['jpy', 'corporate', 'JPY', '100.00'],
      ),
    },
    expected: {
      // 2A of 85 beside level 1 of 100 is above 40 %; beside none, all of it is.
      final_calc: rowsOf(
        'perimeter stock net_outflows',
        ['E1', '166.6667', '120.4000'],
        ['GROUP', '166.6667', '120.4000'],
      ),
      currency_lcr: rowsOf(
        'perimeter currency_code significant l1 l2a adj40 stock net_outflows lcr',
        ['E1', 'EUR', 'true', '100.0000', '0.0000', '0.0000', '100.0000', '40.0000', '2.500000'],
        ['E1', 'USD', 'true', '0.0000', '85.0000', '85.0000', '0.0000', '80.0000', '0.000000'],
        ['E1', 'JPY', 'false', '0.0000', '0.0000', '0.0000', '0.0000', '0.4000', '0.000000'],
        ['GROUP', 'EUR', 'true', '100.0000', '0.0000', '0.0000', '100.0000', '40.0000', '2.500000'],
        ['GROUP', 'USD', 'true', '0.0000', '85.0000', '85.0000', '0.0000', '80.0000', '0.000000'],
        ['GROUP', 'JPY', 'false', '0.0000', '0.0000', '0.0000', '0.0000', '0.4000', '0.000000'],
      ),
    },
  },
];
