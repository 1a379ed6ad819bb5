/**
 * Bytes that are no UTF-8. The engine writes text alone, so a record gets a control code that no other record has, and the file's
 * bytes are replaced where they stand: the same length, one pass, a piece at a time.
 */

import { open } from 'node:fs/promises';

/** The mark that the engine writes, the byte that takes its place, and how a reader of the file shows that. */
export const NO_TEXT_BYTES = Object.freeze([
  { mark: 28, byte: 0xe4, hex: 'E4' },
  { mark: 29, byte: 0xfc, hex: 'FC' },
  { mark: 30, byte: 0x80, hex: '80' },
] as const);

const PIECE_BYTES = 4_194_304;

/** Replaces every mark in the file. Returns how many there were. */
export async function replaceMarks(path: string): Promise<number> {
  const file = await open(path, 'r+');
  const piece = Buffer.alloc(PIECE_BYTES);
  let replaced = 0;
  try {
    for (let offset = 0; ; ) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, offset);
      if (bytesRead === 0) return replaced;
      const found = replaceIn(piece.subarray(0, bytesRead));
      if (found > 0) await file.write(piece, 0, bytesRead, offset);
      replaced += found;
      offset += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function replaceIn(bytes: Buffer): number {
  let replaced = 0;
  for (const { mark, byte } of NO_TEXT_BYTES) {
    for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) {
      bytes[at] = byte;
      replaced++;
    }
  }
  return replaced;
}
