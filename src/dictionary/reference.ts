/** Rates and options: exchange rates and what national supervisors decided. */

import type { TableSchema } from '../schema/table.ts';
import { decimal } from '../schema/types.ts';
import { date, rate, table, text, validTo } from './column.ts';

export const EXCHANGE_RATE = table(
  'exchange_rate',
  'Exchange rates at the close of a day. The rate of a currency to itself need not be given.',
  ['date', 'base_currency_code', 'quote_currency_code'],
  [
    date('date', 'Day of the rate.'),
    text('base_currency_code', 'One unit of this currency …'),
    text('quote_currency_code', '… is worth `rate` units of this one.'),
    {
      name: 'rate',
      type: decimal(18, 9),
      nullable: false,
      domain: { kind: 'range', min: '0.000000001', max: '99999999' },
      unit: 'rate',
      doc: 'Units of the quote currency for one unit of the base currency.',
    },
  ],
);

/** Lines for which the standard has no rate at all, those of `regulation` (a test there compares): contingent obligations, other inflows, liquidity lines of the NSFR. */
const LINES_WITHOUT_RATE = [
  'G.disc',
  'G.guar',
  'G.buy',
  'G.struct',
  'G.fund',
  'G.other',
  'G.trade',
  'I.seg',
  'I.oth',
  'OBd',
];

export const NATIONAL_OPTION: TableSchema = {
  name: 'national_option',
  doc: 'Rates that Basel leaves to national supervisors, dated. A line that needs one and has none stops the run, and so does a row that would change nothing, or a day between two periods of such a line.',
  key: ['line', 'jurisdiction', 'valid_from'],
  gapless: { column: 'line', values: LINES_WITHOUT_RATE },
  columns: [
    text('line', 'Line id, for example I.oth.'),
    text(
      'jurisdiction',
      'Whose option: the jurisdiction of the project, whose factors it replaces. Only BASEL has factors so far.',
    ),
    date('valid_from', 'First day of this value.'),
    validTo('Last day; empty while it holds.'),
    rate(
      'value',
      'The rate, as a fraction; of L2B.rclf, ALA1 and ALA3 the haircut, of ALA2 what is taken off.',
    ),
    text('paragraph', 'Where the supervisor says so.', { optional: true }),
  ],
};
