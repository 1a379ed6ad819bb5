/** A filled-in template, read and checked: whose form, in which unit, of which days, and its figures as exact decimals. */

import type { Decimal } from '../values/decimal.ts';
import { type ColumnId, type Form, rowsOf, type Template } from './template.ts';

export type Unit = 'unit' | 'thousand' | 'million' | 'billion';

/** How the ratio is printed: 1.23 or 123. */
export type RatioUnit = 'fraction' | 'percent';

/** Zeros behind a figure of the unit in whole currency. */
export const UNIT_ZEROS: Readonly<Record<Unit, number>> = Object.freeze({
  unit: 0,
  thousand: 3,
  million: 6,
  billion: 9,
});

export interface Report {
  readonly template: Template;
  readonly form: Form;
  /** Whose figures, and with which adjustments; null: not told. */
  readonly perimeter: string | null;
  readonly scenario: string | null;
  /** null: not told. */
  readonly currency: string | null;
  readonly unit: Unit;
  readonly ratioUnit: RatioUnit;
  /** ISO dates, or null. */
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  /** Days that the figures are the average of; null: not told, and taken for more than one. */
  readonly observations: bigint | null;
  /** Row → its figures; what is empty is not there. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<ColumnId, Decimal>>;
}

export const figure = (report: Report, row: string, column: ColumnId): Decimal | undefined =>
  report.rows.get(row)?.get(column);

/** Rows that the form has and the report has not: their cells count as empty. */
export const missingRows = ({ template, form, rows }: Report): readonly string[] =>
  rowsOf(template, form)
    .map(({ id }) => id)
    .filter((id) => !rows.has(id));

/** What a report says of itself, by the names of the facts in files and documents. */
export const reportFacts = (report: Report) => ({
  template: report.template.id,
  jurisdiction: report.form,
  perimeter: report.perimeter,
  scenario: report.scenario,
  currency: report.currency,
  unit: report.unit,
  ratio_unit: report.ratioUnit,
  first_date: report.firstDate,
  last_date: report.lastDate,
  observations: report.observations === null ? null : String(report.observations),
});
