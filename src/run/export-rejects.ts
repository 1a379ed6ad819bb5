/**
 * The open rejects of a table as a CSV file for those who correct them. What is written are the texts of the input files, which must be those of the run:
 * with other files, corrections or another mapping the rejects would be others.
 */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../errors/error.ts';
import { CORRECTION_COLUMNS } from '../input/corrections-file.ts';
import { type RejectedRecord, type RejectedRecords, withRejectedRecords } from '../input/rejected-records.ts';
import type { ImportResult } from '../input/result.ts';
import type { ResolvedSource, SourceFile } from '../input/source.ts';
import { whileUnchanged } from '../input/stamp.ts';
import { countOf } from '../input/write.ts';
import { makeOwnFolder } from '../processes/own-folder.ts';
import { originOf, type ProjectSource } from '../project/project.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { assert } from '../std/assert.ts';
import { csvLine } from '../std/csv.ts';
import { nearest } from '../std/nearest.ts';
import { findResult, type StoredResult } from '../store/store.ts';
import { filePrints, tableFingerprint } from './inputs.ts';
import { lastInputs } from './record.ts';
import { dictionaryTables, type Session } from './session.ts';

export interface ExportAsk {
  readonly table: string;
  /** ISO date of the run; null: of the last one. */
  readonly date: string | null;
  /** Which of the table's sources, from 1; null: the one that has rejects. */
  readonly source: number | null;
  /** Path of the file to write. */
  readonly to: string;
}

export interface ExportedRejects {
  readonly date: string;
  /** null: nothing is rejected, so no file was written, and none was asked for. */
  readonly source: number | null;
  /** Line of the source in the configuration. */
  readonly line: number | null;
  /** How many records of which file. */
  readonly files: readonly { readonly file: string; readonly records: number }[];
  /** Does the source say where corrections lie? */
  readonly isRead: boolean;
}

/** Errors: cli.table, run.none, corrections.not_read, .changed, .sources, .server, .file_exists, store.missing. */
export async function exportRejects(session: Session, ask: ExportAsk): Promise<ExportedRejects> {
  const table = tableNamed(session, ask.table);
  const { date, inputs } = await lastInputs(session.store, ask.date);
  const printOf = (name: string): string | null =>
    inputs.find((input) => input.table === name)?.fingerprint ?? null;
  const print = printOf(table.name) ?? fail('corrections.not_read', { table: table.name, date });
  const result = await findResult(session.store, print);
  if (result === undefined) return fail('store.missing', { name: table.name });
  const rejects = rejectsOf(result);
  const chosen = await chooseSource(session, table, rejects, ask.source);
  if (rejects === null || chosen === null)
    return { date, source: ask.source, line: null, files: [], isRead: false };
  const own = sourcesNamed(session, table)[chosen.source - 1];
  // The configuration has lost sources since the run.
  if (own === undefined) return fail('corrections.changed', { table: table.name, date });
  if (own.server !== null)
    fail('corrections.server', { table: table.name, rows: originOf(own), date }, own.spec.place);
  if (existsSync(ask.to)) fail('corrections.file_exists', { path: ask.to });
  const kept: KeptRejects = { table, date, print, entities: printOf('entity'), result, rejects };
  const files = await writeRejects(session, kept, chosen, ask.to);
  const { place } = own.spec;
  return {
    source: chosen.source,
    files,
    date,
    line: place.line ?? null,
    isRead: own.corrections.length > 0,
  };
}

const sourcesNamed = (session: Session, { name }: TableSchema): readonly ProjectSource[] =>
  session.project.sources.filter(({ spec }) => spec.table === name);

/** The stored table whose rejects are written, and what it was made from. */
interface KeptRejects {
  readonly table: TableSchema;
  readonly date: string;
  /** Fingerprints of the table and of the table of entities. */
  readonly print: string;
  readonly entities: string | null;
  readonly result: StoredResult;
  /** Engine text. */
  readonly rejects: string;
}

