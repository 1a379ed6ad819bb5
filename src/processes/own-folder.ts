/**
 * Folders that go with the process that made them, and how others see whether it still needs them.
 *
 * On this machine and in this container a process is known by its mark. What another machine or container has made can't be looked up: there a
 * process shows that it lives by touching its folders. A killed one no longer does, so what it left counts for some minutes and then no more.
 */

import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unlessCode } from '../std/unless-code.ts';
import { makerIn, ownName, placeInName } from './own-name.ts';
import { isRunning, lifeOf, ownPlace } from './process-life.ts';

export interface OwnFolder {
  readonly path: string;
  /** Also where it was renamed meanwhile. */
  readonly remove: () => Promise<void>;
}

const TOUCH_MS = 30_000;
/** Twenty touches: a machine that is so busy, or clocks that differ so much, are not met. */
const UNTOUCHED_MS = 600_000;
const DAY_MS = 86_400_000;

/** A fresh folder in `parent`, which is made where it is not there. */
export async function makeOwnFolder(parent: string, kind: string): Promise<OwnFolder> {
  const path = join(parent, await ownName(kind));
  await mkdir(path, { recursive: true });
  const touching = setInterval(() => void touch(path), TOUCH_MS);
  // A process ends without waiting for it.
  touching.unref();
  const remove = async (): Promise<void> => {
    clearInterval(touching);
    await rm(path, { recursive: true, force: true });
  };
  return { path, remove };
}

/** A folder that was renamed is no longer there to be touched. */
const touch = (path: string): Promise<void> => {
  const now = new Date();
  return utimes(path, now, now).catch(() => undefined);
};

export interface User {
  readonly pid: number;
  /** false: it may have ended, on another machine or in another container. */
  readonly isKnown: boolean;
}

/** The process that may need a folder or file under a name of its own; undefined: it has ended, or the name is of another kind. */
export async function userOf(path: string): Promise<User | undefined> {
  const maker = makerIn(basename(path));
  if (maker === undefined) return undefined;
  const { pid, mark } = maker;
  if (mark !== null) {
    const life = await lifeOf(mark, placeInName(await ownPlace()));
    if (life === 'alive') return { pid, isKnown: true };
    return life === 'unknown' && (await isYounger(path, UNTOUCHED_MS)) ? { pid, isKnown: false } : undefined;
  }
  // Of an earlier version, which wrote the number alone. It is not of this process, whose names have a mark.
  const isHere = pid !== process.pid && isRunning(pid);
  return isHere || (await isYounger(path, DAY_MS)) ? { pid, isKnown: isHere } : undefined;
}

async function isYounger(path: string, ms: number): Promise<boolean> {
  const found = await stat(path).catch(unlessCode('ENOENT'));
  return found !== undefined && Date.now() - found.mtimeMs < ms;
}
