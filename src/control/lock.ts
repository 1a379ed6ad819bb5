/**
 * A lock between processes that a killed holder does not keep: a folder of numbered files, of which the highest one counts.
 *
 * To take it: look at the highest number n. If its holder runs and has not released it, wait. Otherwise link a finished file in place
 * as n + 1: of several who try, the file system lets one. Releasing empties one's own file; the highest file is never removed,
 * lower ones are. Hence nobody can take a number that a slower look made seem free: it exists still, or a
 * higher one does, which is looked for after linking.
 *
 * The obvious way, to delete a dead holder's file and create one's own, is unsafe: of two who find it dead, the slower one
 * deletes the file of the quicker.
 */

import { link, mkdir, readdir, readFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../errors/error.ts';
import { userOf } from '../processes/own-folder.ts';
import { ownName } from '../processes/own-name.ts';
import { lifeOf, ownMark, type ProcessMark } from '../processes/process-life.ts';

interface Holder extends ProcessMark {
  /** When the lock was taken, as the holder's caller gave it. */
  readonly since: string;
}

export interface Wait {
  /** ISO instant; shown to those who have to wait. */
  readonly since: string;
  /** How long to wait for another holder. */
  readonly waitMs: number;
}

/** Between two looks at a lock that is held; holders need some milliseconds. */
const PAUSE_MS = 10;

/** Runs `work` while nobody else runs anything under the lock of `folder`. Errors: control.locked. */
export async function withLock<T>(folder: string, wait: Wait, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const mine: Holder = { ...(await ownMark()), since: wait.since };
  const number = await take(folder, mine, wait);
  try {
    return await work();
  } finally {
    await release(fileOf(folder, number));
  }
}

async function take(folder: string, mine: Holder, { waitMs }: Wait): Promise<number> {
  const started = performance.now();
  for (;;) {
    const number = await highest(folder);
    const blocking = number === 0 ? undefined : await blockingHolder(fileOf(folder, number));
    if (blocking === undefined) {
      if (await takeNumber(folder, number + 1, mine)) return number + 1;
    } else if (performance.now() - started >= waitMs) {
      const { pid, host, since } = blocking.holder;
      const waitedSeconds = Math.round(waitMs / 1000);
      const known = blocking.life === 'alive';
      fail('control.locked', { pid, host, since, waitedSeconds, file: fileOf(folder, number), known });
    } else {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function blockingHolder(
  file: string,
): Promise<{ readonly holder: Holder; readonly life: 'alive' | 'unknown' } | undefined> {
  const holder = await readHolder(file);
  if (holder === undefined) return undefined;
  const life = await lifeOf(holder);
  return life === 'ended' ? undefined : { holder, life };
}

/** True when the number is ours. A file appears whole, so that nobody reads one that is half written. */
async function takeNumber(folder: string, number: number, mine: Holder): Promise<boolean> {
  const file = fileOf(folder, number);
  const temporary = await writeTemporary(folder, mine);
  try {
    await link(temporary, file);
  } catch (error) {
    // ENOENT: a process that could not see this one live took the file for one that was left. It is tried again.
    if (isCode(error, 'EEXIST') || isCode(error, 'ENOENT')) return false;
    throw error;
  } finally {
    await unlink(temporary).catch(() => {});
  }
  if ((await highest(folder)) > number) {
    await unlink(file).catch(() => {});
    return false;
  }
  await sweep(folder, number);
  return true;
}

/** Emptying takes no space on the disk, so it works where the disk is full. */
async function release(file: string): Promise<void> {
  await truncate(file).catch((error: unknown) => {
    // Somebody deleted it by hand; then nobody waits for it.
    if (!isCode(error, 'ENOENT')) throw error;
  });
}

/** Its name tells whose it is: a process killed before it has written leaves it empty. */
async function writeTemporary(folder: string, holder: Holder): Promise<string> {
  const temporary = join(folder, `${await ownName('taking')}.tmp`);
  await writeFile(temporary, JSON.stringify(holder));
  return temporary;
}

/** Names that come and go while a folder is listed may be missing in the list; as many must come during one listing to matter. */
const KEPT = 8;

/** Removes what earlier holders left: low numbers, and files that a killed process was about to put in place. */
async function sweep(folder: string, number: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const isOld = numberOf(name) > 0 && numberOf(name) < number - KEPT;
    const isLeft = name.endsWith('.tmp') && (await userOf(file)) === undefined;
    if (isOld || isLeft) await unlink(file).catch(() => {});
  }
}

/** Undefined when the file has no holder in it: released, emptied when the machine went down, or removed by a later holder. */
async function readHolder(file: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    // A file that can't be read may well have a holder.
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    // Written by writeTemporary of this or a later version.
    return typeof value === 'object' && value !== null && 'pid' in value ? (value as Holder) : undefined;
  } catch {
    return undefined;
  }
}

const fileOf = (folder: string, number: number): string => join(folder, `lock-${number}.json`);

const numberOf = (name: string): number => Number.parseInt(/^lock-(\d+)\.json$/.exec(name)?.[1] ?? '0', 10);

const highest = async (folder: string): Promise<number> =>
  (await readdir(folder)).map(numberOf).reduce((most, each) => Math.max(most, each), 0);

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
