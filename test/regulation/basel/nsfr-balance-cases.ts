/** Balances placed at notice, undrawn lines, capital, other balances and derivatives in the NSFR by hand, and the ratio of perimeters. */

import { type LcrCase, rowsOf } from './case.ts';

const PART = 'position_id part part_class part_maturity line amount funding_value';

/** From 31 January 2024 six months end on 31 July 2024, a year on 31 January 2025. */
export const BALANCE_CASES: readonly LcrCase[] = [
  {
    name: 'a balance placed is due at the end of its notice',
    citation: 'd295 ¶29, 39(b), 40(c), 43(c)',
    tables: {
      account: rowsOf(
        'account_id customer_id asset_liability type balance notice_days',
        ['n35', 'credit_institution', 'asset', 'nostro', '100.00', '35'],
        ['n200', 'credit_institution', 'asset', 'nostro', '100.00', '200'],
        ['n400', 'credit_institution', 'asset', 'nostro', '100.00', '400'],
      ),
    },
    expected: {
      stable_funding: rowsOf(
        PART,
        ['n35', 'whole', 'financial', 'under_6_months', 'R15b', '100.00', '15.0000'],
        ['n200', 'whole', 'financial', 'under_1_year', 'R50c', '100.00', '50.0000'],
        ['n400', 'whole', 'financial', 'from_1_year', 'R100c', '100.00', '100.0000'],
      ),
    },
  },
  {
    name: 'undrawn lines: what the bank may not cancel at will at 5 %, the others by national option',
    citation: 'd295 ¶46–47',
    tables: {
      loan: rowsOf(
        'loan_id customer_id type balance limit_amount end_date revocability',
        ['line', 'corporate', 'credit_facility', '40.00', '100.00', '2030-01-31', 'irrevocable'],
        ['soft', 'corporate', 'credit_facility', '0.00', '100.00', '2030-01-31', 'conditional'],
        ['free', 'corporate', 'credit_facility', '0.00', '100.00', '2030-01-31', 'unconditional'],
        ['ended', 'corporate', 'credit_facility', '0.00', '100.00', '2024-01-31', 'irrevocable'],
        ['ours', 'credit_institution', 'facility_received', '0.00', '100.00', '2030-01-31', 'irrevocable'],
      ),
      national_option: rowsOf(
        'line value valid_from',
        ['OBd', '0.020000', '2015-01-01'],
        ['G.disc', '0.000000', '2015-01-01'],
      ),
    },
    expected: {
      stable_funding: rowsOf(
        `source ${PART}`,
        ['loan', 'line', 'whole', 'loan', 'from_1_year', 'R85b', '40.00', '34.0000'],
        ['facility', 'line', 'whole', 'facility', 'no_maturity', 'OB5', '60.00', '3.0000'],
        ['facility', 'soft', 'whole', 'facility', 'no_maturity', 'OB5', '100.00', '5.0000'],
        ['facility', 'free', 'whole', 'contingent', 'no_maturity', 'OBd', '100.00', '2.0000'],
      ),
    },
  },
  {
    name: 'contingent obligations that have not ended, by national option; short positions of customers are none',
    citation: 'd295 ¶47',
    tables: {
      contingent: rowsOf(
        'contingent_id kind amount end_date',
        ['guarantee', 'guarantee', '100.00', '2030-01-31'],
        ['trade', 'trade_finance', '50.00', null],
        ['over', 'guarantee', '100.00', '2024-01-31'],
        ['short', 'customer_short', '100.00', null],
      ),
      national_option: rowsOf(
        'line value',
        ['OBd', '0.020000'],
        ['G.guar', '0.000000'],
        ['G.trade', '0.000000'],
      ),
    },
    expected: {
      stable_funding: rowsOf(
        `source ${PART}`,
        ['contingent', 'guarantee', 'whole', 'contingent', 'no_maturity', 'OBd', '100.00', '2.0000'],
        ['contingent', 'trade', 'whole', 'contingent', 'no_maturity', 'OBd', '50.00', '1.0000'],
      ),
    },
  },
  {
    name: 'securities against securities fund nothing',
    citation: 'd295 ¶32–33',
    tables: {
      security_financing: rowsOf(
        'deal_id sft_type cash_amount end_date',
        ['swap', 'collateral_swap', '0.00', '2024-02-10'],
        ['repo', 'repo', '100.00', '2024-02-10'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id direction security_id market_value',
        ['swap/1', 'swap', 'given', 'JUNK', '120.00'],
        ['swap/2', 'swap', 'received', 'GILT', '100.00'],
      ),
    },
    expected: {
      stable_funding: rowsOf(`source ${PART}`, [
        'security_financing',
        'repo',
        'whole',
        'wholesale_financial',
        'under_6_months',
        'A0a',
        '100.00',
        '0.0000',
      ]),
    },
  },
  {
    name: 'a line that may be cancelled stops the run where the supervisor has given no factor',
    citation: 'd295 ¶47',
    tables: {
      loan: rowsOf('loan_id customer_id type balance limit_amount end_date revocability', [
        'free',
        'corporate',
        'credit_facility',
        '0.00',
        '100.00',
        '2030-01-31',
        'unconditional',
      ]),
      national_option: rowsOf('line value valid_from', ['G.disc', '0.000000', '2015-01-01']),
    },
    error: 'stable_funding, column factor',
  },
  {
    name: 'capital, own debt and other balances',
    citation: 'd295 ¶21, 24(d), 25, 36(d), 42, 43(c), 45',
    tables: {
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.900000000']),
      capital: rowsOf(
        'capital_id capital_tier amount end_date currency_code',
        ['equity', 'cet1', '100.00', null, 'USD'],
        ['perp', 'at1', '100.00', '2024-03-31', 'EUR'],
        ['t2long', 'tier2', '100.00', '2025-01-31', 'EUR'],
        ['t2mid', 'tier2', '100.00', '2025-01-30', 'EUR'],
        ['t2short', 'tier2', '100.00', '2024-07-30', 'EUR'],
        ['other', 'other', '100.00', '2030-01-31', 'EUR'],
      ),
      own_issue: rowsOf(
        'issue_id amount end_date',
        ['long', '100.00', '2030-01-31'],
        ['mid', '100.00', '2024-07-31'],
        ['short', '100.00', '2024-07-30'],
      ),
      other_balance: rowsOf(
        'balance_id asset_liability kind amount end_date',
        ['dtl', 'liability', 'deferred_tax', '100.00', '2024-09-30'],
        ['minority', 'liability', 'minority_interest', '100.00', null],
        ['shorts', 'liability', 'short_position', '100.00', null],
        ['payable', 'liability', 'trade_date', '100.00', null],
        ['pair_l', 'liability', 'interdependent', '100.00', '2030-01-31'],
        ['rest', 'liability', 'other', '100.00', null],
        ['misplaced', 'liability', 'commodity', '100.00', '2030-01-31'],
        ['gold', 'asset', 'commodity', '100.00', null],
        ['fund', 'asset', 'default_fund', '100.00', null],
        ['receivable', 'asset', 'trade_date', '100.00', null],
        ['pair_a', 'asset', 'interdependent', '100.00', '2030-01-31'],
        ['office', 'asset', 'fixed_asset', '100.00', null],
        ['goodwill', 'asset', 'deducted', '100.00', null],
        ['prepaid', 'asset', 'other', '100.00', '2024-12-31'],
        ['sundry', 'asset', 'other', '100.00', null],
      ),
    },
    expected: {
      stable_funding: rowsOf(
        'position_id line liq2_row amount funding_value',
        ['equity', 'A100a', '2', '90.00', '90.0000'],
        ['perp', 'A100a', '2', '100.00', '100.0000'],
        ['t2long', 'A100a', '2', '100.00', '100.0000'],
        ['t2mid', 'A50d', '2', '100.00', '50.0000'],
        ['t2short', 'A0a', '2', '100.00', '0.0000'],
        ['other', 'A100b', '3', '100.00', '100.0000'],
        ['long', 'A100c', '9', '100.00', '100.0000'],
        ['mid', 'A50d', '9', '100.00', '50.0000'],
        ['short', 'A0a', '9', '100.00', '0.0000'],
        ['dtl', 'A50d', '13', '100.00', '50.0000'],
        ['minority', 'A100c', '13', '100.00', '100.0000'],
        ['shorts', 'A0b', '13', '100.00', '0.0000'],
        ['payable', 'A0d', '13', '100.00', '0.0000'],
        ['pair_l', 'A0.pair', '10', '100.00', '0.0000'],
        ['rest', 'A0b', '13', '100.00', '0.0000'],
        ['misplaced', 'A100c', '13', '100.00', '100.0000'],
        ['gold', 'R85d', '27', '100.00', '85.0000'],
        ['fund', 'R85a', '28', '100.00', '85.0000'],
        ['receivable', 'R0d', '31', '100.00', '0.0000'],
        ['pair_a', 'R0.pair', '25', '100.00', '0.0000'],
        ['office', 'R100c', '31', '100.00', '100.0000'],
        ['goodwill', 'R100c', '31', '100.00', '100.0000'],
        ['prepaid', 'R50e', '31', '100.00', '50.0000'],
        ['sundry', 'R100c', '31', '100.00', '100.0000'],
      ),
      nsfr_calc: rowsOf(
        'perimeter asf rsf nsfr',
        ['E1', '840.0000', '520.0000', '1.615385'],
        ['GROUP', '840.0000', '520.0000', '1.615385'],
      ),
    },
  },
  {
    name: 'derivatives: margin never turns the sign; net over all sets; initial margin',
    citation: 'd295 ¶19–20, 34–35, 42(a), 43(b), 43(d)',
    tables: {
      entity: rowsOf('entity_id', ['E1'], ['E2']),
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.500000000']),
      derivative: rowsOf(
        'derivative_id entity_id netting_set currency_code mtm',
        ['d1', 'E1', 'A', 'EUR', '100.00'],
        ['d2', 'E1', 'A', 'USD', '-40.00'],
        ['d3', 'E1', 'B', 'EUR', '-70.00'],
        ['d4', 'E1', null, 'EUR', '-5.00'],
        // The same name at another entity is another set.
        ['d5', 'E2', 'A', 'EUR', '-30.00'],
        ['d6', 'E1', 'C', 'EUR', '10.00'],
      ),
      margin: rowsOf(
        'margin_id entity_id netting_set direction kind asset market_value nets_leverage for_customer currency_code',
        ['m1', 'E1', 'A', 'received', 'variation', 'cash', '20.00', 'true', 'false', 'EUR'],
        ['m2', 'E1', 'A', 'received', 'variation', 'security', '500.00', 'true', 'false', 'EUR'],
        ['m3', 'E1', 'A', 'received', 'variation', 'cash', '500.00', 'false', 'false', 'EUR'],
        ['m4', 'E1', 'B', 'posted', 'variation', 'security', '45.00', 'false', 'false', 'EUR'],
        ['m5', 'E1', 'd4', 'posted', 'variation', 'cash', '8.00', 'false', 'false', 'EUR'],
        ['m6', 'E1', 'A', 'posted', 'initial', 'cash', '10.00', 'false', 'false', 'USD'],
        ['m7', 'E1', 'A', 'posted', 'initial', 'cash', '10.00', 'false', 'true', 'EUR'],
        ['m8', 'E1', 'A', 'received', 'initial', 'cash', '10.00', 'false', 'false', 'EUR'],
        ['m9', 'E1', 'C', 'received', 'variation', 'cash', '25.00', 'true', 'false', 'EUR'],
      ),
    },
    expected: {
      netting_sets: rowsOf(
        'set_id replacement asset liability add_on',
        ['2:E1/A', '80.00', '60.00', '0.00', '0.00'],
        ['2:E1/B', '-70.00', '0.00', '25.00', '70.00'],
        ['2:E1/d4', '-5.00', '0.00', '0.00', '5.00'],
        ['2:E2/A', '-30.00', '0.00', '30.00', '30.00'],
        ['2:E1/C', '10.00', '0.00', '0.00', '0.00'],
      ),
      stable_funding: rowsOf(
        'position_id part line liq2_row amount funding_value',
        ['2:E1/A', 'asset', 'D.asset', '29', '60.00', '0.0000'],
        ['2:E1/B', 'liability', 'D.liability', '12', '25.00', '0.0000'],
        ['2:E1/B', 'add_on', 'R100d', '30', '70.00', '14.0000'],
        ['2:E1/d4', 'add_on', 'R100d', '30', '5.00', '1.0000'],
        ['2:E2/A', 'liability', 'D.liability', '12', '30.00', '0.0000'],
        ['2:E2/A', 'add_on', 'R100d', '30', '30.00', '6.0000'],
        ['m6', 'whole', 'R85a', '28', '5.00', '4.2500'],
        ['m7', 'whole', 'R0.customer', '31', '10.00', '0.0000'],
      ),
      net_derivatives: rowsOf(
        'perimeter line amount funding_value',
        ['E1', 'A0c', '0.0000', '0.0000'],
        ['E1', 'R100b', '35.0000', '35.0000'],
        ['E2', 'A0c', '30.0000', '0.0000'],
        ['E2', 'R100b', '0.0000', '0.0000'],
        ['GROUP', 'A0c', '0.0000', '0.0000'],
        ['GROUP', 'R100b', '5.0000', '5.0000'],
      ),
      nsfr_calc: rowsOf(
        'perimeter asf rsf',
        ['E1', '0.0000', '54.2500'],
        ['E2', '0.0000', '6.0000'],
        ['GROUP', '0.0000', '30.2500'],
      ),
    },
  },
  {
    name: 'variation margin of a set without derivatives stops the run; initial margin may stand alone',
    citation: 'd295 ¶19, 42(a)',
    tables: {
      margin: rowsOf(
        'margin_id netting_set direction kind asset market_value',
        ['m1', 'N', 'posted', 'initial', 'cash', '10.00'],
        ['m2', 'N', 'posted', 'variation', 'cash', '10.00'],
      ),
      derivative: rowsOf('derivative_id netting_set mtm', ['d', 'M', '1.00']),
    },
    error: 'margin_facts, column has_set',
  },
  {
    name: 'a national option below what the standard leaves to supervisors stops the run',
    citation: 'd295 ¶43(d), BCBS 6 October 2017',
    tables: {
      derivative: rowsOf('derivative_id mtm', ['d', '-100.00']),
      national_option: rowsOf('line value', ['R100d', '0.049999']),
    },
    error: 'nsfr_factors, column is_allowed',
  },
  {
    name: 'a national option lowers the add-on on derivative liabilities from its day on',
    citation: 'd295 ¶43(d), BCBS 6 October 2017',
    tables: {
      derivative: rowsOf('derivative_id mtm', ['d', '-100.00']),
      national_option: rowsOf(
        'line value valid_from valid_to',
        ['R100d', '0.200000', '2018-01-01', '2023-12-31'],
        ['R100d', '0.050000', '2024-01-01', null],
      ),
    },
    expected: {
      metrics: rowsOf(
        'measure perimeter metric value',
        ...['E1', 'GROUP'].flatMap((perimeter) => [
          ['nsfr', perimeter, 'nsfr', '0.000000'],
          ['nsfr', perimeter, 'asf', '0.000000'],
          ['nsfr', perimeter, 'rsf', '5.000000'],
          ['nsfr', perimeter, 'net_derivative_asset', '0.000000'],
          ['nsfr', perimeter, 'net_derivative_liability', '100.000000'],
        ]),
      ),
    },
  },
];
