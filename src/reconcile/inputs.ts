/** What went in: every record of every file, by where it went, and whether what is stored is still what was accepted. */

import { join } from 'node:path';
import type { ResultRow } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import type { ImportResult } from '../input/result.ts';
import { differingTotalsSql } from '../input/totals-file.ts';
import type { RunRecord } from '../run/record.ts';
import { dictionaryTables, type Session } from '../run/session.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { findResult } from '../store/store.ts';
import { BREAKDOWN_COLUMNS, type Breakdown } from './breakdown.ts';

/** Records and amount, as decimal text (null: none can be read), of one table and one value of the breakdown. */
export interface InputCheck {
  readonly table: string;
  readonly by: Breakdown;
  /** null: can't be read, or the table has none. */
  readonly value: string | null;
  /** By where the records went: `read` is all of them. `set_aside` has every name together. */
  readonly outcomes: Readonly<Record<Outcome, Counted>>;
}

export type Outcome = 'read' | 'accepted' | 'rejected' | 'corrected' | 'filtered' | 'set_aside';

export interface Counted {
  readonly records: bigint;
  readonly amount: string | null;
  /** Records whose amount can't be read. */
  readonly unknown: bigint;
}

/** Something that is not what it was at the import. */
export interface InputDifference {
  readonly table: string;
  /** Which records: those of an entity and currency, or the rejects of a file. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/** Errors: store.missing. */
export async function checkInputs(
  session: Session,
  record: Pick<RunRecord, 'inputs'>,
  by: Breakdown,
): Promise<{ readonly inputs: readonly InputCheck[]; readonly differences: readonly InputDifference[] }> {
  const inputs: InputCheck[] = [];
  const differences: InputDifference[] = [];
  for (const table of dictionaryTables(session)) {
    const print = record.inputs.find((each) => each.table === table.name)?.fingerprint ?? '';
    const result = await findResult(session.store, print);
    if (result === undefined) return fail('store.missing', { name: table.name });
    const summary = result.manifest.details as ImportResult;
    if (summary.sources.length === 0) continue;
    const totals = parquetFiles([join(result.folder, summary.totals)]);
    const stored = parquetFiles(result.manifest.files.map((file) => join(result.folder, file.path)));
    const differing = await session.engine.rows(differingTotalsSql(table, stored, totals));
    differences.push(...differing.map((row) => storedDifference(table.name, row)));
    const rejects =
      summary.rejects === null ? null : parquetFiles([join(result.folder, summary.rejects.path)]);
    const uneven = await session.engine.rows(unevenRejectsSql(totals, rejects));
    differences.push(...uneven.map((row) => rejectDifference(table.name, row)));
    differences.push(...(await correctionDifferences(session, summary, totals, rejects)));
    const rows = await session.engine.rows(breakdownSql(BREAKDOWN_COLUMNS[by], totals));
    inputs.push(...rows.map((row) => inputCheck(table.name, by, row)));
  }
  return { inputs, differences };
}

const OUTCOMES: readonly (readonly [Outcome, string])[] = [
  ['read', 'true'],
  ['accepted', "outcome = 'accepted'"],
  ['rejected', "outcome = 'rejected'"],
  ['corrected', "outcome = 'corrected'"],
  ['filtered', "outcome = 'filtered'"],
  ['set_aside', "outcome LIKE 'set aside: %'"],
];

function breakdownSql(columns: readonly string[], totals: string): string {
  const groups = columns.map((column) => DUCKDB.quoteName(column));
  const sums = OUTCOMES.flatMap(([name, when]) => [
    `CAST(coalesce(sum(records) FILTER (${when}), 0) AS BIGINT) AS ${name}_records`,
    `CAST(sum(amount) FILTER (${when}) AS DECIMAL(38,2)) AS ${name}_amount`,
    `CAST(coalesce(sum(unknown) FILTER (${when}), 0) AS BIGINT) AS ${name}_unknown`,
  ]);
  return `SELECT ${groups[0]} AS value, ${sums.join(', ')} FROM ${totals}
GROUP BY ${groups.join(', ')} ORDER BY ${groups.map((group) => `${group} NULLS LAST`).join(', ')}`;
}

function inputCheck(table: string, by: Breakdown, row: ResultRow): InputCheck {
  const counted = (name: string): Counted => ({
    records: BigInt(String(row[`${name}_records`])),
    amount: row[`${name}_amount`] === null ? null : String(row[`${name}_amount`]),
    unknown: BigInt(String(row[`${name}_unknown`])),
  });
  return {
    table,
    by,
    value: row['value'] === null ? null : String(row['value']),
    outcomes: {
      read: counted('read'),
      accepted: counted('accepted'),
      rejected: counted('rejected'),
      corrected: counted('corrected'),
      filtered: counted('filtered'),
      set_aside: counted('set_aside'),
    },
  };
}

/** Files whose kept rejects are not as many as the records that were rejected, or as those that were corrected. */
function unevenRejectsSql(totals: string, rejects: string | null): string {
  const kept =
    rejects === null
      ? "SELECT 0 AS source, '' AS file, '' AS outcome, 0 AS n WHERE false"
      : `SELECT source, file, CASE WHEN correction_file IS NULL THEN 'rejected' ELSE 'corrected' END AS outcome, count(DISTINCT "row") AS n
FROM ${rejects} GROUP BY 1, 2, 3`;
  return `SELECT file, outcome, CAST(coalesce(t.n, 0) AS BIGINT) AS expected, CAST(coalesce(r.n, 0) AS BIGINT) AS found
FROM (SELECT source, file, outcome, sum(records) AS n FROM ${totals} WHERE outcome IN ('rejected', 'corrected') GROUP BY 1, 2, 3) AS t
FULL JOIN (${kept}) AS r USING (source, file, outcome) WHERE coalesce(t.n, 0) <> coalesce(r.n, 0) ORDER BY 1, 2`;
}

/** Each record of a file of corrections stands for one record that was rejected. */
async function correctionDifferences(
  session: Session,
  { table, sources }: ImportResult,
  totals: string,
  rejects: string | null,
): Promise<readonly InputDifference[]> {
  const differences: InputDifference[] = [];
  for (const { source, files } of sources) {
    const names = files.filter(({ corrects }) => corrects).map(({ file }) => DUCKDB.textLiteral(file));
    if (names.length === 0) continue;
    const replaced =
      rejects === null
        ? '0'
        : `(SELECT count(*) FROM (SELECT DISTINCT correction_file, correction_row FROM ${rejects} WHERE source = ${source} AND correction_file IS NOT NULL))`;
    const [row] =
      await session.engine.rows(`SELECT CAST(coalesce(sum(records), 0) AS BIGINT) AS expected, ${replaced} AS found
FROM ${totals} WHERE source = ${source} AND file IN (${names.join(', ')})`);
    const [expected, found] = [String(row?.['expected']), String(row?.['found'])];
    if (expected === found) continue;
    const where = `corrections of source ${source}`;
    differences.push({ table, where, expected: `${expected} records`, found: `${found} records` });
  }
  return differences;
}

function storedDifference(table: string, row: ResultRow): InputDifference {
  const side = (name: string): string =>
    `${row[`${name}_records`] ?? 0n} records, amount ${row[`${name}_amount`] ?? 'none'}`;
  return {
    table,
    where: `stored records of entity ${row['entity_id'] ?? 'unknown'}, currency ${row['currency_code'] ?? 'unknown'}`,
    expected: side('accepted'),
    found: side('stored'),
  };
}

const rejectDifference = (table: string, row: ResultRow): InputDifference => ({
  table,
  where: `${row['outcome'] === 'corrected' ? 'corrected ' : ''}rejects of ${String(row['file'])}`,
  expected: `${row['expected']} records`,
  found: `${row['found']} records`,
});
