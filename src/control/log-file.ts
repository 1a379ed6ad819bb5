/**
 * Reading the file of a log: its lines from any act on, one act by number, and where its whole lines end.
 *
 * A line counts when its line end is there. What stands behind the last line end is an append that was not finished, or is
 * being written at this moment: readers pass over it. So is a last line with NUL bytes in it, which no line has: the space of an append
 * whose contents did not reach the disk before the machine went down.
 */

import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';

const NEWLINE = 0x0a;
const NUL = 0;
const CHUNK_BYTES = 1 << 18;
/** Below this distance, reading on is quicker than seeking. */
const SEEK_BYTES = 1 << 15;

export interface Tail {
  /** Bytes of whole lines, line ends included. */
  readonly end: number;
  /** The bytes behind them; empty when there are none. */
  readonly torn: Buffer;
}

/** Where the whole lines end. */
export async function readTail(handle: FileHandle): Promise<Tail> {
  const { size } = await handle.stat();
  const unfinished = await lineStart(handle, size);
  if (unfinished < size) return { end: unfinished, torn: await bytesOf(handle, unfinished, size) };
  const last = size === 0 ? 0 : await lineStart(handle, size - 1);
  const line = await bytesOf(handle, last, size);
  return line.includes(NUL) ? { end: last, torn: line } : { end: size, torn: Buffer.alloc(0) };
}

/** The offset behind the last line end before `end`. */
async function lineStart(handle: FileHandle, end: number): Promise<number> {
  for (let from = end; from > 0; ) {
    const start = Math.max(0, from - CHUNK_BYTES);
    const at = (await bytesOf(handle, start, from)).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
    from = start;
  }
  return 0;
}

/** The bytes from `start` up to `end`; fewer when the file is shorter. */
async function bytesOf(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(end - start);
  let read = 0;
  while (read < buffer.length) {
    const { bytesRead } = await handle.read(buffer, read, buffer.length - read, start + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}

export interface FileLine {
  readonly text: string;
  readonly start: number;
}

/** The whole lines that start at or behind `start`, without line ends. `start` must be the start of a line. */
export async function* linesFrom(handle: FileHandle, start: number, end: number): AsyncGenerator<FileLine> {
  let rest: Buffer = Buffer.alloc(0);
  let restStart = start;
  for (let at = start; at < end; ) {
    const chunk = await bytesOf(handle, at, Math.min(end, at + Math.max(CHUNK_BYTES, rest.length)));
    if (chunk.length === 0) return;
    at += chunk.length;
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = buffer.indexOf(NEWLINE); to >= 0; to = buffer.indexOf(NEWLINE, from)) {
      yield { text: textOf(buffer.subarray(from, to)), start: restStart + from };
      from = to + 1;
    }
    rest = buffer.subarray(from);
    restStart += from;
  }
}

/** Bytes that are no UTF-8 get another text than any UTF-8 has, so that no hash fits by the way in which they are replaced. */
const textOf = (bytes: Buffer): string =>
  isUtf8(bytes) ? bytes.toString('utf8') : `not UTF-8: ${bytes.toString('latin1')}`;

/**
 * The offset behind the line of act `seq`, found by bisection; undefined when there is no such line. In a log that was tampered
 * with, the answer may be wrong: what is read there is verified by whoever asked.
 */
export async function offsetBehind(
  handle: FileHandle,
  end: number,
  seq: number,
): Promise<number | undefined> {
  if (seq === 0) return 0;
  let [low, high] = [0, end];
  while (high - low > SEEK_BYTES) {
    const line = await firstLine(handle, low + ((high - low) >> 1), high);
    const found = line === undefined ? undefined : seqOf(line.text);
    // One long line fills the rest, or something that is no act: reading from `low` decides.
    if (line === undefined || found === undefined) break;
    if (found <= seq) low = line.start;
    else high = line.start;
  }
  for await (const line of linesFrom(handle, low, end)) {
    const found = seqOf(line.text);
    if (found === seq) return line.start + Buffer.byteLength(line.text) + 1;
    if (found !== undefined && found > seq) return undefined;
  }
  return undefined;
}

/** The first line that starts behind `offset` and before `end`. */
async function firstLine(handle: FileHandle, offset: number, end: number): Promise<FileLine | undefined> {
  for (let at = offset; at < end; at += SEEK_BYTES) {
    const newline = (await bytesOf(handle, at, Math.min(end, at + SEEK_BYTES))).indexOf(NEWLINE);
    if (newline < 0) continue;
    for await (const line of linesFrom(handle, at + newline + 1, end)) return line;
    return undefined;
  }
  return undefined;
}

/** The number stands at the end of a line, which is how canonical JSON orders it. */
function seqOf(line: string): number | undefined {
  const digits = /"seq":(\d{1,15})\}$/.exec(line)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 10);
}
