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
import { BAD_RECORDS_FILE, startKey, writeBadFile, writeKey } from './defects/bad-records.ts';
import type { GeneratedTable, GenerateRequest, GenerateResult } from './request.ts';
import { quoted } from './sql-text.ts';

const ROWS_PER_FILE = 8_000_000;
const NUMBERS = 'plimsoll_generate_rows';
const PARQUET = 'FORMAT parquet, COMPRESSION zstd';

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
  if (request.bad !== undefined) await startKey(engine);
  const written: GeneratedTable[] = [];
  for (const table of tables) {
    const done = await writeTable(engine, request, table);
    request.onTable?.(done);
    written.push(done);
  }
  const bad = request.bad === undefined ? null : await writeKey(engine, request.outFolder);
  await engine.execute(`DROP TABLE ${NUMBERS}`);
  const { onTable: _, ...plain } = request;
  return Object.freeze({ request: plain, tables: written, bad });
}

async function writeTable(
  engine: Engine,
  request: GenerateRequest,
  table: BankTable,
): Promise<GeneratedTable> {
  const { format, outFolder, seed, rowsPerFile = ROWS_PER_FILE } = request;
  const files: string[] = [];
  let badRecords = 0n;
  for (let first = 0, part = 1; first === 0 || first < table.rows; first += rowsPerFile, part++) {
    const rows = Math.min(rowsPerFile, table.rows - first);
    const source = `SELECT n + ${first} AS row FROM ${NUMBERS} WHERE n < ${rows}`;
    const suffix = table.rows > rowsPerFile ? `-${String(part).padStart(4, '0')}` : '';
    const file = `${table.schema.name}${suffix}.${format}`;
    if (request.bad !== undefined) {
      const asked = { request, bad: request.bad, table, file, source, parquetOptions: PARQUET };
      badRecords += await writeBadFile(engine, asked);
    } else {
      const options = format === 'parquet' ? PARQUET : `FORMAT csv, HEADER, DATEFORMAT '%Y-%m-%d'`;
      await engine.execute(
        `COPY (${tableQuery(table, seed, source)}) TO ${quoted(join(outFolder, file))} (${options})`,
      );
    }
    files.push(file);
  }
  const { rows, totals } = await controlTotals(engine, table, goodRows(request, table, files));
  return { table: table.schema.name, files, rows: rows + badRecords, totals };
}

/** The rows that lie in the files now, read back; with bad records in them, whose texts need not be values, they are made once more. */
function goodRows(
  { format, outFolder, seed, bad }: GenerateRequest,
  table: BankTable,
  files: readonly string[],
): string {
  if (bad !== undefined)
    return `(${tableQuery(table, seed, `SELECT range AS row FROM range(${table.rows})`)})`;
  const paths = `[${files.map((file) => quoted(join(outFolder, file))).join(', ')}]`;
  return format === 'parquet'
    ? `read_parquet(${paths})`
    : `read_csv(${paths}, header = true, all_varchar = true)`;
}

/** Counts and sums of rows. */
async function controlTotals(
  engine: Engine,
  { schema }: BankTable,
  source: string,
): Promise<Pick<GeneratedTable, 'rows' | 'totals'>> {
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
  for (const file of await readdir(outFolder))
    if (ours.test(file) || file === BAD_RECORDS_FILE) await rm(join(outFolder, file));
}
