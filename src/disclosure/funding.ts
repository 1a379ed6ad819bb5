/**
 * LIQ2 of one day: sums of the NSFR become cells, and the rows must add up to the metrics of the run, to the last digit.
 *
 * A row holds what its positions are and, by residual maturity, how much. Where the template has one cell across the maturities, all amounts of
 * the row stand in it. The derivative rows hold sums over netting sets; what counts of them is the net of assets and liabilities.
 */

import { fail } from '../errors/error.ts';
import { assert } from '../std/assert.ts';
import { minus, plus, shortText, sumOf, ZERO } from '../values/arithmetic.ts';
import { type Decimal, pow10 } from '../values/decimal.ts';
import { divideUnits } from '../values/rounding.ts';
import { LIQ2 } from './liq2.ts';
import type { Report } from './report.ts';
import { type ColumnId, rowsOf, type TemplateRow } from './template.ts';

/** A sum of the stage `nsfr_aggregation`, over the entities of a perimeter. */
export interface FundingSum {
  readonly row: string;
  readonly maturity: ColumnId;
  readonly amount: Decimal;
  readonly value: Decimal;
}

/** One perimeter on one day, in the reporting currency. */
export interface FundingFigures {
  readonly date: string;
  readonly perimeter: string;
  readonly sums: readonly FundingSum[];
  /** What derivative assets need net of liabilities (d295 ¶43(b)): the weighted cell of row 29. */
  readonly netDerivatives: Decimal;
  readonly available: Decimal;
  readonly required: Decimal;
  /** A fraction; null where nothing is required. */
  readonly nsfr: Decimal | null;
}

const DIGITS = 4;

/** Rows that are part of another one, which has their amounts too. */
const WITHIN: Readonly<Record<string, readonly string[]>> = { '20': ['20', '21'], '22': ['22', '23'] };

const MATURITIES: readonly ColumnId[] = ['no_maturity', 'under_6_months', 'under_1_year', 'from_1_year'];
const DATED: readonly ColumnId[] = MATURITIES.slice(1);

/** Errors: report.not_tied. */
export function liq2Report(
  day: FundingFigures,
  { currency, scenario }: { readonly currency: string; readonly scenario: string },
): Report {
  const rows = rowsOf(LIQ2, 'BASEL');
  const cells = new Map(rows.map((row) => [row.id, rowCells(day, row)]));
  const weighted = (row: string): Decimal => cells.get(row)?.get('weighted') ?? ZERO;
  tie(day, 'available stable funding', weighted('14'), day.available);
  tie(day, 'required stable funding', weighted('33'), day.required);
  return {
    template: LIQ2,
    form: 'BASEL',
    perimeter: day.perimeter,
    scenario,
    currency,
    unit: 'unit',
    ratioUnit: 'percent',
    firstDate: day.date,
    lastDate: day.date,
    observations: 1n,
    rows: cells,
  };
}

function rowCells(day: FundingFigures, row: TemplateRow): ReadonlyMap<ColumnId, Decimal> {
  if (row.id === LIQ2.ratioRow)
    return day.nsfr === null ? new Map() : new Map([['weighted', inPercent(day.nsfr)]]);
  return new Map(row.cells.BASEL.map((column) => [column, cellOf(day, row, column)]));
}

function inPercent({ units, scale }: Decimal): Decimal {
  const value = divideUnits(units * 100n * pow10(DIGITS), pow10(scale), 'half_away_from_zero');
  return { units: value, scale: DIGITS };
}

function cellOf(day: FundingFigures, row: TemplateRow, column: ColumnId): Decimal {
  if (row.parts.length > 0) return sumOf(row.parts.map((id) => partOf(day, id, column)));
  if (row.id === '29' && column === 'weighted') return day.netDerivatives;
  const own = day.sums.filter((sum) => (WITHIN[row.id] ?? [row.id]).includes(sum.row));
  if (column === 'weighted') return sumOf(own.map(({ value }) => value));
  if (column === 'merged') return sumOf(own.map(({ amount }) => amount));
  // A row with one cell for what has no maturity and none beside it has all of its amounts there.
  const isWhole = !row.cells.BASEL.includes('from_1_year');
  return sumOf(own.filter(({ maturity }) => isWhole || maturity === column).map(({ amount }) => amount));
}

/** What a part adds to a cell of its whole: its own cell, or where the maturities are merged above, those below them. */
function partOf(day: FundingFigures, id: string, column: ColumnId): Decimal {
  const row = LIQ2.rows.find((each) => each.id === id);
  assert(row !== undefined, `LIQ2 has the row ${id}`);
  const own = row.cells.BASEL;
  if (own.includes(column)) return cellOf(day, row, column);
  if (column !== 'merged' || !own.includes('from_1_year')) return ZERO;
  return DATED.map((each) => cellOf(day, row, each)).reduce(plus, ZERO);
}

function tie(day: FundingFigures, what: string, rows: Decimal, metric: Decimal): void {
  const difference = minus(metric, rows);
  if (difference.units === 0n) return;
  fail('report.not_tied', {
    template: LIQ2.id,
    date: day.date,
    perimeter: day.perimeter,
    what,
    lines: shortText(rows),
    metric: shortText(metric),
    difference: shortText(difference),
    unplaced: [],
  });
}
