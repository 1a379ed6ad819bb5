/** Texts that are replaced whole: a reader finds the one before or the new one, also after a crash. */

import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ownName } from '../processes/own-name.ts';

/** Is it the temporary name of a text? It tells its process; see own-name.ts. */
export const isReplacing = (name: string): boolean =>
  /^replace-\d+-(\d+(\.[0-9a-f]+){3}-)?[0-9a-f-]{36}\.tmp$/.test(name);

/** Writes a text, or bytes, under a temporary name beside `path`, synced, and renames it over `path`. */
export async function replaceFile(path: string, text: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `${await ownName('replace')}.tmp`);
  try {
    await writeSynced(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    // Where there is no room, what was written of it must not take some.
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

export async function writeSynced(path: string, text: string | Uint8Array): Promise<void> {
  await writeFile(path, text);
  const handle = await open(path, 'r+');
  await handle.sync();
  await handle.close();
}

export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}
