/**
 * SQL of a table with bad records: each is a copy of a record with one defect, right behind it. So every good record stays as it is, and a
 * bank with bad records has the figures of the same bank without them.
 *
 * Layers: the rows with their numbers; draws, from which the defect follows or that there is none; the copy; its key, where that is free;
 * the cells as they stand in the file; in CSV the record, as one text, because no writer of CSV would write a broken one.
 */

import type { Column, TableSchema } from '../../schema/table.ts';
import { drawLayers, type SqlColumns } from '../random.ts';
import type { GenerateFormat } from '../request.ts';
import { at, quoted, uniform } from '../sql-text.ts';
import { isFreeText } from './cell-defects.ts';
import { csvCell, type Defect, DUPLICATE, type Finding } from './defect.ts';
import { NO_TEXT_BYTES } from './no-text-bytes.ts';

/** The column in which a query gives the number of each row. */
export const ROW_NUMBER = 'bad_row';

export interface BadTable {
  readonly schema: TableSchema;
  readonly format: GenerateFormat;
  readonly defects: readonly Defect[];
  readonly seed: number;
  /** Of 2^32 draws, how many make a record bad. */
  readonly draws: bigint;
}

/** Adds to rows that have `ROW_NUMBER` the column `defect`: a number of the list of defects, or null. */
export function withDefect({ schema, defects, seed, draws }: BadTable, rows: string): string {
  const names = ['bad_draw', 'bad_kind', 'bad_choice'];
  const group = { table: `bad/${schema.name}`, row: ROW_NUMBER, names };
  const drawn = drawLayers(seed, [group]).reduce(
    (inner, layer, index) =>
      index === 0
        ? `SELECT *, ${list(layer)} FROM (${inner})`
        : `SELECT * REPLACE (${list(layer)}) FROM (${inner})`,
    rows,
  );
  const kinds = [...new Set(defects.map((defect) => defect.kind))];
  const firsts = kinds.map((kind) => defects.findIndex((defect) => defect.kind === kind));
  const counts = kinds.map((kind) => defects.filter((defect) => defect.kind === kind).length);
  const choice = `${at(firsts, 'bad_kind')} + ${uniform('bad_choice', at(counts, 'bad_kind'))}`;
  return `SELECT * EXCLUDE (${names.join(', ')}), CASE WHEN bad_draw < ${draws} THEN ${choice} END AS defect
FROM (SELECT * REPLACE (${uniform('bad_kind', kinds.length)} AS bad_kind) FROM (${drawn}))`;
}

/** The rows of a file, in order: of rows with `defect`, each once, and its bad copy behind it. */
export function fileQuery(table: BadTable, rows: string): string {
  const copies = `SELECT * REPLACE (CASE WHEN copy = 1 THEN defect END AS defect)
FROM (SELECT *, unnest(CASE WHEN defect IS NULL THEN [0] ELSE [0, 1] END) AS copy FROM (${rows}))`;
  const names = table.schema.columns.map((column) => column.name);
  const columns =
    table.format === 'csv'
      ? `${recordText(table)} AS "${names.join(',')}"`
      : names.map((name) => `cell_${name} AS ${name}`).join(', ');
  return `SELECT ${columns} FROM (${withCells(table, copies)})`;
}

/** What must be told of the bad copies of rows with `defect`: `ROW_NUMBER`, `told_column`, `told_reason`, `told_value`, `words`. */
export function toldQuery(table: BadTable, rows: string): string {
  const { format, defects } = table;
  const record = format === 'csv' ? asShown(recordText(table)) : 'CAST(NULL AS VARCHAR)';
  const told = byDefect(defects, (defect) => `[${defect.found.map(finding).join(', ')}]`);
  const words = at(
    defects.map((defect) => defect.words),
    'defect',
  );
  return `SELECT ${ROW_NUMBER}, told.c AS told_column, told.r AS told_reason, told.v AS told_value, words
FROM (SELECT ${ROW_NUMBER}, ${words} AS words, unnest(${told}) AS told
FROM (SELECT *, ${record} AS whole_record FROM (${withCells(table, rows)})))`;
}

/** The key gets a mark, so that a bad record is a deal of its own; a key of several columns has no text that is free. */
function renamed({ schema, defects }: BadTable, rows: string): string {
  const [key] = schema.key;
  const column = schema.columns.find((one) => one.name === key);
  if (schema.key.length !== 1 || column?.type.kind !== 'text') return rows;
  const same = defects.findIndex((defect) => defect.kind === DUPLICATE);
  return `SELECT * REPLACE (CASE WHEN defect <> ${same} THEN ${key} || '.2' ELSE ${key} END AS ${key}) FROM (${rows})`;
}

/** Adds `cell_…`: the cells of every record as they stand in the file. */
function withCells(table: BadTable, rows: string): string {
  const { schema, format, defects } = table;
  const cells = schema.columns.map((column) => {
    const own = format === 'csv' ? cellText(column) : column.name;
    const bad = byDefect(defects, (defect) => defect.cells[column.name], own);
    return `CASE WHEN defect IS NULL THEN ${own} ELSE ${bad} END AS cell_${column.name}`;
  });
  return `SELECT *, ${cells.join(', ')} FROM (${renamed(table, rows)})`;
}

function recordText({ schema, defects }: BadTable): string {
  const joined = (count: number): string =>
    schema.columns
      .slice(0, count)
      .map((column) => `cell_${column.name}`)
      .join(` || ',' || `);
  const whole = joined(schema.columns.length);
  const bad = byDefect(
    defects,
    ({ cut, extra }) => {
      if (cut !== null) return joined(cut);
      return extra === '' ? undefined : `${whole} || ${quoted(extra)}`;
    },
    whole,
  );
  return `CASE WHEN defect IS NULL THEN ${whole} ELSE ${bad} END`;
}

/** A value of the column as CSV text. */
function cellText(column: Column): string {
  const text = `coalesce(CAST(${column.name} AS VARCHAR), '')`;
  return isFreeText(column) ? csvCell(text) : text;
}

/** A chain over the defects for which there is something; `otherwise` for all others. */
function byDefect(
  defects: readonly Defect[],
  sqlOf: (defect: Defect) => string | undefined,
  otherwise = 'NULL',
): string {
  const cases = defects.flatMap((defect, index) => {
    const sql = sqlOf(defect);
    return sql === undefined ? [] : [`WHEN ${index} THEN ${sql}`];
  });
  return cases.length === 0 ? otherwise : `CASE defect ${cases.join(' ')} ELSE ${otherwise} END`;
}

function finding({ column, reason, value }: Finding): string {
  const told = value === 'record' ? 'whole_record' : value;
  const name = column === null ? 'CAST(NULL AS VARCHAR)' : quoted(column);
  return `{'c': ${name}, 'r': ${quoted(reason)}, 'v': CAST(${told} AS VARCHAR)}`;
}

/** Marks as a reader shows the bytes that take their place. */
function asShown(record: string): string {
  return NO_TEXT_BYTES.reduce(
    (text, { mark, hex }) => `replace(${text}, chr(${mark}), ${quoted(`\\x${hex}`)})`,
    record,
  );
}

const list = (columns: SqlColumns): string =>
  Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');
