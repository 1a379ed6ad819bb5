/** Formulas of loans, lines, secured money and contractual lending, and the cap of inflows. */

import { type Formula, onceWith, rows, securities, step, term } from './formula.ts';

const BANK = rows('customer_id type', ['bank', 'credit_institution']);

const OPEN_LOANS: Formula = {
  title: 'Loans without maturity',
  ratio: 'LCR',
  citation: 'd238 ¶154',
  law: [
    'payment   = min(contractual minimum payment of 30 days, balance)     an inflow',
    'remainder = balance − payment                                        OUT.open, no inflow',
  ],
  terms: [
    term('loan_amounts', 'loan_id amount payment remainder', 'the parts of a loan'),
    term('liquidity', 'deal_id part line amount', 'the parts, `payment` and `open`'),
  ],
  lines: ['OUT.open'],
  example: {
    story: 'Two credit cards with a minimum payment of 50: one owes 1,000, the other 30.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['p', 'individual']),
        loan: rows(
          'loan_id customer_id type schedule balance min_principal_repayment',
          ['large', 'p', 'credit_card', 'open', '1000.00', '50.00'],
          ['small', 'p', 'credit_card', 'open', '30.00', '50.00'],
        ),
      },
      {
        loan_amounts: rows(
          'loan_id payment remainder',
          ['large', '50.00', '950.00'],
          ['small', '30.00', '0.00'],
        ),
        liquidity: rows(
          'deal_id part line amount liquidity_value',
          ['large', 'payment', 'I.retail', '50.00', '25.0000'],
          ['large', 'open', 'OUT.open', '950.00', '0.0000'],
          ['small', 'payment', 'I.retail', '30.00', '15.0000'],
        ),
      },
    ),
    steps: [
      step('loan_amounts.payment', 'min(50, 1000)'),
      step('loan_amounts.payment', 'min(50, 30)', 1),
      step('loan_amounts.remainder', '1000 − 50'),
      step('liquidity.liquidity_value', '50 · 50 %'),
    ],
  },
};

const UNDRAWN: Formula = {
  title: 'Undrawn lines',
  ratio: 'LCR',
  citation: 'd238 ¶126–131',
  law: [
    'undrawn   = max(limit_amount − balance, 0)',
    'pledged   = min(HQLA that the customer has pledged for it, undrawn)',
    'liquidity = min(backed debt of 30 days, undrawn − pledged)     of a liquidity facility; else 0',
    'credit    = undrawn − pledged − liquidity',
  ],
  terms: [
    term('facility_amounts', 'loan_id undrawn pledged liquidity credit', 'the parts of a line'),
    term('liquidity', 'deal_id part line amount', 'the same, with source `facility`'),
  ],
  lines: ['C.retail', 'C.nfcC', 'C.nfcL', 'C.bank', 'C.ofiC', 'C.ofiL', 'C.oth', 'OUT.pledged'],
  note: 'Where the backed debt is not known, all that is not pledged is liquidity.',
  example: {
    story:
      'A company’s liquidity facility of 1,000: 200 drawn, 100 of HQLA pledged, 300 of commercial paper due within 30 days.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['c', 'corporate']),
        loan: rows('loan_id customer_id type balance limit_amount pledged_hqla backed_debt_30d schedule', [
          'f',
          'c',
          'liquidity_facility',
          '200.00',
          '1000.00',
          '100.00',
          '300.00',
          'open',
        ]),
      },
      {
        facility_amounts: rows('loan_id undrawn pledged liquidity credit', [
          'f',
          '800.00',
          '100.00',
          '300.00',
          '400.00',
        ]),
        liquidity: rows(
          'source part line amount liquidity_value',
          ['facility', 'liquidity', 'C.nfcL', '300.00', '90.0000'],
          ['facility', 'credit', 'C.nfcC', '400.00', '40.0000'],
          ['facility', 'pledged', 'OUT.pledged', '100.00', '0.0000'],
          ['loan', 'open', 'OUT.open', '200.00', '0.0000'],
        ),
      },
    ),
    steps: [
      step('facility_amounts.undrawn', 'max(1000 − 200, 0)'),
      step('facility_amounts.pledged', 'min(100, 800)'),
      step('facility_amounts.liquidity', 'min(300, 800 − 100)'),
      step('facility_amounts.credit', '800 − 100 − 300'),
      step('liquidity.liquidity_value', '300 · 30 %'),
      step('liquidity.liquidity_value', '400 · 10 %', 1),
    ],
  },
};

