/**
 * Is the process that wrote something still there? Answered from what it wrote about itself.
 *
 * A process number alone is not enough: after a crash the system gives it to another process, and after a restart of the machine to many.
 * So a process is known by number, start time and boot of the machine, where the system tells them (Linux); elsewhere by its number on
 * this host, and a number that was given anew counts as alive, which is safe: somebody waits who need not.
 */

import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Where a process number means something. */
export interface ProcessPlace {
  readonly host: string;
  /** null where the system does not tell, as for those below. */
  readonly boot: string | null;
  /** Containers on one machine each have numbers of their own. */
  readonly pidSpace: string | null;
}

export interface ProcessMark extends ProcessPlace {
  readonly pid: number;
  /** Ticks between boot and start of the process. */
  readonly started: string | null;
}

/** unknown: it runs, or ran, on another machine or in another container. */
export type Life = 'alive' | 'ended' | 'unknown';

export const ownPlace = async (): Promise<ProcessPlace> => ({
  host: hostname(),
  boot: await bootId(),
  pidSpace: await readlink('/proc/self/ns/pid').catch(() => null),
});

export const ownMark = async (): Promise<ProcessMark> => ({
  pid: process.pid,
  started: (await statOf(process.pid))?.started ?? null,
  ...(await ownPlace()),
});

/** `here` is the place of this process in the form that the mark has. */
export async function lifeOf(mark: ProcessMark, here?: ProcessPlace): Promise<Life> {
  const { host, boot, pidSpace } = here ?? (await ownPlace());
  if (mark.boot !== boot) return mark.host === host ? 'ended' : 'unknown';
  const isSamePlace = boot === null ? mark.host === host : mark.pidSpace === pidSpace;
  if (!isSamePlace) return 'unknown';
  const stat = await statOf(mark.pid);
  if (stat === undefined) return isRunning(mark.pid) ? 'alive' : 'ended';
  const isOther = mark.started !== null && mark.started !== stat.started;
  return isOther || stat.isZombie ? 'ended' : 'alive';
}

/** Undefined where the system shows nothing of the process: it has ended, belongs to somebody else, or there is no /proc. */
async function statOf(pid: number): Promise<{ started: string; isZombie: boolean } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name stands in brackets and may hold anything, brackets too; what follows it are fields 3 (state) to 22 (start) and more.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields?.[0], fields?.[19]];
  if (state === undefined || started === undefined) return undefined;
  // Killed, and its parent has not looked yet: it will write nothing any more.
  return { started, isZombie: state === 'Z' || state === 'X' };
}

const bootId = (): Promise<string | null> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
