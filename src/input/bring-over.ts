/**
 * Files that are neither CSV in UTF-8 nor Parquet, written again as one of these beside the output, so that everything after has two kinds of
 * files to read: rows keep their numbers, and values their digits. Files keep the names by which people know them.
 *
 *   CSV in UTF-16, Latin-1 or Windows-1252   → CSV in UTF-8   (transcode.ts)
 *   JSON, JSON lines                         → CSV, fields by path (json.ts)
 *   DuckDB files                             → Parquet (database.ts)
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import { nearest } from '../std/nearest.ts';
import { missingColumns } from './check.ts';
import { databaseToParquet } from './database.ts';
import { checkPacked, isPacked } from './file-bytes.ts';
import { type JsonFields, jsonToCsv } from './json.ts';
import { rawNames } from './raw-names.ts';
import {
  DEFAULT_CSV,
  type ResolvedSource,
  type SourceFile,
  type SourceSpec,
  type ValueFormat,
} from './source.ts';
import { transcode } from './transcode.ts';
import { refuseRenamed, unusedNames } from './unused-columns.ts';

/** The sources with such files written into `folder`; corrections of them are CSV in UTF-8 always. Errors: input.unreadable_file, input.json_value. */
export async function broughtOver(
  engine: Engine,
  sources: readonly ResolvedSource[],
  table: TableSchema,
  folder: string,
): Promise<readonly ResolvedSource[]> {
  const made: ResolvedSource[] = [];
  for (const [index, source] of sources.entries()) {
    const convert = converter(engine, source, table);
    for (const file of (source.corrections ?? []).filter(isPacked)) await checkPacked(file);
    if (convert === null) {
      for (const file of source.files.filter(isPacked)) await checkPacked(file);
      made.push(source);
      continue;
    }
    await mkdir(folder, { recursive: true });
    const files: SourceFile[] = [];
    for (const [number, file] of source.files.entries()) {
      const path = join(folder, `${index}-${number}.${convert.spec.format}`);
      const records = await convert.file(file, path);
      files.push({ ...file, path, ...(records === undefined ? {} : { records }) });
    }
    made.push({ ...source, spec: convert.spec, files, ...convert.check?.() });
  }
  return made;
}

interface Converter {
  /** How the written files are to be read. */
  readonly spec: ResolvedSource['spec'];
  /** Writes the file; tells how many records it has, where that is known. */
  readonly file: (file: SourceFile, to: string) => Promise<number | undefined>;
  /** Called after the last file: is there what the source speaks of? Gives the fields that nothing is taken from, and the columns that none is for. */
  readonly check?: () => Pick<ResolvedSource, 'unused' | 'absent'>;
}

/** null: the files are read as they are. */
function converter(engine: Engine, { spec }: ResolvedSource, table: TableSchema): Converter | null {
  const { csv, database, records, format } = spec;
  if (format === 'csv') {
    const { encoding } = csv;
    if (encoding === 'utf-8') return null;
    return { spec, file: (file, to) => uncounted(transcode(file, to, encoding, csv)) };
  }
  if (database !== null)
    return {
      spec: { ...spec, format: 'parquet' },
      file: (file, to) => uncounted(databaseToParquet(engine, database, file, to)),
    };
  return records === null ? null : jsonConverter(spec, records, table);
}

const uncounted = (written: Promise<void>): Promise<undefined> => written.then(() => undefined);

/** A JSON file, and what its records have. */
interface FoundFields {
  readonly file: SourceFile;
  readonly fields: JsonFields;
}

function jsonConverter(spec: SourceSpec, records: readonly string[], table: TableSchema): Converter {
  const names = rawNames(spec, table);
  const found: FoundFields[] = [];
  return {
    spec: { ...spec, format: 'csv', csv: { ...DEFAULT_CSV, names }, values: noValue(spec.values) },
    file: async (file, to) => {
      const fields = await jsonToCsv(file, to, { names, records, lines: spec.format === 'jsonl' });
      found.push({ file, fields });
      return fields.records;
    },
    check: () => checkFields(spec, table, names, found),
  };
}

const isColumn = (table: TableSchema, name: string): boolean =>
  table.columns.some((column) => column.name === name);

/** null, and what an object lacks, is "no value" whatever else is. */
export const noValue = (values: ValueFormat): ValueFormat => ({
  ...values,
  nulls: [...new Set(['', ...values.nulls])],
});

/**
 * A file without a field that another has, and with one that differs in capital letters and signs alone and that the source does not read, spells it
 * otherwise: it would be empty in all of its records, and nobody would see it.
 */
function compareFiles({ place }: SourceSpec, names: readonly string[], found: readonly FoundFields[]): void {
  for (const column of names) {
    const other = found.find(({ fields }) => fields.seen.has(column));
    if (other === undefined) continue;
    for (const { file, fields } of found.filter((each) => !each.fields.seen.has(column))) {
      const known = [...fields.known];
      const near = known.find((name) => !names.includes(name) && bare(name) === bare(column));
      if (near === undefined) continue;
      fail(
        'input.files_differ',
        { column, file: file.shown, other: other.file.shown, nearest: near, known },
        place,
      );
    }
  }
}

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');

/**
 * A name that no record of any file has is a mistake; one that some lack is an empty cell there. Gives the fields that nothing is taken from, and with
 * `columns: same` the columns of the table that no record has.
 */
function checkFields(
  spec: SourceSpec,
  table: TableSchema,
  names: readonly string[],
  found: readonly FoundFields[],
): Pick<ResolvedSource, 'unused' | 'absent'> {
  const unseen = names.filter((name) => !found.some(({ fields }) => fields.seen.has(name)));
  const known = [...new Set(found.flatMap(({ fields }) => [...fields.known]))];
  // No records, or none that can be read: these are rejects.
  if (known.length === 0) return {};
  const file = found[0]?.file.shown ?? '';
  // With `columns: same` only what conditions read must be there, and what the table needs.
  const asked = spec.columns === 'same' ? names.filter((name) => !isColumn(table, name)) : names;
  const name = asked.find((each) => unseen.includes(each));
  if (name !== undefined)
    fail('input.unknown_raw_column', { name, file, nearest: nearest(name, known), known }, spec.place);
  compareFiles(spec, names, found);
  if (spec.columns !== 'same') return { unused: [] };
  const missing = table.columns.filter(({ name, nullable }) => !nullable && unseen.includes(name));
  if (missing.length > 0) throw missingColumns(table, missing, spec.place, { file, known });
  const unused = unusedNames(
    spec,
    known.filter((name) => !names.includes(name)),
  );
  const has = names.filter((name) => !unseen.includes(name));
  refuseRenamed(unused, spec, table, { file, has });
  return { unused, absent: unseen.filter((each) => isColumn(table, each)) };
}
