/** The statements of a fetch, as text. */

import pg from 'pg';
import { type DatabaseRows, statementOf } from '../input/source.ts';

/** One column as the server tells it. */
export interface ServerColumn {
  readonly name: string;
  /** Number of its type; those of the system are the same on every server. A domain has that of what it stands on. */
  readonly typeId: number;
}

/**
 * One state of the server for all that follows, and one way of writing values, whatever the server, the database or the user has set: the same rows give the
 * same bytes. Scans begin at the start of a table, and one process reads it, so that rows come in the order in which they lie.
 */
export const BEGIN = [
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  "SET LOCAL datestyle = 'ISO, YMD'",
  "SET LOCAL timezone = 'UTC'",
  "SET LOCAL intervalstyle = 'postgres'",
  "SET LOCAL bytea_output = 'hex'",
  "SET LOCAL lc_monetary = 'C'",
  'SET LOCAL extra_float_digits = 1',
  'SET LOCAL synchronize_seqscans = off',
  'SET LOCAL max_parallel_workers_per_gather = 0',
  // A policy would leave rows out without a word; so the server refuses.
  'SET LOCAL row_security = off',
].join('; ');

/**
 * A row for each table that is locked and whose rows lie elsewhere than in the state of the transaction: a table that was emptied (TRUNCATE) or rebuilt
 * after the state was taken looks empty in it. Catalogs that are mapped have no place of their own.
 */
export const REBUILT = `SELECT l.relation FROM pg_catalog.pg_locks AS l
  JOIN pg_catalog.pg_database AS d ON d.oid = l.database AND d.datname = current_database()
  LEFT JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation'
  AND (c.oid IS NULL OR (c.relfilenode <> 0 AND c.relfilenode IS DISTINCT FROM pg_relation_filenode(l.relation)))`;

/** What stands before the query in the first statement about it; positions that the server tells count from there. */
export const BEFORE_QUERY = 'SELECT * FROM (';

/** Gives no rows, and so the columns. It also locks the tables against being emptied or changed in form. */
export const columnsSql = (rows: DatabaseRows): string =>
  'query' in rows
    ? `${BEFORE_QUERY}${statementOf(rows.query)}) AS s LIMIT 0`
    : `SELECT * FROM ${tableName(rows.table)} LIMIT 0`;

/** The rows as CSV, columns by position, since a query may give a name twice. */
export function copySql(rows: DatabaseRows, columns: readonly ServerColumn[]): string {
  const names = columns.map((_, i) => `c${i + 1}`);
  const all = columns.map(({ typeId }, i) => valueSql(`c${i + 1}`, typeId));
  // A row of one NULL would be an empty line, which is none; an empty text is written in quotes, and is no value either.
  const values = all.length === 1 ? all.map((value) => `coalesce((${value})::text, '')`) : all;
  const named = values.map((value, i) => `${value} AS ${names[i]}`);
  const from = 'query' in rows ? `(${statementOf(rows.query)})` : tableName(rows.table);
  // In quotes the first sign of the first value can't be taken for the mark of an encoding.
  return `COPY (SELECT ${named.join(', ')} FROM ${from} AS s(${names.join(', ')})) TO STDOUT (FORMAT csv, ENCODING 'UTF8', FORCE_QUOTE (c1))`;
}

const tableName = (table: string): string => table.split('.').map(pg.escapeIdentifier).join('.');

const BOOLEAN = 16;
const CHARACTER = 1042;
const TIMESTAMPS = [1114, 1184];

/** As the import reads it: a flag as a word, `char(n)` without padding, a moment at midnight as its date; all else as the server writes it. */
function valueSql(name: string, typeId: number): string {
  if (typeId === BOOLEAN || typeId === CHARACTER) return `${name}::text`;
  if (!TIMESTAMPS.includes(typeId)) return name;
  return `CASE WHEN ${name} = date_trunc('day', ${name}) THEN ${name}::date::text ELSE ${name}::text END`;
}

const FLOATS: ReadonlyMap<number, string> = new Map([
  [700, 'real'],
  [701, 'double precision'],
]);

/** The columns of floating point by position from 0, with the name of the type. */
export function floatsOf(columns: readonly ServerColumn[]): ReadonlyMap<number, string> {
  return new Map(
    columns.flatMap(({ typeId }, i): [number, string][] => {
      const type = FLOATS.get(typeId);
      return type === undefined ? [] : [[i, type]];
    }),
  );
}
