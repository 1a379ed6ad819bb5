/** Formulas of the stock: what a row counts, unwinding, the caps, and what is taken off before them. */

import { EXAMPLE_DATE, type Formula, onceWith, rows, securities, step, term } from './formula.ts';

const VALUE: Formula = {
  title: 'Value of a row',
  ratio: 'LCR',
  citation: 'd238 ¶49–54, 69; rounding: House',
  law: [
    'amount = amount in its currency · rate of the day          to cents, half away from zero',
    'weight = liquidity_factor · (1 − haircut)',
    'value  = amount · weight                                   to four digits',
  ],
  terms: [
    term('liquidity', 'amount liquidity_factor haircut weight liquidity_value', 'each part of a position'),
    term('fx', 'base_currency_code rate', 'rates of the calculation date'),
    term('instruments', 'line level haircut', 'line and haircut of a security'),
  ],
  lines: [],
  note: 'An asset of the stock has factor 1 and its haircut; a flow has its rate as factor, and no haircut; an amount outside the ratio has factor 0. Sums are sums of these values, so that they tie to the rows.',
  example: {
    story: 'A holding of level 2A in US dollars, the dollar at 0.9: 900.045 euros round to 900.05.',
    runs: onceWith(
      {
        exchange_rate: rows('date base_currency_code quote_currency_code rate', [
          EXAMPLE_DATE,
          'USD',
          'EUR',
          '0.900000000',
        ]),
        instrument: securities('CORP_2A'),
        holding: rows('holding_id security_id currency_code mtm_dirty', ['h', 'CORP_2A', 'USD', '1000.05']),
      },
      {
        liquidity: rows('deal_id line amount liquidity_factor haircut weight liquidity_value', [
          'h',
          'L2A.corp',
          '900.05',
          '1.000000',
          '0.150000',
          '0.85000000',
          '765.0425',
        ]),
      },
    ),
    steps: [
      step('liquidity.amount', '1000.05 · 0.9'),
      step('liquidity.weight', '1 · (1 − 15 %)'),
      step('liquidity.liquidity_value', '900.05 · 0.85'),
    ],
  },
};

const FACTOR: Formula = {
  title: 'The factor of a line on a day',
  ratio: 'LCR',
  citation: 'd238 ¶79, 134; d295 ¶43(d), 47',
  law: [
    'factor(line, day) = value of national_option  if a row of the line holds on the day',
    '                    factor of the standard    else: the row of lcr_factor or nsfr_factor that holds',
    '                    none: the run stops       where the standard leaves it to national supervisors',
  ],
  terms: [
    term(
      'factors',
      'line basel_factor basel_from national_value national_from liquidity_factor rate_from',
      'the LCR’s',
    ),
    term('nsfr_factors', 'line basel_factor national_value factor rate_from', 'the NSFR’s'),
  ],
  lines: [],
  note: 'A row holds from `valid_from` to `valid_to`, both days included. Haircuts have no options, but for [alternative liquidity](#alternative-liquidity). Two rows of a line that hold on one day stop the import.',
  example: {
    story:
      'A less stable deposit of 1,000 where the supervisor raises the run-off from 10 % to 12.5 % on 1 April 2026: the run of 31 March against that of 1 April.',
    runs: (
      [
        ['2026-03-31', '0.100000', '100.0000'],
        ['2026-04-01', '0.125000', '125.0000'],
      ] as const
    ).map(([date, factor, value]) => ({
      date,
      tables: {
        customer: rows('customer_id type', ['c', 'individual']),
        national_option: rows('jurisdiction line valid_from value', [
          'BASEL',
          'R.less',
          '2026-04-01',
          '0.125000',
        ]),
        account: rows('account_id customer_id balance', ['a', 'c', '1000.00']),
      },
      expected: {
        liquidity: rows('deal_id line amount liquidity_factor liquidity_value', [
          'a',
          'R.less',
          '1000.00',
          factor,
          value,
        ]),
      },
    })),
    steps: [
      { of: 'liquidity.liquidity_value', by: '1000 · 10 %' },
      { of: 'liquidity.liquidity_value', run: 1, by: '1000 · 12.5 %' },
    ],
  },
};