const BACKING: Formula = {
  title: 'Secured cash by level of collateral',
  ratio: 'LCR',
  citation: 'd238 ¶112–115, 145–146; in proportion to market value: House',
  law: [
    'up to level k = cash · (market value of levels 1 … k) ÷ (market value of all collateral)   to cents',
    'level k       = up to level k − up to level k − 1;  the last takes what is left',
    'order: level 1, 2A, 2B mortgage-backed, other 2B, covering shorts, other',
  ],
  terms: [
    term(
      'financing_facts',
      'deal_id collateral_value value_level_1 value_level_2a value_rmbs value_level_2b value_short value_other',
      'what stands behind a deal',
    ),
    term('financing_facts', 'part_1 part_2 part_3 part_4 part_5 part_6', 'the cash of each'),
    term('liquidity', 'deal_id part line amount', 'the parts'),
  ],
  lines: [
    'S.cbL1',
    'S.2A',
    'S.sov',
    'S.rmbs',
    'S.2B',
    'S.other',
    'I.L1',
    'I.2A',
    'I.rmbs',
    'I.2B',
    'I.margin',
    'I.other',
  ],
  example: {
    story:
      'A repo of 100 with another bank against level 1 worth 60, level 2A worth 30 and 30 that is no HQLA; for the last it is not unwound.',
    runs: onceWith(
      {
        customer: BANK,
        instrument: securities('GOV', 'CORP_2A', 'JUNK'),
        security_financing: rows('deal_id customer_id sft_type cash_amount end_date', [
          'r',
          'bank',
          'repo',
          '100.00',
          '2024-02-10',
        ]),
        sft_collateral: rows(
          'collateral_id deal_id security_id market_value',
          ['r/1', 'r', 'GOV', '60.00'],
          ['r/2', 'r', 'CORP_2A', '30.00'],
          ['r/3', 'r', 'JUNK', '30.00'],
        ),
      },
      {
        financing_facts: rows('deal_id collateral_value part_1 part_2 part_6 unwound', [
          'r',
          '120.00',
          '50.00',
          '25.00',
          '25.00',
          'false',
        ]),
        liquidity: rows(
          'deal_id part line amount liquidity_value',
          ['r', 'level_1', 'S.cbL1', '50.00', '0.0000'],
          ['r', 'level_2a', 'S.2A', '25.00', '3.7500'],
          ['r', 'other', 'S.other', '25.00', '25.0000'],
          ['r/1', 'memo', 'OUT.collateral', '60.00', '0.0000'],
          ['r/2', 'memo', 'OUT.collateral', '30.00', '0.0000'],
          ['r/3', 'memo', 'OUT.collateral', '30.00', '0.0000'],
        ),
      },
    ),
    steps: [
      step('financing_facts.collateral_value', '60 + 30 + 30'),
      step('financing_facts.part_1', '100 · 60 ÷ 120'),
      step('financing_facts.part_2', '100 · (60 + 30) ÷ 120 − 50'),
      step('financing_facts.part_6', '100 − 50 − 25'),
      step('liquidity.liquidity_value', '25 · 15 %', 1),
    ],
  },
};

const SWAP: Formula = {
  title: 'Collateral swaps',
  ratio: 'LCR',
  citation: 'd238 ¶48, 115, 146; unequal sides: House',
  law: [
    'side    = Σ market value · (1 − haircut)       0 for what is no HQLA',
    'outflow = max(received − given, 0)             S.swap, on the earliest day',
    'inflow  = max(given − received, 0)             I.swap, at the end',
  ],
  terms: [
    term('financing_facts', 'deal_id swap_given swap_received swap_excess swap_amount', 'the two sides'),
    term('liquidity', 'deal_id line amount liquidity_value', 'the flow, with source `security_financing`'),
  ],
  lines: ['S.swap', 'I.swap'],
  note: 'With equal market values that is the difference of the haircuts times the market value.',
  example: {
    story:
      'Until 10 February the bank has a government bond worth 100 for a bond of level 2A worth 100. It has not used the bond, which is in its stock, and the swap is unwound.',
    runs: onceWith(
      {
        customer: BANK,
        instrument: securities('GOV', 'CORP_2A'),
        security_financing: rows('deal_id customer_id sft_type cash_amount end_date', [
          's',
          'bank',
          'collateral_swap',
          '0.00',
          '2024-02-10',
        ]),
        sft_collateral: rows(
          'collateral_id deal_id direction security_id market_value',
          ['s/1', 's', 'received', 'GOV', '100.00'],
          ['s/2', 's', 'given', 'CORP_2A', '100.00'],
        ),
      },
      {
        financing_facts: rows('deal_id swap_given swap_received swap_excess swap_amount', [
          's',
          '85.00',
          '100.00',
          '-15.00',
          '15.00',
        ]),
        liquidity: rows(
          'deal_id part line kind amount liquidity_value',
          ['s', 'whole', 'S.swap', 'outflow', '15.00', '15.0000'],
          ['s/1', 'stock', 'L1.sec0', 'stock', '100.00', '100.0000'],
          ['s/1', 'unwind', 'L1.sec0', 'unwind', '-100.00', '-100.0000'],
          ['s/2', 'unwind', 'L2A.corp', 'unwind', '100.00', '85.0000'],
        ),
      },
    ),
    steps: [
      step('financing_facts.swap_given', '100 · (1 − 15 %)'),
      step('financing_facts.swap_received', '100 · (1 − 0 %)'),
      step('financing_facts.swap_excess', '85 − 100'),
      step('liquidity.amount', 'max(100 − 85, 0)'),
    ],
  },
};

