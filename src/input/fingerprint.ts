/**
 * Input files by content: SHA-256 of the bytes, remembered by path, size, modification time and file number, so that an
 * unchanged file of any size is recognised without reading it. `verify` reads every file again.
 *
 * The memory is a JSON file in the project's state. A damaged one is started anew: the worst that follows is reading.
 */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail } from '../errors/error.ts';
import { hashFile } from '../store/hash-file.ts';
import { replaceFile } from '../store/replace-file.ts';
import { type Stamp, sameStamp, stampOf, unlessGone } from './stamp.ts';

export interface FileFingerprint {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
}

export interface FingerprintOptions {
  /** The JSON file that remembers; made when missing. */
  readonly cacheFile: string;
  /** Read every file, whatever is remembered. */
  readonly verify?: boolean;
}

type Memory = Readonly<Record<string, Stamp & { readonly sha256: string }>>;

/** The fingerprints of files, in the order given. Files that were hashed are remembered. Errors: input.file_changed. */
export async function fingerprintFiles(
  paths: readonly string[],
  options: FingerprintOptions,
): Promise<readonly FileFingerprint[]> {
  const memory = await recall(options.cacheFile);
  const news: Record<string, Stamp & { sha256: string }> = {};
  const prints: FileFingerprint[] = [];
  for (const path of paths) {
    const known = news[path] ?? (options.verify === true ? undefined : memory[path]);
    const { stamp, sha256 } = await printOf(path, known);
    if (known === undefined || known.sha256 !== sha256 || !sameStamp(known, stamp))
      news[path] = { ...stamp, sha256 };
    prints.push({ path, bytes: Number.parseInt(stamp.bytes, 10), sha256 });
  }
  // Others may have remembered theirs in the meantime.
  if (Object.keys(news).length > 0)
    await remember(options.cacheFile, { ...(await recall(options.cacheFile)), ...news });
  return prints;
}

/** A file that changed this many times while it was read is still being written. */
const READINGS_MAX = 3;

/** Hashes again when the file changed while it was read: a hash of half old, half new bytes names neither. */
async function printOf(
  path: string,
  known: (Stamp & { readonly sha256: string }) | undefined,
): Promise<{ readonly stamp: Stamp; readonly sha256: string }> {
  let stamp = await stampOf(path);
  if (stamp !== undefined && known !== undefined && sameStamp(known, stamp))
    return { stamp, sha256: known.sha256 };
  for (let reading = 0; reading < READINGS_MAX && stamp !== undefined; reading++) {
    const sha256 = await hashFile(path).catch(unlessGone);
    const after = await stampOf(path);
    if (sha256 !== undefined && sameStamp(stamp, after)) return { stamp, sha256 };
    stamp = after;
  }
  return fail('input.file_changed', { files: [path] });
}

async function recall(cacheFile: string): Promise<Memory> {
  const text = await readFile(cacheFile, 'utf8').catch(() => '{}');
  try {
    const found: unknown = JSON.parse(text);
    // Entries are compared field by field before they are believed; a strange one never matches a stamp.
    return typeof found === 'object' && found !== null ? (found as Memory) : {};
  } catch {
    return {};
  }
}

async function remember(cacheFile: string, memory: Memory): Promise<void> {
  await mkdir(dirname(cacheFile), { recursive: true });
  await replaceFile(cacheFile, `${JSON.stringify(memory, null, 1)}\n`);
}
