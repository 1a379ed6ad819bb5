/**
 * Imports one table of the dictionary: from the files of its sources to sorted, typed Parquet, with every record
 * accounted for.
 *
 * 0. Files of other kinds are written again as CSV in UTF-8 or as Parquet, beside the output; packed ones are read to their end.
 * 1. Each file is read once, many at a time, into a staged table: typed, sorted, each row with its status.
 * 2. Accepted rows that share a key are looked for; if there are any, their files are read again with numbered rows, and
 *    every row after the first of a key becomes a reject. Periods of a key that overlap stop the import.
 * 3. Files that have rejects are read again with numbered rows to say what is wrong with which row.
 *    Files with corrected rejects, and their corrections, have been read with numbered rows from the beginning.
 * 4. Ranges of the staged table are written as files.
 *
 * The records of a clean import are read once. The bytes of CSV files are gone through once more to count them; those of packed files, and of CSV files with columns that nobody needs, a further time. Files that change in between stop it. Memory is the engine's limit; what does not fit is spilled.
 */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { fileLiteral, parquetFiles } from '../sql/duckdb/files.ts';
import { assert } from '../std/assert.ts';
import { broughtOver } from './bring-over.ts';
import { brokenRecords } from './broken-records.ts';
import { type Corrections, loadCorrections, refuseUnmet } from './corrections.ts';
import { clearErrors } from './csv-errors.ts';
import { checkDelivered, emptyFiles } from './delivered.ts';
import { laterRejectsSql, problemsSql, REJECTS_SQL } from './details.ts';
import { fileRuns, readable } from './file-runs.ts';
import { importParameters, type ParameterValues } from './parameters.ts';
import { checkPeriods } from './periods.ts';
import { type FileRun, type NumberedFile, STATUS, segmentsOf } from './query.ts';
import { recordLines } from './record-lines.ts';
import type { FileTotals, ImportResult, SourceColumns } from './result.ts';
import type { ResolvedSource, SourceFile } from './source.ts';
import {
  entitiesSql,
  entityTypesSql,
  laterSql,
  namesEntity,
  stageSql,
  twiceFilesSql,
  twiceSql,
} from './stage.ts';
import { whileUnchanged } from './stamp.ts';
import { amountColumn, filesInOrder, makeTotals, rejectedAmounts, TOTALS_TABLE, totalsOf } from './totals.ts';
import { differingTotalsSql, writeTotals } from './totals-file.ts';
import { countOf, PARQUET_OPTIONS, writeData } from './write.ts';

export interface ImportRequest {
  readonly table: TableSchema;
  /** The sources that feed the table, in the order of the configuration. None: the table is empty. */
  readonly sources: readonly ResolvedSource[];
  /** Parquet files of the imported table `entity`; needed by tables that name an entity. */
  readonly entityFiles: readonly string[];
  readonly parameters: ParameterValues;
  /** An existing empty folder. Gets `data/…` and, if there are rejects, `rejects/…`. */
  readonly outFolder: string;
}

/** Everything the steps hand on. */
interface Job {
  readonly engine: Engine;
  readonly request: ImportRequest;
  readonly runs: readonly FileRun[];
  readonly shown: readonly string[];
  readonly corrections: Corrections;
}

