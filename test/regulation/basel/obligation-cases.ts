/** Own debt, contingent obligations, derivatives and their collateral, collateral swaps and contractual lending by hand. */

import { FACT, type LcrCase, rowsOf } from './case.ts';

const SOURCED = `source ${FACT}`;

export const OBLIGATION_CASES: readonly LcrCase[] = [
  {
    name: 'own debt by kind and day; debt that only retail customers hold is a deposit of theirs; a conduit’s returnable assets count whatever its paper',
    citation: 'd238 ¶110, 124–125',
    tables: {
      own_issue: rowsOf(
        'issue_id kind retail_only amount redemption_amount returnable_assets end_date',
        ['note', 'unsecured', 'false', '100.00', null, null, '2024-03-01'],
        ['later', 'unsecured', 'false', '100.00', null, null, '2024-03-02'],
        ['late', 'unsecured', 'false', '100.00', '101.50', null, '2024-01-15'],
        ['retail', 'unsecured', 'true', '100.00', null, null, '2024-02-10'],
        ['perpetual', 'unsecured', 'false', '100.00', null, null, null],
        ['covered', 'covered_bond', 'true', '100.00', null, null, '2024-02-10'],
        ['abs', 'asset_backed', 'false', '100.00', null, null, '2024-02-10'],
        ['paper', 'conduit', 'false', '100.00', null, '40.00', '2024-02-10'],
        ['conduit', 'conduit', 'false', '100.00', null, '30.00', '2025-02-10'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['note', 'whole', 'W.debt', 'outflow', '100.00', '100.0000'],
        ['later', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['late', 'whole', 'W.debt', 'outflow', '101.50', '101.5000'],
        ['retail', 'whole', 'R.less', 'outflow', '100.00', '10.0000'],
        ['perpetual', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['covered', 'whole', 'F.abs', 'outflow', '100.00', '100.0000'],
        ['abs', 'whole', 'F.abs', 'outflow', '100.00', '100.0000'],
        ['paper', 'redemption', 'F.abcp', 'outflow', '100.00', '100.0000'],
        ['paper', 'returnable', 'F.abcp', 'outflow', '40.00', '40.0000'],
        ['conduit', 'redemption', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['conduit', 'returnable', 'F.abcp', 'outflow', '30.00', '30.0000'],
      ),
    },
  },
  {
    name: 'contingent obligations at national rates, one for each kind; customers’ short positions at 50 %',
    citation: 'd238 ¶134–140',
    tables: {
      national_option: rowsOf(
        'line value',
        ['G.guar', '0.050000'],
        ['G.trade', '0.030000'],
        ['G.buy', '0.020000'],
        ['G.struct', '0.010000'],
        ['G.fund', '0.040000'],
        ['G.other', '0.000000'],
      ),
      contingent: rowsOf(
        'contingent_id kind amount end_date',
        ['guarantee', 'guarantee', '100.00', null],
        ['over', 'guarantee', '100.00', '2024-01-31'],
        ['trade', 'trade_finance', '100.00', '2024-02-01'],
        ['buyback', 'buyback', '100.00', null],
        ['structured', 'structured_product', '100.00', null],
        ['fund', 'managed_fund', '100.00', null],
        ['short', 'customer_short', '100.00', null],
        ['other', 'other', '100.00', null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['guarantee', 'whole', 'G.guar', 'outflow', '100.00', '5.0000'],
        ['over', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['trade', 'whole', 'G.trade', 'outflow', '100.00', '3.0000'],
        ['buyback', 'whole', 'G.buy', 'outflow', '100.00', '2.0000'],
        ['structured', 'whole', 'G.struct', 'outflow', '100.00', '1.0000'],
        ['fund', 'whole', 'G.fund', 'outflow', '100.00', '4.0000'],
        ['short', 'whole', 'G.short', 'outflow', '100.00', '50.0000'],
        ['other', 'whole', 'G.other', 'outflow', '100.00', '0.0000'],
      ),
    },
  },
  {
    name: 'a guarantee without a national rate stops the run',
    citation: 'd238 ¶134; national discretion without a dated value is an error, never 0',
    tables: { contingent: rowsOf('contingent_id kind amount', ['guarantee', 'guarantee', '100.00']) },
    error: 'liquidity_factor',
  },
  {
    name: 'payments of derivatives net by agreement, in each currency and across them; without one only an exchange of one day nets',
    citation: 'd238 ¶116–117, 158–159',
    tables: {
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.900000000']),
      derivative: rowsOf(
        'derivative_id netting_set mtm',
        ['irs', 'CSA', '0.00'],
        ['ccs', 'CSA', '0.00'],
        ['fx', null, '0.00'],
        ['loose', null, '0.00'],
      ),
      derivative_flow: rowsOf(
        'payment_id derivative_id currency_code direction due_date amount exchange',
        // The set: EUR −100 + 30 = −70; USD +50 − 10 = +40, worth 36. Net −34.
        ['1', 'irs', 'EUR', 'out', '2024-02-10', '100.00', 'false'],
        ['2', 'irs', 'EUR', 'in', '2024-02-20', '30.00', 'false'],
        ['3', 'ccs', 'USD', 'in', '2024-03-01', '50.00', 'false'],
        ['4', 'ccs', 'USD', 'out', '2024-01-10', '10.00', 'false'],
        // Not yet, and overdue receipts.
        ['5', 'ccs', 'USD', 'in', '2024-03-02', '999.00', 'false'],
        ['6', 'irs', 'EUR', 'in', '2024-01-31', '999.00', 'false'],
        // An exchange of principal on one day: −100 + 90.
        ['7', 'fx', 'EUR', 'out', '2024-02-05', '100.00', 'true'],
        ['8', 'fx', 'USD', 'in', '2024-02-05', '100.00', 'true'],
        // Without agreement nothing nets.
        ['9', 'loose', 'EUR', 'out', '2024-02-05', '10.00', 'false'],
        ['10', 'loose', 'EUR', 'in', '2024-02-05', '7.00', 'false'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `${SOURCED} currency_code`,
        ['derivative', '2:E1/set/CSA EUR', 'whole', 'D.net', 'outflow', '70.00', '70.0000', 'EUR'],
        ['derivative', '2:E1/set/CSA USD', 'whole', 'I.deriv', 'inflow', '36.00', '36.0000', 'USD'],
        ['derivative_netting', '2:E1/set/CSA', 'paid', 'D.net', 'outflow', '-36.00', '-36.0000', 'XXX'],
        ['derivative_netting', '2:E1/set/CSA', 'received', 'I.deriv', 'inflow', '-36.00', '-36.0000', 'XXX'],
        [
          'derivative',
          '2:E1/exchange/fx/20240205 EUR',
          'whole',
          'D.net',
          'outflow',
          '100.00',
          '100.0000',
          'EUR',
        ],
        [
          'derivative',
          '2:E1/exchange/fx/20240205 USD',
          'whole',
          'I.deriv',
          'inflow',
          '90.00',
          '90.0000',
          'USD',
        ],
        [
          'derivative_netting',
          '2:E1/exchange/fx/20240205',
          'paid',
          'D.net',
          'outflow',
          '-90.00',
          '-90.0000',
          'XXX',
        ],
        [
          'derivative_netting',
          '2:E1/exchange/fx/20240205',
          'received',
          'I.deriv',
          'inflow',
          '-90.00',
          '-90.0000',
          'XXX',
        ],
        ['derivative', '2:E1/payment/9 EUR', 'whole', 'D.net', 'outflow', '10.00', '10.0000', 'EUR'],
        ['derivative', '2:E1/payment/10 EUR', 'whole', 'I.deriv', 'inflow', '7.00', '7.0000', 'EUR'],
      ),
      // 70 − 36 + 100 − 90 + 10 out; 36 − 36 + 90 − 90 + 7 in.
      final_calc: rowsOf(
        'perimeter outflows inflows',
        ['E1', '54.0000', '7.0000'],
        ['GROUP', '54.0000', '7.0000'],
      ),
      // What nets across currencies is in none of them.
      currency_lcr: rowsOf(
        'perimeter currency_code outflows inflows net_outflows lcr',
        ['E1', 'EUR', '180.0000', '7.0000', '173.0000', '0.000000'],
        ['E1', 'USD', '0.0000', '126.0000', '0.0000', null],
        ['GROUP', 'EUR', '180.0000', '7.0000', '173.0000', '0.000000'],
        ['GROUP', 'USD', '0.0000', '126.0000', '0.0000', null],
      ),
    },
  },
  {
    name: 'collateral of derivatives: posted below level 1 net of what may be re-used, by set; HQLA that may be replaced; what agreements say',
    citation: 'd238 ¶118–122',
    tables: {
      margin: rowsOf(
        'margin_id netting_set direction kind asset security_id market_value reusable substitutable',
        ['a', 'S1', 'posted', 'initial', 'security', 'CORP_2A', '100.00', 'false', 'false'],
        ['b', 'S1', 'posted', 'variation', 'security', null, '50.00', 'false', 'false'],
        ['c', 'S1', 'posted', 'variation', 'cash', null, '900.00', 'false', 'false'],
        ['d', 'S1', 'posted', 'variation', 'security', 'GILT', '900.00', 'false', 'false'],
        ['e', 'S1', 'received', 'variation', 'security', 'SHARE', '30.00', 'true', 'true'],
        ['f', 'S1', 'received', 'variation', 'security', 'SHARE', '70.00', 'false', 'true'],
        // Another set: what is received above what is posted helps no other.
        ['g', 'S2', 'posted', 'variation', 'security', 'CORP_2B', '10.00', 'false', 'false'],
        ['h', 'S2', 'received', 'variation', 'security', 'JUNK', '80.00', 'true', 'true'],
        ['i', 'S2', 'received', 'variation', 'cash', null, '20.00', 'true', 'true'],
      ),
      netting_agreement: rowsOf(
        'agreement_id netting_set downgrade_amount excess_amount uncalled_amount',
        ['one', 'S1', '11.00', null, '5.00'],
        ['two', 'S2', null, '7.00', null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        SOURCED,
        // 100 + 50 − 30
        ['margin_posted', '2:E1/S1', 'whole', 'D.posted20', 'outflow', '120.00', '24.0000'],
        ['margin', 'e', 'whole', 'D.subst', 'outflow', '30.00', '30.0000'],
        ['margin', 'i', 'whole', 'D.subst', 'outflow', '20.00', '20.0000'],
        ['netting_agreement', 'one', 'downgrade', 'D.downgrade', 'outflow', '11.00', '11.0000'],
        ['netting_agreement', 'one', 'uncalled', 'D.due', 'outflow', '5.00', '5.0000'],
        ['netting_agreement', 'two', 'excess', 'D.excess', 'outflow', '7.00', '7.0000'],
      ),
    },
  },
  {
    name: 'the look-back takes the largest 30 days in a row of 24 months, by entity, whatever its sign',
    citation: 'd238 ¶123',
    tables: {
      entity: rowsOf('entity_id', ['E1'], ['E2']),
      collateral_flow: rowsOf(
        'collateral_flow_id entity_id flow_date net_amount',
        // 29 days apart: one period; 30 days apart: none.
        ['1', 'E1', '2023-03-01', '-60.00'],
        ['2', 'E1', '2023-03-30', '-30.00'],
        ['3', 'E1', '2023-03-31', '-25.00'],
        ['4', 'E1', '2023-06-01', '85.00'],
        ['5', 'E1', '2023-06-02', '-10.00'],
        // Before the 24 months, and after the day.
        ['6', 'E1', '2022-01-31', '999.00'],
        ['7', 'E1', '2024-02-01', '999.00'],
        ['8', 'E2', '2024-01-31', '5.00'],
        // In no whole period but the first: 2022-02-01 to 2022-03-02.
        ['9', 'E2', '2022-02-01', '-8.00'],
      ),
    },
    expected: {
      // E1: 60 + 30 = 90, and 115 were it 31 days; 30 + 25 = 55; 85, before the day after takes 10 off.
      liquidity: rowsOf(
        SOURCED,
        ['collateral_flow', 'E1', 'whole', 'D.mktval', 'outflow', '90.00', '90.0000'],
        ['collateral_flow', 'E2', 'whole', 'D.mktval', 'outflow', '8.00', '8.0000'],
      ),
    },
  },
  {
    name: 'collateral swaps: the side with the greater value after haircut flows; HQLA against HQLA is unwound',
    citation: 'd238 ¶115, 146, Annex 1',
    tables: {
      security_financing: rowsOf(
        'deal_id sft_type cash_amount end_date customer_id',
        ['up', 'collateral_swap', '0.00', '2024-02-10', 'credit_institution'],
        ['central', 'collateral_swap', '0.00', '2024-02-10', 'central_bank'],
        ['down', 'collateral_swap', '0.00', '2024-02-10', 'credit_institution'],
        ['junk', 'collateral_swap', '0.00', '2024-02-10', 'credit_institution'],
        ['later', 'collateral_swap', '0.00', '2024-03-10', 'credit_institution'],
        ['short', 'collateral_swap', '0.00', '2024-02-10', 'credit_institution'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id direction security_id market_value reuse',
        // Gave 2A (85), received level 1 (100): 15 to pay.
        ['up/1', 'up', 'given', 'CORP_2A', '100.00', 'none'],
        ['up/2', 'up', 'received', 'GILT', '100.00', 'none'],
        // Gave level 1 (100), received 2B (50): 50 to come.
        ['down/1', 'down', 'given', 'GILT', '100.00', 'none'],
        ['down/2', 'down', 'received', 'CORP_2B', '100.00', 'none'],
        // Gave no HQLA (0), received 2A (85).
        ['junk/1', 'junk', 'given', 'JUNK', '120.00', 'none'],
        ['junk/2', 'junk', 'received', 'CORP_2A', '100.00', 'none'],
        ['central/1', 'central', 'given', 'JUNK', '120.00', 'none'],
        ['central/2', 'central', 'received', 'GILT', '100.00', 'none'],
        ['later/1', 'later', 'given', 'JUNK', '100.00', 'none'],
        ['later/2', 'later', 'received', 'GILT', '100.00', 'none'],
        ['short/1', 'short', 'given', 'GILT', '100.00', 'none'],
        ['short/2', 'short', 'received', 'CORP_2B', '100.00', 'short'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['up', 'whole', 'S.swap', 'outflow', '15.00', '15.0000'],
        ['down', 'whole', 'I.swap', 'inflow', '50.00', '50.0000'],
        ['junk', 'whole', 'S.swap', 'outflow', '85.00', '85.0000'],
        ['central', 'whole', 'S.cbL1', 'outflow', '100.00', '0.0000'],
        ['later', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['short', 'whole', 'OUT.short', 'outside', '50.00', '0.0000'],
        ['up/1', 'unwind', 'L2A.corp', 'unwind', '100.00', '85.0000'],
        ['up/2', 'stock', 'L1.sec0', 'stock', '100.00', '100.0000'],
        ['up/2', 'unwind', 'L1.sec0', 'unwind', '-100.00', '-100.0000'],
        ['down/1', 'unwind', 'L1.sec0', 'unwind', '100.00', '100.0000'],
        ['down/2', 'stock', 'L2B.corp', 'stock', '100.00', '50.0000'],
        ['down/2', 'unwind', 'L2B.corp', 'unwind', '-100.00', '-50.0000'],
        ['junk/1', 'memo', 'OUT.collateral', 'outside', '120.00', '0.0000'],
        ['junk/2', 'stock', 'L2A.corp', 'stock', '100.00', '85.0000'],
        ['central/1', 'memo', 'OUT.collateral', 'outside', '120.00', '0.0000'],
        ['central/2', 'stock', 'L1.sec0', 'stock', '100.00', '100.0000'],
        ['later/1', 'memo', 'OUT.collateral', 'outside', '100.00', '0.0000'],
        ['later/2', 'stock', 'L1.sec0', 'stock', '100.00', '100.0000'],
        ['short/1', 'memo', 'OUT.collateral', 'outside', '100.00', '0.0000'],
        ['short/2', 'memo', 'OUT.collateral', 'outside', '100.00', '0.0000'],
      ),
    },
  },
  {
    name: 'a collateral swap with cash is none',
    citation: 'd238 ¶115: cash against collateral is a repo',
    tables: {
      security_financing: rowsOf('deal_id sft_type cash_amount end_date', [
        'swap',
        'collateral_swap',
        '1.00',
        '2024-02-10',
      ]),
    },
    error: 'flow',
  },
  {
    name: 'each side of a collateral swap says which it is',
    citation: 'd238 ¶115, 146',
    tables: {
      security_financing: rowsOf('deal_id sft_type cash_amount end_date', [
        'swap',
        'collateral_swap',
        '0.00',
        '2024-02-10',
      ]),
      sft_collateral: rowsOf('collateral_id deal_id security_id market_value', ['1', 'swap', 'GILT', '1.00']),
    },
    error: 'lends',
  },
  {
    name: 'contractual lending: to financial institutions in full, to others above half of what such customers will pay, for each perimeter',
    citation: 'd238 ¶132–133',
    tables: {
      entity: rowsOf('entity_id', ['E1'], ['E2']),
      national_option: rowsOf('line value', ['I.seg', '1.000000']),
      loan: rowsOf(
        'loan_id entity_id customer_id balance end_date',
        ['l1', 'E1', 'corporate', '100.00', '2024-02-10'],
        ['l2', 'E1', 'individual', '20.00', '2024-02-10'],
        ['l3', 'E1', 'credit_institution', '500.00', '2024-02-10'],
        ['l4', 'E2', 'corporate', '40.00', '2024-02-10'],
        ['l5', 'E1', 'other', '70.00', '2024-02-10'],
      ),
      other_flow: rowsOf(
        'flow_id entity_id customer_id direction kind due_date amount',
        ['c1', 'E1', 'corporate', 'out', 'extend_funds', '2024-02-10', '50.00'],
        ['c2', 'E1', 'individual', 'out', 'extend_funds', '2024-02-10', '40.00'],
        ['c3', 'E1', 'insurer', 'out', 'extend_funds', '2024-02-10', '9.00'],
        ['c4', 'E2', 'corporate', 'out', 'extend_funds', '2024-02-10', '5.00'],
        ['c5', 'E2', 'corporate', 'out', 'extend_funds', '2024-05-10', '500.00'],
        ['s1', 'E2', null, 'in', 'client_release', '2024-02-10', '3.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['l1', 'whole', 'I.nfc', 'inflow', '100.00', '50.0000'],
        ['l2', 'whole', 'I.retail', 'inflow', '20.00', '10.0000'],
        ['l3', 'whole', 'I.fi', 'inflow', '500.00', '500.0000'],
        ['l4', 'whole', 'I.nfc', 'inflow', '40.00', '20.0000'],
        ['l5', 'whole', 'I.oent', 'inflow', '70.00', '35.0000'],
        ['c1', 'whole', 'X.rnf', 'lending', '50.00', '0.0000'],
        ['c2', 'whole', 'X.rnf', 'lending', '40.00', '0.0000'],
        ['c3', 'whole', 'X.fi', 'outflow', '9.00', '9.0000'],
        ['c4', 'whole', 'X.rnf', 'lending', '5.00', '0.0000'],
        ['c5', 'whole', 'OUT.window', 'outside', '500.00', '0.0000'],
        ['s1', 'whole', 'I.seg', 'inflow', '3.00', '3.0000'],
      ),
      // E1: 90 − 60; E2: 5 − 20 is none; the group: 95 − 80.
      perimeter_totals: rowsOf(
        'perimeter lending_excess outflows',
        ['E1', '30.0000', '39.0000'],
        ['E2', '0.0000', '0.0000'],
        ['GROUP', '15.0000', '24.0000'],
      ),
    },
  },
];
