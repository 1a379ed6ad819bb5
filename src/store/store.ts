/**
 * The store: results by fingerprint, each a folder of Parquet files with a manifest.
 *
 *     results/<fingerprint>/[<partition column>=<value>/]<files>.parquet, manifest.json
 *     damaged/<fingerprint>-…/  what `store verify --set-aside` took away
 *     work/<name>/            being written; removed or renamed, never read
 *     runs/<date>.json        which results a run of that date gave
 *     scenarios/<name>/<date>.json   which results a scenario has on that date
 *
 * A result is written in `work`, its manifest synced, and renamed into place: it is there whole or not at all, so a run that was
 * interrupted continues with the results that are finished.
 */

import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { makeOwnFolder } from '../processes/own-folder.ts';
import { ownName } from '../processes/own-name.ts';
import { jsonOrUndefined } from '../std/json.ts';
import { hashFile } from './hash-file.ts';
import {
  type DraftManifest,
  MANIFEST_FORMAT,
  type Manifest,
  manifestText,
  readManifest,
  type StoredFile,
} from './manifest.ts';

const MANIFEST_FILE = 'manifest.json';

export interface Store {
  readonly root: string;
}

export interface StoredResult {
  readonly folder: string;
  readonly manifest: Manifest;
}

export async function openStore(root: string): Promise<Store> {
  for (const folder of ['', 'results', 'work', 'runs']) await makeFolder(join(root, folder));
  return { root };
}

/** Making a folder with those above it tells a read-only file system as "no such file"; making it alone tells the reason. */
async function makeFolder(path: string): Promise<void> {
  const problem = await mkdir(path).catch((error: NodeJS.ErrnoException) => error);
  if (!(problem instanceof Error) || problem.code === 'EEXIST') return;
  if (problem.code !== 'ENOENT') throw problem;
  await mkdir(path, { recursive: true });
}

export const resultFolder = (store: Store, fingerprint: string): string =>
  join(store.root, 'results', fingerprint);

/** The finished result, or undefined when there is none or one of its files is missing, has another size or does not end as it should. */
export async function findResult(store: Store, fingerprint: string): Promise<StoredResult | undefined> {
  const { folder, manifest } = await lookAt(store, fingerprint);
  return manifest === undefined ? undefined : { folder, manifest };
}

/** What is wrong with the result of a fingerprint, seen without reading it; undefined: it is sound, not there at all, or of another version. */
export const damageSeen = async (store: Store, fingerprint: string): Promise<string | undefined> =>
  (await lookAt(store, fingerprint)).damage;

/** What lies in the place of a result. */
export interface SeenResult {
  readonly folder: string;
  /** As far as a manifest tells, of whatever version. */
  readonly name?: string;
  /** Where all files are there and whole. */
  readonly manifest?: Manifest;
  readonly damage?: string;
}

/** Nothing but the folder's name where there is no result, or one of another version. */
export async function lookAt(store: Store, fingerprint: string): Promise<SeenResult> {
  const folder = resultFolder(store, fingerprint);
  return existsSync(folder) ? lookInto(folder, fingerprint) : { folder };
}

async function lookInto(folder: string, fingerprint: string): Promise<SeenResult> {
  // Another process may be putting a sound folder in the place of a damaged one, so what was there may be gone.
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => '');
  const { head, manifest } = readManifest(text);
  const seen = { folder, ...(typeof head.name === 'string' ? { name: head.name } : {}) };
  const isOther = head.format !== undefined && head.format !== MANIFEST_FORMAT;
  if (isOther && head.fingerprint === fingerprint) return seen;
  if (manifest?.fingerprint !== fingerprint)
    return { ...seen, damage: `${MANIFEST_FILE} is missing or damaged` };
  for (const file of [...manifest.files, ...manifest.others]) {
    const damage = await damageOf(join(folder, file.path), file.bytes);
    if (damage !== null) return { ...seen, damage: `${file.path} ${damage}` };
  }
  return { ...seen, manifest };
}

/** The last bytes of every Parquet file. A machine that went down may leave a file of the right size that holds zeros. */
const PARQUET_END = 'PAR1';

async function damageOf(path: string, bytes: number): Promise<string | null> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (handle === undefined) return 'is missing';
  try {
    const { size } = await handle.stat();
    if (size !== bytes) return `has ${size} bytes instead of ${bytes}`;
    const end = Buffer.alloc(PARQUET_END.length);
    if (bytes >= end.length) await handle.read(end, 0, end.length, bytes - end.length);
    return !path.endsWith('.parquet') || end.toString('latin1') === PARQUET_END
      ? null
      : 'does not end as a Parquet file';
  } finally {
    await handle.close();
  }
}

/** Runs `write` on a fresh folder and puts what it wrote in place under the fingerprint of the manifest that it returns. */
export async function writeResult(
  store: Store,
  write: (folder: string) => Promise<DraftManifest>,
): Promise<StoredResult> {
  const own = await makeOwnFolder(join(store.root, 'work'), 'result');
  const work = own.path;
  try {
    const manifest = await hashed(work, await write(work));
    await writeSynced(join(work, MANIFEST_FILE), manifestText(manifest));
    return await putInPlace(store, work, manifest);
  } finally {
    await own.remove();
    await rm(damagedFolder(work), { recursive: true, force: true });
  }
}

