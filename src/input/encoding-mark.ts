/**
 * Which encoding the first bytes of a file give away: a byte order mark, or the zero bytes between Latin letters of UTF-16. A file that is read by
 * another one than its own would give names nobody wrote, or one reject per line; it is refused with what to write instead.
 */

import { fail } from '../errors/error.ts';
import type { CsvFormat, SourceFile } from './source.ts';

type Found = 'utf-8' | 'utf-16' | 'utf-16 with the high byte first';

/** Stops when `start`, the first bytes of the file, are of another encoding than its source says. */
export function refuseOtherEncoding(start: Uint8Array, file: SourceFile, { encoding }: CsvFormat): void {
  const found = encodingGiven(start);
  if (found === undefined || found === encoding) return;
  fail('input.other_encoding', { file: file.shown, found, encoding });
}

/** The encoding that the bytes give away; undefined when they could be of several. */
export function encodingGiven([first, second, third]: Uint8Array): Found | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === undefined || second === undefined) return undefined;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
    return 'utf-16 with the high byte first';
  return undefined;
}
