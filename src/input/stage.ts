/**
 * The staged table: every row of every file once, typed, with its status, sorted as the output is. Accepted rows come
 * first, so each output file is a range of row ids. Also the search for doubled keys. SQL only.
 */

import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { rowsOf, type Segment, STATUS } from './query.ts';

const { quoteName, textLiteral } = DUCKDB;

/** The column that says who reports; tables that have it are split by the entity's type. */
export const ENTITY_COLUMN = 'entity_id';

/** Tables of positions name an entity; the table of the entities themselves has it as key. */
export function namesEntity(table: TableSchema): boolean {
  return !table.key.includes(ENTITY_COLUMN) && table.columns.some((column) => column.name === ENTITY_COLUMN);
}

/** The entities with the number of their type in `types`. */
export function entitiesSql(entityFiles: readonly string[], types: readonly string[]): string {
  const paths = entityFiles.map((path) => textLiteral(path)).join(', ');
  const list = types.map((type) => textLiteral(type)).join(', ');
  return `CREATE OR REPLACE TEMP TABLE "~entities" AS
SELECT entity_id AS "~entity", CAST(list_position([${list}], type) AS TINYINT) AS "~type" FROM read_parquet([${paths}])`;
}

export function entityTypesSql(entityFiles: readonly string[]): string {
  const paths = entityFiles.map((path) => textLiteral(path)).join(', ');
  return `SELECT DISTINCT type FROM read_parquet([${paths}]) ORDER BY type`;
}

/** Rows of a segment with the status after the look-up of the entity, and `~type`. */
export function withEntity(rows: string, table: TableSchema): string {
  if (!namesEntity(table)) return rows;
  return `SELECT r.* EXCLUDE ("~status"), e."~type",
  CAST(CASE WHEN e."~entity" IS NULL AND r."~status" <> ${STATUS.filtered} THEN ${STATUS.rejected} ELSE r."~status" END AS SMALLINT) AS "~status"
FROM (${rows}) AS r LEFT JOIN "~entities" AS e ON r.${quoteName(ENTITY_COLUMN)} = e."~entity"`;
}

/** What is known of single rows when they are staged. */
export interface RowMarks {
  /** `~later` holds rows whose key an earlier row has: they are rejects. */
  readonly later: boolean;
  /** `~corrected` holds rows that stand corrected in another file, if they are rejects. */
  readonly corrected: boolean;
}

/** Makes `~stage`. Rows with marks are those of numbered segments. */
export function stageSql(segments: readonly Segment[], table: TableSchema, marks: RowMarks): string {
  const branches = segments.map((segment) => branchSql(segment, table, marks));
  const all = withEntity(branches.join('\nUNION ALL\n'), table);
  const order = [
    '"~status"',
    ...(namesEntity(table) ? ['"~type"'] : []),
    ...sortColumns(table).map(quoteName),
  ];
  return `CREATE OR REPLACE TEMP TABLE "~stage" AS
SELECT * FROM (${marks.corrected ? withCorrected(all) : all})
ORDER BY ${order.join(', ')}`;
}

function branchSql(segment: Segment, table: TableSchema, marks: RowMarks): string {
  const columns = columnList(table);
  const isNumbered = segment.broken !== null;
  const isCorrected = isNumbered && marks.corrected ? 'c."~row" IS NOT NULL' : 'false';
  const corrected = marks.corrected ? `, ${isCorrected} AS "~is_corrected"` : '';
  const joins = [
    ...(isNumbered && marks.later ? ['"~later" AS l'] : []),
    ...(isNumbered && marks.corrected ? ['"~corrected" AS c'] : []),
  ].map(
    (join) =>
      `LEFT JOIN ${join} ON ${join.slice(-1)}."~file" = r."~file" AND ${join.slice(-1)}."~row" = r."~row"`,
  );
  const status =
    isNumbered && marks.later
      ? `CAST(CASE WHEN l."~row" IS NULL THEN r."~status" ELSE ${STATUS.rejected} END AS SMALLINT) AS "~status"`
      : 'r."~status"';
  return `SELECT ${status}, r."~file", ${columns}${corrected} FROM (${rowsOf(segment)}) AS r ${joins.join(' ')}`;
}

/** A record counts as corrected if it is a reject for whatever reason; that of one that is none is refused later. */
function withCorrected(rows: string): string {
  return `SELECT * EXCLUDE ("~is_corrected") REPLACE (
  CAST(CASE WHEN "~is_corrected" AND "~status" = ${STATUS.rejected} THEN ${STATUS.corrected} ELSE "~status" END AS SMALLINT) AS "~status")
FROM (${rows})`;
}

/** The columns by which an output file is sorted: the entity, then the key. */
export function sortColumns(table: TableSchema): readonly string[] {
  return namesEntity(table) ? [ENTITY_COLUMN, ...table.key] : table.key;
}

export function columnList(table: TableSchema): string {
  return table.columns.map((column) => quoteName(column.name)).join(', ');
}

const keyList = (table: TableSchema): string => table.key.map(quoteName).join(', ');

/**
 * Makes `~twice`, the keys that several accepted rows have. Hashes of 64 bits are grouped first, which takes a third of
 * the time and memory of grouping text; equal keys have equal hashes, and the few candidates are compared in full.
 */
export function twiceSql(table: TableSchema): string {
  const key = keyList(table);
  const accepted = `"~stage" WHERE "~status" = ${STATUS.accepted}`;
  return `CREATE OR REPLACE TEMP TABLE "~twice" AS
SELECT ${key} FROM ${accepted} AND hash(${key}) IN (
  SELECT h FROM (SELECT hash(${key}) AS h FROM ${accepted}) GROUP BY h HAVING count(*) > 1)
GROUP BY ${key} HAVING count(*) > 1`;
}

/** The files that hold a row with such a key. */
export function twiceFilesSql(table: TableSchema): string {
  return `SELECT DISTINCT "~file" AS file FROM "~stage" SEMI JOIN "~twice" USING (${keyList(table)}) WHERE "~status" = ${STATUS.accepted}`;
}

/** Makes `~later`: all rows but the first of each doubled key, in the order of files and rows, with where the first stands. */
export function laterSql(segments: readonly Segment[], table: TableSchema): string {
  const key = keyList(table);
  const shown = table.key.map((name) => `CAST(${quoteName(name)} AS VARCHAR)`).join(", ' | ', ");
  const rows = segments.map(
    (segment) => `SELECT "~status", "~file", "~row", ${columnList(table)} FROM (${rowsOf(segment)})`,
  );
  return `CREATE OR REPLACE TEMP TABLE "~later" AS
SELECT "~file", "~row", "~first_file", "~first_row", "~key" FROM (
  SELECT "~file", "~row", concat(${shown}) AS "~key",
    row_number() OVER one AS n, first_value("~file") OVER one AS "~first_file", first_value("~row") OVER one AS "~first_row"
  FROM (${withEntity(rows.join('\nUNION ALL\n'), table)}) SEMI JOIN "~twice" USING (${key})
  WHERE "~status" = ${STATUS.accepted}
  WINDOW one AS (PARTITION BY ${key} ORDER BY "~file", "~row")
) WHERE n > 1`;
}
