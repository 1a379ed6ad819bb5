/**
 * The store: results by fingerprint, each a folder of Parquet files with a manifest.
 *
 *     results/<fingerprint>/[<partition column>=<value>/]<files>.parquet, manifest.json
 *     damaged/<fingerprint>-…/  what `store verify --set-aside` took away
 *     checked/<fingerprint>.json   files that have another time than was written, and hold what was written; see content-check.ts
 *     format.json             how a store is written, so that no earlier version touches what it does not know; see format.ts
 *     work/<name>/            being written; removed or renamed, never read
 *     pins/<name>.json        which results were filed and must stay
 *     runs/<date>.json        which results a run of that date gave
 *     runs/<date>.failed      why the last run of that date failed
 *     runs/<date>.spark       what a Spark server did for the last run of that date that it took part in
 *     scenarios/<name>/<date>.json   which results a scenario has on that date
 *
 * A result is written in `work`, its manifest synced, and renamed into place: it is there whole or not at all, so a run that was
 * interrupted continues with the results that are finished.
 */

import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fail } from '../errors/error.ts';
import { makeOwnFolder } from '../processes/own-folder.ts';
import { jsonOrUndefined } from '../std/json.ts';
import { unlessCode } from '../std/unless-code.ts';
import { changedContent, modifiedAt, type TimedFile } from './content-check.ts';
import { markFormat, refuseNewer } from './format.ts';
import { hashFile } from './hash-file.ts';
import {
  type DraftManifest,
  MANIFEST_FORMAT,
  type Manifest,
  manifestText,
  readManifest,
  type StoredFile,
} from './manifest.ts';
import { replaceFile, syncFolder, writeSynced } from './replace-file.ts';

const MANIFEST_FILE = 'manifest.json';

export interface Store {
  readonly root: string;
}

