/**
 * The queries over a source's files, in layers: raw columns as the file has them, values read from them, the table's
 * columns, the status of each row. Text only; import-table.ts runs it.
 *
 * Reading many files at once is quick but tells no row numbers in CSV; files where a number is needed (rejects, doubled
 * keys, row numbers as keys) are read one by one and in order. Columns of the engine's own begin with `~`.
 */

import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { fileLiteral } from '../sql/duckdb/files.ts';
import { assert } from '../std/assert.ts';
import type { CompiledSource } from './compile.ts';
import { errorOptions } from './csv-errors.ts';
import type { LineEnd } from './csv-header.ts';
import type { RawColumn } from './native.ts';
import type { Problem } from './problem.ts';
import { rawName } from './raw-reader.ts';
import type { SourceFile, SourceSpec } from './source.ts';

/** What became of a row; the conditions for setting aside follow from 4 on, over all sources of the table. */
export const STATUS = Object.freeze({ accepted: 0, filtered: 1, rejected: 2, corrected: 3, setAside: 4 });

/** A file with its number among all files of the table, from 0. */
export interface NumberedFile extends SourceFile {
  readonly index: number;
  /** CSV: was a data record seen while the columns were read? */
  readonly hasRecords: boolean;
}

/** Consecutive files of one source that have the same raw columns. */
export interface FileRun {
  readonly spec: SourceSpec;
  /** Position among the sources of the table, from 0. */
  readonly source: number;
  readonly compiled: CompiledSource;
  /** The raw columns that the files have. */
  readonly columns: readonly RawColumn[];
  /** How the first record of the files ends; null: by the end of the file, or no CSV. The engine looks for it in quoted names too. */
  readonly lineEnd: LineEnd | null;
  /** Are columns read that nobody needs, so that every record is looked at as a whole (all-columns.ts)? */
  readonly readsAll: boolean;
  readonly files: readonly NumberedFile[];
  /** Are the files corrections of rejected records of the source? */
  readonly corrects: boolean;
  /** Status of the source's first condition for setting aside. */
  readonly setAsideFrom: number;
}

/** Which records of a file the engine could not split into fields, as ordinals of data records from 1. */
export type BrokenRecords = ReadonlyMap<number, readonly number[]>;

/** Files of one run that are read together: several at once, or a single one with its rows numbered. */
export interface Segment {
  readonly run: FileRun;
  readonly files: readonly NumberedFile[];
  /** null: rows are not numbered. */
  readonly broken: BrokenRecords | null;
}

const { quoteName, textLiteral } = DUCKDB;

/** The segments of all runs: files in `oneByOne`, and those of sources whose keys are row numbers, are numbered. */
export function segmentsOf(
  runs: readonly FileRun[],
  oneByOne: ReadonlySet<number>,
  broken: BrokenRecords,
): readonly Segment[] {
  const segments: Segment[] = [];
  for (const run of runs) {
    let together: NumberedFile[] = [];
    for (const file of run.files) {
      const alone = run.compiled.usesRowNumber || oneByOne.has(file.index);
      if (!alone) together.push(file);
      if (alone && together.length > 0) segments.push({ run, files: together, broken: null });
      if (alone) {
        segments.push({ run, files: [file], broken });
        together = [];
      }
    }
    if (together.length > 0) segments.push({ run, files: together, broken: null });
  }
  return segments;
}

/** All rows of a segment with the table's columns, `~status` and `~file`; with `~row` when they are numbered. */
export function rowsOf(segment: Segment): string {
  const { run, files, broken } = segment;
  const { compiled } = run;
  const [first] = files;
  assert(first !== undefined && (broken === null || files.length === 1), 'a numbered segment is one file');
  const raw = broken === null ? scan(run, files, false) : numbered(run, first, broken);
  const readings = compiled.readings.map(({ alias, sql }) => `${sql} AS ${quoteName(alias)}`);
  const columns = compiled.columns.map(({ name, sql }) => `${sql} AS ${quoteName(name)}`);
  return `SELECT *, ${statusSql(run)} AS "~status" FROM (
SELECT *, ${columns.join(',\n  ')} FROM (
SELECT ${['*', ...readings].join(',\n  ')} FROM (
${raw})))`;
}

/** The columns of the table that a run's rows have. */
export function tableColumns(run: FileRun): string {
  return run.compiled.columns.map(({ name }) => quoteName(name)).join(', ');
}

function statusSql({ compiled, setAsideFrom }: FileRun): string {
  const any = (problems: readonly Problem[]) => problems.map((problem) => `(${problem.when})`).join(' OR ');
  const branches = [
    ...(compiled.whereProblems.length === 0
      ? []
      : [`WHEN ${any(compiled.whereProblems)} THEN ${STATUS.rejected}`]),
    ...(compiled.where === null ? [] : [`WHEN (${compiled.where}) IS NOT TRUE THEN ${STATUS.filtered}`]),
    ...(compiled.problems.length === 0 ? [] : [`WHEN ${any(compiled.problems)} THEN ${STATUS.rejected}`]),
    ...compiled.setAside.map(({ sql }, i) => `WHEN ${sql} THEN ${setAsideFrom + i}`),
  ];
  const status =
    branches.length === 0
      ? `${STATUS.accepted}`
      : `CASE ${branches.join('\n  ')} ELSE ${STATUS.accepted} END`;
  return `CAST(${status} AS SMALLINT)`;
}

/**
 * One file in its order. Records that the engine could not split are missing from what it reads but count as records, so
 * the numbers after them move on. An empty line is no record, neither here nor there.
 */
