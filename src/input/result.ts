/** What an import says about itself: the files it wrote and, per input file, where every record went. */

import type { RejectReason } from './reasons.ts';

/** Records and the sum of the table's main amount over them, as far as it can be read; null where the table has none, or where none of the records has one that can be read. */
export interface Total {
  readonly rows: number;
  /** Decimal text. Currencies are not told apart: it is a control total. */
  readonly amount: string | null;
}

export interface FileTotals {
  /** As the project names the file. */
  readonly file: string;
  /** Are its records corrections of rejected ones? */
  readonly corrects: boolean;
  readonly read: Total;
  readonly accepted: Total;
  /** Rejected, and not corrected. */
  readonly rejected: Total;
  /** Rejected, and replaced by a record of a file of corrections, which is counted there. */
  readonly corrected: Total;
  readonly filtered: Total;
  readonly setAside: Readonly<Record<string, Total>>;
  /** Rejected and not corrected records that have a problem of this kind; one record may have several. */
  readonly reasons: Readonly<Partial<Record<RejectReason, number>>>;
}

/** Rejected records of one currency, or of none that can be read. */
export interface RejectedAmount {
  readonly currency: string | null;
  readonly rows: number;
  /** Sum of the amounts that can be read, decimal text; null when there is none. */
  readonly amount: string | null;
  /** Records whose amount can't be read. */
  readonly unknownRows: number;
}

export interface SourceTotals {
  /** Position among the sources of the table, from 1. */
  readonly source: number;
  readonly line: number | null;
  readonly files: readonly FileTotals[];
}

export interface OutputFile {
  /** Relative to the folder that was given. */
  readonly path: string;
  readonly rows: number;
  /** Type of the reporting entities in it; null when the table names no entity. */
  readonly entityType: string | null;
  /** Smallest and largest value of entity_id and of each key column, as text. */
  readonly ranges: Readonly<Record<string, { readonly min: string; readonly max: string }>>;
}

/** Columns by source; `source` as in SourceTotals, none for a source without any. */
export type SourceColumns = readonly { readonly source: number; readonly columns: readonly string[] }[];

export interface ImportResult {
  readonly table: string;
  readonly rows: number;
  /** Never empty: a table without rows has one file without rows. */
  readonly files: readonly OutputFile[];
  /** Parquet of rejected records, relative to the folder; null when there are none. It keeps those too that are `corrected`; `rows` are the others. */
  readonly rejects: { readonly path: string; readonly rows: number; readonly corrected: number } | null;
  /** Parquet with every record counted, relative to the folder; see totals-file.ts. */
  readonly totals: string;
  /** The rejected records by currency, nothing where the table has no amount; an amount without its currency counts as unknown. */
  readonly rejectedAmounts: readonly RejectedAmount[];
  /** The column whose sum is the amount of the totals. */
  readonly amountColumn: string | null;
  readonly sources: readonly SourceTotals[];
  /** Raw columns from which nothing is taken, of the sources with `columns: same` that have some; `source` as in `sources`. */
  readonly unusedColumns: SourceColumns;
  /** Columns of the table that may be empty and that nothing in a file of the source is for. */
  readonly absentColumns: SourceColumns;
  /** Files without any record, as the project names them. */
  readonly emptyFiles: readonly string[];
}
