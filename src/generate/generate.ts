/**
 * Writes a generated bank: one statement for each file, streamed by the engine, so the size of the bank is not bound
 * by memory.
 *
 * Files are named after their table: `account.parquet`, or `account-0001.parquet` and so on beyond eight million rows, in the order of their keys. With several days,
 * tables that change lie in a folder for each day.
 */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { assert } from '../std/assert.ts';
import { type BankTable, bankTables, tableQuery } from './bank.ts';
import { businessDays } from './days/business-days.ts';
import { changes, dayQueries, type RowRange } from './days/day-query.ts';
import { startKey, writeBadFile, writeKey } from './defects/bad-records.ts';
import { generatedFiles } from './files.ts';
import type { GeneratedTable, GenerateRequest, GenerateResult } from './request.ts';
import { quoted } from './sql-text.ts';

const ROWS_PER_FILE = 8_000_000;
const NUMBERS = 'plimsoll_generate_rows';
const PARQUET = 'FORMAT parquet, COMPRESSION zstd';

/** Writes the bank into `outFolder`; files of an earlier bank there are replaced. The same request gives the same rows. */
export async function generateBank(engine: Engine, request: GenerateRequest): Promise<GenerateResult> {
  const tables = bankTables(request.deals, request.date, request.nsfr === true);
  await mkdir(request.outFolder, { recursive: true });
  await removeEarlier(request.outFolder);
  // Row numbers lie in a table because the engine reads a table, unlike range(), with all of its threads in order.
  const numbers = Math.min(
    request.rowsPerFile ?? ROWS_PER_FILE,
    Math.max(...tables.map((table) => table.rows)),
  );
  await engine.execute(`CREATE OR REPLACE TEMP TABLE ${NUMBERS} AS SELECT range AS n FROM range(${numbers})`);
  if (request.bad !== undefined) await startKey(engine);
  const written: GeneratedTable[] = [];
  const keep = (done: GeneratedTable): void => {
    request.onTable?.(done);
    written.push(done);
  };
  const changing = request.days === undefined ? [] : tables.filter(({ schema }) => changes(schema.name));
  for (const table of tables) if (!changing.includes(table)) keep(await writeTable(engine, request, table));
  for (const dates of growing(request)) {
    await mkdir(join(request.outFolder, dates.at(-1) ?? ''), { recursive: true });
    for (const table of changing) keep(await writeDay(engine, request, table, dates));
  }
  const bad = request.bad === undefined ? null : await writeKey(engine, request.outFolder);
  await engine.execute(`DROP TABLE ${NUMBERS}`);
  const { onTable: _, ...plain } = request;
  return Object.freeze({ request: plain, tables: written, bad });
}

/** For each business day the days up to it. */
function growing({ date, days }: GenerateRequest): readonly (readonly string[])[] {
  if (days === undefined) return [];
  const all = businessDays(date, days);
  assert(all !== undefined, 'the first of several days is a business day');
  return all.map((_, index) => all.slice(0, index + 1));
}

async function writeTable(
  engine: Engine,
  request: GenerateRequest,
  table: BankTable,
): Promise<GeneratedTable> {
  const { seed, rowsPerFile = ROWS_PER_FILE } = request;
  const files: string[] = [];
  let badRecords = 0n;
  for (const [index, range] of chunks({ first: 0, rows: table.rows }, rowsPerFile).entries()) {
    const file = fileName(table, request, index, table.rows > rowsPerFile);
    const source = sourceOf(range);
    if (request.bad === undefined) {
      await copy(engine, request, file, tableQuery(table, seed, source));
    } else {
      const asked = { request, bad: request.bad, table, file, source, parquetOptions: PARQUET };
      badRecords += await writeBadFile(engine, asked);
    }
    files.push(file);
  }
  const { rows, totals } = await controlTotals(engine, table, goodRows(request, table, files));
  return { table: table.schema.name, date: null, files, rows: rows + badRecords, totals };
}

/** Writes a table's files of the last of the days. */
async function writeDay(
  engine: Engine,
  request: GenerateRequest,
  table: BankTable,
  dates: readonly string[],
): Promise<GeneratedTable> {
  const { deals, seed, rowsPerFile = ROWS_PER_FILE } = request;
  const date = dates.at(-1) ?? '';
  const queries = dayQueries(table, { deals, seed, dates }, (range) =>
    chunks(range, rowsPerFile).map(sourceOf),
  );
  const files: string[] = [];
  for (const [index, query] of queries.entries()) {
    const file = `${date}/${fileName(table, request, index, queries.length > 1)}`;
    await copy(engine, request, file, query);
    files.push(file);
  }
  const { rows, totals } = await controlTotals(engine, table, goodRows(request, table, files));
  return { table: table.schema.name, date, files, rows, totals };
}

/** Row numbers as the column `row`; a range has at most as many as a file has rows. */
const sourceOf = ({ first, rows }: RowRange): string =>
  `SELECT n + ${first} AS row FROM ${NUMBERS} WHERE n < ${rows}`;

/** A range in pieces for one file each; one piece where there is nothing. */
function chunks({ first, rows }: RowRange, rowsMax: number): readonly RowRange[] {
  const pieces = Math.max(1, Math.ceil(rows / rowsMax));
  return Array.from({ length: pieces }, (_, piece) => ({
    first: first + piece * rowsMax,
    rows: Math.min(rowsMax, rows - piece * rowsMax),
  }));
}

function fileName(
  { schema }: BankTable,
  { format }: GenerateRequest,
  index: number,
  several: boolean,
): string {
  return `${schema.name}${several ? `-${String(index + 1).padStart(4, '0')}` : ''}.${format}`;
}

async function copy(
  engine: Engine,
  { format, outFolder }: GenerateRequest,
  file: string,
  query: string,
): Promise<void> {
  const options = format === 'parquet' ? PARQUET : `FORMAT csv, HEADER, DATEFORMAT '%Y-%m-%d'`;
  await engine.execute(`COPY (${query}) TO ${quoted(join(outFolder, file))} (${options})`);
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

async function removeEarlier(outFolder: string): Promise<void> {
  for (const file of await generatedFiles(outFolder)) await rm(join(outFolder, file));
}
