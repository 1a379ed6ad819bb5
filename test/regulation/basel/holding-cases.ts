/** Holdings: what is in the stock, at which line, and what the limits take off. */

import { FACT, type LcrCase, rowsOf, type TextRow } from './case.ts';

/** Level amounts of entity E1, which has no flows in these cases but those of its deals. */
const capsRow = (columns: string, ...values: readonly string[]): readonly TextRow[] =>
  rowsOf(`perimeter ${columns}`, ['E1', ...values], ['GROUP', ...values]);

export const HOLDING_CASES: readonly LcrCase[] = [
  {
    name: 'the free part of eligible paper is in the stock, at market value less haircut',
    citation: 'd238 ¶31, 33, 49–54, 155',
    tables: {
      holding: rowsOf(
        'holding_id security_id mtm_dirty encumbrance_amount treasury_control',
        ['h1', 'GILT', '1000.00', '0.00', 'true'],
        ['h2', 'CORP_2A', '1000.00', '400.00', 'true'],
        ['h3', 'RMBS', '100.00', '0.00', 'true'],
        ['h4', 'CORP_2B', '100.00', '0.00', 'true'],
        ['h5', 'SHARE', '100.00', '150.00', 'true'],
        ['h6', 'GILT', '100.00', '0.00', 'false'],
        ['h7', 'JUNK', '100.00', '0.00', 'true'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `product_type ${FACT}`,
        ['BOND', 'h1', 'free', 'L1.sec0', 'stock', '1000.00', '1000.0000'],
        ['BOND', 'h2', 'free', 'L2A.corp', 'stock', '600.00', '510.0000'],
        ['BOND', 'h2', 'encumbered', 'OUT.encumbered', 'outside', '400.00', '0.0000'],
        ['BOND', 'h3', 'free', 'L2B.rmbs', 'stock', '100.00', '75.0000'],
        ['BOND', 'h4', 'free', 'L2B.corp', 'stock', '100.00', '50.0000'],
        ['EQUITY', 'h5', 'encumbered', 'OUT.encumbered', 'outside', '100.00', '0.0000'],
        ['BOND', 'h6', 'free', 'OUT.control', 'outside', '100.00', '0.0000'],
        ['BOND', 'h7', 'free', 'I.sec', 'inflow', '100.00', '100.0000'],
      ),
    },
  },
  {
    name: 'matured paper is no asset: not in the stock, no inflow, no HQLA as collateral',
    citation: 'd238 ¶31, 155: what has fallen due can be neither sold nor pledged',
    tables: {
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std maturity_date',
        ['day0', 'sovereign', 'i', '0.000000', '2024-01-31'],
        ['day1', 'sovereign', 'i', '0.000000', '2024-02-01'],
      ),
      holding: rowsOf(
        'holding_id security_id mtm_dirty encumbrance_amount treasury_control',
        ['h0', 'day0', '100.00', '40.00', 'true'],
        ['h0x', 'day0', '100.00', '0.00', 'false'],
        ['h1', 'day1', '100.00', '0.00', 'true'],
      ),
      security_financing: rowsOf(
        'deal_id sft_type cash_amount end_date',
        ['give', 'repo', '100.00', '2024-02-20'],
        ['take', 'rev_repo', '100.00', '2024-02-20'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value',
        ['give/1', 'give', 'day0', '100.00'],
        ['take/1', 'take', 'day0', '100.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['h0', 'free', 'OUT.matured', 'outside', '60.00', '0.0000'],
        ['h0', 'encumbered', 'OUT.matured', 'outside', '40.00', '0.0000'],
        ['h0x', 'free', 'OUT.matured', 'outside', '100.00', '0.0000'],
        ['h1', 'free', 'L1.sec0', 'stock', '100.00', '100.0000'],
        ['give', 'other', 'S.other', 'outflow', '100.00', '100.0000'],
        ['give/1', 'memo', 'OUT.matured', 'outside', '100.00', '0.0000'],
        ['take', 'other', 'I.other', 'inflow', '100.00', '100.0000'],
        ['take/1', 'memo', 'OUT.matured', 'outside', '100.00', '0.0000'],
      ),
    },
  },
  {
    name: 'W03 from positions: 100 of level 1, 50 of 2A, 30 of 2B give 157.5',
    citation: 'CAIIB question 462',
    tables: {
      holding: rowsOf(
        'holding_id security_id mtm_dirty',
        ['h1', 'GILT', '100.00'],
        ['h2', 'CORP_2A', '50.00'],
        ['h3', 'CORP_2B', '30.00'],
      ),
    },
    expected: { final_calc: capsRow('l1 l2a l2b stock', '100.0000', '42.5000', '15.0000', '157.5000') },
  },
  {
    name: 'lines of securities by class, kind, risk weight and currency',
    citation: 'd238 ¶50(c)–(e), 52, 54',
    tables: {
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std domestic_currency',
        ['s0', 'sovereign', 'i', '0.000000', 'false'],
        ['mdb', 'mdb', 'i', '0.000000', 'false'],
        ['dom', 'sovereign', 'i', '0.500000', 'true'],
        ['fx', 'central_bank', 'i', '0.500000', 'false'],
        ['s20', 'pse', 'iia', '0.200000', 'true'],
        ['s50', 'pse', 'iia', '0.500000', 'true'],
        ['cb', 'covered_bond', 'iia', null, 'true'],
        ['sov2b', 'sovereign', 'iib', '0.500000', 'true'],
        ['odd', 'covered_bond', 'i', null, 'true'],
        ['no', 'financial', 'ineligible', null, 'true'],
        ['bare1', 'sovereign', 'i', null, 'true'],
        ['bare2', 'central_bank', 'i', null, 'false'],
        ['bare3', 'mdb', 'i', null, 'true'],
        ['bare4', 'pse', 'i', null, 'true'],
        ['bare5', 'pse', 'iia', null, 'true'],
        ['bare6', 'sovereign', 'iia', null, 'true'],
      ),
    },
    expected: {
      instruments: rowsOf(
        'security_id line level haircut',
        ['s0', 'L1.sec0', '1', '0.000000'],
        ['mdb', 'L1.sec0', '1', '0.000000'],
        ['dom', 'L1.sovDom', '1', '0.000000'],
        ['fx', 'L1.sovFx', '1', '0.000000'],
        ['s20', 'L2A.sec20', '2A', '0.150000'],
        ['s50', null, null, '0.000000'],
        ['cb', 'L2A.cb', '2A', '0.150000'],
        ['sov2b', 'L2B.corp', '2B', '0.500000'],
        ['odd', null, null, '0.000000'],
        ['no', 'OUT.not_hqla', null, '0.000000'],
        // A missing risk weight is not 0 %, nor 20 %.
        ['bare1', 'L1.sovDom', '1', '0.000000'],
        ['bare2', 'L1.sovFx', '1', '0.000000'],
        ['bare3', null, null, '0.000000'],
        ['bare4', null, null, '0.000000'],
        ['bare5', null, null, '0.000000'],
        ['bare6', null, null, '0.000000'],
      ),
    },
  },
  {
    name: 'foreign-currency sovereign debt counts up to the net outflows of its currency',
    citation: 'd238 ¶50(e)',
    tables: {
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.500000000']),
      instrument: rowsOf('security_id asset_class hqla_class risk_weight_std domestic_currency', [
        'EM',
        'sovereign',
        'i',
        '0.500000',
        'false',
      ]),
      holding: rowsOf('holding_id security_id currency_code mtm_dirty', ['h', 'EM', 'USD', '1000.00']),
      account: rowsOf(
        'account_id customer_id currency_code balance',
        ['usd', 'credit_institution', 'USD', '400.00'],
        ['eur', 'credit_institution', 'EUR', '900.00'],
      ),
      loan: rowsOf('loan_id customer_id currency_code balance end_date', [
        'l',
        'credit_institution',
        'USD',
        '100.00',
        '2024-02-10',
      ]),
    },
    expected: {
      // 500 held; outflows 200, inflows 50, so 150 count and 350 do not.
      perimeter_totals: rowsOf(
        'perimeter sovereign_fx_excess l1 a1 outflows',
        ['E1', '350.0000', '150.0000', '150.0000', '1100.0000'],
        ['GROUP', '350.0000', '150.0000', '150.0000', '1100.0000'],
      ),
    },
  },
];