const UNWINDING: Formula = {
  title: 'Unwinding',
  ratio: 'LCR',
  citation: 'd238 ¶48, Annex 1',
  law: [
    'A(level) = L(level) + Σ unwind legs of the level, over deals of the window that exchange HQLA against HQLA',
    '',
    'repo                        level 1: − cash     level of the collateral: + market value · (1 − haircut)',
    'reverse repo, margin loan   level 1: + cash     level of the collateral: − market value · (1 − haircut)',
    'collateral swap                                 + value given, − value received',
  ],
  terms: [
    term('financing_facts', 'deal_id unwound amount unwind_cash', 'whether a deal is unwound'),
    term('liquidity', 'deal_id part kind level liquidity_value', 'each leg, with `kind` unwind'),
    term('perimeter_totals', 'sum_u1 sum_u2a sum_u2b', 'the legs added up'),
    term('perimeter_totals', 'l1 l2a l2b a1 a2a a2b', 'the levels before and after'),
  ],
  lines: ['UNW.cash'],
  note: 'Unwinding moves what the caps are measured on, never the stock itself. A1 may fall below zero; Basel sets no floor.',
  example: {
    story:
      'Against bonds of level 2A worth 100 the bank took 85 until 10 February; the 85 are in its reserves of 185. Bonds worth another 100 are free.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['cb', 'central_bank'], ['bank', 'credit_institution']),
        instrument: securities('CORP_2A'),
        account: rows('account_id customer_id asset_liability type balance', [
          'reserve',
          'cb',
          'asset',
          'reserve',
          '185.00',
        ]),
        holding: rows('holding_id security_id mtm_dirty encumbrance_amount', [
          'h',
          'CORP_2A',
          '200.00',
          '100.00',
        ]),
        security_financing: rows('deal_id customer_id sft_type cash_amount end_date', [
          'r',
          'bank',
          'repo',
          '85.00',
          '2024-02-10',
        ]),
        sft_collateral: rows('collateral_id deal_id security_id market_value', [
          'r/1',
          'r',
          'CORP_2A',
          '100.00',
        ]),
      },
      {
        liquidity: rows(
          'deal_id part kind level amount liquidity_value',
          ['reserve', 'whole', 'stock', '1', '185.00', '185.0000'],
          ['h', 'free', 'stock', '2A', '100.00', '85.0000'],
          ['h', 'encumbered', 'outside', null, '100.00', '0.0000'],
          ['r', 'level_2a', 'outflow', null, '85.00', '12.7500'],
          ['r', 'unwind_cash', 'unwind', '1', '-85.00', '-85.0000'],
          ['r/1', 'unwind', 'unwind', '2A', '100.00', '85.0000'],
        ),
        final_calc: rows('perimeter l1 l2a a1 a2a adj40 stock', [
          'E1',
          '185.0000',
          '85.0000',
          '100.0000',
          '170.0000',
          '103.3333',
          '166.6667',
        ]),
      },
    ),
    steps: [
      step('final_calc.a1', '185 − 85'),
      step('final_calc.a2a', '85 + 100 · (1 − 15 %)'),
      step('final_calc.adj40', 'max(170 + 0 − 0 − 2 ÷ 3 · 100, 0)'),
      step('final_calc.stock', '185 + 85 + 0 − 0 − 103.3333'),
    ],
  },
};

