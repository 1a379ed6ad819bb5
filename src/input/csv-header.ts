/**
 * The column names of a CSV file (in UTF-8 or UTF-16; others were written again before): its first record, read here rather than guessed by the engine, so that a missing or
 * doubled column is told by name and nothing depends on a sample of rows.
 */

import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { fail } from '../errors/error.ts';
import { refuseOtherEncoding } from './encoding-mark.ts';
import type { CsvFormat, SourceFile } from './source.ts';
import { engineEncoding } from './transcode.ts';

const HEADER_BYTES_MAX = 4_194_304;

/** The names of a file's columns, from its header or from `names`. Stops at a file without the header that it should have. */
export async function csvColumns(file: SourceFile, format: CsvFormat): Promise<readonly string[]> {
  const { names } = format;
  const record = await readFirstRecord(file, format);
  if (names === null || (record === null && format.header)) {
    return record ?? fail('input.no_header', { file: file.shown, quote: format.quote });
  }
  if (record !== null && record.length !== names.length) {
    fail('input.field_count', { file: file.shown, found: record.length, names: names.length });
  }
  return names;
}

async function readFirstRecord(file: SourceFile, format: CsvFormat): Promise<readonly string[] | null> {
  const decoder = new TextDecoder(engineEncoding(format.encoding));
  const raw = createReadStream(file.path, { highWaterMark: 65_536 });
  const stream: AsyncIterable<Buffer> = file.path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  let text = '';
  let bytes = 0;
  for await (const chunk of stream) {
    if (bytes === 0) refuseOtherEncoding(chunk, file, format);
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    const names = firstRecord(text, format, false);
    if (names !== null) return names;
    if (bytes > HEADER_BYTES_MAX) return null;
  }
  return firstRecord(text + decoder.decode(), format, true);
}

/**
 * The fields of the first record of `text` after `skip` lines; null when the record is not complete (`ended` false) or
 * not there. Quotes count only at the start of a field, as in RFC 4180.
 */
export function firstRecord(text: string, format: CsvFormat, ended: boolean): readonly string[] | null {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 0; line < format.skip; line++) {
    const end = text.indexOf('\n', at);
    if (end === -1) return null;
    at = end + 1;
  }
  if (at >= text.length) return null;
  const fields: string[] = [];
  for (;;) {
    const field = fieldAt(text, at, format);
    if (field === null || (field.end >= text.length && !ended)) return null;
    fields.push(field.value);
    if (text[field.end] !== format.separator) return fields;
    at = field.end + 1;
  }
}

/** One field that starts at `start`; null when its closing quote is missing. `end` is where the separator or line end stands. */
function fieldAt(
  text: string,
  start: number,
  { quote, separator }: CsvFormat,
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
