/** What tells one state of a file from another without reading it: size, modification time, file number. */

import { stat } from 'node:fs/promises';
import { fail } from '../errors/error.ts';
import type { SourceFile } from './source.ts';

export interface Stamp {
  readonly bytes: string;
  /** Nanoseconds. */
  readonly modified: string;
  readonly inode: string;
}

/** The stamp of a file; undefined when it is not there. */
export async function stampOf(path: string): Promise<Stamp | undefined> {
  const found = await stat(path, { bigint: true }).catch(unlessGone);
  if (found === undefined) return undefined;
  return { bytes: `${found.size}`, modified: `${found.mtimeNs}`, inode: `${found.ino}` };
}

/** For `catch`: a file that is not there gives undefined, any other error stays one. */
export function unlessGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

export function sameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.bytes === b.bytes && a.modified === b.modified && a.inode === b.inode;
}

/**
 * Runs `read`, which may open the files several times, and refuses what came of it when one of them changed meanwhile: its parts would be
 * of different files. An error of `read` is then the change's doing, and the change is what the user is told. Errors: input.file_changed.
 */
export async function whileUnchanged<T>(files: readonly SourceFile[], read: () => Promise<T>): Promise<T> {
  const before = await stampsOf(files);
  try {
    return await read();
  } finally {
    const after = await stampsOf(files);
    const changed = files.filter((_, i) => !sameStamp(before[i], after[i])).map((file) => file.shown);
    if (changed.length > 0) fail('input.file_changed', { files: changed });
  }
}

const stampsOf = (files: readonly SourceFile[]): Promise<readonly (Stamp | undefined)[]> =>
  Promise.all(files.map((file) => stampOf(file.path)));
