/** A CSV file that stands in the place of a table in a scenario: its rows as literal texts. */

import { existsSync } from 'node:fs';
import { fail } from '../errors/error.ts';
import type { Session } from '../run/session.ts';
import { keepTable, type ReplacedTables, type TableRows, tableSchema } from '../scenario/replaced-table.ts';
import type { Options } from './context.ts';

const ROWS_MAX = 10_000;

/** Reads and keeps what `--replace TABLE=FILE` names, each time it is given. Errors: cli.replace, cli.table, cli.table_file, run.reference_row. */
export async function replacedTables(session: Session, options: Options): Promise<ReplacedTables> {
  const given = Array.isArray(options['replace']) ? options['replace'] : [];
  const tables: Record<string, string> = {};
  for (const text of given) {
    const [, name, path] = /^(\w+)=(.+)$/.exec(text) ?? fail('cli.replace', { found: text });
    if (name === undefined || path === undefined) return fail('cli.replace', { found: text });
    tables[name] = await keepTable(session, name, await rowsOf(session, name, path));
  }
  return tables;
}

async function rowsOf(session: Session, name: string, path: string): Promise<TableRows> {
  const allowed = tableSchema(session, name).columns.map((column) => column.name);
  if (!existsSync(path))
    fail('cli.no_file', { path, what: `a CSV file with the columns ${allowed.join(', ')}` });
  const refuse = (problem: string): never => fail('cli.table_file', { path, problem, allowed });
  const file = `'${path.replaceAll("'", "''")}'`;
  const read = `read_csv(${file}, header = true, all_varchar = true, delim = ',', quote = '"')`;
  const rows = await session.engine
    .rows(`SELECT * FROM ${read} LIMIT ${ROWS_MAX + 1}`)
    .catch(() => refuse('it is no CSV with commas and a header'));
  if (rows.length > ROWS_MAX) refuse(`it has more than ${ROWS_MAX} rows`);
  if (rows.length === 0) refuse('it has no rows');
  const missing = allowed.filter((column) => !(column in (rows[0] ?? {})));
  if (missing.length > 0) refuse(`it has no column ${missing.join(', ')}`);
  // Another column is refused with the row, as in any reference table.
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, cell]) => [column, cell === null ? null : String(cell)]),
    ),
  );
}
