/** Opens the files of a table's sources far enough to know their columns, and groups files that have the same ones. */

import type { Engine } from '../engine/engine.ts';
import { fail, PlimsollError, withPlace } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import { sameType } from '../schema/types.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { nearest } from '../std/nearest.ts';
import { needsAllColumns } from './all-columns.ts';
import { mappingProblems } from './check.ts';
import { compileSource } from './compile.ts';
import { correctionsSpec, isCorrections } from './corrections-file.ts';
import { csvColumns, type LineEnd } from './csv-header.ts';
import { csvColumn, ownType, type RawColumn, rawColumn } from './native.ts';
import type { ImportParameters } from './parameters.ts';
import { probeDeltaPages } from './parquet-probe.ts';
import { type FileRun, type NumberedFile, STATUS } from './query.ts';
import type { ResolvedSource, SourceFile, SourceSpec } from './source.ts';

/** A source, or one file of corrections of it, whose files were looked at. */
interface Opened {
  readonly spec: SourceSpec;
  /** Position among the sources. */
  readonly source: number;
  /** How many files the source has. */
  readonly files: number;
  readonly corrects: boolean;
  readonly setAsideFrom: number;
  readonly groups: readonly Group[];
}

/**
 * The runs of all sources in order, files numbered through. Corrections come behind the files of all sources, so that of two records with one key never
 * the delivered record is the reject.
 */
export async function fileRuns(
  engine: Engine,
  sources: readonly ResolvedSource[],
  table: TableSchema,
  parameters: ImportParameters,
): Promise<readonly FileRun[]> {
  const opened: Opened[] = [];
  const corrections: Opened[] = [];
  let setAsideFrom: number = STATUS.setAside;
  for (const [source, { spec, files, corrections: given = [] }] of sources.entries()) {
    const [problem] = mappingProblems(spec, table);
    if (problem !== undefined) throw problem;
    const at = { source, files: files.length, setAsideFrom };
    const groups = await groupByColumns(engine, spec, files);
    refuseCorrections(groups);
    opened.push({ ...at, spec, groups, corrects: false });
    const correcting = await Promise.all(given.map((file) => openCorrections(engine, file, spec, groups)));
    corrections.push(...correcting.map((each) => ({ ...at, ...each, corrects: true })));
    if (spec.columns === 'same')
      compareGroups([...groups, ...correcting.flatMap((each) => each.groups)], table, spec);
    setAsideFrom += spec.setAside.length;
  }
  const runs: FileRun[] = [];
  let index = 0;
  for (const each of [...opened, ...corrections]) {
    for (const group of each.groups) {
      const run = await groupRun(each, group, index, { table, parameters });
      if (each.corrects) refuseTypes(run, opened);
      runs.push(run);
      index += group.files.length;
    }
  }
  return runs;
}

/** A file of corrections has texts only; as what they are read is told by the columns that they stand for. */
async function openCorrections(
  engine: Engine,
  file: SourceFile,
  spec: SourceSpec,
  corrected: readonly Group[],
): Promise<Pick<Opened, 'spec' | 'groups'>> {
  const own = await correctionsSpec(file, spec);
  const known = corrected.flatMap((group) => group.columns);
  const groups = await groupByColumns(engine, own, [file]);
  return {
    spec: own,
    groups: groups.map((group) => ({
      ...group,
      columns: group.columns.map((raw) => {
        const of = known.find(({ name }) => name === raw.name);
        return of === undefined ? raw : { ...raw, of };
      }),
    })),
  };
}

/** Read as a delivery, every correction would be one more record. */
function refuseCorrections(groups: readonly Group[]): void {
  for (const { columns, files } of groups) {
    const names = columns.map(({ name }) => name);
    const [file] = files;
    if (file !== undefined && isCorrections(names)) fail('corrections.delivered', { file: file.shown });
  }
}

/** Texts of corrections are read as the values of the column that they stand for, so that must be of one kind in all files of the source. */
function refuseTypes({ source, compiled, files }: FileRun, opened: readonly Opened[]): void {
  const groups = opened.filter((each) => each.source === source).flatMap((each) => each.groups);
  for (const { name: column, of } of compiled.raws) {
    if (of === undefined) continue;
    const [first, second] = differing(column, groups);
    if (first === undefined || second === undefined) continue;
    fail('corrections.types', {
      file: files[0]?.shown ?? '',
      column,
      first: first.file,
      firstType: first.raw.sqlType,
      second: second.file,
      secondType: second.raw.sqlType,
    });
  }
}

interface TypedColumn {
  readonly raw: RawColumn;
  /** The first file that has it so. */
  readonly file: string;
}

/** Two files in which the values of a column have different forms; nothing where there are none. */
function differing(column: string, groups: readonly Group[]): readonly TypedColumn[] {
  const found = groups.flatMap(({ columns, files }) =>
    columns.flatMap((raw) => (raw.name === column ? [{ raw, file: files[0]?.shown ?? '' }] : [])),
  );
  const [first] = found;
  const other = found.find(({ raw }) => first !== undefined && !sameForm(first.raw, raw));
  return first === undefined || other === undefined ? [] : [first, other];
}

const sameForm = (a: RawColumn, b: RawColumn): boolean =>
  a.kind === b.kind && sameType(ownType(a), ownType(b));

