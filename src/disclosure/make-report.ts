/**
 * LIQ1 from the figures of one day or of several: the simple average of daily figures, the ratio as the average of daily ratios. Sums are exact;
 * an average rounds once, half away from zero, to four digits behind the point (of the ratio in per cent too).
 */

import { assert } from '../std/assert.ts';
import { csvLine } from '../std/csv.ts';
import { plus, ZERO } from '../values/arithmetic.ts';
import { type Decimal, formatDecimal, pow10 } from '../values/decimal.ts';
import { divideUnits } from '../values/rounding.ts';
import { type DayCells, type DayFigures, liq1OfDay, sumOfDays } from './day.ts';
import { type Feeding, isUnfed, unfedLines } from './lines.ts';
import { LIQ1 } from './liq1.ts';
import { figure, type Report, reportFacts } from './report.ts';
import { type ColumnId, rowsOf, type TemplateRow } from './template.ts';

const DIGITS = 4;

export interface ReportRow {
  readonly row: string;
  readonly item: string;
  /** Decimal text with four digits; null: the template has no such cell, or it is empty. */
  readonly unweighted: string | null;
  readonly weighted: string | null;
  /** Why a cell is empty, or what is not in it; null: all is in it. */
  readonly note: string | null;
}

/** What the days have together. */
export interface ReportAbout {
  readonly currency: string;
  readonly scenario: string;
}

/** The days are those of one perimeter and scenario, in their order; at least one. Errors: report.not_tied. */
export function liq1Report(days: readonly DayFigures[], { currency, scenario }: ReportAbout): Report {
  const [first, last] = [days[0], days.at(-1)];
  assert(first !== undefined && last !== undefined, 'a report has at least one day');
  const cells = days.map(liq1OfDay);
  const withoutRatio = days.some(({ lcr }) => lcr === null);
  return {
    template: LIQ1,
    form: 'BASEL',
    perimeter: first.perimeter,
    scenario,
    currency,
    unit: 'unit',
    ratioUnit: 'percent',
    firstDate: first.date,
    lastDate: last.date,
    observations: BigInt(days.length),
    rows: new Map(
      rowsOf(LIQ1, 'BASEL').map(({ id }) => [
        id,
        id === LIQ1.ratioRow && withoutRatio ? new Map() : averages(cells, id),
      ]),
    ),
  };
}

function averages(days: readonly DayCells[], row: string): ReadonlyMap<ColumnId, Decimal> {
  const times = row === LIQ1.ratioRow ? 100n : 1n;
  const sums = sumOfDays(days.map((day) => new Map([[row, day.get(row) ?? new Map()]])));
  const own = [...(sums.get(row) ?? [])].map(([column, { units, scale }]) => {
    const divisor = BigInt(days.length) * pow10(scale);
    const average = divideUnits(units * times * pow10(DIGITS), divisor, 'half_away_from_zero');
    return [column, { units: average, scale: DIGITS }] as const;
  });
  return new Map(own);
}

/** `feeding`: what the report was made from, which says what can be missing in it. */
export function reportRows(report: Report, feeding: Feeding): readonly ReportRow[] {
  return rowsOf(report.template, report.form).map((row) => ({
    row: row.id,
    item: row.label,
    unweighted: cellText(report, row.id, 'unweighted'),
    weighted: cellText(report, row.id, 'weighted'),
    note: noteOf(report, row, feeding),
  }));
}

/** A row of any template: decimal texts by column, null where there is no such cell or it is empty. */
export interface ReportCells {
  readonly row: string;
  readonly item: string;
  readonly cells: Readonly<Partial<Record<ColumnId, string | null>>>;
}

export const reportCells = (report: Report): readonly ReportCells[] =>
  rowsOf(report.template, report.form).map(({ id, label }) => ({
    row: id,
    item: label,
    cells: Object.fromEntries(
      report.template.columns.map((column) => [column, cellText(report, id, column)]),
    ),
  }));

function cellText(report: Report, row: string, column: ColumnId): string | null {
  const value = figure(report, row, column);
  return value === undefined ? null : decimalText(value);
}

const decimalText = (value: Decimal): string => {
  const { units, scale } = plus(value, ZERO);
  return formatDecimal(units, scale);
};

function noteOf(report: Report, { id }: TemplateRow, feeding: Feeding): string | null {
  const empty = figure(report, id, 'weighted') === undefined;
  if (id === report.template.ratioRow && empty) return 'a day has no net outflows, and so no ratio';
  if (isUnfed(id, feeding) && empty) return 'empty: the project has no source for it';
  const below = [id, ...(RESTS_ON[id] ?? [])].flatMap((row) => lackingIn(report, row, feeding));
  const [rows, lines] = ['row', 'line'].map((kind) =>
    below.flatMap((lacking) => (lacking.kind === kind ? [lacking.name] : [])),
  );
  const named = [
    ...(rows === undefined || rows.length === 0
      ? []
      : [`${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}`]),
    ...(lines === undefined || lines.length === 0 ? [] : [lines.join(', ')]),
  ];
  return named.length === 0 ? null : `without ${named.join(' and ')}, for which the project has no source`;
}

/** Rows that are no sum of others, and what they are made from. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  '21': ['1'],
  '22': ['16', '20'],
  '23': ['1', '16', '20'],
};

interface Lacking {
  readonly kind: 'row' | 'line';
  readonly name: string;
}

/** What is not in a row, and in the rows that it is the sum of. */
function lackingIn(report: Report, row: string, feeding: Feeding): readonly Lacking[] {
  if (isUnfed(row, feeding) && figure(report, row, 'weighted') === undefined)
    return [{ kind: 'row', name: row }];
  const parts = rowsOf(report.template, report.form).find(({ id }) => id === row)?.parts ?? [];
  return [
    ...unfedLines(row, feeding).map((name): Lacking => ({ kind: 'line', name })),
    ...parts.flatMap((part) => lackingIn(report, part, feeding)),
  ];
}

/** The form that `check report` reads: the facts beside each row. */
export function reportCsv(report: Report): string {
  const facts = reportFacts(report);
  const header = [...Object.keys(facts), 'row', 'item', ...report.template.columns];
  const { columns } = report.template;
  const lines = reportCells(report).map(({ row, item, cells }) => [
    ...Object.values(facts),
    row,
    item,
    ...columns.map((column) => cells[column] ?? null),
  ]);
  return [header, ...lines].map(csvLine).join('');
}
