/**
 * Whether a CSV file has bytes that are no UTF-8. DuckDB 1.5.5 looks at the columns alone that are read, and where such a byte stands in one of the last
 * columns and an earlier one is not read, it stops with an internal error. So such files are read with all of their columns.
 */

import { isUtf8 } from 'node:buffer';
import { fileBytes } from './file-bytes.ts';
import type { SourceFile } from './source.ts';

/** One pass over the bytes; about a second for a gigabyte. */
export async function hasOtherBytes(file: SourceFile): Promise<boolean> {
  let left: Buffer = Buffer.alloc(0);
  for await (const block of fileBytes(file)) {
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
