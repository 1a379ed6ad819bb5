/**
 * Corrections of rejected records: which record each of them stands for, as its file says, and whether that may be.
 *
 * Three things must hold, or the import stops: the file that is corrected has the content that it had when its rejects were written to a file, so rows are
 * where they were; a record has one correction at most; and every corrected record is a reject, which is known only at the end. So a correction never
 * changes what is accepted, and none is read that stands for nothing.
 *
 * A correction is read like any record of its source. It may be rejected again, and corrected again by another.
 */

import type { Cell, Engine, ResultRow } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';
import { nearest } from '../std/nearest.ts';
import { hashFile } from '../store/hash-file.ts';
import { brokenRecords } from './broken-records.ts';
import { CORRECTION_COLUMNS } from './corrections-file.ts';
import { readable } from './file-runs.ts';
import type { RawColumn } from './native.ts';
import { baseName, type FileRun, type NumberedFile, numbered } from './query.ts';
import { rawName } from './raw-reader.ts';
import { SHOWN_MAX } from './record-text.ts';
import { DEFAULT_VALUES, type ResolvedSource } from './source.ts';
import { countOf } from './write.ts';

/** A record by the number of its file and its own in it, from 1. */
interface RecordAt {
  readonly file: number;
  readonly row: number;
}

interface Correction {
  readonly of: RecordAt;
  readonly by: RecordAt;
}

/** What the files of corrections say. */
export interface Corrections {
  /** Numbers of the files in which records are corrected. */
  readonly files: ReadonlySet<number>;
  /** Is the record corrected? */
  readonly has: (file: number, row: number) => boolean;
}

const NONE: Corrections = Object.freeze({ files: new Set<number>(), has: () => false });

/** Records per statement that keeps them. */
const BATCH = 1000;

/**
 * Makes `~corrected`, the corrected records by file and row, each with file and row of its correction, and with row and file name of the record at
 * the beginning where a correction is corrected. Makes `~replaced`, the texts of the corrections by raw column. `given` are the sources before
 * anything was written again. Errors: corrections.….
 */
export async function loadCorrections(
  engine: Engine,
  runs: readonly FileRun[],
  given: readonly ResolvedSource[],
): Promise<Corrections> {
  await engine.execute(`CREATE OR REPLACE TEMP TABLE "~corrected" ("~file" INTEGER, "~row" BIGINT, "~by_file" INTEGER, "~by_row" BIGINT,
"~of_row" BIGINT, "~of_name" VARCHAR)`);
  await engine.execute(
    'CREATE OR REPLACE TEMP TABLE "~replaced" ("~by_file" INTEGER, "~by_row" BIGINT, "~source_column" VARCHAR, "~value" VARCHAR)',
  );
  const correcting = runs.filter((run) => run.corrects);
  if (correcting.length === 0) return NONE;
  const byRecord = new Map<string, Correction>();
  const hashes = new Map<string, string>();
  for (const run of correcting) {
    for (const file of run.files) {
      const rows = await readable([file.shown], () => engine.rows(referencesSql(run, file)));
      await refuseBroken(engine, run, file);
      const places = placesOf(runs, run, given);
      for (const row of rows) {
        const correction = await correctionOf(row, { file, places, hashes });
        keep(byRecord, correction, runs);
      }
      await readable([file.shown], () => engine.execute(replacedSql(run, file)));
    }
  }
  await insert(engine, runs, byRecord);
  return {
    files: new Set([...byRecord.values()].map(({ of }) => of.file)),
    has: (file, row) => byRecord.has(keyOf({ file, row })),
  };
}

const keyOf = ({ file, row }: RecordAt): string => `${file}:${row}`;