const CAPS: Formula = {
  title: 'Caps on level 2',
  ratio: 'LCR',
  citation: 'd238 ¶46–48, 51, Annex 1',
  law: [
    'adj15 = max(A2B − 15/85 · (A1 + A2A), A2B − 15/60 · A1, 0)',
    'adj40 = max(A2A + A2B − adj15 − 2/3 · A1, 0)',
    'stock = L1 + L2A + L2B − adj15 − adj40 + what counts outside the caps',
  ],
  terms: [
    term('final_calc', 'l1 l2a l2b', 'L: each level after haircut'),
    term('final_calc', 'a1 a2a a2b', 'A: the same after unwinding'),
    term('final_calc', 'adj15 adj40 cap_15_binds cap_40_binds stock', 'the caps and the stock'),
    term('currency_lcr', 'adj15 adj40 stock', 'the same in each currency'),
  ],
  lines: [],
  note: 'Each adjustment rounds once, to four digits. In the stock that is left, level 2 has at most 40 % and level 2B at most 15 %.',
  example: {
    story: 'Nothing is unwound; both caps bind, and the stock is 60 % level 1, 25 % level 2A, 15 % level 2B.',
    runs: onceWith(
      {
        instrument: securities('GOV', 'CORP_2A', 'CORP_2B'),
        holding: rows(
          'holding_id security_id mtm_dirty',
          ['h1', 'GOV', '60.00'],
          ['h2', 'CORP_2A', '100.00'],
          ['h3', 'CORP_2B', '60.00'],
        ),
      },
      {
        final_calc: rows('perimeter l1 l2a l2b a1 a2a a2b adj15 adj40 stock cap_15_binds cap_40_binds', [
          'E1',
          '60.0000',
          '85.0000',
          '30.0000',
          '60.0000',
          '85.0000',
          '30.0000',
          '15.0000',
          '60.0000',
          '100.0000',
          'true',
          'true',
        ]),
      },
    ),
    steps: [
      step('final_calc.l2a', '100 · (1 − 15 %)'),
      step('final_calc.l2b', '60 · (1 − 50 %)'),
      step('final_calc.adj15', 'max(30 − 15 ÷ 85 · (60 + 85), 30 − 15 ÷ 60 · 60, 0)'),
      step('final_calc.adj40', 'max(85 + 30 − 15 − 2 ÷ 3 · 60, 0)'),
      step('final_calc.stock', '60 + 85 + 30 − 15 − 60'),
    ],
  },
};

const SOVEREIGN: Formula = {
  title: 'Sovereign debt in a foreign currency',
  ratio: 'LCR',
  citation: 'd238 ¶50(e); per perimeter and currency of the holding: House',
  law: [
    'net(currency)    = outflows − min(inflows, 75 % · outflows)       of that currency',
    'excess(currency) = max(L1.sovFx in the currency − net(currency), 0)',
    'L1               = level 1 − Σ excess                             before the caps',
  ],
  terms: [
    term(
      'currency_excess',
      'currency_code counted all_outflows all_inflows net_outflows excess',
      'currencies with an excess',
    ),
    term('perimeter_totals', 'sum_l1 sovereign_fx_excess l1', 'what is taken off'),
  ],
  lines: ['L1.sovFx'],
  example: {
    story:
      'The dollar at 0.5. A sovereign’s dollar bond of 1,000; a bank may call 400 dollars, and 100 dollars lie with another.',
    runs: onceWith(
      {
        exchange_rate: rows('date base_currency_code quote_currency_code rate', [
          EXAMPLE_DATE,
          'USD',
          'EUR',
          '0.500000000',
        ]),
        customer: rows('customer_id type', ['bank', 'credit_institution']),
        instrument: rows(
          'security_id asset_class hqla_class risk_weight_std domestic_currency maturity_date',
          ['BOND', 'sovereign', 'i', '0.500000', 'false', '2030-01-31'],
        ),
        holding: rows('holding_id security_id currency_code mtm_dirty', ['h', 'BOND', 'USD', '1000.00']),
        account: rows(
          'account_id customer_id currency_code asset_liability type balance',
          ['owed', 'bank', 'USD', 'liability', 'vostro', '400.00'],
          ['placed', 'bank', 'USD', 'asset', 'nostro', '100.00'],
        ),
      },
      {
        currency_excess: rows(
          'perimeter currency_code counted all_outflows all_inflows net_outflows excess',
          ['E1', 'USD', '500.0000', '200.0000', '50.0000', '150.0000', '350.0000'],
        ),
        perimeter_totals: rows('perimeter sum_l1 sovereign_fx_excess l1', [
          'E1',
          '500.0000',
          '350.0000',
          '150.0000',
        ]),
      },
    ),
    steps: [
      step('currency_excess.counted', '1000 · 0.5'),
      step('currency_excess.net_outflows', '200 − min(50, 75 % · 200)'),
      step('currency_excess.excess', 'max(500 − 150, 0)'),
      step('perimeter_totals.l1', '500 − 350'),
    ],
  },
};

export const STOCK_FORMULAS: readonly Formula[] = [VALUE, FACTOR, UNWINDING, CAPS, SOVEREIGN];
