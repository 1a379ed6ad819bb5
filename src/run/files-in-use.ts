/**
 * Which processes work in a project: folders in `work` and `tmp` whose names tell a process that still runs. What killed ones left behind
 * is removed.
 *
 * A clean-up and a run must not meet: each makes a folder of its own first and looks for the other's afterwards, so that of two
 * who begin at the same moment at least one sees the other.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail } from '../errors/error.ts';
import { unlessCode } from '../std/unless-code.ts';
import { replacingProcess, type Store } from '../store/store.ts';

const CLEANING = 'cleaning';

/** Removes folders `<anything>-<process id>-<anything>` of processes that no longer run. */
export async function clearLeftovers(folder: string): Promise<void> {
  for (const { name, pid } of await marked(folder))
    if (!isRunning(pid)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Folders whose files are never replaced one by one. */
const WHOLE = ['results', 'damaged', 'work', 'tmp', 'control'];

/** Removes texts that processes which no longer run have written in part, anywhere in a store but in its results. */
export async function clearHalfWritten(root: string): Promise<void> {
  const entries = await readdir(root, { withFileTypes: true });
  const inside = entries.filter((entry) => entry.isDirectory() && !WHOLE.includes(entry.name));
  const names = entries.map((entry) => entry.name);
  for (const { name } of inside)
    names.push(...(await readdir(join(root, name), { recursive: true })).map((path) => join(name, path)));
  for (const path of names) {
    const owner = replacingProcess(basename(path));
    if (owner !== undefined && !isRunning(owner)) await rm(join(root, path), { force: true });
  }
}

/** For a process whose own folder is there. Errors: store.cleaning. */
export async function refuseWhileCleaning({ root }: Store): Promise<void> {
  const found = (await others(join(root, 'work'))).find(({ name }) => name.startsWith(CLEANING));
  if (found !== undefined) fail('store.cleaning', { pid: found.pid, folder: found.folder });
}

/** Runs `clean` while no other process works in the project. Errors: store.in_use. */
export async function whileNobodyWorks<T>({ root }: Store, clean: () => Promise<T>): Promise<T> {
  const own = join(root, 'work', `${CLEANING}-${process.pid}-${randomUUID()}`);
  await mkdir(own, { recursive: true });
  try {
    const working = [...(await others(join(root, 'work'))), ...(await others(join(root, 'tmp')))];
    const first = working.find(({ folder }) => folder !== own);
    if (first !== undefined) fail('store.in_use', { pid: first.pid, folder: first.folder });
    return await clean();
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Folders of processes that run, told by number: processes of other machines or containers are not seen. */
const others = async (folder: string) =>
  (await marked(folder))
    .filter(({ pid }) => isRunning(pid))
    .map(({ name, pid }) => ({ name, pid, folder: join(folder, name) }));

async function marked(folder: string): Promise<readonly { readonly name: string; readonly pid: number }[]> {
  const names = (await readdir(folder).catch(unlessCode('ENOENT'))) ?? [];
  return names.flatMap((name) => {
    const owner = /^\w+-(\d+)-/.exec(name)?.[1];
    return owner === undefined ? [] : [{ name, pid: Number.parseInt(owner, 10) }];
  });
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Not ours to signal, hence running.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
