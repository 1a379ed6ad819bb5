/**
 * Pins: what the last run of a date and its scenarios stood on when it was pinned. `store gc` keeps that, whatever runs come later, until it is
 * unpinned.
 *
 *     pins/<name>.json   the record of the run, and those of the scenarios over it
 */

import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../errors/error.ts';
import { findRecord, RUN_RECORD, type RunRecord } from '../run/record.ts';
import { overlayName } from '../run/stored-stage.ts';
import { jsonOrUndefined } from '../std/json.ts';
import { nearest } from '../std/nearest.ts';
import { unlessCode } from '../std/unless-code.ts';
import { replaceFile } from '../store/replace-file.ts';
import { findResult, type Store } from '../store/store.ts';
import { findScenario, SCENARIO_RECORD, type ScenarioRecord, scenarioRecords } from './record.ts';

export interface Pin {
  readonly name: string;
  readonly run: RunRecord;
  readonly scenarios: readonly ScenarioRecord[];
}

const PIN: z.ZodType<Pin> = z.object({
  name: z.string(),
  run: RUN_RECORD,
  scenarios: z.array(SCENARIO_RECORD),
});

const folderOf = ({ root }: Store): string => join(root, 'pins');
const fileOf = (store: Store, name: string): string =>
  join(folderOf(store), `${encodeURIComponent(name)}.json`);

/**
 * Pins the last run of the date, or of the latest one. A clean-up must not run meanwhile. Errors: run.none, store.pin_twice, store.missing for a
 * result that is not there any more.
 */
export async function pinRun(store: Store, name: string, date: string | null): Promise<Pin> {
  if (name.trim() === '') fail('store.pin_name', {});
  const known = (await pinFiles(store)).find((file) => file === `${encodeURIComponent(name)}.json`);
  if (known !== undefined) fail('store.pin_twice', { name });
  const run = await findRecord(store, date);
  const scenarios: ScenarioRecord[] = [];
  for (const each of await scenarioRecords(store)) {
    const record = each.date === run.date ? await findScenario(store, each.scenario, each.date) : undefined;
    if (record?.base === run.definition) scenarios.push(record);
  }
  for (const { table, fingerprint } of run.inputs)
    if ((await findResult(store, fingerprint)) === undefined) fail('store.missing', { name: table });
  for (const { stage, fingerprint } of [run, ...scenarios].flatMap(({ stages }) => stages))
    if (!(await isStored(store, fingerprint))) fail('store.missing', { name: stage });
  const pin: Pin = { name, run, scenarios };
  await mkdir(folderOf(store), { recursive: true });
  await replaceFile(fileOf(store, name), `${JSON.stringify(pin, null, 1)}\n`);
  return pin;
}

/** A stage that was computed as a change has an overlay in place of rows of its own. */
async function isStored(store: Store, fingerprint: string): Promise<boolean> {
  for (const name of [fingerprint, overlayName(fingerprint)])
    if ((await findResult(store, name)) !== undefined) return true;
  return false;
}

/** Its results are free again when nothing else needs them. Errors: store.no_pin. */
export async function unpin(store: Store, name: string): Promise<void> {
  const files = await pinFiles(store);
  const own = `${encodeURIComponent(name)}.json`;
  if (!files.includes(own)) {
    const known = files.map((file) => decodeURIComponent(file.slice(0, -'.json'.length)));
    fail('store.no_pin', { name, nearest: nearest(name, known), known });
  }
  await rm(fileOf(store, name));
}

/** All pins by name, and the paths of those that can't be read. */
export async function readPins(
  store: Store,
): Promise<{ readonly pins: readonly Pin[]; readonly unread: readonly string[] }> {
  const [pins, unread]: [Pin[], string[]] = [[], []];
  for (const file of await pinFiles(store)) {
    const parsed = PIN.safeParse(jsonOrUndefined(await readFile(join(folderOf(store), file), 'utf8')));
    if (parsed.success) pins.push(parsed.data);
    else unread.push(`pins/${file}`);
  }
  return { pins, unread };
}

async function pinFiles(store: Store): Promise<readonly string[]> {
  const names = (await readdir(folderOf(store)).catch(unlessCode('ENOENT'))) ?? [];
  return names.filter((name) => name.endsWith('.json')).sort();
}
