/** Deposits in the NSFR by hand: class, maturity, line and value of each part. */

import { type LcrCase, rowsOf } from './case.ts';

const PART = 'position_id part part_class part_maturity line amount funding_value';

/** From 31 January 2024 six months end on 31 July 2024, a year on 31 January 2025. */
export const FUNDING_CASES: readonly LcrCase[] = [
  {
    name: 'retail deposits: stable, less stable, part insured, and of a year and more',
    citation: 'd295 ¶18, 21(c), 22, 23',
    tables: {
      account: rowsOf(
        'account_id customer_id balance transactional guarantee_scheme end_date withdrawal_penalty',
        ['stable', 'individual', '1000.00', 'true', 'plain', null, 'none'],
        ['less', 'individual', '1000.00', 'false', 'plain', null, 'none'],
        ['uninsured', 'individual', '1000.00', 'true', null, null, 'none'],
        ['term', 'individual', '1000.00', 'true', 'plain', '2025-01-31', 'not_allowed'],
        ['weak', 'individual', '1000.00', 'true', null, '2025-01-31', 'weak'],
        ['half', 'individual', '1000.00', 'true', 'plain', '2024-12-31', 'material'],
      ),
    },
    expected: {
      stable_funding: rowsOf(
        PART,
        ['stable', 'whole', 'retail_stable', 'no_maturity', 'A95', '1000.00', '950.0000'],
        ['less', 'whole', 'retail_less_stable', 'no_maturity', 'A90', '1000.00', '900.0000'],
        ['uninsured', 'whole', 'retail_less_stable', 'no_maturity', 'A90', '1000.00', '900.0000'],
        ['term', 'whole', 'retail_stable', 'from_1_year', 'A100c', '1000.00', '1000.0000'],
        // The money can be had tomorrow for a small loss.
        ['weak', 'whole', 'retail_less_stable', 'under_6_months', 'A90', '1000.00', '900.0000'],
        ['half', 'whole', 'retail_stable', 'under_1_year', 'A95', '1000.00', '950.0000'],
      ),
      nsfr_calc: rowsOf(
        'perimeter asf rsf nsfr',
        ['E1', '5600.0000', '0.0000', null],
        ['GROUP', '5600.0000', '0.0000', null],
      ),
    },
  },
  {
    name: 'insurance is spread over the accounts of a depositor; what it leaves is less stable',
    citation: 'd295 ¶22–23, d238 ¶75',
    tables: {
      account: rowsOf(
        'account_id customer_id balance transactional guarantee_scheme',
        ['a', 'individual', '120000.00', 'true', 'plain'],
        ['b', 'individual', '80000.00', 'true', 'plain'],
      ),
    },
    expected: {
      stable_funding: rowsOf(
        PART,
        ['a', 'first', 'retail_stable', 'no_maturity', 'A95', '60000.00', '57000.0000'],
        ['a', 'rest', 'retail_less_stable', 'no_maturity', 'A90', '60000.00', '54000.0000'],
        ['b', 'first', 'retail_stable', 'no_maturity', 'A95', '40000.00', '38000.0000'],
        ['b', 'rest', 'retail_less_stable', 'no_maturity', 'A90', '40000.00', '36000.0000'],
      ),
    },
  },
  {
    name: 'wholesale deposits by customer, purpose and maturity',
    citation: 'd295 ¶21(c), 24, 25(a)',
    tables: {
      account: rowsOf(
        'account_id customer_id balance purpose operational_amount cooperative_minimum end_date notice_days withdrawal_penalty',
        ['corp', 'corporate', '100.00', 'none', null, null, null, null, 'none'],
        ['state', 'sovereign', '100.00', 'none', null, null, null, null, 'none'],
        ['bank', 'credit_institution', '100.00', 'none', null, null, null, null, 'none'],
        ['cb', 'central_bank', '100.00', 'none', null, null, '2024-07-30', null, 'not_allowed'],
        ['fund', 'hedge_fund', '100.00', 'none', null, null, '2024-07-31', null, 'not_allowed'],
        ['insurer', 'insurer', '100.00', 'none', null, null, '2025-01-31', null, 'not_allowed'],
        ['notice', 'credit_institution', '100.00', 'none', null, null, null, '200', 'none'],
        ['clear', 'corporate', '100.00', 'clearing', '60.00', null, null, null, 'none'],
        ['network', 'credit_institution', '100.00', 'cooperative', null, '70.00', null, null, 'none'],
        ['club', 'other', '100.00', 'none', null, null, null, null, 'none'],
      ),
    },
    expected: {
      stable_funding: rowsOf(
        PART,
        ['corp', 'whole', 'wholesale_corporate', 'no_maturity', 'A50a', '100.00', '50.0000'],
        ['state', 'whole', 'wholesale_public', 'no_maturity', 'A50c', '100.00', '50.0000'],
        ['bank', 'whole', 'wholesale_financial', 'no_maturity', 'A0a', '100.00', '0.0000'],
        ['cb', 'whole', 'wholesale_financial', 'under_6_months', 'A0a', '100.00', '0.0000'],
        ['fund', 'whole', 'wholesale_financial', 'under_1_year', 'A50d', '100.00', '50.0000'],
        ['insurer', 'whole', 'wholesale_financial', 'from_1_year', 'A100c', '100.00', '100.0000'],
        ['notice', 'whole', 'wholesale_financial', 'under_1_year', 'A50d', '100.00', '50.0000'],
        ['clear', 'first', 'operational', 'no_maturity', 'A50b', '60.00', '30.0000'],
        ['clear', 'rest', 'wholesale_corporate', 'no_maturity', 'A50a', '40.00', '20.0000'],
        ['network', 'first', 'cooperative', 'no_maturity', 'A0a', '70.00', '0.0000'],
        ['network', 'rest', 'wholesale_financial', 'no_maturity', 'A0a', '30.00', '0.0000'],
        ['club', 'whole', 'other_funding', 'no_maturity', 'A0a', '100.00', '0.0000'],
      ),
    },
  },
];
