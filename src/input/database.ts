/** Rows of a DuckDB file as Parquet, types and digits as they are. The file is opened for reading alone, and closed again. */

import { existsSync } from 'node:fs';
import type { Engine } from '../engine/engine.ts';
import { fail, PlimsollError } from '../errors/error.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { checkQuery } from './database-query.ts';
import { type DatabaseRows, type SourceFile, statementOf } from './source.ts';

const NAME = '~database';

/** Errors: input.database, input.database_query. */
export async function databaseToParquet(
  engine: Engine,
  rows: DatabaseRows,
  file: SourceFile,
  to: string,
): Promise<void> {
  // What stands in the log is not in the file, whose bytes say which content was read.
  if (existsSync(`${file.path}.wal`))
    fail('input.database', {
      file: file.shown,
      text: 'it has a write-ahead log beside it, so somebody writes to it. Close it there, or run CHECKPOINT',
    });
  const name = DUCKDB.quoteName(NAME);
  try {
    await engine.execute(`ATTACH ${DUCKDB.textLiteral(file.path)} AS ${name} (READ_ONLY)`);
    try {
      await engine.execute(`USE ${name}`);
      const query =
        'query' in rows
          ? statementOf(rows.query)
          : `FROM ${rows.table.split('.').map(DUCKDB.quoteName).join('.')}`;
      const rowsKept = await kept(engine, query, file);
      await checkQuery(engine, query, file.shown);
      await engine.execute(`COPY (${rowsKept}) TO ${DUCKDB.textLiteral(to)} (FORMAT parquet)`);
    } finally {
      await engine.execute('USE memory');
      await engine.execute(`DETACH ${name}`);
    }
  } catch (error) {
    if (!(error instanceof PlimsollError) || error.code !== 'engine.failed') throw error;
    const [text = ''] = String(error.params['text']).split('\n');
    fail('input.database', { file: file.shown, text });
  }
}

/** Parquet would hold 128-bit integers as floating point, and a second column of a name under another one. */
async function kept(engine: Engine, query: string, file: SourceFile): Promise<string> {
  const columns = await engine.rows(`DESCRIBE (${query})`);
  const names = columns.map((column) => String(column['column_name']).toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    fail('input.database', { file: file.shown, text: `the query gives two columns named \`${twice}\`` });
  const wide = columns
    .filter((column) => /^U?HUGEINT$/.test(String(column['column_type'])))
    .map((column) => DUCKDB.quoteName(String(column['column_name'])));
  if (wide.length === 0) return query;
  return `SELECT * REPLACE (${wide.map((name) => `CAST(${name} AS DECIMAL(38,0)) AS ${name}`).join(', ')}) FROM (${query})`;
}