/** All records of a file, with the columns that say what they correct. */
function referencesSql(run: FileRun, file: NumberedFile): string {
  const columns = ['file', 'sha256', 'row'] as const;
  const raws = columns.map((name) => {
    const raw = run.columns.find((one) => one.name === CORRECTION_COLUMNS[name]);
    assert(raw !== undefined, `a file of corrections has the column ${CORRECTION_COLUMNS[name]}`);
    return raw;
  });
  const values = valueColumns(run);
  // No text of the bank means "no value" here, and each record is looked at as a whole.
  const bare: FileRun = {
    ...run,
    spec: { ...run.spec, values: DEFAULT_VALUES },
    readsAll: true,
    compiled: { ...run.compiled, raws: [...raws, ...values], usesRowNumber: false },
  };
  const given = values.map((raw) => `trim(${rawName(raw)}) <> ''`).join(' OR ');
  const selected = [
    ...columns.map((name, i) => `${raws[i] === undefined ? 'NULL' : rawName(raws[i])} AS "${name}"`),
    `(${given === '' ? 'false' : given}) IS TRUE AS has_values`,
  ];
  return `SELECT "~row" AS by_row, ${selected.join(', ')} FROM (${numbered(bare, file, new Map())}) ORDER BY 1`;
}

/**
 * Those of the columns of the source's own files. What else a person wrote beside a record, a remark or its text in one piece, is read by nobody and so is no
 * value.
 */
function valueColumns({ columns }: FileRun): readonly RawColumn[] {
  const own: readonly string[] = Object.values(CORRECTION_COLUMNS);
  return columns.filter((raw) => raw.of !== undefined && !own.includes(raw.name));
}

/** A record that can't be split says nothing about what it stands for. */
async function refuseBroken(engine: Engine, run: FileRun, file: NumberedFile): Promise<void> {
  const broken = await brokenRecords(engine, [{ ...run, files: [file] }]);
  const [first] = broken.get(file.index) ?? [];
  if (first === undefined) return;
  fail('corrections.unsplit', { file: file.shown, record: String(first) });
}

/** A file of the source, or of its corrections: its number, and where it lies as it was given. */
interface Place {
  readonly index: number;
  readonly path: string;
}

function placesOf(
  runs: readonly FileRun[],
  { source }: FileRun,
  given: readonly ResolvedSource[],
): ReadonlyMap<string, Place> {
  const { files = [], corrections = [] } = given[source] ?? {};
  const paths = new Map([...files, ...corrections].map((file) => [file.shown, file.path]));
  const own = runs.filter((run) => run.source === source).flatMap((run) => run.files);
  return new Map(
    own.map(({ shown, index }) => {
      const path = paths.get(shown);
      assert(path !== undefined, `${shown} is a file that was given`);
      return [shown, { index, path }];
    }),
  );
}

interface Context {
  readonly file: NumberedFile;
  readonly places: ReadonlyMap<string, Place>;
  /** Hashes of files by path, as far as they were asked for. */
  readonly hashes: Map<string, string>;
}

async function correctionOf(row: ResultRow, { file, places, hashes }: Context): Promise<Correction> {
  const byRow = countOf(row['by_row']);
  const at = { file: file.shown, record: String(byRow) };
  const of = textOf(row['file']);
  const number = textOf(row['row']);
  if (of === '') fail('corrections.record', { ...at, problem: `has nothing in ${CORRECTION_COLUMNS.file}` });
  const place = places.get(of);
  if (place === undefined) {
    const known = [...places.keys()];
    return fail('corrections.unknown_file', { ...at, of, nearest: nearest(of, known), known });
  }
  if (place.index > file.index) fail('corrections.order', { ...at, of });
  if (!/^[1-9]\d{0,14}$/.test(number)) {
    const found = number === '' ? 'nothing' : `\`${number}\``;
    const problem = `has ${found} in ${CORRECTION_COLUMNS.row}, where the number of a record must stand`;
    fail('corrections.record', { ...at, problem });
  }
  // As it was exported, of a record that could not be split: without this it could be filtered for what it lacks, and the reject would be forgotten.
  if (row['has_values'] !== true) {
    const problem = `has no values: fill in what stands in \`${CORRECTION_COLUMNS.record}\`, or take the record out`;
    fail('corrections.record', { ...at, problem });
  }
  const now = hashes.get(place.path) ?? (await hashFile(place.path));
  hashes.set(place.path, now);
  const found = textOf(row['sha256']);
  if (found.toLowerCase() !== now)
    fail('corrections.other_content', { ...at, of, found: found === '' ? 'none' : found, now });
  const corrected = { file: place.index, row: Number.parseInt(number, 10) };
  return { of: corrected, by: { file: file.index, row: byRow } };
}

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell.trim() : '');

