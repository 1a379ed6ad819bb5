/** A project: what its configuration says, read and checked, as plain data. */

import type { DatabaseRows, SourceSpec } from '../input/source.ts';

/** A source with the patterns of its files, which are looked up when it is imported, or with what it reads of a server. */
export interface ProjectSource {
  readonly spec: SourceSpec;
  /** Paths or patterns, relative to the project's folder unless absolute; none of a source that reads a server. */
  readonly patterns: readonly string[];
  /** null: the source reads files. */
  readonly server: ServerTable | null;
  /** The same for files with corrections of its rejects; there need be none. */
  readonly corrections: readonly string[];
  readonly limits: SourceLimits;
}

/** Rows of a database server. `{date}` in table, query and name stands for the date. */
export interface ServerTable {
  /** Name of the environment variable that holds the server's address. */
  readonly variable: string;
  readonly rows: DatabaseRows;
  /** The name by which people know the rows. */
  readonly shown: string;
}

/** How messages name where a source's rows come from. */
export const originOf = ({ patterns, server }: ProjectSource): string => server?.shown ?? patterns.join(', ');

/** What of a source may be rejected before a run stops; null: any number, any amount. */
export interface SourceLimits {
  readonly rejectedRows: number | null;
  /** Of each currency, without signs; decimal text. With such a limit, a record whose amount can't be read stops the run as well. */
  readonly rejectedAmount: string | null;
}

/** What stops a run. */
export interface Limits {
  /** Amount without a line that is still accepted, in the reporting currency; decimal text. */
  readonly unclassifiedAmount: string;
  /** Rejected records that are still accepted, over all sources; null: any number. */
  readonly rejectedRows: number | null;
}

export interface Project {
  /** Absolute path. */
  readonly folder: string;
  readonly name: string;
  readonly reportingCurrency: string;
  readonly jurisdiction: string;
  /** Name of a built-in pipeline, or a path to a module, relative to the folder. */
  readonly pipeline: string;
  /** ISO date of runs that are given none; empty: they must be given one. */
  readonly calculationDate: string;
  readonly memoryLimit: string | null;
  readonly threads: number | null;
  /** Part of every fingerprint; empty unless somebody wants two worlds apart. */
  readonly salt: string;
  readonly limits: Limits;
  readonly spark: SparkServer;
  readonly sources: readonly ProjectSource[];
}

/** The server on which `--engine spark` computes. */
export interface SparkServer {
  /** Name of the environment variable that holds its connection string, in which a token may stand. */
  readonly variable: string;
  /** Beside those that Plimsoll needs. */
  readonly settings: Readonly<Record<string, string>>;
  /** The same for the query of one stage each, by stage. */
  readonly stages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The address of Spark's pages, its own or those of a history server, without a slash at its end; null: not said. */
  readonly ui: string | null;
  /** Stages that read no more rows than this are computed on the embedded engine; 0: none. */
  readonly smallRows: number;
}