const LENDING: Formula = {
  title: 'Contractual lending',
  ratio: 'LCR',
  citation: 'd238 ¶132–133',
  law: [
    'excess   = max(Σ promised to retail and non-financial customers − 50 % · Σ what they will pay, 0)',
    'outflows = Σ of the lines + excess                             per perimeter',
  ],
  terms: [
    term(
      'perimeter_totals',
      'lending_amount lending_offset lending_excess line_outflows outflows',
      'promises, payments before their rate, excess',
    ),
    term('liquidity', 'deal_id line kind amount', 'the promises, with `kind` lending and value 0'),
  ],
  lines: ['X.rnf'],
  note: 'What they will pay is the amounts on `I.retail` and `I.nfc`. These count as inflows at their own rate besides.',
  example: {
    story:
      'The bank has promised 100 to a person and 200 to a company in February; persons will pay it 60, companies 180.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['p', 'individual'], ['c', 'corporate']),
        other_flow: rows(
          'flow_id customer_id kind direction due_date amount',
          ['1', 'p', 'extend_funds', 'out', '2024-02-10', '100.00'],
          ['2', 'c', 'extend_funds', 'out', '2024-02-10', '200.00'],
        ),
        loan: rows(
          'loan_id customer_id balance end_date',
          ['l1', 'p', '60.00', '2024-02-15'],
          ['l2', 'c', '180.00', '2024-02-20'],
        ),
      },
      {
        perimeter_totals: rows(
          'perimeter lending_amount lending_offset lending_excess line_outflows outflows inflows',
          ['E1', '300.0000', '240.0000', '180.0000', '0.0000', '180.0000', '120.0000'],
        ),
      },
    ),
    steps: [
      step('perimeter_totals.lending_amount', '100 + 200'),
      step('perimeter_totals.lending_offset', '60 + 180'),
      step('perimeter_totals.lending_excess', 'max(300 − 50 % · 240, 0)'),
      step('perimeter_totals.outflows', '0 + 180'),
      step('perimeter_totals.inflows', '50 % · 60 + 50 % · 180'),
    ],
  },
};

const INFLOW_CAP: Formula = {
  title: 'Cap of inflows, and the LCR',
  ratio: 'LCR',
  citation: 'd238 ¶16, 22, 69, 144',
  law: [
    'inflow cap   = 75 % · outflows',
    'net outflows = outflows − min(inflows, inflow cap)',
    'LCR          = stock ÷ net outflows                to six digits; none without net outflows',
  ],
  terms: [
    term(
      'final_calc',
      'outflows inflows inflow_cap capped_inflows net_outflows inflow_cap_binds',
      'flows of a perimeter',
    ),
    term('final_calc', 'stock lcr', 'the ratio'),
    term('currency_lcr', 'net_outflows lcr', 'the same in each currency'),
  ],
  lines: [],
  example: {
    story: 'A bank may call 200, and 180 are on call with it; reserves are 60.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['bank', 'credit_institution'], ['cb', 'central_bank']),
        account: rows(
          'account_id customer_id asset_liability type balance',
          ['owed', 'bank', 'liability', 'vostro', '200.00'],
          ['placed', 'bank', 'asset', 'nostro', '180.00'],
          ['reserve', 'cb', 'asset', 'reserve', '60.00'],
        ),
      },
      {
        final_calc: rows(
          'perimeter outflows inflows inflow_cap capped_inflows net_outflows stock lcr inflow_cap_binds',
          ['E1', '200.0000', '180.0000', '150.0000', '150.0000', '50.0000', '60.0000', '1.200000', 'true'],
        ),
      },
    ),
    steps: [
      step('final_calc.inflow_cap', '75 % · 200'),
      step('final_calc.net_outflows', '200 − min(180, 150)'),
      step('final_calc.lcr', '60 ÷ 50'),
    ],
  },
};

export const FLOW_FORMULAS: readonly Formula[] = [OPEN_LOANS, UNDRAWN, BACKING, SWAP, LENDING, INFLOW_CAP];
