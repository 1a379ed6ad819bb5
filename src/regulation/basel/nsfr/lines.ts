/**
 * Every line of the Basel NSFR (BCBS d295, October 2014) with its factor, and four lines of our own.
 *
 * A line is an item of the standard: which positions land on it is said in classes.ts. Derivatives are memorandum lines, because they count
 * net over all netting sets of a perimeter: their sums have no factor, and the net of them is a row of its own (ratio.ts).
 */

import type { Mark } from '../line.ts';

/** asf: available, rsf: required stable funding; derivative: gross sums that count net only. */
export type FundingSide = 'asf' | 'rsf' | 'derivative';

export interface FundingLine {
  readonly id: string;
  readonly item: string;
  readonly side: FundingSide;
  /** A fraction with six digits; null: national, no factor without a dated row of national_option. */
  readonly factor: string | null;
  /** Paragraph of d295. */
  readonly paragraph: string;
  readonly mark: Mark;
  readonly note?: string;
  /** What a national option may be, as fractions; left out: anything from 0 to 1. */
  readonly option?: { readonly least: string; readonly most: string };
}

type Tail = readonly [paragraph: string, mark?: Mark, note?: string];

function line(side: FundingSide, id: string, item: string, percent: number | null, tail: Tail): FundingLine {
  const [paragraph, mark = 'V', note] = tail;
  const digits = percent === null ? null : String(percent).padStart(3, '0');
  const factor = digits === null ? null : `${digits.slice(0, -2)}.${digits.slice(-2)}0000`;
  return { id, item, side, factor, paragraph, mark, ...(note === undefined ? {} : { note }) };
}

const asf = (id: string, item: string, percent: number | null, ...tail: Tail): FundingLine =>
  line('asf', id, item, percent, tail);
const rsf = (id: string, item: string, percent: number | null, ...tail: Tail): FundingLine =>
  line('rsf', id, item, percent, tail);
const derivative = (id: string, item: string, ...tail: Tail): FundingLine =>
  line('derivative', id, item, 0, tail);

const AVAILABLE: readonly FundingLine[] = [
  asf('A100a', 'Regulatory capital, without Tier 2 of less than a year', 100, '21(a)'),
  asf('A100b', 'Other capital instruments of a year and more', 100, '21(b)'),
  asf('A100c', 'Borrowings and liabilities of a year and more, term deposits included', 100, '21(c)'),
  asf('A95', 'Stable retail and small business deposits below a year', 95, '22'),
  asf('A90', 'Less stable retail and small business deposits below a year', 90, '23'),
  asf('A50a', 'Funding below a year from non-financial corporates', 50, '24(a)'),
  asf('A50b', 'Operational deposits', 50, '24(b)'),
  asf('A50c', 'Funding below a year from sovereigns, PSEs and development banks', 50, '24(c)'),
  asf('A50d', 'Other funding of 6 months to below a year', 50, '24(d)'),
  asf('A0a', 'All other liabilities and equity', 0, '25(a)'),
  asf('A0b', 'Liabilities without a stated maturity', 0, '25(b)'),
  // LIQ2 has no weighted cell for it.
  {
    ...asf('A0c', 'Derivative liabilities net of derivative assets', 0, '25(c)'),
    option: { least: '0.000000', most: '0.000000' },
  },
  asf('A0d', 'Trade date payables', 0, '25(d)'),
  asf(
    'A0.pair',
    'Liabilities with matching interdependent assets',
    0,
    '45',
    'V',
    'The supervisor must agree.',
  ),
];

const REQUIRED: readonly FundingLine[] = [
  rsf('R0a', 'Coins and banknotes', 0, '36(a)'),
  rsf('R0b', 'Central bank reserves', 0, '36(b)'),
  rsf('R0c', 'Claims on central banks below 6 months', 0, '36(c)'),
  rsf('R0d', 'Trade date receivables', 0, '36(d)'),
  rsf(
    'R0.pair',
    'Assets with matching interdependent liabilities',
    0,
    '45',
    'V',
    'The supervisor must agree.',
  ),
  rsf('R5', 'Unencumbered level 1 assets', 5, '37'),
  rsf('R10', 'Loans below 6 months to financial institutions against re-usable level 1', 10, '38'),
  rsf('R15a', 'Unencumbered level 2A assets', 15, '39(a)'),
  rsf('R15b', 'Other loans below 6 months to financial institutions', 15, '39(b)'),
  rsf('R50a', 'Unencumbered level 2B assets', 50, '40(a)'),
  rsf('R50b', 'HQLA encumbered for 6 months to below a year', 50, '40(b)'),
  rsf('R50c', 'Loans of 6 months to below a year to financial institutions and central banks', 50, '40(c)'),
  rsf('R50d', 'Operational deposits placed', 50, '40(d)'),
  rsf('R50e', 'Other assets below a year that are no HQLA', 50, '40(e)'),
  rsf('R50.enc', 'Other assets encumbered for 6 months to below a year', 50, '31', 'V'),
  rsf('R65a', 'Residential mortgages of a year and more, risk weight up to 35 %', 65, '41(a)'),
  rsf('R65b', 'Other loans of a year and more, risk weight up to 35 %', 65, '41(b)'),
  rsf('R85a', 'Initial margin posted and contributions to default funds', 85, '42(a)'),
  rsf('R85b', 'Other performing loans of a year and more', 85, '42(b)'),
  rsf(
    'R85c',
    'Securities of a year and more that are no HQLA, and equities traded on an exchange',
    85,
    '42(c)',
  ),
  rsf('R85d', 'Physically traded commodities', 85, '42(d)'),
  rsf('R100a', 'Assets encumbered for a year and more', 100, '43(a)'),
  rsf('R100b', 'Derivative assets net of derivative liabilities', 100, '43(b)'),
  rsf('R100c', 'All other assets', 100, '43(c)'),
  {
    ...rsf(
      'R100d',
      'Derivative liabilities before variation margin posted',
      20,
      '43(d)',
      'V',
      'National supervisors may go down to 5 % (BCBS, 6 October 2017).',
    ),
    option: { least: '0.050000', most: '0.200000' },
  },
  rsf('OB5', 'Undrawn credit and liquidity facilities that the bank may not cancel at will', 5, '47'),
  rsf('OBd', 'Other obligations off the balance sheet, lines that may be cancelled included', null, '47'),
  rsf('R0.customer', 'Initial margin posted for customers whose performance is not guaranteed', 0, '42(a)'),
];

const DERIVATIVES: readonly FundingLine[] = [
  derivative('D.asset', 'Derivative assets, by netting set, net of cash variation margin received', '34-35'),
  derivative(
    'D.liability',
    'Derivative liabilities, by netting set, net of variation margin posted',
    '19-20',
  ),
];

export const FUNDING_LINES: readonly FundingLine[] = Object.freeze([
  ...AVAILABLE,
  ...REQUIRED,
  ...DERIVATIVES,
]);

export const fundingLine = (id: string): FundingLine | undefined =>
  FUNDING_LINES.find((each) => each.id === id);
