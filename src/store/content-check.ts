/**
 * Does a stored file hold what was written? Its hash tells, and reading every file for it at every command would take too long. So a file
 * whose time of modification is that of its manifest counts as unchanged; any other is read, and when it is sound, its time is
 * remembered, so that a store which was copied is read once:
 *
 *     checked/<fingerprint>.json   by path within the result: time of modification, and the hash that was found
 */

import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonOrUndefined } from '../std/json.ts';
import { hashFile } from './hash-file.ts';
import type { StoredFile } from './manifest.ts';
import { replaceFile } from './replace-file.ts';

/** Of a file: nanoseconds since 1970 as decimal text. */
export const modifiedAt = async (path: string): Promise<string> =>
  String((await stat(path, { bigint: true })).mtimeNs);

/** A file of a result, and its time of modification now. */
export interface TimedFile extends Pick<StoredFile, 'path' | 'sha256'> {
  readonly modifiedNow: string;
}

const CHECKED = z.record(z.string(), z.object({ modified: z.string(), sha256: z.string() }));

/** What is wrong with files of a result that have another time than was written; undefined: they hold what was written. */
export async function changedContent(
  store: { readonly root: string },
  fingerprint: string,
  folder: string,
  files: readonly TimedFile[],
): Promise<string | undefined> {
  const memory = checkedFile(store, fingerprint);
  const parsed = CHECKED.safeParse(jsonOrUndefined(await readFile(memory, 'utf8').catch(() => '')));
  const known = parsed.success ? parsed.data : {};
  const unknown = files.filter(({ path, sha256, modifiedNow }) => {
    const found = known[path];
    return found?.modified !== modifiedNow || found.sha256 !== sha256;
  });
  for (const { path, sha256 } of unknown) {
    const problem = await contentProblem(join(folder, path), sha256);
    if (problem !== null) return `${path} ${problem}`;
  }
  if (unknown.length > 0) await remember(memory, files);
  return undefined;
}

/** Where it can't be written, the files are read again next time. */
async function remember(memory: string, files: readonly TimedFile[]): Promise<void> {
  const checked = files.map(({ path, sha256, modifiedNow }) => [path, { modified: modifiedNow, sha256 }]);
  try {
    await mkdir(join(memory, '..'), { recursive: true });
    await replaceFile(memory, `${JSON.stringify(Object.fromEntries(checked))}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

export const forgetChecked = (store: { readonly root: string }, fingerprint: string): Promise<void> =>
  rm(checkedFile(store, fingerprint), { force: true });

const checkedFile = ({ root }: { readonly root: string }, fingerprint: string): string =>
  join(root, 'checked', `${fingerprint}.json`);

/** Reads the file; null: it is what was written. One that the system can't read is damage too: that is what a bad sector looks like. */
export async function contentProblem(path: string, sha256: string): Promise<string | null> {
  try {
    return (await hashFile(path)) === sha256 ? null : 'has other content than was written';
  } catch (error) {
    return `can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