/** Reads, checks and writes one table; one import at a time per engine. Errors: `input.…` for what stops the import; single bad records are rejects. */
export async function importTable(engine: Engine, request: ImportRequest): Promise<ImportResult> {
  const files = request.sources.flatMap((source) => [...source.files, ...(source.corrections ?? [])]);
  const folder = join(request.outFolder, 'brought-over');
  return whileUnchanged(files, async () => {
    try {
      const sources = await broughtOver(engine, request.sources, request.table, folder);
      return await importFiles(engine, { ...request, sources }, request.sources);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** `given` are the sources before anything was written again. */
async function importFiles(
  engine: Engine,
  request: ImportRequest,
  given: readonly ResolvedSource[],
): Promise<ImportResult> {
  const { table, sources, outFolder } = request;
  const runs = await fileRuns(engine, sources, table, importParameters(request.parameters));
  const shown = runs.flatMap((run) => run.files.map((file) => file.shown));
  try {
    await engine.execute(REJECTS_SQL);
    const corrections = await loadCorrections(engine, runs, given);
    const job: Job = { engine, request, runs, shown, corrections };
    const types = await loadEntities(job);
    const broken = await stage(job);
    const files = await writeData(engine, table, types, outFolder);
    await explainRejects(job, broken);
    await refuseUnmet(engine, runs);
    await makeTotals(engine, table, broken, corrections);
    const totals = await totalsOf(engine, runs, table);
    refuseUnseen(runs, totals);
    await checkDelivered(given, totals);
    const rejects = await writeRejects(job);
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    const result = {
      table: table.name,
      rows,
      files,
      rejects,
      totals: await writeTotals(engine, runs, outFolder),
      rejectedAmounts: await rejectedAmounts(engine, table),
      amountColumn: amountColumn(table),
      sources: totals,
      unusedColumns: columnsBySource(runs, sources, (source, own) => [
        ...(source.unused ?? []),
        ...own.flatMap(({ compiled }) => compiled.unused),
      ]),
      absentColumns: columnsBySource(
        runs,
        sources,
        ({ absent }, own) => absent ?? own.flatMap(({ compiled }) => compiled.absent),
      ),
      emptyFiles: emptyFiles(given, totals),
    };
    await checkResult(job, result);
    await cleanUp(engine);
    return result;
  } catch (error) {
    // An engine that ended cannot clean up; what ended it is what counts.
    await cleanUp(engine).catch(() => undefined);
    throw error;
  }
}

/** Each once, in their order. */
function columnsBySource(
  runs: readonly FileRun[],
  sources: readonly ResolvedSource[],
  columnsOf: (source: ResolvedSource, own: readonly FileRun[]) => readonly string[],
): SourceColumns {
  return sources.flatMap((each, i) => {
    const columns = [
      ...new Set(
        columnsOf(
          each,
          runs.filter(({ source }) => source === i),
        ),
      ),
    ];
    return columns.length === 0 ? [] : [{ source: i + 1, columns }];
  });
}

/** The types of entities in the order of their numbers. */
async function loadEntities({ engine, request, runs }: Job): Promise<readonly string[]> {
  const { table, entityFiles } = request;
  if (!namesEntity(table)) return [];
  if (entityFiles.length === 0) {
    if (runs.length > 0) return fail('input.no_entities', { table: table.name });
    await engine.execute('CREATE OR REPLACE TEMP TABLE "~entities" ("~entity" VARCHAR, "~type" TINYINT)');
    return [];
  }
  const rows = await engine.rows(entityTypesSql(entityFiles));
  const types = rows.map((row) => String(row['type']));
  await engine.execute(entitiesSql(entityFiles, types));
  return types;
}

/** Steps 1 and 2. Returns the records that could not be split into fields, by file. */
async function stage(job: Job): Promise<Map<number, readonly number[]>> {
  const { engine, request, runs, shown, corrections } = job;
  const { table } = request;
  const corrected = corrections.files.size > 0;
  if (runs.length === 0) {
    await engine.execute(emptyStageSql(table));
    return new Map();
  }
  const fill = (oneByOne: ReadonlySet<number>, broken: Map<number, readonly number[]>, later: boolean) =>
    readable(shown, () =>
      engine.execute(stageSql(segmentsOf(runs, oneByOne, broken), table, { later, corrected })),
    );
  await clearErrors(engine);
  await fill(corrections.files, new Map(), false);
  const broken = await brokenRecords(engine, runs);
  // Numbers of rows move on behind a broken record, which is known only now.
  const isNumbered = (run: FileRun, { index }: NumberedFile): boolean =>
    run.compiled.usesRowNumber || corrections.files.has(index);
  if (runs.some((run) => run.files.some((file) => broken.has(file.index) && isNumbered(run, file)))) {
    await fill(corrections.files, broken, false);
  }
  await engine.execute(twiceSql(table));
  const doubled = (await engine.rows(twiceFilesSql(table))).map((row) => countOf(row['file']));
  if (doubled.length > 0) {
    const oneByOne = new Set([...doubled, ...corrections.files]);
    const segments = segmentsOf(runs, oneByOne, broken).filter((segment) =>
      segment.files.some((file) => doubled.includes(file.index)),
    );
    await readable(shown, () => engine.execute(laterSql(segments, table)));
    await fill(oneByOne, broken, true);
    await engine.execute(laterRejectsSql(table, shown));
  }
  await checkPeriods(engine, table, runs, broken);
  return broken;
}

function emptyStageSql(table: TableSchema): string {
  const columns = table.columns.map(({ name, type }) => `${DUCKDB.quoteName(name)} ${DUCKDB.typeName(type)}`);
  return `CREATE OR REPLACE TEMP TABLE "~stage" ("~status" SMALLINT, "~file" INTEGER, "~type" TINYINT, ${columns.join(', ')})`;
}

/**
 * Step 3. Rows without their file's numbers are explained by reading the file in order. The engine keeps 10,000 bytes of a record that it can't split, and may
 * refuse what it cut within a sign, in one reading and not in another. Errors: input.unreadable_file.
 */
async function explainRejects(
  { engine, request, runs }: Job,
  broken: Map<number, readonly number[]>,
): Promise<void> {
  const rows = await engine.rows(
    `SELECT DISTINCT "~file" AS file FROM "~stage" WHERE "~status" IN (${STATUS.rejected}, ${STATUS.corrected}) ORDER BY 1`,
  );
  const bad = new Set(rows.map((row) => countOf(row['file'])));
  for (const run of runs) {
    for (const file of run.files.filter((one) => bad.has(one.index))) {
      const problems = problemsSql({ run, files: [file], broken }, request.table);
      await readable([file.shown], () => engine.execute(problems));
    }
  }
}

/** A file whose records were seen and not one of which the engine read: it took another sign for the line end, or something that nobody has thought of. */
function refuseUnseen(runs: readonly FileRun[], totals: ImportResult['sources']): void {
  const read = totals.flatMap((source) => source.files.map((file) => file.read.rows));
  const unseen = filesInOrder(runs).find(({ file }, i) => file.hasRecords && read[i] === 0)?.file;
  if (unseen === undefined) return;
  fail('input.unreadable_file', {
    files: [unseen.shown],
    text: 'no record was found in it, although it has some',
  });
}

/** Writes the rejects beside the data, by file and row. */
async function writeRejects({ engine, request, runs }: Job): Promise<ImportResult['rejects']> {
  const [count] =
    await engine.rows(`SELECT count(*) - count("~by_file") AS open, count("~by_file") AS corrected
FROM (SELECT DISTINCT "~file", "~row" FROM "~rejects") LEFT JOIN "~corrected" USING ("~file", "~row")`);
  const [rows, corrected] = [countOf(count?.['open']), countOf(count?.['corrected'])];
  if (rows + corrected === 0) return null;
  await mkdir(join(request.outFolder, 'rejects'), { recursive: true });
  const path = 'rejects/part-00001.parquet';
  const files = runs.flatMap((run) =>
    run.files.map((file) => `(${file.index}, ${run.source + 1}, ${DUCKDB.textLiteral(file.shown)})`),
  );
  await engine.execute(`COPY (
SELECT ${DUCKDB.textLiteral(request.table.name)} AS "table", f.source, f.name AS file, r."~row" AS "row", r."~column" AS "column",
  r."~source_column" AS source_column, r."~value" AS "value", r."~reason" AS reason, r."~text" AS "text",
  b.name AS correction_file, c."~by_row" AS correction_row, v."~value" AS correction_value
FROM "~rejects" AS r JOIN (VALUES ${files.join(', ')}) AS f(index, source, name) ON r."~file" = f.index
LEFT JOIN "~corrected" AS c ON c."~file" = r."~file" AND c."~row" = r."~row"
LEFT JOIN (VALUES ${files.join(', ')}) AS b(index, source, name) ON c."~by_file" = b.index
LEFT JOIN "~replaced" AS v ON v."~by_file" = c."~by_file" AND v."~by_row" = c."~by_row" AND v."~source_column" = r."~source_column"
ORDER BY r."~file", r."~row", r."~column", r."~reason")
TO ${DUCKDB.textLiteral(join(request.outFolder, path))} (${PARQUET_OPTIONS})`);
  return { path, rows, corrected };
}

/** What was written is what was accepted, in count and in amount; every rejected record has a reason. A wrong number is worse than a stop. */
async function checkResult({ engine, request, runs }: Job, result: ImportResult): Promise<void> {
  const totals = result.sources.flatMap((source) => source.files);
  const accepted = totals.reduce((sum, file) => sum + file.accepted.rows, 0);
  const rejected = totals.reduce((sum, file) => sum + file.rejected.rows, 0);
  const corrected = totals.reduce((sum, file) => sum + file.corrected.rows, 0);
  assert(result.rows === accepted, `the files of ${result.table} hold the accepted rows`);
  const explained = result.rejects?.rows ?? 0;
  // DuckDB 1.5.5 hands out whatever lies in memory where the data of a Parquet file are damaged, so that a second reading has other values.
  const damageable = runs.filter((run) => run.spec.format === 'parquet').flatMap((run) => run.files);
  if (explained !== rejected && damageable.length > 0)
    fail('input.unreadable_file', {
      files: damageable.map((file) => file.shown),
      text: 'it gave other values when it was read again, so its data are damaged',
    });
  assert(explained === rejected, `every rejected record of ${result.table} has a reason`);
  assert((result.rejects?.corrected ?? 0) === corrected, `every corrected record of ${result.table} is kept`);
  const correcting = totals.reduce((sum, file) => sum + (file.corrects ? file.read.rows : 0), 0);
  assert(correcting === corrected, `every correction of ${result.table} stands for one record`);
  const written = parquetFiles(result.files.map((file) => join(request.outFolder, file.path)));
  const counted = parquetFiles([join(request.outFolder, result.totals)]);
  const differing = await engine.rows(differingTotalsSql(request.table, written, counted));
  assert(differing.length === 0, `the files of ${result.table} can be read back in full, to the cent`);
  await checkCounts(engine, runs, totals);
}

/** As many records were read as a file says that it has, as were counted when it was written, or as its line ends tell. */
async function checkCounts(
  engine: Engine,
  runs: readonly FileRun[],
  totals: readonly FileTotals[],
): Promise<void> {
  for (const [i, { run, file }] of filesInOrder(runs).entries()) {
    const read = totals[i]?.read.rows;
    if (file.records !== undefined) assert(file.records === read, `every record of ${file.shown} was read`);
    const told = await recordsTold(engine, run, file);
    if (told === null || told.records === read) continue;
    // The engine loses such a record at times.
    if (told.endsInQuotes) fail('input.open_quote', { file: file.shown, row: told.records, lines: 0 });
    const text = `its ${told.by} of ${told.records} records, and ${read} were read`;
    fail('input.unreadable_file', { files: [file.shown], text });
  }
}

/** null: nothing tells but the engine. */
async function recordsTold(
  engine: Engine,
  { spec, columns }: FileRun,
  file: NumberedFile,
): Promise<{ readonly by: string; readonly records: number; readonly endsInQuotes: boolean } | null> {
  if (spec.format === 'parquet')
    return { by: 'footer tells', records: await rowsInFooter(engine, file), endsInQuotes: false };
  if (file.records !== undefined) return null;
  const lines = await recordLines(file, spec.csv);
  if (lines.kind === 'zero_byte') fail('input.zero_byte', { file: file.shown, row: lines.record });
  if (lines.kind === 'open_quote')
    fail('input.open_quote', { file: file.shown, row: lines.record, lines: lines.lines });
  // In a file of one column an empty line is a record.
  return lines.kind === 'unknown' || columns.length === 1 ? null : { ...lines, by: 'line ends tell' };
}

async function rowsInFooter(engine: Engine, { path, shown }: SourceFile): Promise<number> {
  const sql = `SELECT CAST(num_rows AS BIGINT) AS n FROM parquet_file_metadata(${fileLiteral(path)})`;
  const [row] = await readable([shown], () => engine.rows(sql));
  return countOf(row?.['n']);
}

const TABLES = [
  '~stage',
  '~twice',
  '~later',
  '~rejects',
  '~corrected',
  '~replaced',
  '~entities',
  TOTALS_TABLE,
] as const;

async function cleanUp(engine: Engine): Promise<void> {
  await clearErrors(engine);
  for (const name of TABLES) {
    await engine.execute(`DROP TABLE IF EXISTS ${DUCKDB.quoteName(name)}`);
  }
}
