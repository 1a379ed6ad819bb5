/** How much: the amounts of a bank that knows them by line or row of a disclosure only, and not its deals. */

import { amount, code, money, table, text } from './column.ts';

/** Rows of LIQ1 that are no sums of other rows and have lines of their own. */
const ROWS = ['3', '4', '6', '7', '8', '9', '11', '12', '13', '14', '15', '17', '18', '19'] as const;

export const LINE_AMOUNT = table(
  'line_amount',
  'Amounts by line, for a bank that gives no deals: the pipelines basel-lcr-lines and basel-lines read this table in place of all positions. A row names one of `line`, `liq1_row` and `level`.',
  ['amount_id'],
  [
    text('amount_id', 'Identifies the row of this table.'),
    text('entity_id', 'Reporting entity.'),
    text('line', 'Line id, for example R.less; lines outside the ratio can’t be given.', { optional: true }),
    code(
      'liq1_row',
      ROWS,
      'Row of the disclosure template LIQ1, as a whole; then none of its lines is given as well.',
      { optional: true },
    ),
    code('level', ['1', '2A', '2B'], 'Level of the assets, as a whole; then none of its lines is given.', {
      optional: true,
    }),
    text('currency_code', 'Currency of the amounts, ISO 4217.'),
    code(
      'maturity_bucket',
      ['open', 'overnight', '2d_7d', '8d_14d', '15d_30d', 'over_30d'],
      'When a flow falls due; over_30d is outside the window and takes no part. Empty: within it.',
      { optional: true },
    ),
    amount('unweighted', 'What is due or callable; of assets the market value.'),
    amount('weighted', 'After rate or haircut. Empty: the unweighted amount times the rate of the line.', {
      optional: true,
    }),
    money(
      'adjusted',
      'Of assets, the weighted amount after unwinding (d238 Annex 1), which may be below zero. Empty: nothing is unwound.',
      { optional: true },
    ),
  ],
);

/** Rows of LIQ2 that are no sums of other rows. */
const FUNDING_ROWS = [
  '2',
  '3',
  '5',
  '6',
  '8',
  '9',
  '10',
  '12',
  '13',
  '15',
  '16',
  '18',
  '19',
  '20',
  '21',
  '22',
  '23',
  '24',
  '25',
  '27',
  '28',
  '29',
  '30',
  '31',
  '32',
] as const;

const BUCKETS = (
  [
    ['no_maturity', 'without a stated maturity'],
    ['under_6_months', 'due in less than 6 months'],
    ['under_1_year', 'due in 6 months to less than a year'],
    ['from_1_year', 'due in a year or later'],
  ] as const
).map(([name, when]) => amount(name, `Amount ${when}. Empty: nothing.`, { optional: true }));

export const FUNDING_AMOUNT = table(
  'funding_amount',
  'Amounts by row of LIQ2, for a bank that gives no deals: the pipeline basel-lines reads this table for the NSFR.',
  ['amount_id'],
  [
    text('amount_id', 'Identifies the row of this table.'),
    text('entity_id', 'Reporting entity.'),
    code(
      'liq2_row',
      FUNDING_ROWS,
      'Row of the disclosure template LIQ2; 20 and 22 without what is in 21 and 23. Rows 12, 29 and 30 have one amount, in whatever column.',
    ),
    text('currency_code', 'Currency of the amounts, ISO 4217.'),
    ...BUCKETS,
    amount(
      'weighted',
      'Weighted amount of the whole row. Empty: each amount times the factor that all lines of its row and maturity share. Rows 12 and 29 have none: what counts is the net of all derivatives.',
      { optional: true },
    ),
  ],
);
