/** The bytes of an input file, block by block: as they are, or unpacked where the name ends in `.gz`. */

import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fail } from '../errors/error.ts';
import type { SourceFile } from './source.ts';

const BLOCK_BYTES = 1_048_576;

export const isPacked = (file: SourceFile): boolean => file.path.endsWith('.gz');

/** Errors: input.unreadable_file when the file can't be unpacked to its end. */
export async function* fileBytes(file: SourceFile, blockBytes = BLOCK_BYTES): AsyncGenerator<Buffer> {
  const raw = createReadStream(file.path, { highWaterMark: blockBytes });
  const blocks: AsyncIterable<Buffer> = isPacked(file) ? pipeline(raw, createGunzip(), ignored) : raw;
  try {
    yield* blocks;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    fail('input.unreadable_file', {
      files: [file.shown],
      text: `it is no whole gzip file (${error.message})`,
    });
  }
}

/** The reader of the last stream of the pipeline meets the error as well. */
const ignored = (): void => {};

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

/**
 * Reads a packed file to its end: the engine takes one that was cut off for a shorter one and does not compare the checksum. Errors:
 * input.unreadable_file.
 */
export async function checkPacked(file: SourceFile): Promise<void> {
  const blocks = fileBytes(file);
  while ((await blocks.next()).done !== true);
}
