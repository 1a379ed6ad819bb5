/** Positions on lines that no other case has; with the others, every row of the table of factors is walked (lcr-lines.test.ts). */

import { FACT, type LcrCase, rowsOf } from './case.ts';

export const LINE_CASES: readonly LcrCase[] = [
  {
    name: 'home sovereigns, level 2A of states, shares, and paper that is no HQLA',
    citation: 'd238 ¶50(d), 52(a), 54(c)',
    tables: {
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std domestic_currency maturity_date',
        ['DOM', 'sovereign', 'i', '0.500000', 'true', '2030-01-31'],
        ['STATE', 'sovereign', 'iia', '0.200000', 'false', '2030-01-31'],
        ['SHARE', 'equity', 'iib', null, 'true', null],
        ['LONG', 'corporate', 'ineligible', null, 'true', '2030-01-31'],
      ),
      holding: rowsOf(
        'holding_id security_id mtm_dirty',
        ['d', 'DOM', '100.00'],
        ['s', 'STATE', '100.00'],
        ['e', 'SHARE', '10.00'],
        ['l', 'LONG', '100.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['d', 'free', 'L1.sovDom', 'stock', '100.00', '100.0000'],
        ['s', 'free', 'L2A.sec20', 'stock', '100.00', '85.0000'],
        ['e', 'free', 'L2B.eq', 'stock', '10.00', '5.0000'],
        ['l', 'free', 'OUT.not_hqla', 'outside', '100.00', '0.0000'],
      ),
    },
  },
  {
    name: 'a small business in a scheme that meets the criteria; money against 2B, and lent against mortgage-backed paper',
    citation: 'd238 ¶89–92 (as 78), 115, 146',
    tables: {
      customer: rowsOf(
        'customer_id type retail_managed established_relationship',
        ['shop', 'sme', 'true', 'true'],
        ['bank', 'credit_institution', 'false', 'false'],
      ),
      account: rowsOf('account_id customer_id balance guarantee_scheme', ['a', 'shop', '1000.00', 'funded']),
      security_financing: rowsOf(
        'deal_id customer_id sft_type cash_amount end_date',
        ['taken', 'bank', 'repo', '40.00', '2024-02-10'],
        ['lent', 'bank', 'rev_repo', '60.00', '2024-02-10'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value rehypothecation',
        ['taken/1', 'taken', 'CORP_2B', '80.00', 'true'],
        ['lent/1', 'lent', 'RMBS', '80.00', 'false'],
      ),
    },
    expected: {
      // The repo exchanges HQLA against cash and is unwound: 80 of 2B at 50 % come back.
      liquidity: rowsOf(
        FACT,
        ['a', 'insured', 'SB.stable3', 'outflow', '1000.00', '30.0000'],
        ['taken', 'level_2b', 'S.2B', 'outflow', '40.00', '20.0000'],
        ['taken', 'unwind_cash', 'UNW.cash', 'unwind', '-40.00', '-40.0000'],
        ['taken/1', 'unwind', 'L2B.corp', 'unwind', '80.00', '40.0000'],
        ['lent', 'rmbs', 'I.rmbs', 'inflow', '60.00', '15.0000'],
        ['lent/1', 'memo', 'OUT.collateral', 'outside', '80.00', '0.0000'],
      ),
    },
  },
];
