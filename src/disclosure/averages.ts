/** The formula behind LIQ1 over several days, with an example: averages of daily figures, each of them capped on its day. */

import { type ExampleRun, type Formula, rows, step, term } from '../regulation/basel/formulas/formula.ts';

/** A day on which so much is on call with another bank. */
const day = (date: string, placed: string, flows: readonly string[]): ExampleRun => ({
  date,
  tables: {
    customer: rows('customer_id type', ['bank', 'credit_institution'], ['cb', 'central_bank']),
    account: rows(
      'account_id customer_id asset_liability type balance',
      ['owed', 'bank', 'liability', 'vostro', '100.00'],
      ['placed', 'bank', 'asset', 'nostro', placed],
      ['reserve', 'cb', 'asset', 'reserve', '60.00'],
    ),
  },
  expected: {
    final_calc: rows('perimeter stock outflows inflows net_outflows lcr', [
      'E1',
      '60.0000',
      '100.0000',
      ...flows,
    ]),
  },
});

export const LIQ1_AVERAGES: Formula = {
  title: 'Averages of LIQ1',
  ratio: 'LCR',
  citation: 'd272 (DIS85), notes to LIQ1; daily results averaged after their caps',
  law: [
    'row r     = Σ over days of row r of the day ÷ number of days         to four digits',
    'rows 21, 22: averages of stocks and net outflows, each capped on its day',
    'row 23    = Σ over days of the ratio of the day ÷ number of days     not row 21 ÷ row 22',
  ],
  terms: [
    term('final_calc', 'stock net_outflows lcr', 'rows 21, 22 and 23 of a day'),
    term('perimeter_rows', 'line counts_as amount liquidity_value', 'what the other rows are made from'),
  ],
  lines: [],
  note: '`plimsoll report liq1` takes the stored runs of the days. LIQ2 is the figures of one day.',
  example: {
    story:
      'Two days with a stock of 60 and outflows of 100. On the first 80 are on call with another bank, of which 75 count; on the second 20.',
    runs: [
      day('2024-01-30', '80.00', ['80.0000', '25.0000', '2.400000']),
      day('2024-01-31', '20.00', ['20.0000', '80.0000', '0.750000']),
    ],
    report: rows(
      'row weighted',
      ['16', '100.0000'],
      ['20', '50.0000'],
      ['21', '60.0000'],
      ['22', '52.5000'],
      ['23', '157.5000'],
    ),
    steps: [
      { of: 'final_calc.net_outflows', by: '100 − min(80, 75 % · 100)' },
      { of: 'final_calc.net_outflows', run: 1, by: '100 − min(20, 75 % · 100)' },
      step('LIQ1.20', '(80 + 20) ÷ 2'),
      step('LIQ1.22', '(25 + 80) ÷ 2'),
      step('LIQ1.23', '(60 ÷ 25 + 60 ÷ 80) ÷ 2 · 100'),
    ],
  },
};
