/**
 * The column names of a CSV file (in UTF-8; others were written again before): its first record, read here rather than guessed by the engine, so that a missing or
 * doubled column is told by name and nothing depends on a sample of rows.
 */

import { fail } from '../errors/error.ts';
import { refuseOtherEncoding } from './encoding-mark.ts';
import { fileBytes } from './file-bytes.ts';
import type { CsvFormat, SourceFile } from './source.ts';

const HEADER_BYTES_MAX = 4_194_304;
const HEADER_BLOCK_BYTES = 65_536;

export type LineEnd = '\n' | '\r' | '\r\n';

export interface FirstRecord {
  readonly fields: readonly string[];
  /** null: the record ends with the file. */
  readonly lineEnd: LineEnd | null;
  /** How the lines before it end, each kind once. */
  readonly skippedEnds: readonly LineEnd[];
  /** The first line before it, from 1, of which the engine may see the end elsewhere. */
  readonly doubtfulLine: number | null;
  /** Does anything but line ends follow? */
  readonly isFollowed: boolean;
}

export interface CsvColumns {
  readonly names: readonly string[];
  readonly lineEnd: LineEnd | null;
  /** Is there surely a data record? */
  readonly hasRecords: boolean;
}

/** The names of a file's columns, from its header or from `names`. Stops at a file without the header that it should have. */
export async function csvColumns(file: SourceFile, format: CsvFormat): Promise<CsvColumns> {
  const { names } = format;
  const record = await readFirstRecord(file, format);
  const lineEnd = record?.lineEnd ?? null;
  const hasRecords = record !== null && (record.isFollowed || !format.header);
  // The engine knows one kind of line end and would skip to the next of it.
  if (lineEnd !== null && record?.skippedEnds.some((end) => end !== lineEnd) === true)
    fail('input.unreadable_file', {
      files: [file.shown],
      text: 'the lines before the header end otherwise than the header',
    });
  if (record !== null && record.doubtfulLine !== null)
    fail('input.unreadable_file', {
      files: [file.shown],
      text: `line ${record.doubtfulLine}, which is skipped, has a quote that does not close in it or text behind a closing one, so that it is uncertain where the header begins. Take the quotes out of that line, or the line out of the file`,
    });
  if (names === null || (record === null && format.header)) {
    const { fields } = record ?? fail('input.no_header', { file: file.shown, quote: format.quote });
    return { names: fields, lineEnd, hasRecords };
  }
  if (record !== null && record.fields.length !== names.length) {
    fail('input.field_count', { file: file.shown, found: record.fields.length, names: names.length });
  }
  return { names, lineEnd, hasRecords };
}

async function readFirstRecord(file: SourceFile, format: CsvFormat): Promise<FirstRecord | null> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let bytes = 0;
  for await (const chunk of fileBytes(file, HEADER_BLOCK_BYTES)) {
    // Files in other encodings were looked at when they were written again.
    if (bytes === 0 && format.encoding === 'utf-8') refuseOtherEncoding(chunk, file, format);
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    const record = firstRecord(text, format, false);
    if (record !== null) return record;
    if (bytes > HEADER_BYTES_MAX) return null;
  }
  text += decoder.decode();
  refuseReturnsAlone(text, file, format);
  return firstRecord(text, format, true);
}

/** Lines that are skipped end with a line feed. Where there are too few of them, other line ends would hide all records. */
function refuseReturnsAlone(text: string, file: SourceFile, { skip }: CsvFormat): void {
  if (text.split('\n').length > skip || !/\r(?!\n)/.test(text)) return;
  const problem =
    'it has fewer line feeds than lines to skip, and its lines end with a carriage return alone';
  fail('input.unreadable_file', { files: [file.shown], text: problem });
}

/**
 * The first record of `text` after `skip` lines; null when the record is not complete (`ended` false) or
 * not there. Quotes count only at the start of a field, as in RFC 4180.
 */
export function firstRecord(text: string, format: CsvFormat, ended: boolean): FirstRecord | null {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const skippedEnds = new Set<LineEnd>();
  let doubtfulLine: number | null = null;
  for (let line = 0; line < format.skip; line++) {
    const end = text.indexOf('\n', at);
    if (end === -1) return null;
    if (doubtfulLine === null && hasDoubtfulQuotes(text.slice(at, end), format)) doubtfulLine = line + 1;
    skippedEnds.add(text[end - 1] === '\r' && end > at ? '\r\n' : '\n');
    at = end + 1;
  }
  if (at >= text.length) return null;
  const fields: string[] = [];
  for (;;) {
    const field = fieldAt(text, at, format);
    if (field === null || (field.end >= text.length && !ended)) return null;
    fields.push(field.value);
    at = field.end + 1;
    if (text[field.end] === format.separator) continue;
    // A line feed may follow.
    if (text[field.end] === '\r' && at >= text.length && !ended) return null;
    return {
      fields,
      lineEnd: lineEndAt(text, field.end),
      skippedEnds: [...skippedEnds],
      doubtfulLine,
      isFollowed: /[^\r\n]/.test(text.slice(at)),
    };
  }
}

/**
 * The engine takes a line break within quotes for a part of the line that it skips, and would skip records after it; a text behind a closing quote ends
 * its skipping. Spaces before a quote count for nothing.
 */
function hasDoubtfulQuotes(line: string, { quote, separator }: CsvFormat): boolean {
  if (quote === null || !line.includes(quote)) return false;
  for (let at = 0; at <= line.length; ) {
    while (line[at] === ' ') at++;
    if (line[at] === quote) {
      const close = closingQuote(line, at, quote);
      const next = close === -1 ? undefined : line.slice(close + 1).replace(/\r$/, '');
      if (next === undefined || (next !== '' && !next.startsWith(separator))) return true;
      at = close + 1;
    }
    const end = line.indexOf(separator, at);
    if (end === -1) return false;
    at = end + separator.length;
  }
  return false;
}

/** -1: there is none. */
function closingQuote(text: string, open: number, quote: string): number {
  let at = text.indexOf(quote, open + 1);
  while (at !== -1 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}

function lineEndAt(text: string, at: number): LineEnd | null {
  if (text[at] === '\n') return '\n';
  if (text[at] !== '\r') return null;
  return text[at + 1] === '\n' ? '\r\n' : '\r';
}

/** One field that starts at `start`; null when its closing quote is missing. `end` is where the separator or line end stands. */
export function fieldAt(
  text: string,
  start: number,
  { quote, separator }: Pick<CsvFormat, 'quote' | 'separator'>,
): { readonly value: string; readonly end: number } | null {
  let value = '';
  let at = start;
  if (quote !== null && text[at] === quote) {
    for (;;) {
      const close = text.indexOf(quote, at + 1);
      if (close === -1) return null;
      value += text.slice(at + 1, close);
      at = close;
      if (text[close + 1] !== quote) break;
      value += quote;
      at = close + 1;
    }
    at++;
  }
  const rest = at;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
  return { value: value + text.slice(rest, at), end: at };
}
