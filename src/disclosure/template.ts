/** What a disclosure template is: rows with their cells and sums, as data. Reading, checking, writing and the reference page are all made from it. */

export type TemplateId = 'LIQ1' | 'LIQ2';

/** Whose form of a template: Basel's own, which national forms follow row by row, or the European Union's with rows of its own. */
export type Form = 'BASEL' | 'EU';

/** `merged`: one cell across the three maturities. The months and years are residual maturity. */
export type ColumnId =
  | 'unweighted'
  | 'weighted'
  | 'no_maturity'
  | 'under_6_months'
  | 'under_1_year'
  | 'from_1_year'
  | 'merged';

/** How a column is called where people read it. */
export const COLUMN_TITLES: Readonly<Record<ColumnId, string>> = Object.freeze({
  unweighted: 'unweighted',
  weighted: 'weighted',
  no_maturity: 'no maturity',
  under_6_months: 'below 6 months',
  under_1_year: '6 months to below a year',
  from_1_year: 'a year and more',
  merged: 'in one cell',
});

export interface TemplateRow {
  /** As printed: `1` to `34`, `EU-19a`. */
  readonly id: string;
  readonly section: string;
  readonly label: string;
  /** Cells that are not greyed out; of a form that does not have the row: none. */
  readonly cells: Readonly<Record<Form, readonly ColumnId[]>>;
  /** Rows that it is the sum of; empty: none. */
  readonly parts: readonly string[];
  /** What else the standard says of the row. */
  readonly source: string;
}

export interface Template {
  readonly id: TemplateId;
  readonly title: string;
  readonly citation: string;
  readonly columns: readonly ColumnId[];
  readonly rows: readonly TemplateRow[];
  /** The row that holds a ratio; all others hold amounts. */
  readonly ratioRow: string;
}

export const rowOf = (template: Template, id: string): TemplateRow | undefined =>
  template.rows.find((row) => row.id === id);

/** The rows that a form has, in their order. */
export const rowsOf = (template: Template, form: Form): readonly TemplateRow[] =>
  template.rows.filter((row) => row.cells[form].length > 0);
