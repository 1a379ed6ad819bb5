/**
 * How a file of corrections is written: CSV in UTF-8, with or without its mark, with comma, semicolon or tab, as its header shows. Some columns say which
 * record is corrected; the others are raw columns of the source, with the texts that they shall have, and are read as the source reads its own.
 */

import { fail } from '../errors/error.ts';
import { noValue } from './bring-over.ts';
import { csvColumns } from './csv-header.ts';
import { encodingGiven } from './encoding-mark.ts';
import { fileBytes } from './file-bytes.ts';
import { type CsvFormat, DEFAULT_CSV, type SourceFile, type SourceSpec } from './source.ts';

/** The columns that say which record is corrected, and why it was rejected. */
export const CORRECTION_COLUMNS = Object.freeze({
  /** The file of the record, as the project names it. */
  file: 'plimsoll_file',
  /** SHA-256 of that file's content. */
  sha256: 'plimsoll_sha256',
  /** The number of the record in it, from 1. */
  row: 'plimsoll_row',
  reason: 'plimsoll_reason',
  /** The text of a record that could not be split into fields. */
  record: 'plimsoll_record',
});

/** Those that a correction can't do without. */
const NEEDED: readonly string[] = [
  CORRECTION_COLUMNS.file,
  CORRECTION_COLUMNS.sha256,
  CORRECTION_COLUMNS.row,
];

/** Are these the columns of a file of corrections? */
export const isCorrections = (names: readonly string[]): boolean => missingOf(names).length === 0;

const SEPARATORS = [',', ';', '\t'] as const;

/** How a file that corrects records of `spec` is read. Errors: corrections.encoding, corrections.columns, input.ambiguous_raw_column. */
export async function correctionsSpec(file: SourceFile, spec: SourceSpec): Promise<SourceSpec> {
  await checkEncoding(file);
  return {
    ...spec,
    format: 'csv',
    csv: await formatOf(file),
    records: null,
    database: null,
    // Files with types of their own have no text for "no value", and an empty cell is all that can stand for it.
    values: spec.format === 'csv' ? spec.values : noValue(spec.values),
  };
}

async function formatOf(file: SourceFile): Promise<CsvFormat> {
  let known: readonly string[] = [];
  for (const separator of SEPARATORS) {
    const format = { ...DEFAULT_CSV, separator };
    const { names } = await csvColumns(file, format);
    if (names.length > known.length) known = names;
    if (missingOf(names).length > 0) continue;
    const twice = NEEDED.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
    return twice === undefined
      ? format
      : fail('input.ambiguous_raw_column', { name: twice, file: file.shown });
  }
  return fail('corrections.columns', { file: file.shown, missing: missingOf(known), known });
}

const missingOf = (names: readonly string[]): readonly string[] =>
  NEEDED.filter((name) => !names.includes(name));

/** A person's editor may have saved another encoding, in which every letter beyond ASCII would be another. */
async function checkEncoding(file: SourceFile): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  for await (const block of fileBytes(file)) {
    const given = isFirst ? encodingGiven(block) : undefined;
    isFirst = false;
    if ((given !== undefined && given !== 'utf-8') || !isText(() => decoder.decode(block, { stream: true })))
      fail('corrections.encoding', { file: file.shown });
  }
  if (!isText(() => decoder.decode())) fail('corrections.encoding', { file: file.shown });
}

function isText(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
