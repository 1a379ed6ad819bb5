/**
 * The open rejects of a table as a CSV file for those who correct them. What is written are the texts of the input files, which must be those of the run:
 * with other files, corrections or another mapping the rejects would be others.
 */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../errors/error.ts';
import { CORRECTION_COLUMNS } from '../input/corrections-file.ts';
import { fingerprintFiles } from '../input/fingerprint.ts';
import { type RejectedRecord, type RejectedRecords, withRejectedRecords } from '../input/rejected-records.ts';
import type { ImportResult } from '../input/result.ts';
import type { ResolvedSource, SourceFile } from '../input/source.ts';
import { whileUnchanged } from '../input/stamp.ts';
import type { TableSchema } from '../schema/table.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { nearest } from '../std/nearest.ts';
import { findResult, type StoredResult } from '../store/store.ts';
import { tableFingerprint } from './inputs.ts';
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
  /** null: nothing is rejected, and no file was written. */
  readonly source: number | null;
  /** Line of the source in the configuration. */
  readonly line: number | null;
  /** How many records of which file. */
  readonly files: readonly { readonly file: string; readonly records: number }[];
  /** Does the source say where corrections lie? */
  readonly isRead: boolean;
}

/** Errors: cli.table, run.none, corrections.not_read, .changed, .sources, .file_exists, store.missing. */
export async function exportRejects(session: Session, ask: ExportAsk): Promise<ExportedRejects> {
  const table = tableNamed(session, ask.table);
  const { date, inputs } = await lastInputs(session.store, ask.date);
  const printOf = (name: string): string | null =>
    inputs.find((input) => input.table === name)?.fingerprint ?? null;
  const print = printOf(table.name) ?? fail('corrections.not_read', { table: table.name, date });
  const result = await findResult(session.store, print);
  if (result === undefined) return fail('store.missing', { name: table.name });
  const rejects = rejectsOf(result);
  const chosen = rejects === null ? null : await chooseSource(session, table, rejects, ask.source);
  if (rejects === null || chosen === null)
    return { date, source: null, line: null, files: [], isRead: false };
  if (existsSync(ask.to)) fail('corrections.file_exists', { path: ask.to });
  const sources = await session.sourcesOf(table.name, date);
  const parameters = {
    calculationDate: date,
    reportingCurrency: session.project.reportingCurrency,
    jurisdiction: session.project.jurisdiction,
  };
  const { store } = session;
  const workFolder = join(store.root, 'work', `rejects-${process.pid}-${randomUUID()}`);
  try {
    await whileUnchanged(sources.flatMap(filesOf), async () => {
      const context = { store, parameters, salt: session.project.salt, verify: false };
      if ((await tableFingerprint(table, sources, printOf('entity'), context)) !== print)
        fail('corrections.changed', { table: table.name, date });
      const hashes = await hashesOf(session, sources[chosen.source - 1]);
      await withRejectedRecords(
        session.engine,
        { table, sources, source: chosen.source, parameters, rejects, workFolder },
        (records) => writeCsv(ask.to, records, hashes),
      );
    });
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  const own = session.project.sources.filter(({ spec }) => spec.table === table.name)[chosen.source - 1];
  return {
    ...chosen,
    date,
    line: own?.spec.place.line ?? null,
    isRead: (own?.corrections ?? []).length > 0,
  };
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

/** Each source has corrections of its own, so one of them is written. null: nothing is rejected. Errors: corrections.sources. */
async function chooseSource(
  session: Session,
  table: TableSchema,
  rejects: string,
  wanted: number | null,
): Promise<(Pick<ExportedRejects, 'files'> & { readonly source: number }) | null> {
  const rows = await session.engine.rows(`SELECT source, file, count(DISTINCT "row") AS n FROM ${rejects}
WHERE corrected_file IS NULL GROUP BY 1, 2 ORDER BY 1, 2`);
  const found = rows.map((row) => ({
    source: Number.parseInt(String(row['source']), 10),
    file: String(row['file']),
    records: Number.parseInt(String(row['n']), 10),
  }));
  if (found.length === 0) return null;
  const numbers = [...new Set(found.map(({ source }) => source))];
  const source = wanted ?? (numbers.length === 1 ? numbers[0] : undefined);
  const own = found.filter((each) => each.source === source);
  const count = session.project.sources.filter(({ spec }) => spec.table === table.name).length;
  if (source === undefined || source < 1 || source > count)
    return fail('corrections.sources', {
      table: table.name,
      found: wanted === null ? null : String(wanted),
      rejected: numbers.map((number) => ({
        source: number,
        files: found
          .filter((each) => each.source === number)
          .map(({ file }) => file)
          .join(', '),
        records: found.reduce((sum, each) => sum + (each.source === number ? each.records : 0), 0),
      })),
    });
  return own.length === 0 ? null : { source, files: own.map(({ file, records }) => ({ file, records })) };
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
  const files = source === undefined ? [] : filesOf(source);
  const prints = await fingerprintFiles(
    files.map((file) => file.path),
    { cacheFile: join(store.root, 'files.json') },
  );
  return new Map(files.map((file, i) => [file.shown, prints[i]?.sha256 ?? '']));
}

/** Spreadsheets take a file without it for one in an encoding of their own. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The file appears under its name when it is complete. */
async function writeCsv(
  path: string,
  { columns, batches }: RejectedRecords,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}-${process.pid}-${randomUUID()}.tmp`);
  const { file, sha256, row, reason, record } = CORRECTION_COLUMNS;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.write(`${BYTE_ORDER_MARK}${csvLine([file, sha256, row, reason, record, ...columns])}`);
      for await (const batch of batches)
        await handle.write(batch.map((each) => csvLine(fieldsOf(each, hashes))).join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (existsSync(path)) fail('corrections.file_exists', { path });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

const fieldsOf = (
  { file, row, reason, record, cells }: RejectedRecord,
  hashes: ReadonlyMap<string, string>,
): readonly (string | null)[] => [file, hashes.get(file) ?? '', String(row), reason, record, ...cells];

const csvLine = (fields: readonly (string | null)[]): string => `${fields.map(csvField).join(',')}\n`;

/** In quotes where it must be; spaces at its ends would be lost outside of them. */
function csvField(text: string | null): string {
  if (text === null) return '';
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