export function numbered(run: FileRun, file: NumberedFile, broken: BrokenRecords): string {
  const name = `${textLiteral(file.memory === undefined ? baseName(file.shown) : file.shown)} AS "~name"`;
  const inner = scan(run, [file], true);
  const shifts = shiftsOf(broken.get(file.index) ?? []);
  if (shifts.length === 0) return withOriginal(run, `SELECT *, "~seen" AS "~row", ${name} FROM (${inner})`);
  const values = shifts.map(({ from, shift }) => `(${from}, ${shift})`).join(', ');
  return withOriginal(
    run,
    `SELECT s.*, s."~seen" + coalesce(b."~shift", 0) AS "~row", ${name}
FROM (${inner}) AS s ASOF LEFT JOIN (VALUES ${values}) AS b("~from", "~shift") ON s."~seen" >= b."~from"`,
  );
}

/** Where the number of a row is a value, a correction has that of the record that it stands for. */
function withOriginal({ corrects, compiled }: FileRun, rows: string): string {
  if (!corrects || !compiled.usesRowNumber) return rows;
  return `SELECT n.*, c."~of_row", c."~of_name" FROM (${rows}) AS n
LEFT JOIN "~corrected" AS c ON c."~by_file" = n."~file" AND c."~by_row" = n."~row"`;
}

/** From the n-th readable record on, how many broken ones stand before it. */
export function shiftsOf(
  broken: readonly number[],
): readonly { readonly from: number; readonly shift: number }[] {
  const shifts = new Map<number, number>();
  [...new Set(broken)]
    .sort((a, b) => a - b)
    .forEach((ordinal, i) => {
      shifts.set(ordinal - i, i + 1);
    });
  return [...shifts].map(([from, shift]) => ({ from, shift }));
}

function scan(run: FileRun, files: readonly NumberedFile[], ordered: boolean): string {
  const [first] = files;
  assert(first !== undefined, 'a scan reads at least one file');
  const file = files.length === 1 ? `${first.index}` : `CAST(file_index AS INTEGER) + ${first.index}`;
  const paths = `[${files.map((one) => fileLiteral(one.path)).join(', ')}]`;
  const own = [`${file} AS "~file"`];
  if (run.spec.format === 'parquet') {
    if (ordered) own.push('file_row_number + 1 AS "~seen"');
    const raws = columnsOf(run, (raw) => quoteName(raw.name));
    return `SELECT ${[...raws, ...own].join(', ')} FROM read_parquet(${paths}, hive_partitioning = false)`;
  }
  if (ordered) own.push('row_number() OVER () AS "~seen"');
  return `SELECT ${[...columnsOf(run, rawName), ...own].join(', ')} FROM read_csv(${paths}, ${csvOptions(run, first.index)})${allRead(run, ordered)}`;
}

/** The raw columns, of which `nameOf` gives the names in the file. */
const columnsOf = (run: FileRun, nameOf: (raw: RawColumn) => string): readonly string[] =>
  run.compiled.raws.map((raw) => `${withNulls(run, nameOf(raw), raw)} AS ${rawName(raw)}`);

/**
 * A condition that always holds, and makes the engine read columns that nobody asks for: all where a fault could stand in them, and in a numbered reading
 * those of the first pass. The engine looks for faults only in columns that it reads, so a record that was broken there would be read here, and every
 * number after it would be one too high.
 */
function allRead({ readsAll, columns: own, compiled }: FileRun, ordered: boolean): string {
  const all = own.map(rawName);
  const columns = readsAll ? all : ordered ? compiled.raws.map(rawName) : [];
  return columns.length === 0 ? '' : ` WHERE hash(${columns.join(', ')}) IS NOT NULL`;
}

/** Texts that stand for "no value" become NULL. */
function withNulls({ spec }: FileRun, column: string, { sqlType, of }: RawColumn): string {
  if (sqlType !== 'VARCHAR' || spec.values.nulls.length === 0) return column;
  // What stands for numbers and dates of the engine's own has no other sign for "no value" than nothing.
  const nulls = of === undefined || of.kind === 'text' ? spec.values.nulls : [''];
  const [only, ...more] = nulls.map((text) => textLiteral(text));
  if (more.length === 0) return `nullif(${column}, ${only})`;
  return `CASE WHEN ${column} NOT IN (${[only, ...more].join(', ')}) THEN ${column} END`;
}

/** As the engine's option writes them. */
const LINE_ENDS = Object.freeze({ '\n': '\\n', '\r': '\\r', '\r\n': '\\r\\n' });

function csvOptions({ spec, columns: own, lineEnd }: FileRun, index: number): string {
  const { csv } = spec;
  const quote = textLiteral(csv.quote ?? '');
  const columns = own.map(({ position }) => `'~c${position}': 'VARCHAR'`);
  return [
    'auto_detect = false',
    `columns = {${columns.join(', ')}}`,
    `header = ${csv.header}`,
    `skip = ${csv.skip}`,
    `delim = ${textLiteral(csv.separator)}`,
    `quote = ${quote}`,
    `escape = ${quote}`,
    // The engine drops a field too many at the end of a record when it is one of its texts for NULL, and takes an empty one for any of them: a decimal
    // comma without quotes would move the fields behind it, and nobody would see it. So it gets no such text (an empty list needs its type to be
    // allowed); `withNulls` does the rest.
    'nullstr = []::VARCHAR[]',
    'allow_quoted_nulls = false',
    `encoding = 'utf-8'`,
    ...(lineEnd === null ? [] : [`new_line = '${LINE_ENDS[lineEnd]}'`]),
    ...errorOptions(index),
  ].join(', ');
}

/** The file's name without folder and extensions. */
export function baseName(shown: string): string {
  const name = shown.split('/').at(-1) ?? shown;
  const dot = name.indexOf('.', 1);
  return dot === -1 ? name : name.slice(0, dot);
}
