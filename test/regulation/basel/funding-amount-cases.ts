/** The NSFR of a bank that gives amounts by row of LIQ2. */

import { type LcrCase, rowsOf } from './case.ts';

const ROWS = 'amount_id liq2_row no_maturity under_6_months under_1_year from_1_year weighted';

export const FUNDING_AMOUNT_CASES: readonly LcrCase[] = [
  {
    name: 'a row with one factor for each maturity needs no weighted amount; any other has it for the row as a whole',
    citation: 'd295 ¶21–25, 36–43; template LIQ2',
    tables: {
      funding_amount: rowsOf(
        ROWS,
        ['capital', '2', '100.00', null, null, null, null],
        ['less', '6', '200.00', null, null, '5.00', null],
        ['operational', '8', '100.00', null, null, null, '50.00'],
        ['loans', '20', null, '10.00', '20.00', '300.00', '270.00'],
        ['commodity', '27', null, null, null, '10.00', null],
      ),
    },
    expected: {
      // 100, 180 + 5, 50; 270 and 85 % of 10.
      nsfr_calc: rowsOf(
        'perimeter asf rsf nsfr',
        ['E1', '335.0000', '278.5000', '1.202873'],
        ['GROUP', '335.0000', '278.5000', '1.202873'],
      ),
      nsfr_aggregation: rowsOf(
        'liq2_row part_maturity line side amount funding_value',
        ['2', 'no_maturity', 'A100a', 'asf', '100.00', '100.0000'],
        ['6', 'no_maturity', 'A90', 'asf', '200.00', '180.0000'],
        ['6', 'from_1_year', 'A100c', 'asf', '5.00', '5.0000'],
        ['8', 'no_maturity', 'LIQ2.8', 'asf', '100.00', '50.0000'],
        ['20', 'under_6_months', 'LIQ2.20', 'rsf', '10.00', '0.0000'],
        ['20', 'under_1_year', 'LIQ2.20', 'rsf', '20.00', '0.0000'],
        ['20', 'from_1_year', 'LIQ2.20', 'rsf', '300.00', '0.0000'],
        ['20', 'no_maturity', 'LIQ2.20', 'rsf', '0.00', '270.0000'],
        ['27', 'from_1_year', 'R85d', 'rsf', '10.00', '8.5000'],
      ),
    },
  },
  {
    name: 'derivatives count net, and the add-on takes the rate of the date',
    citation: 'd295 ¶25(c), 43(b), 43(d)',
    tables: {
      national_option: rowsOf('line value', ['R100d', '0.050000']),
      funding_amount: rowsOf(
        ROWS,
        ['liabilities', '12', null, null, null, '70.00', null],
        ['assets', '29', '100.00', null, null, null, null],
        ['add_on', '30', null, null, null, '40.00', null],
      ),
    },
    expected: {
      nsfr_calc: rowsOf(
        'perimeter net_derivative_asset asf rsf',
        ['E1', '30.0000', '0.0000', '32.0000'],
        ['GROUP', '30.0000', '0.0000', '32.0000'],
      ),
    },
  },
  {
    name: 'a row whose lines have several factors, without its weighted amount',
    citation: 'house convention',
    tables: { funding_amount: rowsOf(ROWS, ['loans', '20', null, null, null, '300.00', null]) },
    error: 'tage funding_amount_parts, column value',
  },
  {
    name: 'a weighted amount of derivative assets',
    citation: 'd295 ¶43(b)',
    tables: { funding_amount: rowsOf(ROWS, ['assets', '29', '100.00', null, null, null, '100.00']) },
    error: 'column has_no_weight',
  },
  {
    name: 'a row that is given twice',
    citation: 'house convention',
    tables: {
      funding_amount: rowsOf(
        ROWS,
        ['one', '6', '1.00', null, null, null, null],
        ['two', '6', '2.00', null, null, null, null],
      ),
    },
    expected: { funding_given_once: rowsOf('once', ['true']) },
    error: 'column once',
  },
];
