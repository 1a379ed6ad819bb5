/**
 * Writes a generated bank: one statement for each file, streamed by the engine, so the size of the bank is not bound
 * by memory.
 *
 * Files are named after their table: `account.parquet`, or `account-0001.parquet` and so on beyond eight million rows, in the order of their keys.
 */

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { assert } from '../std/assert.ts';
import { type BankTable, bankTables, tableQuery } from './bank.ts';
import { quoted } from './sql-text.ts';

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
  /** Called when a table is written. */
  readonly onTable?: (written: GeneratedTable) => void;
}

/** The sum of one column over the rows of one currency, as an exact decimal text. */
export interface GeneratedTotal {
  readonly column: string;
  readonly currency: string;
  readonly total: string;
}

export interface GeneratedTable {
  readonly table: string;
  /** File names inside the folder. */
  readonly files: readonly string[];
  readonly rows: bigint;
  /** Control totals of the money columns, for tables with a currency. */
  readonly totals: readonly GeneratedTotal[];
}

export interface GenerateResult {
  readonly request: Omit<GenerateRequest, 'onTable'>;
  readonly tables: readonly GeneratedTable[];
}

const ROWS_PER_FILE = 8_000_000;
const NUMBERS = 'plimsoll_generate_rows';

/** Writes the bank into `outFolder`; files of an earlier bank there are replaced. The same request gives the same rows. */
export async function generateBank(engine: Engine, request: GenerateRequest): Promise<GenerateResult> {
  const tables = bankTables(request.deals, request.date);
  await mkdir(request.outFolder, { recursive: true });
  await removeEarlier(request, tables);
  // Row numbers lie in a table because the engine reads a table, unlike range(), with all of its threads in order.
  const numbers = Math.min(
    request.rowsPerFile ?? ROWS_PER_FILE,
    Math.max(...tables.map((table) => table.rows)),
  );
  await engine.execute(`CREATE OR REPLACE TEMP TABLE ${NUMBERS} AS SELECT range AS n FROM range(${numbers})`);
  const written: GeneratedTable[] = [];
  for (const table of tables) {
    const done = await writeTable(engine, request, table);
    request.onTable?.(done);
    written.push(done);
  }
  await engine.execute(`DROP TABLE ${NUMBERS}`);
  const { onTable: _, ...plain } = request;
  return Object.freeze({ request: plain, tables: written });
}

async function writeTable(
  engine: Engine,
  request: GenerateRequest,
  table: BankTable,
): Promise<GeneratedTable> {
  const { format, outFolder, seed, rowsPerFile = ROWS_PER_FILE } = request;
  const files: string[] = [];
  for (let first = 0, part = 1; first === 0 || first < table.rows; first += rowsPerFile, part++) {
    const rows = Math.min(rowsPerFile, table.rows - first);
    const source = `SELECT n + ${first} AS row FROM ${NUMBERS} WHERE n < ${rows}`;
    const suffix = table.rows > rowsPerFile ? `-${String(part).padStart(4, '0')}` : '';
    const file = `${table.schema.name}${suffix}.${format}`;
    const options =
      format === 'parquet' ? 'FORMAT parquet, COMPRESSION zstd' : `FORMAT csv, HEADER, DATEFORMAT '%Y-%m-%d'`;
    await engine.execute(
      `COPY (${tableQuery(table, seed, source)}) TO ${quoted(join(outFolder, file))} (${options})`,
    );
    files.push(file);
  }
  return { table: table.schema.name, files, ...(await controlTotals(engine, request, table, files)) };
}

/** Counts and sums of what lies in the files now, read back. */
async function controlTotals(
  engine: Engine,
  { format, outFolder }: GenerateRequest,
  { schema }: BankTable,
  files: readonly string[],
): Promise<Pick<GeneratedTable, 'rows' | 'totals'>> {
  const paths = `[${files.map((file) => quoted(join(outFolder, file))).join(', ')}]`;
  const source =
    format === 'parquet' ? `read_parquet(${paths})` : `read_csv(${paths}, header = true, all_varchar = true)`;
  const hasCurrency = schema.columns.some((column) => column.name === 'currency_code');
  const sums = schema.columns
    .filter((column) => hasCurrency && column.unit === 'money')
    .map((column) => column.name);
  const query = [
    `SELECT ${hasCurrency ? 'currency_code' : `''`} AS currency, count(*) AS row_count`,
    ...sums.map((name) => `CAST(sum(CAST(${name} AS DECIMAL(18, 2))) AS VARCHAR) AS ${name}`),
  ].join(', ');
  const groups = await engine.rows(`${query} FROM ${source} GROUP BY 1 ORDER BY 1`);
  const rows = groups.reduce((sum, group) => {
    const count = group['row_count'];
    assert(typeof count === 'bigint', 'a count is a whole number');
    return sum + count;
  }, 0n);
  const totals = groups.flatMap((group) =>
    sums.flatMap((column) => {
      const [currency, total] = [group['currency'], group[column]];
      return typeof currency === 'string' && typeof total === 'string' ? [{ column, currency, total }] : [];
    }),
  );
  return { rows, totals };
}

async function removeEarlier({ outFolder }: GenerateRequest, tables: readonly BankTable[]): Promise<void> {
  const names = tables.map((table) => table.schema.name).join('|');
  const ours = new RegExp(`^(${names})(-\\d{4})?\\.(parquet|csv)$`);
  for (const file of await readdir(outFolder)) if (ours.test(file)) await rm(join(outFolder, file));
}
