/**
 * Classification of the NSFR as a table: class of a position × residual maturity × remaining encumbrance → line and row of LIQ2.
 *
 * A stage computes the class of a part of a position, the bucket in which it falls due, and how long it stays encumbered; the rest is this
 * table. Assets without a stated maturity count as a year and more, since every option to extend is taken (d295 ¶29); liabilities without
 * one are on demand. An encumbered asset stays in the row of its kind (d295 ¶31): below 6 months as if it were free, from 6 months
 * to below a year at 50 % at least, from a year on at 100 %.
 */

import type { TableSchema } from '../../../schema/table.ts';
import { INTEGER, TEXT } from '../../../schema/types.ts';
import { assert } from '../../../std/assert.ts';
import { type ReferenceTable, withCodes } from '../reference-table.ts';
import { fundingLine } from './lines.ts';

/** Residual maturity (d295 ¶18, 29). The names are those of the columns of LIQ2. */
export const BUCKETS = ['no_maturity', 'under_6_months', 'under_1_year', 'from_1_year'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** free: not encumbered, or for less than 6 months more. */
const ENCUMBRANCES = ['free', 'under_1_year', 'from_1_year'] as const;
type Encumbrance = (typeof ENCUMBRANCES)[number];

/** A line for each bucket, in their order; one text: the same for all. */
type Lines =
  | string
  | readonly [noMaturity: string, under6Months: string, under1Year: string, from1Year: string];

interface FundingClass {
  readonly id: string;
  readonly row: number;
  readonly lines: Lines;
  readonly hqla?: true;
  /** Can an asset of the class be encumbered? */
  readonly pledged?: true;
}

const asset = (id: string, row: number, lines: Lines): FundingClass => ({ id, row, lines, pledged: true });
const hqla = (id: string, lines: Lines): FundingClass => ({ ...asset(id, 15, lines), hqla: true });
/** Liabilities, and assets that nobody pledges. */
const unpledged = (id: string, row: number, lines: Lines): FundingClass => ({ id, row, lines });

const withYear = (line: string): Lines => [line, 'R50e', 'R50e', line];
const financial = (short: string): Lines => ['R100c', short, 'R50c', 'R100c'];
const centralBank = (long: string): Lines => [long, 'R0c', 'R50c', long];

export const FUNDING_CLASSES: readonly FundingClass[] = Object.freeze([
  unpledged('capital', 2, 'A100a'),
  unpledged('capital_tier_2', 2, ['A100a', 'A0a', 'A50d', 'A100a']),
  unpledged('capital_other', 3, ['A100b', 'A0a', 'A50d', 'A100b']),
  unpledged('retail_stable', 5, ['A95', 'A95', 'A95', 'A100c']),
  unpledged('retail_less_stable', 6, ['A90', 'A90', 'A90', 'A100c']),
  unpledged('operational', 8, ['A50b', 'A50b', 'A50b', 'A100c']),
  unpledged('cooperative', 8, ['A0a', 'A0a', 'A50d', 'A100c']),
  unpledged('wholesale_corporate', 9, ['A50a', 'A50a', 'A50a', 'A100c']),
  unpledged('wholesale_public', 9, ['A50c', 'A50c', 'A50c', 'A100c']),
  unpledged('wholesale_financial', 9, ['A0a', 'A0a', 'A50d', 'A100c']),
  unpledged('other_funding', 9, ['A0a', 'A0a', 'A50d', 'A100c']),
  unpledged('interdependent_liability', 10, 'A0.pair'),
  unpledged('derivative_liability', 12, 'D.liability'),
  unpledged('deferred_tax', 13, ['A0b', 'A0b', 'A50d', 'A100c']),
  unpledged('minority_interest', 13, ['A100c', 'A0b', 'A50d', 'A100c']),
  unpledged('short_position', 13, 'A0b'),
  unpledged('trade_date_payable', 13, 'A0d'),
  unpledged('other_liability', 13, ['A0b', 'A0a', 'A50d', 'A100c']),
  unpledged('coins', 15, 'R0a'),
  unpledged('reserves', 15, 'R0b'),
  hqla('level_1', 'R5'),
  hqla('level_2a', 'R15a'),
  hqla('level_2b', 'R50a'),
  unpledged('operational_placement', 16, 'R50d'),
  asset('financial_level_1', 18, financial('R10')),
  asset('financial_level_1_tied', 18, financial('R15b')),
  asset('financial', 19, financial('R15b')),
  asset('central_bank', 20, centralBank('R85b')),
  asset('central_bank_35', 21, centralBank('R65b')),
  asset('loan', 20, withYear('R85b')),
  asset('loan_35', 21, withYear('R65b')),
  asset('mortgage', 22, withYear('R85b')),
  asset('mortgage_35', 23, withYear('R65a')),
  asset('security', 24, withYear('R85c')),
  unpledged('interdependent_asset', 25, 'R0.pair'),
  unpledged('commodity', 27, 'R85d'),
  unpledged('initial_margin', 28, 'R85a'),
  unpledged('customer_margin', 31, 'R0.customer'),
  unpledged('derivative_asset', 29, 'D.asset'),
  unpledged('derivative_add_on', 30, 'R100d'),
  unpledged('trade_date_receivable', 31, 'R0d'),
  asset('other_asset', 31, withYear('R100c')),
  asset('lasting_asset', 31, 'R100c'),
  unpledged('facility', 32, 'OB5'),
  unpledged('contingent', 32, 'OBd'),
]);

const FUNDING_CLASS: TableSchema = {
  name: 'nsfr_class',
  doc: 'Line and row of LIQ2 of a class of positions by residual maturity and remaining encumbrance.',
  key: ['class', 'bucket', 'encumbrance'],
  columns: [
    { name: 'class', type: TEXT, nullable: false, doc: 'Class of the position.' },
    { name: 'bucket', type: TEXT, nullable: false, doc: 'Residual maturity.' },
    { name: 'encumbrance', type: TEXT, nullable: false, doc: 'Remaining encumbrance.' },
    { name: 'line', type: TEXT, nullable: false, doc: 'Line id.' },
    { name: 'liq2_row', type: INTEGER, nullable: false, doc: 'Row of the disclosure template LIQ2.' },
  ],
};

const MIDDLE = '0.500000';
const WHOLE = '1.000000';

/** The line of an asset whose own line is `own`, with the least factor of d295 ¶31. */
function encumbered(own: string, encumbrance: Encumbrance, isHqla: boolean): string {
  const factor = fundingLine(own)?.factor;
  assert(typeof factor === 'string', `${own} is a line with a factor`);
  if (encumbrance === 'free') return own;
  // Factors have one digit before the point, so they compare as texts.
  if (encumbrance === 'from_1_year') return factor < WHOLE ? 'R100a' : own;
  if (isHqla) return 'R50b';
  return factor < MIDDLE ? 'R50.enc' : own;
}

function cells({ id, row, lines, hqla: isHqla, pledged }: FundingClass) {
  return BUCKETS.flatMap((bucket, index) => {
    const own = typeof lines === 'string' ? lines : lines[index];
    assert(own !== undefined && fundingLine(own) !== undefined, `the line ${own} of ${id} is a line`);
    const states = pledged === true ? ENCUMBRANCES : (['free'] as const);
    return states.map((encumbrance) => ({
      class: id,
      bucket,
      encumbrance,
      line: pledged === true ? encumbered(own, encumbrance, isHqla === true) : own,
      liq2_row: String(row),
    }));
  });
}

const TABLE: ReferenceTable = { schema: FUNDING_CLASS, rows: FUNDING_CLASSES.flatMap(cells) };

export const NSFR_CLASS_TABLE: ReferenceTable = withCodes(TABLE, ['bucket', 'encumbrance', 'line']);
