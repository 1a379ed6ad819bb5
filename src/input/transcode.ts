/**
 * Files in other encodings (UTF-16, and Latin-1 and Windows-1252 with one byte per sign), written again as UTF-8, which is the one the engine reads record by
 * record. What is no text in its encoding is written as bytes that are no UTF-8 either, so its record becomes a reject like any other,
 * and the records around it are read. Signs that split records and fields are the same in all of them, so rows keep their numbers.
 *
 * The bytes 80 to 9F are what tells the two of one byte apart: signs such as € and „ in Windows-1252, nothing in Latin-1 (ISO 8859-1 has control codes there,
 * which no file of a bank means).
 */

import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { refuseOtherEncoding } from './encoding-mark.ts';
import { fileBytes } from './file-bytes.ts';
import type { CsvFormat, SourceFile } from './source.ts';
import { type ToUtf8, utf16ToUtf8 } from './utf-16.ts';

/** Windows-1252 from 80 to 9F; a space stands where it has no sign (81, 8D, 8F, 90, 9D). */
const WINDOWS_SIGNS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const FIRST_WINDOWS_BYTE = 0x80;
const FIRST_LATIN_BYTE = 0xa0;

type OneByteEncoding = 'latin-1' | 'windows-1252';

/** Writes the file as UTF-8 to the path `to`. Errors: input.unreadable_file, input.other_encoding. */
export async function transcode(
  file: SourceFile,
  to: string,
  encoding: Exclude<CsvFormat['encoding'], 'utf-8'>,
  csv: CsvFormat,
): Promise<void> {
  const { read, rest } = encoding === 'utf-16' ? utf16ToUtf8() : oneByteToUtf8(encoding);
  await pipeline(async function* () {
    let isFirst = true;
    for await (const block of fileBytes(file)) {
      if (isFirst) refuseOtherEncoding(block, file, csv);
      isFirst = false;
      yield read(block);
    }
    yield rest();
  }, createWriteStream(to));
}

function oneByteToUtf8(encoding: OneByteEncoding): ToUtf8 {
  const bytes = bytesOf(encoding);
  return { read: (block) => convertChunk(block, bytes), rest: () => Buffer.alloc(0) };
}

/** The bytes that stand in UTF-8 for each byte of the encoding. */
function bytesOf(encoding: OneByteEncoding): readonly Buffer[] {
  return Array.from({ length: 256 }, (_, byte) => {
    if (byte < FIRST_WINDOWS_BYTE || byte >= FIRST_LATIN_BYTE) return Buffer.from(String.fromCharCode(byte));
    const sign = encoding === 'latin-1' ? ' ' : (WINDOWS_SIGNS[byte - FIRST_WINDOWS_BYTE] ?? ' ');
    return sign === ' ' ? Buffer.from([byte]) : Buffer.from(sign);
  });
}

/** Most blocks are plain ASCII and pass as they are. No sign needs more than three bytes. */
function convertChunk(chunk: Buffer, bytes: readonly Buffer[]): Buffer {
  if (!chunk.some((byte) => byte >= FIRST_WINDOWS_BYTE)) return chunk;
  const out = Buffer.allocUnsafe(chunk.length * 3);
  let end = 0;
  for (const byte of chunk) {
    if (byte < FIRST_WINDOWS_BYTE) out[end++] = byte;
    else end += bytes[byte]?.copy(out, end) ?? 0;
  }
  return out.subarray(0, end);
}
