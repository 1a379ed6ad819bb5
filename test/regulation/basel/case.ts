/** Cases of the Basel LCR as data: input tables, and the rows that must come out, with the place they are taken from. */

/** Column → text of the value, null for NULL. */
export type TextRow = Readonly<Record<string, string | null>>;

export interface LcrCase {
  readonly name: string;
  /** Paragraph of d238, or the publication; for a house convention the reason. */
  readonly citation: string;
  /** Rows by table of the dictionary; columns that are left out take the defaults of bank.ts. Tables left out have its rows. */
  readonly tables: Readonly<Record<string, readonly TextRow[]>>;
  readonly parameters?: { readonly calculation_date?: string; readonly reporting_currency?: string };
  /** Rules in force, as a file of rules would say them, in JSON. */
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
  /** All rows of each stage named, in any order, cut to the columns of its first row. */
  readonly expected?: Readonly<Record<string, readonly TextRow[]>>;
  /** Instead of `expected`: part of the message that stops the run. */
  readonly error?: string;
}

/** Rows written as a table: the columns, then one list of texts per row. */
export function rowsOf(
  columns: string,
  ...rows: readonly (readonly (string | null)[])[]
): readonly TextRow[] {
  const names = columns.split(' ');
  return rows.map((row) => {
    if (row.length !== names.length) throw new Error(`${row.join()} has not the columns ${columns}`);
    return Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]));
  });
}

/** The deal-level fact as the cases write it. */
export const FACT = 'deal_id part line kind amount liquidity_value';
