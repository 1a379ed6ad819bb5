/** Payments of derivatives, their collateral, and the look-back, by hand. */

import { FACT, type LcrCase, rowsOf } from './case.ts';

const SOURCED = `source ${FACT}`;

export const DERIVATIVE_CASES: readonly LcrCase[] = [
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
        ['derivative_netting', '2:E1/set/CSA', 'paid', 'D.net', 'outflow', '-36.00', '-36.0000', 'NONE'],
        ['derivative_netting', '2:E1/set/CSA', 'received', 'I.deriv', 'inflow', '-36.00', '-36.0000', 'NONE'],
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
          'NONE',
        ],
        [
          'derivative_netting',
          '2:E1/exchange/fx/20240205',
          'received',
          'I.deriv',
          'inflow',
          '-90.00',
          '-90.0000',
          'NONE',
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
    name: 'nothing nets across entities, whatever their sets are called, nor across days without an agreement; a set may receive, or come to nothing',
    citation: 'd238 ¶116',
    tables: {
      entity: rowsOf('entity_id', ['E1'], ['E2']),
      derivative: rowsOf(
        'derivative_id entity_id netting_set mtm',
        ['one', 'E1', 'CSA', '0.00'],
        ['two', 'E2', 'CSA', '0.00'],
        ['even', 'E2', 'EVEN', '0.00'],
        ['fx', 'E2', null, '0.00'],
      ),
      derivative_flow: rowsOf(
        'payment_id derivative_id direction due_date amount exchange',
        ['1', 'one', 'out', '2024-02-10', '100.00', 'true'],
        ['2', 'one', 'out', '2024-02-11', '1.00', 'true'],
        ['3', 'two', 'in', '2024-02-10', '60.00', 'false'],
        ['4', 'two', 'out', '2024-02-12', '20.00', 'false'],
        ['5', 'even', 'in', '2024-02-10', '5.00', 'false'],
        ['6', 'even', 'out', '2024-02-20', '5.00', 'false'],
        ['7', 'fx', 'in', '2024-02-10', '9.00', 'true'],
        ['8', 'fx', 'out', '2024-02-11', '8.00', 'true'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        SOURCED,
        ['derivative', '2:E1/set/CSA EUR', 'whole', 'D.net', 'outflow', '101.00', '101.0000'],
        ['derivative', '2:E2/set/CSA EUR', 'whole', 'I.deriv', 'inflow', '40.00', '40.0000'],
        ['derivative', '2:E2/exchange/fx/20240210 EUR', 'whole', 'I.deriv', 'inflow', '9.00', '9.0000'],
        ['derivative', '2:E2/exchange/fx/20240211 EUR', 'whole', 'D.net', 'outflow', '8.00', '8.0000'],
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
];
