/**
 * Files in an encoding of one byte per sign (Latin-1, Windows-1252), written again as UTF-8, which is the one the engine reads record by
 * record. A byte that is no text in its encoding is copied as it is: alone it is no UTF-8 either, so its record becomes a reject like any other,
 * and the records around it are read. Signs that split records and fields are the same in all of them, so rows keep their numbers.
 *
 * The bytes 80 to 9F are what tells the two apart: signs such as € and „ in Windows-1252, nothing in Latin-1 (ISO 8859-1 has control codes there,
 * which no file of a bank means).
 */

import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { refuseOtherEncoding } from './encoding-mark.ts';
import type { CsvFormat, SourceFile } from './source.ts';

/** Windows-1252 from 80 to 9F; a space stands where it has no sign (81, 8D, 8F, 90, 9D). */
const WINDOWS_SIGNS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const FIRST_WINDOWS_BYTE = 0x80;
const FIRST_LATIN_BYTE = 0xa0;

type OneByteEncoding = 'latin-1' | 'windows-1252';

/** Is a file in the encoding written again before it is read? */
export function isOneByte(encoding: CsvFormat['encoding']): encoding is OneByteEncoding {
  return encoding === 'latin-1' || encoding === 'windows-1252';
}

/** How the engine is to read the files of a source. */
export function engineEncoding(encoding: CsvFormat['encoding']): 'utf-8' | 'utf-16' {
  return encoding === 'utf-16' ? 'utf-16' : 'utf-8';
}

/** Writes the file as UTF-8 to the path `to`. */
export async function transcode(
  file: SourceFile,
  to: string,
  encoding: OneByteEncoding,
  csv: CsvFormat,
): Promise<void> {
  const bytes = bytesOf(encoding);
  let first = true;
  const convert = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        if (first) refuseOtherEncoding(chunk, file, csv);
        first = false;
        done(null, convertChunk(chunk, bytes));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  const raw = createReadStream(file.path, { highWaterMark: 1_048_576 });
  const target = createWriteStream(to);
  await (file.path.endsWith('.gz')
    ? pipeline(raw, createGunzip(), convert, target)
    : pipeline(raw, convert, target));
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