export interface StoredResult {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Errors: store.newer, before anything is written. */
export async function openStore(root: string): Promise<Store> {
  const isMarked = await refuseNewer(root);
  for (const folder of ['', 'results', 'work', 'runs']) await makeFolder(join(root, folder));
  if (!isMarked) await markFormat(root);
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

/**
 * The finished result, or undefined when there is none or one of its files is missing, has another size, does not end as it should, or was touched
 * and holds other content.
 */
export async function findResult(store: Store, fingerprint: string): Promise<StoredResult | undefined> {
  const { folder, manifest } = await lookAt(store, fingerprint);
  return manifest === undefined ? undefined : { folder, manifest };
}

/** Why what lies there is no result of the fingerprint, as findResult sees it; undefined: it is one, or nothing lies there. */
export async function damageSeen(store: Store, fingerprint: string): Promise<SeenDamage | undefined> {
  const { damage, older, isReadable = false } = await lookAt(store, fingerprint);
  const problem = damage ?? (older === undefined ? undefined : `${MANIFEST_FILE} ${older}`);
  return problem === undefined ? undefined : { problem, isReadable };
}

export interface SeenDamage {
  readonly problem: string;
  /** Its files are there and hold other content, so that somebody may have computed from them; what is missing or cut is met by nobody. */
  readonly isReadable: boolean;
}

/** What lies in the place of a result. */
export interface SeenResult {
  readonly folder: string;
  /** As far as a manifest tells, of whatever version. */
  readonly name?: string;
  /** Where all files are there and whole. */
  readonly manifest?: Manifest;
  readonly damage?: string;
  /** Beside damage: the files are there and hold other content. */
  readonly isReadable?: boolean;
  /** It is of an earlier version: which format it has. */
  readonly older?: string;
}

/** What says which files a result has, as it lies there now; empty where there is none. */
export const manifestTextOf = (store: Store, fingerprint: string): Promise<string> =>
  textIn(resultFolder(store, fingerprint));

/** Another process may be putting a sound folder in the place of a damaged one, so what was there may be gone. */
const textIn = (folder: string): Promise<string> =>
  readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => '');

/** Nothing but the folder's name where there is no result. Errors: store.newer. */
export async function lookAt(store: Store, fingerprint: string): Promise<SeenResult> {
  const folder = resultFolder(store, fingerprint);
  return existsSync(folder) ? lookInto(store, folder, fingerprint) : { folder };
}

async function lookInto(store: Store, folder: string, fingerprint: string): Promise<SeenResult> {
  const { head, manifest } = readManifest(await textIn(folder));
  const seen = { folder, ...(typeof head.name === 'string' ? { name: head.name } : {}) };
  if (typeof head.format === 'number' && head.format > MANIFEST_FORMAT && head.fingerprint === fingerprint)
    fail('store.newer', {
      path: join(folder, MANIFEST_FILE),
      found: String(head.format),
      known: String(MANIFEST_FORMAT),
    });
  if (head.format !== undefined && head.format !== MANIFEST_FORMAT && head.fingerprint === fingerprint)
    return {
      ...seen,
      older: `is of an earlier version, in format ${head.format}; this version reads ${MANIFEST_FORMAT}`,
    };
  if (manifest?.fingerprint !== fingerprint)
    return { ...seen, damage: `${MANIFEST_FILE} is missing or damaged` };
  const touched: TimedFile[] = [];
  const lacking: string[] = [];
  for (const file of [...manifest.files, ...manifest.others]) {
    const look = await lookAtFile(join(folder, file.path), file.bytes);
    if ('damage' in look) lacking.push(`${file.path} ${look.damage}`);
    else if (look.modifiedNow !== file.modified) touched.push({ ...file, ...look });
  }
  // Also beside one that is missing: whoever read it before that was lost has read other content.
  const changed =
    touched.length === 0 ? undefined : await changedContent(store, fingerprint, folder, touched);
  if (changed !== undefined) return { ...seen, damage: changed, isReadable: true };
  const [damage] = lacking;
  return damage === undefined ? { ...seen, manifest } : { ...seen, damage };
}

/** The last bytes of every Parquet file. A machine that went down may leave a file of the right size that holds zeros. */
const PARQUET_END = 'PAR1';

type FileLook = { readonly damage: string } | Pick<TimedFile, 'modifiedNow'>;

async function lookAtFile(path: string, bytes: number): Promise<FileLook> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (handle === undefined) return { damage: 'is missing' };
  try {
    const { size, mtimeNs } = await handle.stat({ bigint: true });
    if (size !== BigInt(bytes)) return { damage: `has ${size} bytes instead of ${bytes}` };
    const end = Buffer.alloc(PARQUET_END.length);
    if (bytes >= end.length) await handle.read(end, 0, end.length, bytes - end.length);
    return !path.endsWith('.parquet') || end.toString('latin1') === PARQUET_END
      ? { modifiedNow: String(mtimeNs) }
      : { damage: 'does not end as a Parquet file' };
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

/** The manifest with time and hash of every file that the writer has left in the folder. */
async function hashed(folder: string, draft: DraftManifest): Promise<Manifest> {
  // The time first: what changes while the file is read has another one.
  const printOf = async (path: string): Promise<Required<Pick<StoredFile, 'modified' | 'sha256'>>> => ({
    modified: await modifiedAt(join(folder, path)),
    sha256: await hashFile(join(folder, path)),
  });
  const files: StoredFile[] = [];
  for (const file of draft.files) files.push({ ...file, ...(await printOf(file.path)) });
  const others: Manifest['others'] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (!entry.isFile() || files.some((file) => file.path === path)) continue;
    others.push({ path, bytes: (await stat(join(folder, path))).size, ...(await printOf(path)) });
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
    if ((await findResult(store, fingerprint)) === undefined) await makeWay(store, work, fingerprint);
  }
  throw new Error(`Invariant broken: ${folder} is free, or holds a result`);
}

/** Moves a damaged result aside. What was moved is looked at again: another writer may have replaced it a moment before. */
async function makeWay(store: Store, work: string, fingerprint: string): Promise<void> {
  const folder = resultFolder(store, fingerprint);
  const aside = damagedFolder(work);
  if (!(await renamed(folder, aside, ['ENOENT']))) return;
  const isSound = (await lookInto(store, aside, fingerprint)).manifest !== undefined;
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

const sparkFile = (store: Store, date: string): string => join(store.root, 'runs', `${date}.spark`);

/** Keeps what a Spark server did for a run of the date; `run` must be JSON. */
export async function writeSparkRun(store: Store, date: string, run: unknown): Promise<void> {
  await replaceFile(sparkFile(store, date), `${JSON.stringify(run)}\n`);
}

/** undefined: there is nothing, or no JSON. */
export async function readSparkRun(store: Store, date: string): Promise<unknown> {
  const text = await readFile(sparkFile(store, date), 'utf8').catch(unlessCode('ENOENT'));
  return text === undefined ? undefined : jsonOrUndefined(text);
}

/** Dates for which a Spark server did something, in order. */
export const sparkRunDates = (store: Store): Promise<readonly string[]> => datesOf(store, '.spark');

/** Dates whose last run failed, in order. */
export const failedDates = (store: Store): Promise<readonly string[]> => datesOf(store, '.failed');

/** Dates that have a run, in order. */
export const runDates = (store: Store): Promise<readonly string[]> => datesOf(store, '.json');

async function datesOf(store: Store, ending: string): Promise<readonly string[]> {
  const names = await readdir(join(store.root, 'runs'));
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}
