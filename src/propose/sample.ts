/**
 * A bounded look at a text file: its beginning, four places further in, and its end. A file of up to half a megabyte is read as a whole. Of a
 * compressed file only the beginning is looked at, since what lies further in can't be reached without reading all before it.
 */

import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

const WHOLE_BYTES_MAX = 524_288;
const HEAD_BYTES = 262_144;
const PLACE_BYTES = 65_536;
const PLACES = 4;

export interface TextSample {
  /** From the first byte on. */
  readonly head: Buffer;
  /** Stretches from further in, the last one up to the end of the file; they begin and may end within a line. */
  readonly places: readonly Buffer[];
  /** `head` is the whole file. */
  readonly whole: boolean;
  /** The last bytes of the file are among what was read. */
  readonly hasEnd: boolean;
}

export async function sampleOf(path: string): Promise<TextSample> {
  return path.endsWith('.gz') ? compressedSample(path) : plainSample(path);
}

async function compressedSample(path: string): Promise<TextSample> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const raw = createReadStream(path);
  const unpacked = raw.pipe(createGunzip());
  raw.on('error', (error) => unpacked.destroy(error));
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > WHOLE_BYTES_MAX) break;
  }
  raw.destroy();
  const whole = bytes <= WHOLE_BYTES_MAX;
  return { head: Buffer.concat(chunks).subarray(0, WHOLE_BYTES_MAX), places: [], whole, hasEnd: whole };
}

async function plainSample(path: string): Promise<TextSample> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size <= WHOLE_BYTES_MAX)
      return { head: await stretch(file, 0, size), places: [], whole: true, hasEnd: true };
    const head = await stretch(file, 0, HEAD_BYTES);
    const places: Buffer[] = [];
    const room = size - PLACE_BYTES - HEAD_BYTES;
    for (let place = 1; place <= PLACES; place++) {
      const at = HEAD_BYTES + Math.floor((room * place) / PLACES);
      // An even place does not cut the two bytes of a sign of UTF-16.
      places.push(await stretch(file, at - (at % 2), PLACE_BYTES + 1));
    }
    return { head, places, whole: false, hasEnd: true };
  } finally {
    await file.close();
  }
}

async function stretch(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  let read = 0;
  while (read < bytes) {
    const { bytesRead } = await file.read(buffer, read, bytes - read, from + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