async function groupRun(
  { spec, source, files, corrects, setAsideFrom }: Opened,
  { columns, lineEnd, files: own }: Group,
  first: number,
  { table, parameters }: { readonly table: TableSchema; readonly parameters: ImportParameters },
): Promise<FileRun> {
  const numbered = own.map((file, i): NumberedFile => ({ ...file, index: first + i }));
  const at = { shown: numbered[0]?.shown ?? '', files, corrects };
  const compiled = namingFile(at.shown, () => compileSource(spec, table, columns, at, parameters));
  const isPart = spec.format === 'csv' && compiled.raws.length < columns.length;
  const readsAll = isPart && (await someNeedAllColumns(numbered, spec.csv.quote));
  return {
    spec,
    source,
    compiled,
    columns,
    lineEnd,
    readsAll,
    files: numbered,
    corrects,
    setAsideFrom,
  };
}

async function someNeedAllColumns(files: readonly SourceFile[], quote: string | null): Promise<boolean> {
  for (const file of files) if (await needsAllColumns(file, quote)) return true;
  return false;
}

interface Shape {
  readonly columns: readonly RawColumn[];
  readonly lineEnd: LineEnd | null;
}

interface Group extends Shape {
  readonly files: Omit<NumberedFile, 'index'>[];
}

async function groupByColumns(
  engine: Engine,
  spec: SourceSpec,
  files: readonly SourceFile[],
): Promise<readonly Group[]> {
  const groups: Group[] = [];
  for (const file of files) {
    const { hasRecords, ...shape } = await shapeOf(engine, spec, file);
    const seen = { ...file, hasRecords };
    const last = groups.at(-1);
    if (last !== undefined && sameShape(last, shape)) last.files.push(seen);
    else groups.push({ ...shape, files: [seen] });
  }
  return groups;
}

const sameShape = (a: Shape, b: Shape): boolean =>
  a.lineEnd === b.lineEnd && JSON.stringify(a.columns) === JSON.stringify(b.columns);

/**
 * Where columns are taken by their names, a name that one of several files lacks or spells otherwise would leave that file's rows
 * without a value, and nobody would see it.
 */
function compareGroups(groups: readonly Group[], table: TableSchema, spec: SourceSpec): void {
  for (const { name } of table.columns) {
    const has = (group: Group): boolean => group.columns.some((raw) => raw.name === name);
    const [given, missing] = [groups.find(has), groups.find((group) => !has(group))];
    if (given === undefined || missing === undefined) continue;
    const known = missing.columns.map((raw) => raw.name);
    fail(
      'input.files_differ',
      {
        column: name,
        file: missing.files[0]?.shown ?? '',
        other: given.files[0]?.shown ?? '',
        nearest: nearest(name, known),
        known,
      },
      spec.place,
    );
  }
}

/** An expression that does not fit the columns of a file says of which. Other errors name the file themselves. */
function namingFile<T>(shown: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof PlimsollError) || !error.code.startsWith('expr.')) throw error;
    return withPlace({ at: shown }, () => {
      throw error;
    });
  }
}

async function shapeOf(
  engine: Engine,
  spec: SourceSpec,
  file: SourceFile,
): Promise<Shape & Pick<NumberedFile, 'hasRecords'>> {
  if (spec.format === 'csv') {
    const { names, lineEnd, hasRecords } = await csvColumns(file, spec.csv);
    const columns = names.map((name, i) => csvColumn(name, i + 1, file.floats?.get(i)));
    return { columns, lineEnd, hasRecords };
  }
  const sql = `DESCRIBE SELECT * FROM ${parquetFiles([file.path])}`;
  const rows = await readable([file.shown], () => engine.rows(sql));
  await readable([file.shown], () => probeDeltaPages(engine, file));
  for (const row of rows) refuseNoType(file, String(row['column_name']), String(row['column_type']));
  const columns = rows.map((row, i) =>
    rawColumn(String(row['column_name']), i + 1, String(row['column_type'])),
  );
  const taken = columns.find(({ name }) => ENGINE_NAMES.includes(name.toLowerCase()));
  if (taken !== undefined) fail('input.engine_column', { column: taken.name, file: file.shown });
  return { columns, lineEnd: null, hasRecords: false };
}

/** What the engine tells of a damaged footer need not be a type. Errors: input.unreadable_file. */
function refuseNoType({ shown }: SourceFile, column: string, type: string): void {
  const [, precision = '1', scale = '0'] = /^DECIMAL\((\d+),\s*(\d+)\)/.exec(type) ?? [];
  if (BigInt(precision) >= 1n && BigInt(precision) <= 38n && BigInt(scale) <= BigInt(precision)) return;
  const text = `its Parquet footer gives the column ${column} the type ${type}, which is none`;
  fail('input.unreadable_file', { files: [shown], text });
}

/** Under these names, in capitals too, the engine gives the numbers of rows and files; a column of a Parquet file would stand in their place. */
const ENGINE_NAMES: readonly string[] = ['file_row_number', 'file_index'];

/** What the engine says of files, those with damaged bytes included, for which it has no words of its own ("don't know what type"). */
const FILE_ERROR = /CSV|[Pp]arquet|IO Error|encod|^Invalid (Input )?Error/;

/** Turns the engine's complaint about a file into one that names the files. */
export async function readable<T>(shown: readonly string[], run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isFileError =
      error instanceof PlimsollError &&
      error.code === 'engine.failed' &&
      FILE_ERROR.test(String(error.params['text']));
    if (!isFileError) throw error;
    const text = String(error.params['text']);
    return fail('input.unreadable_file', { files: shown, text: text.split('\n')[0] ?? text });
  }
}
