/** What one file shows, as plain data: how it is laid out, the names of its columns, and a bounded number of its rows as texts. */

import type { CsvFormat, SourceFormat } from '../input/source.ts';

export interface FileLook {
  /** Absolute path. */
  readonly path: string;
  readonly format: SourceFormat;
  readonly csv: CsvFormat;
  readonly csvReasons: Readonly<Record<string, string>>;
  /** Other encodings fit the bytes that were seen as well. */
  readonly ascii: boolean;
  readonly names: readonly string[];
  /** Types of the columns of a Parquet file; null in CSV. */
  readonly types: readonly string[] | null;
  /** A text per column; null: no value. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Every row of the file is among `rows` or told in `warnings`. */
  readonly whole: boolean;
  readonly warnings: readonly string[];
  /** Condition that filters a line of totals; null: none is there. */
  readonly where: string | null;
}
