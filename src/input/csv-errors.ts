/**
 * What the engine complains about while it reads CSV: the records that it could not split into fields, and leaves out.
 *
 * Every scan has two tables of its own. Where scans of one statement shared them, DuckDB 1.5.5 lost, about once in a
 * hundred times with three files, the line that says which file the complaints are of: records that were neither read nor
 * rejected. In tables of their own none was lost in 4,000 statements of up to eight scans.
 */

import type { Engine } from '../engine/engine.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';

/** All complaints since the last clearing: `scan`, the number of its first file, `path`, and the engine's `line`, `line_byte_position`, `error_type`, `csv_line`, `error_message`. */
export const ERRORS_TABLE = '~csv_errors';

const ERRORS = 'plimsoll_csv_errors_';
const SCANS = 'plimsoll_csv_scans_';

/** Options of a scan whose first file has the number `index` among the files of the table. No two scans of a statement share it. */
export const errorOptions = (index: number): readonly string[] => [
  'store_rejects = true',
  `rejects_table = '${ERRORS}${index}'`,
  `rejects_scan = '${SCANS}${index}'`,
];

/** Makes `~csv_errors` of what all scans have left. */
export async function gatherErrors(engine: Engine): Promise<void> {
  await engine.execute(`CREATE OR REPLACE TEMP TABLE "${ERRORS_TABLE}" (scan INTEGER, path VARCHAR, line UBIGINT,
line_byte_position UBIGINT, error_type VARCHAR, csv_line VARCHAR, error_message VARCHAR)`);
  for (const errors of await tablesOf(engine, ERRORS)) {
    const scan = errors.slice(ERRORS.length);
    const all = `${errors} AS e LEFT JOIN ${SCANS}${scan} AS s USING (scan_id, file_id)`;
    await engine.execute(`INSERT INTO "${ERRORS_TABLE}"
SELECT ${scan}, s.file_path, e.line, e.line_byte_position, e.error_type, e.csv_line, e.error_message FROM ${all}`);
  }
  const lost = await engine.rows(
    `SELECT 1 FROM "${ERRORS_TABLE}" WHERE path IS NULL OR line IS NULL LIMIT 1`,
  );
  assert(lost.length === 0, 'the engine says of every record that it could not read where it stands');
}

/** Forgets all complaints. */
export async function clearErrors(engine: Engine): Promise<void> {
  for (const prefix of [ERRORS, SCANS])
    for (const name of await tablesOf(engine, prefix)) await engine.execute(`DROP TABLE ${name}`);
  await engine.execute(`DROP TABLE IF EXISTS "${ERRORS_TABLE}"`);
}

async function tablesOf(engine: Engine, prefix: string): Promise<readonly string[]> {
  const rows = await engine.rows(
    `SELECT table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, ${DUCKDB.textLiteral(prefix)}) ORDER BY 1`,
  );
  return rows.map((row) => String(row['table_name']));
}
