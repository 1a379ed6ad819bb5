/**
 * Records with bytes that are no text, told faithfully: every sign that can be read as it is, every other byte as `\xE4`. The engine's own copy of
 * such a record loses signs, even separators, so the bytes are read again from the file. One pass in order, up to the last of them.
 */

import { fileBytes } from './file-bytes.ts';
import type { CsvFormat, SourceFile } from './source.ts';

/** Characters of a value that are kept, and the bytes that these can have. */
export const SHOWN_MAX = 1000;
export const BYTES_MAX = SHOWN_MAX * 4;

/** Bytes of a record that are given to a person who is to correct it. */
export const WHOLE_BYTES_MAX = 65_536;

/** The texts of the records of a UTF-8 file that begin at `starts` (bytes from 0, ascending), by start, each of at most `bytesMax`. */
export async function recordTexts(
  file: SourceFile,
  starts: readonly number[],
  format: CsvFormat,
  bytesMax: number,
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  // Of the records that are not complete yet: what was read of them, in the order of `starts`.
  let open: { readonly start: number; bytes: Buffer }[] = [];
  let next = 0;
  let offset = 0;
  for await (const chunk of fileBytes(file)) {
    const end = offset + chunk.length;
    open = open.map((one) => ({
      ...one,
      bytes: Buffer.concat([one.bytes, chunk.subarray(0, bytesMax - one.bytes.length)]),
    }));
    for (let start = starts[next]; start !== undefined && start < end; start = starts[++next]) {
      open.push({ start, bytes: chunk.subarray(start - offset, start - offset + bytesMax) });
    }
    for (const one of open.filter(({ bytes }) => bytes.length === bytesMax))
      texts.set(one.start, recordText(one.bytes, format, bytesMax));
    open = open.filter(({ bytes }) => bytes.length < bytesMax);
    offset = end;
    if (next === starts.length && open.length === 0) break;
  }
  for (const one of open) texts.set(one.start, recordText(one.bytes, format, bytesMax));
  return texts;
}

/** The first record of `bytes`, without its line end, as text. */
function recordText(bytes: Buffer, format: CsvFormat, bytesMax: number): string {
  // Empty lines before it are no part of it.
  const start = bytes.findIndex((byte) => byte !== 0x0a && byte !== 0x0d);
  const own = bytes.subarray(Math.max(start, 0));
  return shownText(own.subarray(0, recordEnd(own, format)), bytesMax);
}

/** The bytes of a record as text, as many signs as may have so many bytes, without line ends before and behind it. */
export function shownText(bytes: Buffer, bytesMax: number): string {
  const text = faithful(bytes).replace(/^[\r\n]+|[\r\n]+$/g, '');
  return [...text].slice(0, bytesMax / (BYTES_MAX / SHOWN_MAX)).join('');
}

/** Line ends inside quotes belong to the record; quotes count at the start of a field. */
function recordEnd(bytes: Buffer, { quote, separator }: CsvFormat): number {
  const codeOf = (sign: string | null): number => (sign === null ? -1 : sign.charCodeAt(0));
  const [quoteByte, separatorByte] = [codeOf(quote), codeOf(separator)];
  let quoted = false;
  let fieldStart = true;
  for (const [at, byte] of bytes.entries()) {
    if (quoted) {
      // A doubled quote leaves the quotes and enters them again.
      if (byte === quoteByte) quoted = false;
      fieldStart = byte === quoteByte;
    } else if (byte === quoteByte && fieldStart) quoted = true;
    else if (byte === 0x0a || byte === 0x0d) return at;
    else fieldStart = byte === separatorByte;
  }
  return bytes.length;
}

function faithful(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const sign = signAt(bytes, at);
    text += sign ?? `\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    at += sign === null ? 1 : Buffer.byteLength(sign);
  }
  return text;
}

/** The sign in UTF-8 at a place; null when the byte there begins none, or is one of the control codes that no text has. */
function signAt(bytes: Buffer, at: number): string | null {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80)
    return byte < 0x20 && !/\s/.test(String.fromCharCode(byte)) ? null : String.fromCharCode(byte);
  const length = byte < 0xc2 || byte > 0xf4 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  if (length === 0) return null;
  const own = bytes.subarray(at, at + length);
  const sign = own.toString('utf8');
  return Buffer.from(sign).equals(own) ? sign : null;
}
