/** SQL of the rejects: one record per problem of a row, with the raw value and the reason. Reads only the files that have rejects. */

import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import type { ReasonCase } from './cell.ts';
import { ERRORS_TABLE } from './csv-errors.ts';
import type { Problem } from './problem.ts';
import { type FileRun, type NumberedFile, rowsOf, type Segment, STATUS } from './query.ts';
import { SHOWN_MAX } from './record-text.ts';
import { ENTITY_COLUMN, namesEntity, withEntity } from './stage.ts';

const { quoteName, textLiteral } = DUCKDB;

const COLUMNS = '"~file", "~row", "~column", "~source_column", "~value", "~reason", "~text"';

export const REJECTS_SQL = `CREATE OR REPLACE TEMP TABLE "~rejects" ("~file" INTEGER, "~row" BIGINT, "~column" VARCHAR,
"~source_column" VARCHAR, "~value" VARCHAR, "~reason" VARCHAR, "~text" VARCHAR)`;

/** The problems of a numbered file's rejected rows. */
export function problemsSql(segment: Segment, table: TableSchema): string {
  const { whereProblems, problems } = segment.run.compiled;
  // A row that the filter could not judge has no other problem yet: nobody knows whether it belongs here.
  const undecided = whereProblems.map((problem) => `(${problem.when})`).join(' OR ');
  const decided = problems.map((problem) =>
    whereProblems.length === 0
      ? problem
      : { ...problem, when: `(${undecided}) IS NOT TRUE AND (${problem.when})` },
  );
  const found = [...whereProblems, ...decided].map(problemStruct);
  if (namesEntity(table)) found.push(entityStruct());
  if (found.length === 0) return 'SELECT 1 WHERE false';
  return `INSERT INTO "~rejects" (${COLUMNS})
SELECT "~file", "~row", coalesce(p."column", p.source_column), p.source_column, substring(p.value, 1, ${SHOWN_MAX}), p.why.reason, p.why.text FROM (
  SELECT "~file", "~row", unnest([${found.join(',\n  ')}]) AS p
  FROM (${withEntity(rowsOf(segment), table)}) WHERE "~status" = ${STATUS.rejected}
) WHERE p.why IS NOT NULL`;
}

function problemStruct(problem: Problem): string {
  const why = problem.cases.map(({ when, ...one }) => `WHEN ${when ?? 'true'} THEN ${reasonStruct(one)}`);
  return struct(
    problem.column,
    problem.sourceColumn,
    problem.shown,
    `CASE WHEN (${problem.when}) IS NOT TRUE THEN NULL ${why.join(' ')} END`,
  );
}

function entityStruct(): string {
  const id = quoteName(ENTITY_COLUMN);
  const reason = reasonStruct({ reason: 'unknown_entity', text: 'is no entity_id of the table entity' });
  return struct(
    ENTITY_COLUMN,
    null,
    id,
    `CASE WHEN ${id} IS NOT NULL AND "~type" IS NULL THEN ${reason} END`,
  );
}

function struct(column: string | null, sourceColumn: string | null, shown: string, why: string): string {
  const name = (text: string | null) => (text === null ? 'CAST(NULL AS VARCHAR)' : textLiteral(text));
  return `{'column': ${name(column)}, 'source_column': ${name(sourceColumn)}, 'value': ${shown}, 'why': ${why}}`;
}

function reasonStruct({ reason, text }: Omit<ReasonCase, 'when'>): string {
  return `{'reason': ${textLiteral(reason)}, 'text': ${textLiteral(text)}}`;
}

/** Rows whose key an earlier one has. `shown` are the names of the files by number. */
export function laterRejectsSql(table: TableSchema, shown: readonly string[]): string {
  const names = `[${shown.map((name) => textLiteral(name)).join(', ')}]`;
  return `INSERT INTO "~rejects" (${COLUMNS})
SELECT "~file", "~row", ${textLiteral(table.key.join(', '))}, NULL, "~key", 'duplicate_key',
  'has the key of row ' || "~first_row" || ' of ' || ${names}["~first_file" + 1] FROM "~later"`;
}

/** The files with records that could not be split into fields: scan, path. */
export const BROKEN_FILES_SQL = `SELECT DISTINCT scan, path FROM ${quoteName(ERRORS_TABLE)}`;

const linesAbove = ({ spec }: FileRun): number => spec.csv.skip + (spec.csv.header ? 1 : 0);

const brokenOf = (run: FileRun, file: NumberedFile): string =>
  `FROM ${quoteName(ERRORS_TABLE)} AS e
WHERE e.path = ${textLiteral(file.path)} AND e.scan IN (${run.files.map(({ index }) => index).join(', ')})`;

/** How many records of one file of a run could not be split into fields, and of the first its ordinal, the engine's word, and whether it is about bytes that are no text. */
export const brokenCountSql = (run: FileRun, file: NumberedFile): string =>
  `SELECT CAST(count(DISTINCT e.line) AS BIGINT) AS records, CAST(min(e.line) AS BIGINT) - ${linesAbove(run)} AS ordinal,
  arg_min(e.error_message, e.line) AS message, arg_min(e.error_type = 'INVALID ENCODING', e.line) AS unreadable ${brokenOf(run, file)}`;

/**
 * The data records of one file of a run that could not be split into fields: ordinal from 1, where they begin (bytes from 0), why, the engine's copy and word. The
 * copy may end within a sign, and functions of text such as trim never come back from that (DuckDB 1.5.5), so its bytes are taken.
 */
export function brokenRecordsSql(run: FileRun, file: NumberedFile, bytesMax: number): string {
  return `SELECT CAST(e.line AS BIGINT) - ${linesAbove(run)} AS ordinal, CAST(min(e.line_byte_position) AS BIGINT) - 1 AS "start",
  CASE WHEN bool_or(e.error_type = 'INVALID ENCODING') THEN 'encoding' ELSE 'structure' END AS reason,
  substring(hex(min(e.csv_line)), 1, ${2 * bytesMax}) AS line, min(e.error_message) AS message
${brokenOf(run, file)} GROUP BY 1 ORDER BY 1`;
}

/** A record that could not be split into fields, as it is kept. */
export interface BrokenRecord {
  readonly ordinal: number;
  readonly reason: 'encoding' | 'structure';
  readonly line: string | null;
  readonly text: string;
}

export function brokenRejectsSql(file: NumberedFile, records: readonly BrokenRecord[]): string {
  const values = records.map(
    ({ ordinal, reason, line, text }) =>
      `(${file.index}, ${ordinal}, NULL, NULL, ${line === null ? 'NULL' : textLiteral(line)}, ${textLiteral(reason)}, ${textLiteral(text)})`,
  );
  return `INSERT INTO "~rejects" (${COLUMNS}) VALUES ${values.join(',\n')}`;
}
