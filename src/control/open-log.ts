/**
 * The embedded control log: one file of lines in a folder of the project.
 *
 *     acts.jsonl               the log: one act a line, only ever appended to
 *     snapshot.json            the state at some act, a shortcut for readers
 *     lock/                    who is appending
 *     evidence/                ends of lines that were cut off, snapshots that did not fit
 *
 * An append writes one line at once, syncs the file and the folder, and only then is acknowledged. After a crash the file ends with that
 * line whole (it counts, whether or not its writer heard of it) or in part. A part is moved to `evidence` by the next one who
 * appends, under the lock; readers pass over it. Whatever else is wrong with the file is left as it is and refused.
 */

import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../errors/error.ts';
import { unlessCode } from '../std/unless-code.ts';
import { readLine, sha256 } from './chain.ts';
import type { ControlLog, LogWriter } from './control-log.ts';
import { withLock } from './lock.ts';
import { linesFrom, offsetBehind, readTail, type Tail } from './log-file.ts';

const LOG_FILE = 'acts.jsonl';
const SNAPSHOT_FILE = 'snapshot.json';

/** The log of a folder, which is made where it is missing. The folder of a project's log is `.plimsoll/control`. */
export async function openLog(folder: string): Promise<ControlLog> {
  await makeFolders(folder);
  return {
    place: folder,
    lines: (from) => linesOf(join(folder, LOG_FILE), from),
    readSnapshot: () => readFile(join(folder, SNAPSHOT_FILE), 'utf8').catch(unlessCode('ENOENT')),
    exclusively: (wait, work) =>
      withLock(join(folder, 'lock'), wait, async () => {
        await mend(folder);
        return work(writerOf(folder));
      }),
  };
}

const writerOf = (folder: string): LogWriter => ({
  addLine: (line) => addLine(folder, line),
  keepSnapshot: (text) => keepSnapshot(folder, text).catch(() => {}),
  setSnapshotAside: () => setSnapshotAside(folder).catch(() => {}),
});

/** A folder's name is kept by the folder above it, so that one is synced too. */
async function makeFolders(folder: string): Promise<void> {
  const first = await mkdir(join(folder, 'evidence'), { recursive: true });
  if (first === undefined) return;
  for (let at = join(folder, 'evidence'); at.length >= first.length; at = dirname(at))
    await syncFolder(dirname(at));
}

/** Undefined when there is no file yet. */
async function tailOf(file: string): Promise<Tail | undefined> {
  const handle = await open(file, 'r').catch(unlessCode('ENOENT'));
  return handle === undefined ? undefined : readTail(handle).finally(() => handle.close());
}

async function* linesOf(file: string, from: number): AsyncGenerator<string> {
  const handle = await open(file, 'r').catch(unlessCode('ENOENT'));
  if (handle === undefined) return;
  try {
    const { end } = await readTail(handle);
    const start = await offsetBehind(handle, end, from - 1);
    if (start === undefined) return;
    for await (const { text } of linesFrom(handle, start, end)) yield text;
  } finally {
    await handle.close();
  }
}

/** Deals with what a crash left behind the last whole line; the lock is held. */
async function mend(folder: string): Promise<void> {
  const file = join(folder, LOG_FILE);
  const tail = await tailOf(file);
  if (tail === undefined || tail.torn.length === 0) return;
  // All of the line is there but its end: it may be the end that somebody took from an act that was acknowledged, so it is kept.
  if (readLine(tail.torn.toString('utf8')).sound) return appendBytes(file, Buffer.from('\n'));
  const name = `torn-at-byte-${tail.end}-${sha256(tail.torn.toString('hex')).slice(0, 12)}`;
  await writeSynced(join(folder, 'evidence', name), tail.torn);
  await syncFolder(join(folder, 'evidence'));
  await cutTo(file, tail.end);
}

async function addLine(folder: string, line: string): Promise<void> {
  const file = join(folder, LOG_FILE);
  const before = (await tailOf(file))?.end ?? 0;
  try {
    await appendBytes(file, Buffer.from(`${line}\n`));
    await syncFolder(folder);
  } catch (error) {
    // Not acknowledged, so it shall not be there: the disk may be full and hold a part of it.
    const undone = await cutTo(file, before).then(
      () => true,
      () => false,
    );
    const reason = error instanceof Error ? error.message : String(error);
    fail('control.not_written', { place: folder, reason, undone });
  }
}

/** Under one temporary name, as the lock is held: a process that is killed here leaves one file, which the next one overwrites. */
async function keepSnapshot(folder: string, text: string): Promise<void> {
  const temporary = join(folder, `${SNAPSHOT_FILE}.next`);
  await writeSynced(temporary, Buffer.from(text));
  await rename(temporary, join(folder, SNAPSHOT_FILE));
}

async function setSnapshotAside(folder: string): Promise<void> {
  const file = join(folder, SNAPSHOT_FILE);
  const text = await readFile(file, 'utf8').catch(unlessCode('ENOENT'));
  if (text === undefined) return;
  await rename(file, join(folder, 'evidence', `snapshot-${sha256(text).slice(0, 12)}.json`));
}

async function appendBytes(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'a');
  try {
    await handle.appendFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function cutTo(file: string, length: number): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeSynced(file: string, bytes: Buffer): Promise<void> {
  await writeFile(file, bytes);
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