/** What was written, by file. Errors: corrections.changed, corrections.file_exists. */
async function writeRejects(
  session: Session,
  { table, date, print, entities, result, rejects }: KeptRejects,
  { source, files: expected }: Chosen,
  to: string,
): Promise<ExportedRejects['files']> {
  const { store, project } = session;
  const sources = await session.sourcesOf(table.name, date);
  const parameters = {
    calculationDate: date,
    reportingCurrency: project.reportingCurrency,
    jurisdiction: project.jurisdiction,
  };
  const work = await makeOwnFolder(join(store.root, 'work'), 'rejects');
  const temporary = join(dirname(to), `.${basename(to)}-${process.pid}-${randomUUID()}.tmp`);
  try {
    const files = await whileUnchanged(sources.flatMap(filesOf), async () => {
      const context = { store, parameters, salt: project.salt, verify: false };
      if ((await tableFingerprint(table, sources, entities, context)) !== print)
        fail('corrections.changed', { table: table.name, date });
      const hashes = await hashesOf(session, sources[source - 1]);
      const names = namesNow(result, source, sources[source - 1]);
      const files = expected.map(({ file, records }) => ({ file: nameNow(names, file), records }));
      const ask = {
        table,
        sources,
        source,
        parameters,
        rejects: renamed(rejects, names),
        workFolder: work.path,
      };
      const written = new Map<string, number>();
      await withRejectedRecords(session.engine, ask, (records) =>
        writeCsv(temporary, counted(records, written), hashes),
      );
      assert(
        files.every(({ file, records }) => written.get(file) === records) && written.size === files.length,
        `every open reject of ${table.name} was written, and no other`,
      );
      return files;
    });
    // Only now is it known that the files were the same from the first byte to the last.
    await putInPlace(temporary, to);
    return files;
  } finally {
    await rm(temporary, { force: true });
    await work.remove();
  }
}

/**
 * By the name under which a file of a source is kept, the one that it has now. They differ where another date has files of the same content and base name in
 * another folder: it takes the stored table of the first.
 */
function namesNow(
  { manifest }: StoredResult,
  source: number,
  now: ResolvedSource | undefined,
): ReadonlyMap<string, string> {
  const { sources } = manifest.details as ImportResult;
  const kept = sources.find((each) => each.source === source)?.files ?? [];
  const given = now === undefined ? [] : filesOf(now);
  assert(kept.length === given.length, 'a stored table has as many files as the sources that it stands for');
  return new Map(given.map(({ shown }, i) => [kept[i]?.file ?? shown, shown]));
}

function nameNow(names: ReadonlyMap<string, string>, kept: string): string {
  const now = names.get(kept);
  assert(now !== undefined, `the rejects of ${kept} are of a file of their source`);
  return now;
}

/** The kept rejects of one source with the names that its files have now; engine text. */
function renamed(rejects: string, names: ReadonlyMap<string, string>): string {
  const { textLiteral } = DUCKDB;
  const pairs = [...names].map(([kept, now]) => `(${textLiteral(kept)}, ${textLiteral(now)})`);
  return `(SELECT r.* REPLACE (n.now AS file) FROM ${rejects} AS r
LEFT JOIN (VALUES ${pairs.join(', ')}) AS n(kept, now) ON r.file = n.kept)`;
}

/** The same records; `written` gets how many of which file have been taken. */
function counted(records: RejectedRecords, written: Map<string, number>): RejectedRecords {
  async function* batches(): AsyncGenerator<readonly RejectedRecord[]> {
    for await (const batch of records.batches) {
      for (const { file } of batch) written.set(file, (written.get(file) ?? 0) + 1);
      yield batch;
    }
  }
  return { columns: records.columns, batches: batches() };
}

function tableNamed(session: Session, name: string): TableSchema {
  const tables = dictionaryTables(session);
  const known = tables.map((table) => table.name);
  const found = tables.find((table) => table.name === name);
  return found ?? fail('cli.table', { name, nearest: nearest(name, known), known });
}

/** Engine text of the kept rejects; null: there are none. */
function rejectsOf({ manifest, folder }: StoredResult): string | null {
  // The details of an imported table are the import's own result.
  const { rejects } = manifest.details as ImportResult;
  return rejects === null ? null : parquetFiles([join(folder, rejects.path)]);
}

/** A source, and how many records of which file of it are open rejects, by the names that are kept. */
interface Chosen extends Pick<ExportedRejects, 'files'> {
  readonly source: number;
}

