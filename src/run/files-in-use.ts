/**
 * Which processes work in a project: folders in `work` and `tmp` whose names tell a process that may still need them (own-folder.ts says when). What
 * others left behind is removed.
 *
 * A clean-up and a run must not meet: each makes a folder of its own first and looks for the other's afterwards, so that of two
 * who begin at the same moment at least one sees the other.
 */

import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail } from '../errors/error.ts';
import { makeOwnFolder, type User, userOf } from '../processes/own-folder.ts';
import { makerIn } from '../processes/own-name.ts';
import { unlessCode } from '../std/unless-code.ts';
import { isReplacing } from '../store/replace-file.ts';
import type { Store } from '../store/store.ts';

const CLEANING = 'cleaning';

/** Removes the folders of processes that have ended. */
export async function clearLeftovers(folder: string): Promise<void> {
  for (const path of await made(folder))
    if ((await userOf(path)) === undefined) await rm(path, { recursive: true, force: true });
}

/** Folders whose files are never replaced one by one. */
const WHOLE = ['results', 'damaged', 'work', 'tmp', 'control'];

/** Removes texts that processes which have ended have written in part, anywhere in a store but in its results. */
export async function clearHalfWritten(root: string): Promise<void> {
  const entries = await readdir(root, { withFileTypes: true });
  const inside = entries.filter((entry) => entry.isDirectory() && !WHOLE.includes(entry.name));
  const names = entries.map((entry) => entry.name);
  for (const { name } of inside)
    names.push(...(await readdir(join(root, name), { recursive: true })).map((path) => join(name, path)));
  for (const name of names.filter((each) => isReplacing(basename(each)))) {
    const path = join(root, name);
    if ((await userOf(path)) === undefined) await rm(path, { force: true });
  }
}

/** For a process whose own folder is there. Errors: store.cleaning. */
export async function refuseWhileCleaning({ root }: Store): Promise<void> {
  const inWork = await used(join(root, 'work'));
  const found = inWork.find(({ folder }) => basename(folder).startsWith(`${CLEANING}-`));
  if (found !== undefined) fail('store.cleaning', found);
}

/** Runs `clean` while no other process works in the project. Errors: store.in_use. */
export async function whileNobodyWorks<T>({ root }: Store, clean: () => Promise<T>): Promise<T> {
  const own = await makeOwnFolder(join(root, 'work'), CLEANING);
  try {
    const working = [...(await used(join(root, 'work'))), ...(await used(join(root, 'tmp')))];
    const first = working.find(({ folder }) => folder !== own.path);
    if (first !== undefined) fail('store.in_use', first);
    return await clean();
  } finally {
    await own.remove();
  }
}

/** The folders in a folder that a process may need. */
async function used(folder: string): Promise<readonly (User & { readonly folder: string })[]> {
  const found: (User & { readonly folder: string })[] = [];
  for (const path of await made(folder)) {
    const user = await userOf(path);
    if (user !== undefined) found.push({ ...user, folder: path });
  }
  return found;
}

/** Everything in a folder whose name tells who made it. */
async function made(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(unlessCode('ENOENT'))) ?? [];
  return names.filter((name) => makerIn(name) !== undefined).map((name) => join(folder, name));
}
