/** Loans and facilities: the window of inflows, open loans, arrears, undrawn lines by customer and kind. */

import { FACT, type LcrCase, rowsOf } from './case.ts';

export const LENDING_CASES: readonly LcrCase[] = [
  {
    name: 'bullet loans: inflow on days 1 to 30, by kind of customer',
    citation: 'd238 ¶142, 153–154',
    tables: {
      loan: rowsOf(
        'loan_id customer_id balance end_date first_arrears_date default_date',
        ['day0', 'individual', '100.00', '2024-01-31', null, null],
        ['day1', 'individual', '100.00', '2024-02-01', null, null],
        ['day30', 'corporate', '100.00', '2024-03-01', null, null],
        ['day31', 'corporate', '100.00', '2024-03-02', null, null],
        ['bank', 'credit_institution', '100.00', '2024-02-10', null, null],
        ['cb', 'central_bank', '100.00', '2024-02-10', null, null],
        ['other', 'other', '100.00', '2024-02-10', null, null],
        ['arrears', 'individual', '100.00', '2024-02-10', '2024-01-05', null],
        ['default', 'individual', '100.00', '2024-02-10', null, '2024-01-31'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['day0', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['day1', 'whole', 'I.retail', 'inflow', '100.00', '50.0000'],
        ['day30', 'whole', 'I.nfc', 'inflow', '100.00', '50.0000'],
        ['day31', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['bank', 'whole', 'I.fi', 'inflow', '100.00', '100.0000'],
        ['cb', 'whole', 'I.fi', 'inflow', '100.00', '100.0000'],
        ['other', 'whole', 'I.oent', 'inflow', '100.00', '50.0000'],
        ['arrears', 'whole', 'OUT.nonperforming', 'outside', '100.00', '0.0000'],
        ['default', 'whole', 'OUT.nonperforming', 'outside', '100.00', '0.0000'],
      ),
    },
  },
  {
    name: 'open loans give their contractual minimum only; scheduled loans their payments within the window',
    citation: 'd238 ¶154, footnote on open maturity',
    tables: {
      loan: rowsOf(
        'loan_id customer_id type balance schedule end_date min_principal_repayment',
        ['card', 'individual', 'credit_card', '1000.00', 'open', null, '25.00'],
        ['lump', 'individual', 'overdraft', '300.00', 'open', null, null],
        ['undated', 'individual', 'personal', '300.00', 'bullet', null, null],
        ['home', 'individual', 'mortgage', '200000.00', 'cash_flows', '2044-01-31', null],
      ),
      loan_cash_flow: rowsOf(
        'cash_flow_id loan_id due_date principal interest',
        ['home/0', 'home', '2024-01-31', '400.00', '600.00'],
        ['home/1', 'home', '2024-02-29', '401.00', '599.00'],
        ['home/2', 'home', '2024-03-31', '402.00', '598.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `source ${FACT}`,
        ['loan', 'card', 'payment', 'I.retail', 'inflow', '25.00', '12.5000'],
        ['loan', 'card', 'open', 'OUT.open', 'outside', '975.00', '0.0000'],
        ['loan', 'lump', 'open', 'OUT.open', 'outside', '300.00', '0.0000'],
        ['loan', 'undated', 'open', 'OUT.open', 'outside', '300.00', '0.0000'],
        ['loan_cash_flow', 'home/1', 'whole', 'I.retail', 'inflow', '1000.00', '500.0000'],
      ),
    },
  },
  {
    name: 'payments listed for a loan that is repaid otherwise give nothing, so it counts once',
    citation: 'd238 ¶142; schedule says how a loan is repaid',
    tables: {
      loan: rowsOf(
        'loan_id customer_id type balance schedule end_date',
        ['bullet', 'corporate', 'term', '100.00', 'bullet', '2024-02-20'],
        ['card', 'individual', 'credit_card', '50.00', 'open', null],
        ['got', 'credit_institution', 'facility_received', '0.00', 'bullet', '2024-02-20'],
      ),
      loan_cash_flow: rowsOf(
        'cash_flow_id loan_id due_date principal interest',
        ['bullet/1', 'bullet', '2024-02-20', '100.00', '2.00'],
        ['card/1', 'card', '2024-02-20', '5.00', '0.00'],
        ['got/1', 'got', '2024-02-20', '7.00', '0.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `source ${FACT}`,
        ['loan', 'bullet', 'whole', 'I.nfc', 'inflow', '100.00', '50.0000'],
        ['loan', 'card', 'open', 'OUT.open', 'outside', '50.00', '0.0000'],
        ['loan_cash_flow', 'bullet/1', 'whole', 'OUT.schedule', 'outside', '102.00', '0.0000'],
        ['loan_cash_flow', 'card/1', 'whole', 'OUT.schedule', 'outside', '5.00', '0.0000'],
        // Money the bank owes is in no line of loans, scheduled or not.
        ['loan_cash_flow', 'got/1', 'whole', null, 'unclassified', '7.00', '0.0000'],
      ),
    },
  },
  {
    name: 'tricky 5: a hedge fund’s line is reduced by the HQLA it has pledged',
    citation: 'd238 ¶127, 131(g)',
    tables: {
      loan: rowsOf('loan_id customer_id type limit_amount pledged_hqla', [
        'L1',
        'hedge_fund',
        'credit_facility',
        '100.00',
        '20.00',
      ]),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['L1', 'credit', 'C.oth', 'outflow', '80.00', '80.0000'],
        ['L1', 'pledged', 'OUT.pledged', 'outside', '20.00', '0.0000'],
      ),
    },
  },
  {
    name: 'undrawn lines by customer; of a liquidity facility only the backed debt is liquidity',
    citation: 'd238 ¶126–131',
    tables: {
      loan: rowsOf(
        'loan_id customer_id type balance limit_amount backed_debt_30d schedule',
        ['r', 'individual', 'credit_card', '400.00', '1000.00', null, 'open'],
        ['nc', 'corporate', 'credit_facility', '0.00', '100.00', null, 'open'],
        ['nl', 'corporate', 'liquidity_facility', '0.00', '100.00', '30.00', 'open'],
        ['nx', 'pse', 'liquidity_facility', '0.00', '100.00', null, 'open'],
        ['b', 'credit_institution', 'liquidity_facility', '0.00', '100.00', '100.00', 'open'],
        ['fc', 'insurer', 'credit_facility', '0.00', '100.00', null, 'open'],
        ['fl', 'insurer', 'liquidity_facility', '0.00', '100.00', '150.00', 'open'],
        ['o', 'sspe', 'liquidity_facility', '0.00', '100.00', '0.00', 'open'],
        ['full', 'corporate', 'credit_facility', '120.00', '100.00', null, 'open'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `source ${FACT}`,
        ['loan', 'r', 'open', 'OUT.open', 'outside', '400.00', '0.0000'],
        ['facility', 'r', 'credit', 'C.retail', 'outflow', '600.00', '30.0000'],
        ['facility', 'nc', 'credit', 'C.nfcC', 'outflow', '100.00', '10.0000'],
        ['facility', 'nl', 'liquidity', 'C.nfcL', 'outflow', '30.00', '9.0000'],
        ['facility', 'nl', 'credit', 'C.nfcC', 'outflow', '70.00', '7.0000'],
        ['facility', 'nx', 'liquidity', 'C.nfcL', 'outflow', '100.00', '30.0000'],
        ['facility', 'b', 'liquidity', 'C.bank', 'outflow', '100.00', '40.0000'],
        ['facility', 'fc', 'credit', 'C.ofiC', 'outflow', '100.00', '40.0000'],
        ['facility', 'fl', 'liquidity', 'C.ofiL', 'outflow', '100.00', '100.0000'],
        ['facility', 'o', 'credit', 'C.oth', 'outflow', '100.00', '100.0000'],
        ['loan', 'full', 'open', 'OUT.open', 'outside', '120.00', '0.0000'],
      ),
    },
  },
  {
    name: 'lines the bank may cancel take the national rate; lines granted to the bank count nothing',
    citation: 'd238 ¶134, 149',
    tables: {
      national_option: rowsOf('line value', ['G.disc', '0.020000']),
      loan: rowsOf(
        'loan_id customer_id type balance limit_amount revocability end_date',
        ['u', 'individual', 'credit_card', '0.00', '1000.00', 'unconditional', null],
        ['got', 'credit_institution', 'facility_received', '0.00', '500.00', 'irrevocable', null],
        ['over', 'corporate', 'credit_facility', '0.00', '100.00', 'irrevocable', '2024-01-31'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['u', 'whole', 'G.disc', 'outflow', '1000.00', '20.0000'],
        ['got', 'whole', 'I.fac', 'inflow', '500.00', '0.0000'],
        ['over', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
      ),
    },
  },
  {
    name: 'a line without a national rate stops the run',
    citation: 'national discretion without a dated value is an error, never 0',
    tables: {
      national_option: [{ line: 'G.disc', value: '0.020000', valid_from: '2024-02-01', valid_to: null }],
      loan: rowsOf('loan_id customer_id type limit_amount revocability', [
        'u',
        'individual',
        'credit_card',
        '1000.00',
        'unconditional',
      ]),
    },
    error: 'liquidity_factor',
  },
  {
    name: 'what the bank has drawn from a line of its own is no loan: unclassified, in no total',
    citation: 'such a debt belongs to account',
    tables: {
      loan: rowsOf('loan_id customer_id type balance end_date', [
        'got',
        'credit_institution',
        'facility_received',
        '70.00',
        '2024-02-10',
      ]),
    },
    expected: {
      liquidity: rowsOf(FACT, ['got', 'whole', null, 'unclassified', '70.00', '0.0000']),
      unclassified: rowsOf('source product_type deal_type rows amount', [
        'loan',
        'FACILITY',
        'LOAN',
        '1',
        '70.00',
      ]),
    },
  },
];