function keep(byRecord: Map<string, Correction>, correction: Correction, runs: readonly FileRun[]): void {
  const key = keyOf(correction.of);
  const other = byRecord.get(key);
  if (other !== undefined) {
    const names = namesOf(runs);
    fail('corrections.twice', {
      of: nameOf(names, correction.of.file),
      row: String(correction.of.row),
      file: nameOf(names, other.by.file),
      record: String(other.by.row),
      otherFile: nameOf(names, correction.by.file),
      otherRecord: String(correction.by.row),
    });
  }
  byRecord.set(key, correction);
}

/** The names of files by number. */
const namesOf = (runs: readonly FileRun[]): ReadonlyMap<number, string> =>
  new Map(runs.flatMap((run) => run.files.map(({ index, shown }) => [index, shown])));

function nameOf(names: ReadonlyMap<number, string>, index: number): string {
  const found = names.get(index);
  assert(found !== undefined, 'every number of a file is one of the runs');
  return found;
}

async function insert(
  engine: Engine,
  runs: readonly FileRun[],
  byRecord: ReadonlyMap<string, Correction>,
): Promise<void> {
  const names = namesOf(runs);
  const byCorrection = new Map([...byRecord.values()].map((one) => [keyOf(one.by), one]));
  const values = [...byRecord.values()].map(({ of, by }) => {
    // Each corrects a file before its own, so this comes to an end.
    let first = of;
    for (let next = byCorrection.get(keyOf(first)); next !== undefined; next = byCorrection.get(keyOf(first)))
      first = next.of;
    const name = DUCKDB.textLiteral(baseName(nameOf(names, first.file)));
    return `(${of.file}, ${of.row}, ${by.file}, ${by.row}, ${first.row}, ${name})`;
  });
  for (let at = 0; at < values.length; at += BATCH)
    await engine.execute(`INSERT INTO "~corrected" VALUES ${values.slice(at, at + BATCH).join(',\n')}`);
}

/** Of each record of a file of corrections, the texts that are read of it. */
function replacedSql(run: FileRun, file: NumberedFile): string {
  const { raws } = run.compiled;
  if (raws.length === 0) return 'SELECT 1 WHERE false';
  const bare: FileRun = { ...run, compiled: { ...run.compiled, usesRowNumber: false } };
  const names = raws.map((raw) => DUCKDB.textLiteral(raw.name)).join(', ');
  const texts = raws.map((raw) => `substring(${rawName(raw)}, 1, ${SHOWN_MAX})`).join(', ');
  return `INSERT INTO "~replaced" SELECT ${file.index}, "~row", unnest([${names}]), unnest([${texts}])
FROM (${numbered(bare, file, new Map())})`;
}

/** Stops at a correction of a record that is no reject. To be called when all rejects are known. Errors: corrections.not_rejected. */
export async function refuseUnmet(engine: Engine, runs: readonly FileRun[]): Promise<void> {
  const [first] =
    await engine.rows(`SELECT "~file" AS of_file, "~row" AS of_row, "~by_file" AS by_file, "~by_row" AS by_row
FROM "~corrected" ANTI JOIN "~rejects" USING ("~file", "~row") ORDER BY 3, 4 LIMIT 1`);
  if (first === undefined) return;
  const names = namesOf(runs);
  fail('corrections.not_rejected', {
    file: nameOf(names, countOf(first['by_file'])),
    record: String(first['by_row']),
    of: nameOf(names, countOf(first['of_file'])),
    row: String(first['of_row']),
  });
}