/** The manifest with the hash of every file that the writer has left in the folder. */
async function hashed(folder: string, draft: DraftManifest): Promise<Manifest> {
  const hashOf = (path: string): Promise<string> => hashFile(join(folder, path));
  const files: StoredFile[] = [];
  for (const file of draft.files) files.push({ ...file, sha256: await hashOf(file.path) });
  const others: Manifest['others'] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (!entry.isFile() || files.some((file) => file.path === path)) continue;
    others.push({ path, bytes: (await stat(join(folder, path))).size, sha256: await hashOf(path) });
  }
  return { ...draft, files, others };
}

const damagedFolder = (work: string): string => `${work}.damaged`;

/** Each further attempt means that another writer moved something in between. */
const ATTEMPTS_MAX = 100;

/**
 * Renames `work` to its place. Only one of several writers can: a folder that is not empty is never renamed over, so the others find the
 * result of the first, whose rows are the same and which somebody may be reading. What lies there and is not sound makes way.
 */
async function putInPlace(store: Store, work: string, manifest: Manifest): Promise<StoredResult> {
  const { fingerprint } = manifest;
  const folder = resultFolder(store, fingerprint);
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const sound = await findResult(store, fingerprint);
    if (sound !== undefined) return sound;
    if (await renamed(work, folder, ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'])) {
      await syncFolder(dirname(folder));
      return { folder, manifest };
    }
    if ((await findResult(store, fingerprint)) === undefined) await makeWay(folder, work, fingerprint);
  }
  throw new Error(`Invariant broken: ${folder} is free, or holds a result`);
}

/** Moves a damaged result aside. What was moved is looked at again: another writer may have replaced it a moment before. */
async function makeWay(folder: string, work: string, fingerprint: string): Promise<void> {
  const aside = damagedFolder(work);
  if (!(await renamed(folder, aside, ['ENOENT']))) return;
  const isSound = (await lookInto(aside, fingerprint)).manifest !== undefined;
  if (isSound && (await renamed(aside, folder, ['ENOTEMPTY', 'EEXIST']))) return;
  await rm(aside, { recursive: true, force: true });
}

/** Renames; false where it can't for one of the reasons `unless`, which say that another writer came first. */
async function renamed(from: string, to: string, unless: readonly string[]): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && unless.includes(String(error.code))) return false;
    throw error;
  }
}

/** Is it the temporary name of a text? It tells its process; see own-name.ts. */
export const isReplacing = (name: string): boolean =>
  /^replace-\d+-(\d+(\.[0-9a-f]+){3}-)?[0-9a-f-]{36}\.tmp$/.test(name);

/** Writes a text under a temporary name beside `path`, synced, and renames it over `path`. */
export async function replaceFile(path: string, text: string): Promise<void> {
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

async function writeSynced(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  const handle = await open(path, 'r+');
  await handle.sync();
  await handle.close();
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}

const runFile = (store: Store, date: string): string => join(store.root, 'runs', `${date}.json`);

/** Keeps the record of a run; `record` must be JSON. */
export async function writeRun(store: Store, date: string, record: unknown): Promise<void> {
  await replaceFile(runFile(store, date), `${JSON.stringify(record, null, 1)}\n`);
}

/** The record of the last run for the date, or undefined where there is none, or no JSON. */
export async function readRun(store: Store, date: string): Promise<unknown> {
  const path = runFile(store, date);
  return existsSync(path) ? jsonOrUndefined(await readFile(path, 'utf8')) : undefined;
}

const scenarioFile = (store: Store, scenario: string, date: string): string =>
  join(store.root, 'scenarios', encodeURIComponent(scenario), `${date}.json`);

/** Keeps what a scenario's results on a date are; `record` must be JSON. */
export async function writeScenario(
  store: Store,
  scenario: string,
  date: string,
  record: unknown,
): Promise<void> {
  const path = scenarioFile(store, scenario, date);
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, `${JSON.stringify(record, null, 1)}\n`);
}

/** The record of a scenario on a date, or undefined. */
export async function readScenario(store: Store, scenario: string, date: string): Promise<unknown> {
  const path = scenarioFile(store, scenario, date);
  return existsSync(path) ? jsonOrUndefined(await readFile(path, 'utf8')) : undefined;
}

const failureFile = (store: Store, date: string): string => join(store.root, 'runs', `${date}.failed`);

/** Keeps why the last run of the date failed; null: it did not. */
export async function writeRunFailure(store: Store, date: string, failure: unknown): Promise<void> {
  if (failure === null) await rm(failureFile(store, date), { force: true });
  else await replaceFile(failureFile(store, date), `${JSON.stringify(failure)}\n`);
}

export async function readRunFailure(store: Store, date: string): Promise<unknown> {
  const path = failureFile(store, date);
  return existsSync(path) ? jsonOrUndefined(await readFile(path, 'utf8')) : undefined;
}

/** Dates whose last run failed, in order. */
export async function failedDates(store: Store): Promise<readonly string[]> {
  const names = await readdir(join(store.root, 'runs'));
  return names
    .filter((name) => name.endsWith('.failed'))
    .map((name) => name.slice(0, -'.failed'.length))
    .sort();
}

/** Dates that have a run, in order. */
export async function runDates(store: Store): Promise<readonly string[]> {
  const names = await readdir(join(store.root, 'runs'));
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}
