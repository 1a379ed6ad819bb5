/** Texts of cells for the columns of POSITION: usual ones, and the odd ones that files of banks have now and then. */

import { csvDate, type DateForm } from './date-oracle.ts';
import type { FuzzDraw } from './seeded.ts';

export interface CellForms {
  readonly decimal: '.' | ',';
  readonly thousands: string | null;
  readonly date: DateForm;
  readonly nulls: readonly string[];
}

const ODD_TEXTS = [
  'Mu\u0308ller',
  'Müller & Söhne',
  '\u202Eעברית',
  '😀🏦',
  '=SUM(A1)',
  '+1',
  '-2',
  '@cmd',
  "O'Neil",
  ' lead',
  'trail ',
  'a\tb',
  'entry:7',
  'a\u00a0b',
  '\u200Bzero',
  'NULL',
  'x\\',
  'a\u2028b',
  '#1',
  '€ 5',
  '0',
  'İ',
];
const ODD_NUMBERS = [
  '1e3',
  '1E+2',
  '1_000',
  '--1',
  '+-1',
  '0x10',
  'inf',
  'NaN',
  '１２',
  '1\u00a0000',
  '1 000',
  '1.005',
  '1.500000',
  '.5',
  '-.5',
  '5.',
  '.',
  '-',
  '+',
  '00012',
  '-0',
  '+0.00',
  '99999999999999.99',
  '-99999999999999.99',
  '100000000000000',
  '9999999999999999.99',
  '10000000000000000',
  '123456789012345678901234567890123456789012345',
  '0.000000000000000000000000000000000000000000',
  '00000000000000000000000000000000000000000000001',
  ' 12.5 ',
  '\t1',
  '1.234,56',
  '1,234.56',
  '12,34',
  '1,5',
  '(12)',
  '12-',
  '€12',
  '12 EUR',
  '1.2.3',
  'true',
  '',
  ' ',
];
const ODD_DATES = [
  '2023-02-29',
  '2024-2-1',
  '1899-12-31',
  '1900-01-01',
  '9999-12-31',
  '10000-01-01',
  '2024-13-01',
  '2024-00-10',
  '2024/02/01',
  ' 2024-02-01',
  '2024-02-01 ',
  '2024-02-01T00:00:00',
  'infinity',
  'epoch',
  '2024-02-01 (BC)',
  '0024-02-01',
  '31.12.2024',
  '12/31/2024',
  '20240201',
  '01-Feb-2024',
  '45000',
  '0',
];
const ODD_DAYS = [
  '01',
  '+1',
  '1.0',
  '1.',
  '1.5',
  '36500',
  '36501',
  '-1',
  '9223372036854775807',
  '9223372036854775808',
  '1e2',
  ' 1 ',
  '1,0',
  'x',
];
const FLAGS = ['true', 'T', 'tRuE', 'yes', 'Y', '1', 'false', 'F', 'no', 'n', '0'];
const ODD_FLAGS = [' yes ', 'on', '2', 'ja', 'tru', '-', '\tyes', 'İ', 'truе'];

/** The cells of one record, by column of POSITION. */
export function cellsOf(draw: FuzzDraw, row: number, forms: CellForms): Record<string, string> {
  const odd = (percent: number, from: readonly string[], usual: () => string): string =>
    draw.chance(percent) ? draw.pick(from) : usual();
  const nothing = (usual: () => string): string => (draw.chance(30) ? draw.pick(forms.nulls) : usual());
  return {
    id: odd(8, ODD_TEXTS, () => (draw.chance(4) ? `k${draw.between(1, row + 1)}` : `k${row}`)),
    kind: odd(4, ['', 'Loan', 'loan ', 'bond', 'LOAN'], () => draw.pick(['loan', 'deposit'])),
    amount: odd(8, ODD_NUMBERS, () => amountText(draw, forms)),
    end_date: nothing(() =>
      odd(10, ODD_DATES, () =>
        csvDate(draw.between(1905, 2060), draw.between(1, 12), draw.between(1, 28), forms.date),
      ),
    ),
    days: nothing(() => odd(10, ODD_DAYS, () => `${draw.between(0, 36_500)}`)),
    insured: nothing(() => odd(8, ODD_FLAGS, () => draw.pick(FLAGS))),
  };
}

/** A number of up to twelve digits before the point in the form of the source. */
function amountText(draw: FuzzDraw, { decimal, thousands }: CellForms): string {
  let whole = `${draw.between(0, 10 ** draw.between(1, 9))}`;
  if (thousands !== null && draw.chance(70)) whole = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const fraction = draw.chance(80)
    ? `${decimal}${`${draw.between(0, 99)}`.padStart(draw.between(1, 2), '0')}`
    : '';
  return `${draw.chance(15) ? '-' : ''}${whole}${fraction}`;
}

export const oddText = (draw: FuzzDraw): string => draw.pick(ODD_TEXTS);
