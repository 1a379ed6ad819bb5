/** Securities financing with unwinding, and its collateral. */

import { FACT, type LcrCase, rowsOf, type TextRow } from './case.ts';

const UNWOUND = 'deal_id part line level kind amount haircut liquidity_value';

/** Level amounts of entity E1, which has no flows in these cases but those of its deals. */
const capsRow = (columns: string, ...values: readonly string[]): readonly TextRow[] =>
  rowsOf(`perimeter ${columns}`, ['E1', ...values], ['GROUP', ...values]);

export const FINANCING_CASES: readonly LcrCase[] = [
  {
    name: 'tricky 3: reverse repo on day 20 against reusable 2A',
    citation: 'd238 ¶31, 146, Annex 1',
    tables: {
      security_financing: rowsOf('deal_id sft_type cash_amount end_date', [
        'R1',
        'rev_repo',
        '100.00',
        '2024-02-20',
      ]),
      sft_collateral: rowsOf('collateral_id deal_id security_id market_value', [
        'R1/1',
        'R1',
        'CORP_2A',
        '120.00',
      ]),
    },
    expected: {
      liquidity: rowsOf(
        `product_type deal_type ${UNWOUND}`,
        [
          'REVERSE_REPO',
          'REVERSE_REPO',
          'R1',
          'level_2a',
          'I.2A',
          null,
          'inflow',
          '100.00',
          '0.000000',
          '15.0000',
        ],
        [
          'REVERSE_REPO',
          'REVERSE_REPO',
          'R1',
          'unwind_cash',
          'UNW.cash',
          '1',
          'unwind',
          '100.00',
          '0.000000',
          '100.0000',
        ],
        [
          'BOND',
          'REVERSE_REPO',
          'R1/1',
          'stock',
          'L2A.corp',
          '2A',
          'stock',
          '120.00',
          '0.150000',
          '102.0000',
        ],
        [
          'BOND',
          'REVERSE_REPO',
          'R1/1',
          'unwind',
          'L2A.corp',
          '2A',
          'unwind',
          '-120.00',
          '0.150000',
          '-102.0000',
        ],
      ),
      final_calc: capsRow(
        'l1 l2a a1 a2a inflows adj40 stock',
        '0.0000',
        '102.0000',
        '100.0000',
        '0.0000',
        '15.0000',
        '0.0000',
        '102.0000',
      ),
    },
  },
  {
    name: 'D10 from positions: repo of 2A is unwound and the 40 % cap bites',
    citation: 'd238 Annex 1',
    tables: {
      account: rowsOf('account_id customer_id asset_liability type balance', [
        'till',
        null,
        'asset',
        'cash',
        '185.00',
      ]),
      holding: rowsOf('holding_id security_id mtm_dirty encumbrance_amount', [
        'bond',
        'CORP_2A',
        '158.82',
        '100.00',
      ]),
      security_financing: rowsOf('deal_id sft_type cash_amount end_date', [
        'R1',
        'repo',
        '85.00',
        '2024-02-20',
      ]),
      sft_collateral: rowsOf('collateral_id deal_id security_id market_value', [
        'R1/1',
        'R1',
        'CORP_2A',
        '100.00',
      ]),
    },
    expected: {
      liquidity: rowsOf(
        UNWOUND,
        ['till', 'whole', 'L1.coins', '1', 'stock', '185.00', '0.000000', '185.0000'],
        ['bond', 'free', 'L2A.corp', '2A', 'stock', '58.82', '0.150000', '49.9970'],
        ['bond', 'encumbered', 'OUT.encumbered', null, 'outside', '100.00', '0.000000', '0.0000'],
        ['R1', 'level_2a', 'S.2A', null, 'outflow', '85.00', '0.000000', '12.7500'],
        ['R1', 'unwind_cash', 'UNW.cash', '1', 'unwind', '-85.00', '0.000000', '-85.0000'],
        ['R1/1', 'unwind', 'L2A.corp', '2A', 'unwind', '100.00', '0.150000', '85.0000'],
      ),
      // 49.997 + 85 − 2/3 × 100 = 68.3303 is excess.
      final_calc: capsRow(
        'l1 l2a a1 a2a adj40 stock',
        '185.0000',
        '49.9970',
        '100.0000',
        '134.9970',
        '68.3303',
        '166.6667',
      ),
    },
  },
  {
    name: 'not unwound: beyond 30 days, a leg that is no HQLA, collateral that is tied, short positions',
    citation: 'd238 ¶146, Annex 1: HQLA against HQLA only',
    tables: {
      security_financing: rowsOf(
        'deal_id sft_type cash_amount end_date',
        ['long', 'repo', '100.00', '2024-03-02'],
        ['junk', 'repo', '100.00', '2024-02-20'],
        ['tied', 'rev_repo', '100.00', '2024-02-20'],
        ['short', 'rev_repo', '100.00', '2024-02-20'],
        ['open', 'rev_repo', '100.00', null],
        ['bare', 'repo', '100.00', '2024-02-20'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value reuse rehypothecation',
        ['long/1', 'long', 'GILT', '100.00', 'none', 'true'],
        ['junk/1', 'junk', 'JUNK', '100.00', 'none', 'true'],
        ['tied/1', 'tied', 'GILT', '100.00', 'none', 'false'],
        ['short/1', 'short', 'GILT', '100.00', 'short', 'true'],
        ['open/1', 'open', 'GILT', '100.00', 'none', 'true'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['long', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['long/1', 'memo', 'OUT.collateral', 'outside', '100.00', '0.0000'],
        ['junk', 'other', 'S.other', 'outflow', '100.00', '100.0000'],
        ['junk/1', 'memo', 'OUT.collateral', 'outside', '100.00', '0.0000'],
        ['tied', 'level_1', 'I.L1', 'inflow', '100.00', '0.0000'],
        ['tied/1', 'memo', 'OUT.collateral', 'outside', '100.00', '0.0000'],
        ['short', 'short', 'OUT.short', 'outside', '100.00', '0.0000'],
        ['short/1', 'memo', 'OUT.collateral', 'outside', '100.00', '0.0000'],
        ['open', 'whole', 'OUT.open', 'outside', '100.00', '0.0000'],
        ['open/1', 'stock', 'L1.sec0', 'stock', '100.00', '100.0000'],
        ['bare', 'other', 'S.other', 'outflow', '100.00', '100.0000'],
      ),
    },
  },
  {
    name: 'a short position on collateral given says nothing about the cash taken',
    citation: 'd238 ¶115; ¶146 is about collateral received',
    tables: {
      security_financing: rowsOf(
        'deal_id sft_type cash_amount end_date',
        ['R', 'repo', '100.00', '2024-02-20'],
        ['S', 'sell_buy_back', '100.00', '2024-02-20'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value reuse',
        ['R/1', 'R', 'GILT', '100.00', 'short'],
        ['S/1', 'S', 'CORP_2A', '100.00', 'short'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['R', 'level_1', 'S.cbL1', 'outflow', '100.00', '0.0000'],
        ['R', 'unwind_cash', 'UNW.cash', 'unwind', '-100.00', '-100.0000'],
        ['R/1', 'unwind', 'L1.sec0', 'unwind', '100.00', '100.0000'],
        ['S', 'level_2a', 'S.2A', 'outflow', '100.00', '15.0000'],
        ['S', 'unwind_cash', 'UNW.cash', 'unwind', '-100.00', '-100.0000'],
        ['S/1', 'unwind', 'L2A.corp', 'unwind', '100.00', '85.0000'],
      ),
    },
  },
  {
    name: 'collateral of a security without line is unclassified, not silently outside',
    citation: 'what no rule matches stays in sight: its deal’s inflow at 100 % may be wrong',
    tables: {
      instrument: rowsOf('security_id asset_class hqla_class', ['odd', 'covered_bond', 'i']),
      security_financing: rowsOf('deal_id sft_type cash_amount end_date', [
        'take',
        'rev_repo',
        '100.00',
        '2024-02-20',
      ]),
      sft_collateral: rowsOf('collateral_id deal_id security_id market_value', [
        'take/1',
        'take',
        'odd',
        '120.00',
      ]),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['take', 'other', 'I.other', 'inflow', '100.00', '100.0000'],
        ['take/1', 'memo', null, 'unclassified', '120.00', '0.0000'],
      ),
      unclassified: rowsOf('source product_type deal_type rows amount', [
        'sft_collateral',
        'BOND',
        'REVERSE_REPO',
        '1',
        '120.00',
      ]),
    },
  },
  {
    name: 'cash over several levels of collateral: parts sum to the cash',
    citation: 'd238 ¶115; in proportion to market value: house convention',
    tables: {
      security_financing: rowsOf('deal_id sft_type cash_amount end_date', [
        'M',
        'repo',
        '100.00',
        '2024-02-20',
      ]),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value',
        ['M/1', 'M', 'GILT', '10.00'],
        ['M/2', 'M', 'CORP_2A', '10.00'],
        ['M/3', 'M', null, '10.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['M', 'level_1', 'S.cbL1', 'outflow', '33.33', '0.0000'],
        ['M', 'level_2a', 'S.2A', 'outflow', '33.34', '5.0010'],
        ['M', 'other', 'S.other', 'outflow', '33.33', '33.3300'],
        ['M/1', 'memo', 'OUT.collateral', 'outside', '10.00', '0.0000'],
        ['M/2', 'memo', 'OUT.collateral', 'outside', '10.00', '0.0000'],
        ['M/3', 'memo', 'OUT.collateral', 'outside', '10.00', '0.0000'],
      ),
    },
  },
  {
    name: 'secured funding by counterparty, open repos, lending against each level',
    citation: 'd238 ¶114–115, 145–146',
    tables: {
      customer: rowsOf(
        'customer_id type country_code risk_weight_std',
        ['credit_institution', 'credit_institution', 'GB', null],
        ['boe', 'central_bank', 'GB', null],
        ['home', 'sovereign', 'GB', null],
        ['abroad', 'sovereign', 'FR', null],
        ['council', 'pse', 'GB', '0.200000'],
        ['risky', 'pse', 'GB', '0.500000'],
        ['eib', 'mdb', 'LU', null],
      ),
      security_financing: rowsOf(
        'deal_id customer_id sft_type cash_amount end_date notice_days',
        ['cb', 'boe', 'repo', '100.00', '2024-02-20', null],
        ['home', 'home', 'repo', '100.00', '2024-02-20', null],
        ['abroad', 'abroad', 'repo', '100.00', '2024-02-20', null],
        ['council', 'council', 'sell_buy_back', '100.00', '2024-02-20', null],
        ['risky', 'risky', 'repo', '100.00', '2024-02-20', null],
        ['eib', 'eib', 'repo', '100.00', '2024-02-20', null],
        ['open', 'credit_institution', 'repo', '100.00', null, null],
        ['notice', 'credit_institution', 'repo', '100.00', null, '31'],
        ['rmbs', 'credit_institution', 'repo', '100.00', '2024-02-20', null],
        ['margin', 'credit_institution', 'margin_loan', '100.00', '2024-02-20', null],
        ['lend', 'credit_institution', 'buy_sell_back', '100.00', '2024-02-20', null],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value rehypothecation',
        ['rmbs/1', 'rmbs', 'RMBS', '100.00', 'false'],
        ['lend/1', 'lend', 'SHARE', '100.00', 'false'],
      ),
    },
    expected: {
      aggregation: rowsOf(
        'line kind level amount liquidity_value rows',
        ['S.cbL1', 'outflow', null, '100.00', '0.0000', '1'],
        ['S.sov', 'outflow', null, '300.00', '75.0000', '3'],
        ['S.other', 'outflow', null, '300.00', '300.0000', '3'],
        ['OUT.window', 'outside', null, '100.00', '0.0000', '1'],
        ['S.rmbs', 'outflow', null, '100.00', '25.0000', '1'],
        ['UNW.cash', 'unwind', '1', '-100.00', '-100.0000', '1'],
        ['L2B.rmbs', 'unwind', '2B', '100.00', '75.0000', '1'],
        ['I.margin', 'inflow', null, '100.00', '50.0000', '1'],
        ['I.2B', 'inflow', null, '100.00', '50.0000', '1'],
        ['OUT.collateral', 'outside', null, '100.00', '0.0000', '1'],
      ),
    },
  },
];
