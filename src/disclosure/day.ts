/**
 * LIQ1 of one day: lines become rows, and the rows must add up to the metrics of the run, to the last digit.
 *
 * Rows for which a bank gives no table have no cells: what it has there is unknown, not zero.
 */

import { fail } from '../errors/error.ts';
import { LENDING_KIND, LENDING_LINE } from '../regulation/basel/constants.ts';
import { lineById } from '../regulation/basel/lines.ts';
import { minus, plus, shortText, sumOf, ZERO } from '../values/arithmetic.ts';
import { compareDecimals, type Decimal } from '../values/decimal.ts';
import { type Feeding, isUnfed, linesNamed } from './lines.ts';
import { LIQ1 } from './liq1.ts';
import { type ColumnId, rowsOf, type TemplateRow } from './template.ts';

/** A line's sums over a perimeter; or those of a row or level that was given as a whole, by the id of its item. */
export interface DayLine {
  readonly line: string;
  /** As in the stage `aggregation`: stock, outflow, inflow, lending (an outflow that only the perimeter's total values); others are in no row. */
  readonly kind: string;
  readonly amount: Decimal;
  readonly value: Decimal;
}

/** One perimeter on one day, in the reporting currency. */
export interface DayFigures {
  readonly date: string;
  /** Where the lines come from, which says which rows can have none. */
  readonly feeding: Feeding;
  readonly perimeter: string;
  readonly lines: readonly DayLine[];
  /** Taken off the lines of level 1 before the caps (d238 ¶50(e)). */
  readonly excess: Decimal;
  /** Added to the outflows of the line X.rnf (d238 ¶133). */
  readonly lending: Decimal;
  /** Level 1, 2A and 2B before unwinding and caps, and alternatives outside the caps. */
  readonly levels: Decimal;
  readonly outflows: Decimal;
  readonly inflows: Decimal;
  readonly stock: Decimal;
  readonly netOutflows: Decimal;
  /** A fraction; null without net outflows. */
  readonly lcr: Decimal | null;
}

/** Row → cell → exact figure; the ratio as a fraction. */
export type DayCells = ReadonlyMap<string, ReadonlyMap<ColumnId, Decimal>>;

const LENDING_ROW = String(lineById(LENDING_LINE)?.liq1Row);

/** By the kind of the lines that a row is made of. */
const KIND: Readonly<Record<string, string>> = { hqla: 'stock', outflow: 'outflow', inflow: 'inflow' };

/** Errors: report.not_tied. */
export function liq1OfDay(day: DayFigures): DayCells {
  const metrics: Readonly<Record<string, Decimal | null>> = {
    21: day.stock,
    22: day.netOutflows,
    23: day.lcr,
  };
  const cells = new Map(
    rowsOf(LIQ1, 'BASEL').map((row) => {
      const own = row.cells.BASEL.flatMap((column) => {
        const metric = metrics[row.id];
        const value = metric === undefined ? cellOf(day, row, column) : metric;
        return value === undefined || value === null ? [] : [[column, value] as const];
      });
      return [row.id, new Map(own)] as const;
    }),
  );
  const weighted = (row: string): Decimal => cells.get(row)?.get('weighted') ?? ZERO;
  tie(day, 'stock', 'level 1, 2A and 2B, and alternatives', weighted('1'), day.levels);
  tie(day, 'outflow', 'outflows', weighted('16'), day.outflows);
  tie(day, 'inflow', 'inflows', weighted('20'), day.inflows);
  return cells;
}

function cellOf(day: DayFigures, row: TemplateRow, column: ColumnId): Decimal | undefined {
  if (row.parts.length === 0) return ownCell(day, row.id, column);
  const parts = LIQ1.rows
    .filter(({ id }) => row.parts.includes(id))
    .flatMap((part) => cellOf(day, part, column) ?? []);
  return parts.length === 0 ? undefined : sumOf(parts);
}

function ownCell(day: DayFigures, row: string, column: ColumnId): Decimal | undefined {
  const own = day.lines.filter((line) => isIn(line, row));
  if (own.length === 0 && isUnfed(row, day.feeding)) return undefined;
  const total = sumOf(own.map(({ amount, value }) => (column === 'weighted' ? value : amount)));
  if (row === '1') return minus(total, day.excess);
  return row === LENDING_ROW && column === 'weighted' ? plus(total, day.lending) : total;
}

const isIn = ({ line, kind }: DayLine, row: string): boolean =>
  linesNamed(line).some(
    (each) =>
      each.liq1Row !== null &&
      String(each.liq1Row) === row &&
      KIND[each.kind] === (kind === LENDING_KIND ? 'outflow' : kind),
  );

function tie(day: DayFigures, kind: string, what: string, lines: Decimal, metric: Decimal): void {
  const difference = minus(metric, lines);
  if (difference.units === 0n) return;
  const unplaced = day.lines.filter(
    (line) =>
      line.kind === kind &&
      compareDecimals(line.value, ZERO) !== 0 &&
      !LIQ1.rows.some(({ id }) => isIn(line, id)),
  );
  fail('report.not_tied', {
    template: LIQ1.id,
    date: day.date,
    perimeter: day.perimeter,
    what,
    lines: shortText(lines),
    metric: shortText(metric),
    difference: shortText(difference),
    unplaced: [...new Set(unplaced.map(({ line }) => line))],
  });
}

/** What several days have together, cell by cell. A cell that some day has counts as nothing on the others. */
export function sumOfDays(days: readonly DayCells[]): DayCells {
  const sums = new Map<string, Map<ColumnId, Decimal>>();
  for (const day of days)
    for (const [row, cells] of day) {
      const own = sums.get(row) ?? new Map<ColumnId, Decimal>();
      for (const [column, value] of cells) own.set(column, plus(own.get(column) ?? ZERO, value));
      sums.set(row, own);
    }
  return sums;
}
