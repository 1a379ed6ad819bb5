/** What a look at files proposes, as plain data: per group of files a table, how the files are written, and a mapping, each with its reasons. */

import type { CsvFormat, SourceFormat } from '../input/source.ts';

/** From counted evidence: high, name and values agree; medium, one of the two says it; low, a hint that nobody should trust unseen. */
export type Confidence = 'high' | 'medium' | 'low';

/** One text of a column with codes: how many rows have it, and what it seems to mean; null: "no value"; undefined: a person must say. */
export interface CodeProposal {
  readonly code: string;
  readonly rows: number;
  readonly value: string | null | undefined;
}

export type MappingProposal =
  | {
      readonly kind: 'column';
      readonly column: string;
      /** Date format of its own, where it differs from that of the file; null in it: two formats fit. */
      readonly date: { readonly format: string | null; readonly fitting: readonly string[] } | null;
      readonly codes: readonly CodeProposal[] | null;
      /** Has empty cells although the table wants a value, and a value could stand for them. */
      readonly emptyIsOpen: boolean;
    }
  /** The column times 1000 or 1000000, because its name says so. */
  | {
      readonly kind: 'scaled';
      readonly column: string;
      readonly factor: '1000' | '1000000';
      readonly type: string;
    }
  | { readonly kind: 'constant'; readonly value: string }
  /** Nothing sure was found; `perhaps` is the raw column that comes nearest. */
  | { readonly kind: 'open'; readonly perhaps: string | null };

export interface ColumnProposal {
  /** Column of the dictionary. */
  readonly name: string;
  readonly required: boolean;
  /** `missing`: nothing was found at all; `unclear`: something is to be answered before a run. */
  readonly state: 'mapped' | 'unclear' | 'missing';
  readonly confidence: Confidence | null;
  readonly mapping: MappingProposal;
  readonly reasons: readonly string[];
  /** Values as the file has them, at most three. */
  readonly examples: readonly string[];
}

/** How the values of a group of files are written; null stands for what must be answered. */
export interface ValuesProposal {
  readonly decimal: '.' | ',' | null;
  readonly thousands: string | null;
  readonly date: string | null;
  readonly nulls: readonly string[];
  /** Why, by key: `decimal`, `date`, … */
  readonly reasons: Readonly<Record<string, string>>;
}

export interface SourceProposal {
  /** Table of the dictionary; null: none fits. */
  readonly table: string | null;
  readonly tableConfidence: Confidence | null;
  readonly tableReasons: readonly string[];
  /** Paths or patterns as the configuration names them. */
  readonly patterns: readonly string[];
  /** The files behind them, as given. */
  readonly files: readonly string[];
  /** Tells sources of the same files from others. */
  readonly group: number;
  readonly format: SourceFormat;
  readonly csv: CsvFormat;
  readonly csvReasons: Readonly<Record<string, string>>;
  readonly values: ValuesProposal;
  /** Rows that were looked at, in all files together. */
  readonly rows: number;
  /** Was that every row? */
  readonly whole: boolean;
  readonly columns: readonly ColumnProposal[];
  /** The files have the dictionary's names, and nothing is to be said about any column. */
  readonly same: boolean;
  readonly unused: readonly { readonly name: string; readonly examples: readonly string[] }[];
  /** A condition that filters the lines of totals; null: there are none. */
  readonly where: string | null;
  readonly warnings: readonly string[];
}

/** A file that could not be read at all, and why. */
export interface UnreadableFile {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

export interface Proposal {
  readonly sources: readonly SourceProposal[];
  readonly unreadable: readonly UnreadableFile[];
  /** ISO date that the names of the files tell; null: none, or several. */
  readonly date: string | null;
  /** The currency of most rows with what it was counted from; null: no file tells one. */
  readonly currency: { readonly code: string; readonly reason: string } | null;
  /** No file gives the reporting entities, which every position names. */
  readonly entityMissing: boolean;
  /** Other tables that no file gives and a run will want, a sentence each. */
  readonly gaps: readonly string[];
}
