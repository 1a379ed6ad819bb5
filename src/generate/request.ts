/** What is asked of the generator and what it tells, as plain data. */

export type GenerateFormat = 'parquet' | 'csv';

export interface GenerateRequest {
  /** Accounts, loans, holdings, secured transactions and other flows together. */
  readonly deals: number;
  readonly seed: number;
  /** Calculation date, ISO. */
  readonly date: string;
  readonly outFolder: string;
  readonly format: GenerateFormat;
  /** A larger table is written as several files. */
  readonly rowsPerFile?: number;
  /** Business days, the first one being `date`, which must be one; each has a folder of its own. Not together with `bad`. */
  readonly days?: number;
  /** Adds the tables that the NSFR needs, and a configuration that computes both ratios. */
  readonly nsfr?: boolean;
  /** Adds bad records; left out: there are none. */
  readonly bad?: BadRequest;
  /** Called when a table is written. */
  readonly onTable?: (written: GeneratedTable) => void;
}

export interface BadRequest {
  /** Bad records for each good one: decimal text that `badDraws` allows. */
  readonly rate: string;
  /** The folder of the files as readers of the project name it. */
  readonly shownFolder: string;
}

/** The sum of one column over the good rows of one currency, as an exact decimal text. */
export interface GeneratedTotal {
  readonly column: string;
  readonly currency: string;
  readonly total: string;
}

export interface GeneratedTable {
  readonly table: string;
  /** The day of the rows, where several days were asked for; null: they are those of every day. */
  readonly date: string | null;
  /** File names inside the folder. */
  readonly files: readonly string[];
  /** Records of the files, bad ones included. */
  readonly rows: bigint;
  /** Control totals of the money columns, for tables with a currency. */
  readonly totals: readonly GeneratedTotal[];
}

/** The bad records that were added, and the file that names each of them. */
export interface BadRecords {
  /** Inside the folder. */
  readonly file: string;
  readonly records: bigint;
  /** What a run must reject: one for each problem. */
  readonly rejects: readonly { readonly table: string; readonly reason: string; readonly rejects: bigint }[];
}

export interface GenerateResult {
  readonly request: Omit<GenerateRequest, 'onTable'>;
  readonly tables: readonly GeneratedTable[];
  /** null: none was asked for. */
  readonly bad: BadRecords | null;
}