/** Each source has corrections of its own, so one of them is written. null: nothing is rejected. Errors: corrections.sources. */
async function chooseSource(
  session: Session,
  table: TableSchema,
  rejects: string | null,
  wanted: number | null,
): Promise<Chosen | null> {
  const sources = sourcesNamed(session, table);
  const rejected = rejects === null ? [] : await openRejects(session, rejects);
  const numbers = [...new Set(rejected.map(({ source }) => source))];
  const isKnown = wanted === null || sources[wanted - 1] !== undefined;
  if (!isKnown || (wanted === null && numbers.length > 1))
    fail('corrections.sources', {
      table: table.name,
      found: wanted === null ? null : String(wanted),
      sources: String(sources.length),
      rejected: numbers.map((source) => sourceText(source, rejected, sources[source - 1])),
    });
  const source = wanted ?? numbers[0];
  const files = rejected.filter((each) => each.source === source);
  if (source === undefined || files.length === 0) return null;
  return { source, files: files.map(({ file, records }) => ({ file, records })) };
}

interface OpenRejects {
  readonly source: number;
  readonly file: string;
  readonly records: number;
}

async function openRejects(session: Session, rejects: string): Promise<readonly OpenRejects[]> {
  const rows = await session.engine.rows(`SELECT source, file, count(DISTINCT "row") AS n FROM ${rejects}
WHERE correction_file IS NULL GROUP BY 1, 2 ORDER BY 1, 2`);
  return rows.map((row) => ({
    source: countOf(row['source']),
    file: String(row['file']),
    records: countOf(row['n']),
  }));
}

/** A source with rejects, as it is chosen. */
function sourceText(
  source: number,
  rejected: readonly OpenRejects[],
  configured: ProjectSource | undefined,
): string {
  const own = rejected.filter((each) => each.source === source);
  const records = own.reduce((sum, each) => sum + each.records, 0);
  const where =
    configured === undefined || configured.server === null
      ? own.map(({ file }) => file).join(', ')
      : `${originOf(configured)}, to be mended on the server`;
  return `--source ${source} (${where}): ${records} rejected`;
}

const filesOf = ({ files, corrections = [] }: ResolvedSource): readonly SourceFile[] => [
  ...files,
  ...corrections,
];

/** SHA-256 of the files of a source, by the names under which people know them. */
async function hashesOf(
  { store }: Session,
  source: ResolvedSource | undefined,
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const files of source === undefined ? [] : [source.files, source.corrections ?? []]) {
    const prints = await filePrints(store, files, { verify: false });
    for (const [i, { shown }] of files.entries()) {
      const print = prints[i];
      assert(print !== undefined, 'every file has a fingerprint');
      hashes.set(shown, print.sha256);
    }
  }
  return hashes;
}

/** Spreadsheets take a file without it for one in an encoding of their own. */
const BYTE_ORDER_MARK = '\uFEFF';

async function writeCsv(
  path: string,
  { columns, batches }: RejectedRecords,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const { file, sha256, row, reason, record } = CORRECTION_COLUMNS;
  const handle = await open(path, 'wx');
  try {
    await handle.write(`${BYTE_ORDER_MARK}${csvLine([file, sha256, row, reason, record, ...columns])}`);
    for await (const batch of batches)
      await handle.write(batch.map((each) => csvLine(fieldsOf(each, hashes))).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The file appears under its name when it is complete, and never in the place of another. Errors: corrections.file_exists. */
export async function putInPlace(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path).catch(async (error: unknown) => {
      if (!NO_LINKS.includes(codeOf(error))) throw error;
      // The name is taken first, empty, so that it can be no other's.
      await (await open(path, 'wx')).close();
      await rename(temporary, path);
    });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') fail('corrections.file_exists', { path });
    throw error;
  }
  await rm(temporary, { force: true });
}

/** What file systems say that have no hard links. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const fieldsOf = (
  { file, row, reason, record, cells }: RejectedRecord,
  hashes: ReadonlyMap<string, string>,
): readonly (string | null)[] => [file, hashOf(hashes, file), String(row), reason, record, ...cells];

function hashOf(hashes: ReadonlyMap<string, string>, file: string): string {
  const found = hashes.get(file);
  assert(found !== undefined, `the content of ${file} was hashed`);
  return found;
}
