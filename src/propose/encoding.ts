/** In which encoding a file is written, told from its bytes: a mark at the beginning, zero bytes, or whether all of them are UTF-8. */

import { encodingGiven } from '../input/encoding-mark.ts';
import type { CsvFormat } from '../input/source.ts';
import type { TextSample } from './sample.ts';

export interface EncodingFound {
  readonly encoding: CsvFormat['encoding'];
  readonly reason: string;
  /** No byte beyond ASCII was seen, so that other encodings fit as well. */
  readonly ascii: boolean;
}

/** Bytes to which Windows-1252 gives no sign. */
const NO_SIGN = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

const BINARY: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x1f, 0x8b], 'compressed with gzip, without .gz at the end of its name'],
  [[0x50, 0x41, 0x52, 0x31], 'Parquet, without .parquet at the end of its name'],
];

/** The encoding, or what the file is instead of text. */
export function encodingOf({ head, places }: TextSample): EncodingFound | { readonly binary: string } {
  const binary = BINARY.find(([mark]) => mark.every((byte, at) => head[at] === byte));
  if (binary !== undefined) return { binary: binary[1] };
  const given = encodingGiven(head);
  if (given === 'utf-16 with the high byte first')
    return { binary: 'UTF-16 with the high byte first, which can not be read' };
  if (given !== undefined) return { encoding: given, reason: reasonOf(given, head), ascii: false };
  if (head.includes(0)) return { binary: 'no text: it has zero bytes' };
  return oneByteOrUtf8([head, ...places]);
}

function reasonOf(given: 'utf-8' | 'utf-16', head: Buffer): string {
  if (given === 'utf-8') return 'a mark at its beginning says UTF-8';
  return head[1] === 0 ? 'every second byte is zero, as in UTF-16' : 'a mark at its beginning says UTF-16';
}

function oneByteOrUtf8(parts: readonly Buffer[]): EncodingFound {
  let high = 0;
  let windows = 0;
  let none = 0;
  for (const part of parts)
    for (const byte of part) {
      if (byte >= 0x80) high++;
      if (byte >= 0x80 && byte < 0xa0) windows++;
      if (NO_SIGN.has(byte)) none++;
    }
  if (high === 0) return { encoding: 'utf-8', reason: 'only ASCII was seen', ascii: true };
  if (parts.every((part, index) => isUtf8(index === 0 ? part : part.subarray(firstLead(part)))))
    return { encoding: 'utf-8', reason: `all ${high} bytes beyond ASCII are UTF-8`, ascii: false };
  const special = windows === 0 ? '' : `, and ${windows - none} of them are signs that only Windows-1252 has`;
  const lost = none === 0 ? '' : `; ${none} bytes have no sign in it`;
  return {
    encoding: 'windows-1252',
    reason: `its ${high} bytes beyond ASCII are no UTF-8${special}${lost}`,
    ascii: false,
  };
}

/** Where the first sign of a stretch begins that was cut out of a text. */
function firstLead(part: Buffer): number {
  const at = part.subarray(0, 4).findIndex((byte) => byte < 0x80 || byte >= 0xc0);
  return at === -1 ? 0 : at;
}

/** A sign that the end of the stretch cuts is no mistake. */
function isUtf8(part: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(part, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The text of a stretch; the mark at the beginning is left out. */
export function decoded(part: Buffer, encoding: CsvFormat['encoding']): string {
  const label = {
    'utf-8': 'utf-8',
    'utf-16': 'utf-16le',
    'latin-1': 'latin1',
    'windows-1252': 'windows-1252',
  }[encoding];
  return new TextDecoder(label).decode(part);
}
