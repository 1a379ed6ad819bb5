/**
 * Which CSV files must be read with all of their columns, though some are not needed. DuckDB 1.5.5 looks for faults of a record only in the columns that
 * it reads: where a byte that is no UTF-8 stands in one of the last columns and an earlier one is not read, it stops with an internal error; and it
 * passes over a field too many that has a doubled quote.
 */

import { isUtf8 } from 'node:buffer';
import { fileBytes } from './file-bytes.ts';
import type { SourceFile } from './source.ts';

/**
 * Does a file have bytes that are no UTF-8, or two quotes in a row (empty quoted fields too, which can't be told from doubled quotes without splitting
 * records)? One pass over the bytes; about a second for a gigabyte.
 */
export async function needsAllColumns(file: SourceFile, quote: string | null): Promise<boolean> {
  const doubled = quote === null ? null : Buffer.from(quote + quote);
  let left: Buffer = Buffer.alloc(0);
  let last: Buffer = left;
  for await (const block of fileBytes(file)) {
    if (
      doubled !== null &&
      (block.includes(doubled) || Buffer.concat([last, block.subarray(0, 1)]).equals(doubled))
    )
      return true;
    last = block.subarray(-1);
    const bytes = left.length === 0 ? block : Buffer.concat([left, block]);
    const end = bytes.length - incompleteBytes(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return true;
    left = bytes.subarray(end);
  }
  return left.length > 0;
}

/** How many bytes at the end may be the beginning of a sign of up to four. */
function incompleteBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
