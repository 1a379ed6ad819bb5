/** What killed processes left behind: folders whose names tell the process, removed when that process is gone. */

import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes folders `<anything>-<process id>-<anything>` of processes that no longer run. */
export async function clearLeftovers(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const owner = /^\w+-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number.parseInt(owner, 10)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
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
