/**
 * Writes the files of a table with bad records, and the answer key: one line for each reject that a run must tell, by table, file and
 * record. Everything is drawn and written by the engine; the list of the bad records lies in a table of its, so memory does not bound it.
 */

import { join } from 'node:path';
import type { Engine } from '../../engine/engine.ts';
import { assert } from '../../std/assert.ts';
import { type BankTable, tableQuery } from '../bank.ts';
import type { BadRecords, BadRequest, GenerateRequest } from '../request.ts';
import { quoted } from '../sql-text.ts';
import { type BadTable, fileQuery, ROW_NUMBER, toldQuery, withDefect } from './bad-query.ts';
import { tableDefects } from './defect.ts';
import { replaceMarks } from './no-text-bytes.ts';
import { BAD_RATES, badDraws } from './rate.ts';

/** The answer key, beside the files of the bank. */
export const BAD_RECORDS_FILE = 'bad-records.csv';

const BAD = 'plimsoll_bad_rows';
const KEY = 'plimsoll_bad_key';
// Signs that no record has, so that the engine writes each text as it is; one with the sign # it would put in quotes all the same.
const RAW_CSV = `FORMAT csv, HEADER, DELIMITER '\u0002', QUOTE '\u0001', ESCAPE '\u0001'`;

export interface BadFile {
  readonly request: GenerateRequest;
  readonly bad: BadRequest;
  readonly table: BankTable;
  /** Inside the folder. */
  readonly file: string;
  /** A query that gives the numbers of the file's rows as `row`. */
  readonly source: string;
  readonly parquetOptions: string;
}

export async function startKey(engine: Engine): Promise<void> {
  await engine.execute(
    `CREATE OR REPLACE TEMP TABLE ${KEY} ("table" VARCHAR, file VARCHAR, "row" BIGINT, "column" VARCHAR, reason VARCHAR, "value" VARCHAR, defect VARCHAR)`,
  );
}

/** Writes one file. Returns how many bad records it has. */
export async function writeBadFile(engine: Engine, asked: BadFile): Promise<bigint> {
  const { request, table, file, source } = asked;
  const bad = badTable(asked);
  const rows = withDefect(bad, tableQuery(table, request.seed, source, ROW_NUMBER));
  const path = join(request.outFolder, file);
  // The copy stands behind its original, so all bad records up to this one, itself included, come on top of the good ones up to it.
  await engine.execute(`CREATE OR REPLACE TEMP TABLE ${BAD} AS
SELECT ${ROW_NUMBER}, CAST(good + row_number() OVER (ORDER BY good) AS BIGINT) AS standing
FROM (${withDefect(bad, `SELECT ${ROW_NUMBER}, row_number() OVER () AS good FROM (${tableQuery(table, request.seed, source, ROW_NUMBER)})`)})
WHERE defect IS NOT NULL`);
  const options = request.format === 'csv' ? RAW_CSV : asked.parquetOptions;
  await engine.execute(`COPY (${fileQuery(bad, rows)}) TO ${quoted(path)} (${options})`);
  await addToKey(engine, asked, bad);
  const marks = request.format === 'csv' ? await replaceMarks(path) : 0;
  const [found] = await engine.rows(
    `SELECT (SELECT count(*) FROM ${BAD}) AS records, (SELECT count(*) FROM ${KEY} WHERE file = ${quoted(shown(asked))} AND reason = 'encoding') AS marks`,
  );
  const records = found?.['records'];
  assert(typeof records === 'bigint', 'a count is a whole number');
  assert(found?.['marks'] === BigInt(marks), `${file} has a mark for each record that is no text`);
  return records;
}

async function addToKey(engine: Engine, asked: BadFile, bad: BadTable): Promise<void> {
  const { table, request } = asked;
  const only = tableQuery(table, request.seed, `SELECT ${ROW_NUMBER} AS row FROM ${BAD}`, ROW_NUMBER);
  // A table that is written out has all of its rows here.
  const rows = `SELECT * FROM (${withDefect(bad, only)}) WHERE defect IS NOT NULL`;
  await engine.execute(`INSERT INTO ${KEY}
SELECT ${quoted(table.schema.name)}, ${quoted(shown(asked))}, b.standing, told_column, told_reason, told_value, words
FROM (${toldQuery(bad, rows)}) JOIN ${BAD} AS b USING (${ROW_NUMBER})`);
}

const shown = ({ bad, file }: BadFile): string => `${bad.shownFolder}/${file}`;

function badTable({ request, bad, table }: BadFile): BadTable {
  const draws = badDraws(bad.rate);
  assert(draws !== undefined, `a rate is ${BAD_RATES}`);
  const { format, seed } = request;
  return { schema: table.schema, format, seed, draws, defects: tableDefects(table.schema, format) };
}

/** Writes the answer key and tells what is in it. */
export async function writeKey(engine: Engine, outFolder: string): Promise<BadRecords> {
  await engine.execute(
    `COPY (FROM ${KEY} ORDER BY "table", file, "row", "column" NULLS FIRST, reason) TO ${quoted(join(outFolder, BAD_RECORDS_FILE))} (FORMAT csv, HEADER)`,
  );
  const groups = await engine.rows(
    `SELECT "table", reason, count(*) AS rejects FROM ${KEY} GROUP BY ALL ORDER BY ALL`,
  );
  const [count] = await engine.rows(
    `SELECT count(*) AS records FROM (SELECT DISTINCT file, "row" FROM ${KEY})`,
  );
  await engine.execute(`DROP TABLE ${KEY}`);
  await engine.execute(`DROP TABLE IF EXISTS ${BAD}`);
  const whole = (value: unknown): bigint => {
    assert(typeof value === 'bigint', 'a count is a whole number');
    return value;
  };
  return Object.freeze({
    file: BAD_RECORDS_FILE,
    records: whole(count?.['records']),
    rejects: groups.map((group) => ({
      table: String(group['table']),
      reason: String(group['reason']),
      rejects: whole(group['rejects']),
    })),
  });
}
