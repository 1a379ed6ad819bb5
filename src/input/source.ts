/**
 * What a source is, as plain data: files, how they are written, which rows count, and how their columns become columns
 * of one table of the dictionary. Projects make these from their configuration; the import reads nothing else.
 *
 * Order of events for one row: the raw columns that `where` needs are read; `where` keeps or filters the row; the other
 * columns are read and mapped, and any that can't be makes the row a reject; `setAside` conditions are then tried in order.
 */

import type { ErrorPlace } from '../errors/error.ts';
import type { ColumnType } from '../schema/types.ts';

/**
 * `json` is one document, `jsonl` one object per line. Files in these and in `duckdb` are written again as CSV or Parquet, beside the output, and
 * read from there; see bring-over.ts.
 */
export type SourceFormat = 'csv' | 'parquet' | 'json' | 'jsonl' | 'duckdb';

/** How a CSV file is written. */
export interface CsvFormat {
  /** One character between the fields. */
  readonly separator: string;
  /** One character around fields that hold separators or line breaks; doubled inside; null: no quoting. */
  readonly quote: string | null;
  /** Does the first record (after `skip`) hold the column names? If not, `names` does. */
  readonly header: boolean;
  readonly names: readonly string[] | null;
  /** Lines before the header. */
  readonly skip: number;
  readonly encoding: 'utf-8' | 'utf-16' | 'latin-1' | 'windows-1252';
  /** Must the last record end with a line end? One that does not may be cut off. */
  readonly lastLineEnd: 'required' | 'optional';
}

/** How values are written as text, in CSV files and in text columns of Parquet files. */
export interface ValueFormat {
  /** The decimal sign. */
  readonly decimal: '.' | ',';
  /** The sign between groups of three digits; null: none. */
  readonly thousands: string | null;
  /** How dates are written, for example `%d/%m/%Y`; see date-format.ts. */
  readonly date: string;
  /** Texts that stand for "no value". */
  readonly nulls: readonly string[];
}

/** What happens to texts before they are read as the column's type. `null` as a target is "no value". */
export interface CodeMap {
  readonly codes: ReadonlyMap<string, string | null>;
  /** For texts that `codes` does not list; undefined: such a row is a reject. */
  readonly otherwise: string | null | undefined;
}

interface MappingBase {
  /** Dictionary column. */
  readonly name: string;
  /** Line in the configuration. */
  readonly line?: number;
}

interface ReadOptions {
  readonly date: string | null;
  readonly codes: CodeMap | null;
  /** The value of an empty cell; undefined: it stays empty. */
  readonly empty: string | undefined;
}

/** How one column of the dictionary comes about. */
export type ColumnMapping =
  | (MappingBase & ReadOptions & { readonly kind: 'column'; readonly column: string })
  /** An expression over the raw columns. A text result is read like a cell, any other is assigned (decimals are rounded). */
  | (MappingBase & ReadOptions & { readonly kind: 'expression'; readonly expression: string })
  | (MappingBase & { readonly kind: 'constant'; readonly value: string | null })
  /** `prefix` and the number of the data row; `{file}` in it stands for the file's name without folder and extension. */
  | (MappingBase & { readonly kind: 'row_number'; readonly prefix: string });

/** A table, `schema.table` or `table`, or a query in the database's own SQL, written by the author of the configuration. */
export type DatabaseRows = { readonly table: string } | { readonly query: string };

/** A query as a part of another statement: without its end, and with a line end, as a remark may stand last. */
export const statementOf = (query: string): string => `${query.trim().replace(/;$/, '')}\n`;

export interface SetAside {
  readonly name: string;
  /** Condition over the mapped columns and the raw columns listed in `read`. */
  readonly condition: string;
  readonly line?: number;
}

export interface SourceSpec {
  /** Table of the dictionary. */
  readonly table: string;
  readonly format: SourceFormat;
  readonly csv: CsvFormat;
  /** Of a JSON document, the names on the way to the list of records; empty: the document is the list. null: another format. */
  readonly records: readonly string[] | null;
  /** Of a DuckDB file, what is read of it; null: another format. */
  readonly database: DatabaseRows | null;
  readonly values: ValueFormat;
  /** Types of the raw columns that expressions use; text when not given. */
  readonly read: Readonly<Record<string, ColumnType>>;
  /** Condition over the raw columns; other rows are filtered and counted. */
  readonly where: string | null;
  readonly setAside: readonly SetAside[];
  /** `same`: every raw column that has the name of a dictionary column is that column. */
  readonly columns: 'same' | readonly ColumnMapping[];
  /** Raw columns of which nothing is told although nothing is taken from them, with `columns: same`; of JSON a path, or the beginning of some. */
  readonly ignore: readonly string[];
  /** May its files have no record at all? */
  readonly mayBeEmpty: boolean;
  /** Where in the configuration, for messages. */
  readonly place: ErrorPlace;
}

/** One file of a source: where it is, and the name under which people know it (relative to the project). */
export interface SourceFile {
  readonly path: string;
  readonly shown: string;
  /** How many it has, where it was counted when it was written; what is read must be as many. */
  readonly records?: number;
  /** Columns of a CSV file that are floating point where they come from, by position from 0, with the name of the type there. They are refused where they are used. */
  readonly floats?: ReadonlyMap<number, string>;
  /** The JSON file that remembers its hash, where that is not the project's; see fingerprint.ts. */
  readonly memory?: string;
}

/** A source with the files that its patterns found, in a fixed order. */
export interface ResolvedSource {
  readonly spec: SourceSpec;
  readonly files: readonly SourceFile[];
  /** Of JSON files that were written again: the fields that they have and from which nothing is taken. Left out: the files tell. */
  readonly unused?: readonly string[];
  /** Of the same: the columns of the table that no record has. Left out: the files tell. */
  readonly absent?: readonly string[];
  /** Files with corrections of rejected records of these, in a fixed order; left out: none. */
  readonly corrections?: readonly SourceFile[];
}

export const DEFAULT_CSV: CsvFormat = Object.freeze({
  separator: ',',
  quote: '"',
  header: true,
  names: null,
  skip: 0,
  encoding: 'utf-8',
  lastLineEnd: 'required',
});

export const DEFAULT_VALUES: ValueFormat = Object.freeze({
  decimal: '.',
  thousands: null,
  date: '%Y-%m-%d',
  nulls: Object.freeze(['']),
});

/** `same` for the column `name`: what a short form `name: column` means. */
export function plainColumn(name: string, column: string, line?: number): ColumnMapping {
  const base = { kind: 'column', name, column, date: null, codes: null, empty: undefined } as const;
  return line === undefined ? base : { ...base, line };
}
