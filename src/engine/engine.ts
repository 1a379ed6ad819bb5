/** What Plimsoll asks of an engine: run SQL text, hand back small results without loss, and let go. */

import type { EngineName } from '../pipeline/stage.ts';

/** A cell of a small result: integers as bigint, decimals and dates as text (`'12.50'`, `'2024-01-31'`), never a float. */
export type Cell = null | boolean | string | bigint;

export interface ResultRow {
  readonly [column: string]: Cell;
}

export interface WriteTarget {
  readonly folder: string;
  /** Beginning of the file names; no other in the folder may begin with it. */
  readonly name: string;
  readonly partitionBy: string | null;
  /** Columns to sort by, NULLs first: each file is sorted, and files of one partition follow each other. Left out: none. */
  readonly orderBy?: readonly string[];
  /** true: rows lie in that order where they are read, so that it is enough to sort each file, whatever its rows are. Left out: false. */
  readonly isNearlySorted?: boolean;
  /** Types of codes that the query casts to; the files hold text. */
  readonly codes: Codes;
  /** Of the engine, for this query alone; an engine without a session of settings passes them over. Left out: none. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A UUID that was not used before: the name of the statement on a server, under which it keeps what it did. An engine without such names passes it over. Left out: any. */
  readonly operation?: string;
}

export interface WrittenFile {
  /** Inside the folder. */
  readonly path: string;
  readonly partition: string | null;
  readonly rows: number;
  readonly bytes: number;
}

/** Per name of a type of codes its values, in their order. */
export type Codes = Readonly<Record<string, readonly string[]>>;

export interface Engine {
  readonly name: EngineName;
  /** Runs statements for their effect. */
  execute(sql: string): Promise<void>;
  /** Makes a temporary table of the query's rows, with `most` of up to so many of them, whichever; tells how many it has. */
  createTable(name: string, query: string, most?: number): Promise<number>;
  /** Runs one query and returns all of its rows; for results that fit in memory. */
  rows(sql: string): Promise<readonly ResultRow[]>;
  /**
   * Writes the query's rows as Parquet (zstd) into an existing folder: one file, or with `partitionBy` one per value of
   * that column, each in a folder `<column>=<value>`, or several where rows are many and sorted by the target, or a server's tasks have written them; no file where there are no rows. With an
   * ORDER BY files are sorted. Without one they are *clustered*: joins are done as written, the left side is streamed, and each row group holds a short stretch of it,
   * in no promised sequence.
   */
  writeParquet(query: string, target: WriteTarget): Promise<readonly WrittenFile[]>;
  /** Leaves memory for others: from now on it may use one of so many equal parts of what it may use now. */
  shareMemory(parts: number): Promise<void>;
  /** Stops what is running and removes what was spilled. */
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Memory that the engine may use before it spills, for example `'4GB'`. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** A folder for spilled data; a fresh folder inside it is made and removed again. */
  readonly temporaryFolder: string;
}
