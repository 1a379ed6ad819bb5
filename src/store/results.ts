/** All results of a store: what there is, whether their files are what was written, and how one is taken away. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ownName } from '../processes/own-name.ts';
import { contentProblem, forgetChecked } from './content-check.ts';
import { findResult, lookAt, resultFolder, type Store } from './store.ts';

export interface ListedResult {
  /** The name of its folder. */
  readonly fingerprint: string;
  /** Stage or input table; null where no manifest tells. */
  readonly name: string | null;
  /** null: damaged, or written by another version. */
  readonly rows: number | null;
  /** Of all that lies in its folder. */
  readonly files: number;
  readonly bytes: number;
  /** ISO instant at which the folder was written. */
  readonly written: string;
  /** What is wrong, as far as can be seen without reading files that have the time at which they were written; null: nothing. */
  readonly damage: string | null;
}

/** By name, and of one name by fingerprint. What lies there and has no name of a result is left alone. */
export async function listResults(store: Store): Promise<readonly ListedResult[]> {
  const entries = await readdir(join(store.root, 'results'), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && /^[0-9a-f]+(-overlay)?$/.test(entry.name));
  const listed: ListedResult[] = [];
  for (const fingerprint of names.map(({ name }) => name).sort()) {
    const each = await listResult(store, fingerprint).catch(nullIfGone);
    if (each !== null) listed.push(each);
  }
  const name = (result: ListedResult): string => result.name ?? '';
  return listed.sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}

/** Another process took it away meanwhile. */
function nullIfGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

async function listResult(store: Store, fingerprint: string): Promise<ListedResult> {
  const { folder, name, manifest, damage } = await lookAt(store, fingerprint);
  const { mtime } = await stat(folder);
  return {
    fingerprint,
    name: name ?? null,
    rows: manifest?.rows ?? null,
    ...(await sizeOfFolder(folder)),
    written: mtime.toISOString(),
    damage: damage ?? null,
  };
}

async function sizeOfFolder(folder: string): Promise<{ readonly files: number; readonly bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let [files, bytes] = [0, 0];
  for (const entry of entries.filter((each) => each.isFile())) {
    files += 1;
    bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return { files, bytes };
}

/** A result that is not what was written. */
export interface Damage {
  readonly fingerprint: string;
  readonly name: string | null;
  readonly problem: string;
}

/**
 * Reads every file of the result again; null: all of them are what was written, it is of another version, or it is gone. A file that the
 * system can't read is damage too: that is what a bad sector looks like.
 */
export async function verifyResult(store: Store, listed: ListedResult): Promise<Damage | null> {
  const { fingerprint, name, damage } = listed;
  if (damage !== null) return { fingerprint, name, problem: damage };
  const found = await findResult(store, fingerprint);
  if (found === undefined) return null;
  for (const file of [...found.manifest.files, ...found.manifest.others]) {
    const problem = await contentProblem(join(found.folder, file.path), file.sha256);
    // What another process took away while it was read is gone, not damaged.
    if (problem !== null && existsSync(found.folder))
      return { fingerprint, name, problem: `${file.path} ${problem}` };
  }
  return null;
}

/** Takes a result out of the store's `results` into its folder `damaged`, where a person may look at it; the new place. */
export async function setAside(store: Store, fingerprint: string): Promise<string> {
  const folder = join(store.root, 'damaged');
  await mkdir(folder, { recursive: true });
  const place = join(folder, `${fingerprint}-${randomUUID()}`);
  await forgetChecked(store, fingerprint);
  await rename(resultFolder(store, fingerprint), place);
  return place;
}

/** What is remembered of it goes first: a process that dies on the way leaves nothing under the name of a result that is gone. */
export async function removeResult(store: Store, fingerprint: string): Promise<void> {
  const work = join(store.root, 'work', await ownName('removed'));
  await forgetChecked(store, fingerprint);
  await rename(resultFolder(store, fingerprint), work);
  await rm(work, { recursive: true, force: true });
}
