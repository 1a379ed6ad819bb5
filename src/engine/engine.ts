/** What Plimsoll asks of an engine: run SQL text, hand back small results without loss, and let go. */

/** A cell of a small result: integers as bigint, decimals and dates as text (`'12.50'`, `'2024-01-31'`), never a float. */
export type Cell = null | boolean | string | bigint;

export interface ResultRow {
  readonly [column: string]: Cell;
}

/** Per text column all values that it can have, NULL aside. */
export type Codes = Readonly<Record<string, readonly string[]>>;

export interface Engine {
  readonly name: string;
  /** Runs statements for their effect. */
  execute(sql: string): Promise<void>;
  /** Runs one query and returns all of its rows; for results that fit in memory. */
  rows(sql: string): Promise<readonly ResultRow[]>;
  /**
   * Writes the query's rows to one Parquet file (zstd), whose folder exists. Returns the number of rows. With an ORDER BY the
   * file is sorted. Without one it is *clustered*: joins are done as written, the left side is streamed, and each row group
   * holds a short stretch of it, in no promised sequence. `codes` names text columns of few values, which are quicker to write
   * when that is known; the file is the same.
   */
  writeParquet(query: string, path: string, codes?: Codes): Promise<number>;
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
