/**
 * Empty lines of a CSV file: no records, but the engine counts them where it tells which record it could not split. One pass over the bytes in order, up to
 * the last place asked for.
 */

import { fileBytes } from './file-bytes.ts';
import type { CsvFormat, SourceFile } from './source.ts';

const [LF, CR] = [0x0a, 0x0d];
const BOM = Buffer.from('\uFEFF');

/**
 * How many empty lines stand behind the skipped ones and before each record of a UTF-8 file that begins at `starts` (bytes from 0, ascending), or before
 * the first sign from there on: the engine lets a record begin with the empty lines before it. In quotes a line end is a part of the field. A record that
 * could not be split may leave the quotes in doubt, so each start begins anew.
 */
export async function emptyLinesBefore(
  file: SourceFile,
  starts: readonly number[],
  { quote, separator, skip }: CsvFormat,
): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  const quoteByte = quote === null ? -1 : quote.charCodeAt(0);
  const separatorByte = Buffer.from(separator).at(-1) ?? -1;
  let [at, next, empty, skipped, mark] = [0, 0, 0, 0, 0];
  let [isQuoted, isFieldStart, isLineStart, last] = [false, true, true, 0];
  let waiting: number | undefined;
  for await (const block of fileBytes(file)) {
    if (at === 0 && block.subarray(0, BOM.length).equals(BOM)) mark = BOM.length;
    for (const byte of block) {
      if (at === starts[next]) {
        waiting = starts[next++];
        [isQuoted, isFieldStart, isLineStart] = [false, true, true];
      }
      at += 1;
      // A byte order mark is no sign of the first record, whose field may begin with a quote behind it.
      if (at <= mark) continue;
      if (skipped < skip) {
        if (byte === LF) skipped += 1;
      } else if (isQuoted) {
        // A doubled quote leaves the quotes and enters them again.
        if (byte === quoteByte) [isQuoted, isFieldStart] = [false, true];
      } else if (byte === LF || byte === CR) {
        const isSecondHalf = byte === LF && last === CR;
        if (isLineStart && !isSecondHalf) empty += 1;
        [isFieldStart, isLineStart] = [true, true];
      } else {
        if (waiting !== undefined) found.set(waiting, empty);
        waiting = undefined;
        isQuoted = byte === quoteByte && isFieldStart;
        isFieldStart = byte === separatorByte;
        isLineStart = false;
      }
      last = isQuoted ? 0 : byte;
    }
    if (next >= starts.length && waiting === undefined) break;
  }
  return found;
}
