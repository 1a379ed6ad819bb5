/**
 * What a formula of the regulation is: its law in plain notation, the stages and columns that hold its terms, and one worked example.
 *
 * An example is data: rows that go in, rows that must come out, typed by hand, and the arithmetic between them. The page of formulas is
 * printed from it; a test runs the pipeline on the rows that go in, and computes the arithmetic in exact fractions.
 */

/** Column → text of the value, null for NULL. */
export type ExampleRow = Readonly<Record<string, string | null>>;

export type ExampleTables = Readonly<Record<string, readonly ExampleRow[]>>;

/** Where a term can be seen, and what it is. */
export interface Term {
  readonly stage: string;
  readonly columns: readonly string[];
  readonly meaning: string;
}

/** One calculation: a day, what goes in, and what must come out, by stage. */
export interface ExampleRun {
  readonly date: string;
  readonly tables: ExampleTables;
  readonly expected: ExampleTables;
}

/**
 * `of` is the place of a figure that comes out, as `stage.column`, with the number of its row and run where it is not the first; `LIQ1.22` is a
 * row of the report. `by` is arithmetic: numbers and dates with + − · ÷ %, max, min, abs.
 */
export interface Step {
  readonly of: string;
  readonly row?: number;
  readonly run?: number;
  readonly by: string;
}

export interface Example {
  readonly story: string;
  readonly runs: readonly ExampleRun[];
  /** Rows of LIQ1 over all runs, for what only a report adds up. */
  readonly report?: readonly ExampleRow[];
  readonly steps: readonly Step[];
}

export type FormulaRatio = 'LCR' | 'NSFR';

export interface Formula {
  /** The anchor of its section is made from it. */
  readonly title: string;
  readonly ratio: FormulaRatio;
  /** Paragraphs with the document; `House` for what it does not lay down. */
  readonly citation: string;
  readonly law: readonly string[];
  readonly terms: readonly Term[];
  /** Lines whose amount or rate comes from it. */
  readonly lines: readonly string[];
  /** What a reader must know besides. */
  readonly note?: string;
  readonly example: Example;
}

/** The day of examples that do not depend on it. */
export const EXAMPLE_DATE = '2024-01-31';

/** Rows written as a table: the columns, then one list of texts per row. */
export function rows(
  columns: string,
  ...texts: readonly (readonly (string | null)[])[]
): readonly ExampleRow[] {
  const names = columns.split(' ');
  return texts.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
}

/** `term('final_calc', 'adj15 adj40', 'what the caps take off')` */
export const term = (stage: string, columns: string, meaning: string): Term => ({
  stage,
  columns: columns.split(' '),
  meaning,
});

/** The commonest step: a figure of the first row, and the arithmetic. */
export const step = (of: string, by: string, row = 0): Step => ({ of, by, row });

/** One run on the usual day. */
export const onceWith = (tables: ExampleTables, expected: ExampleTables): readonly ExampleRun[] => [
  { date: EXAMPLE_DATE, tables, expected },
];

const SECURITIES: readonly ExampleRow[] = rows(
  'security_id asset_class hqla_class risk_weight_std maturity_date',
  ['GOV', 'sovereign', 'i', '0.000000', '2030-01-31'],
  ['CORP_2A', 'corporate', 'iia', null, '2030-01-31'],
  ['CORP_2B', 'corporate', 'iib', null, '2030-01-31'],
  ['JUNK', 'corporate', 'ineligible', null, '2030-01-31'],
);

/** The rows of `instrument` for an example: a government bond, corporate bonds of level 2A and 2B, and one of no level. */
export const securities = (...names: readonly string[]): readonly ExampleRow[] =>
  SECURITIES.filter((row) => names.includes(row['security_id'] ?? ''));
