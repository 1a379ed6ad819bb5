/**
 * Which results are needed: those of the last run of each date, also of one that failed, those of scenarios, what was pinned, and what their
 * overlays stand on. Where a record can't be read, or a needed overlay is damaged or of an earlier version, nobody knows what else is needed.
 */

import { findFailure, recordAt } from '../run/record.ts';
import { overlayName } from '../run/stored-stage.ts';
import type { Manifest } from '../store/manifest.ts';
import { overlayOf } from '../store/overlay.ts';
import { failedDates, lookAt, runDates, type Store } from '../store/store.ts';
import { pinUser, readPins } from './pins.ts';
import { findScenario, scenarioRecords } from './record.ts';

export interface UsedResults {
  /** By the name of a result's folder who needs it, for example `run 2024-01-31`. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  /** Files and results that can't be read, each with what it is; none: `users` has all. */
  readonly unread: readonly string[];
}

export async function usedResults(store: Store): Promise<UsedResults> {
  const users = new Map<string, Set<string>>();
  const unread: string[] = [];
  const use = async (fingerprint: string, user: string): Promise<void> => {
    const known = users.get(fingerprint) ?? new Set();
    if (known.has(user)) return;
    users.set(fingerprint, known.add(user));
    const { damage, older, manifest } = await lookAt(store, fingerprint);
    if (damage !== undefined) unread.push(`result ${fingerprint} of ${user}: ${damage}`);
    if (older !== undefined) unread.push(`result ${fingerprint} of ${user} ${older}`);
    for (const under of manifest === undefined ? [] : standsOn(manifest)) await use(under, user);
  };
  const useStage = async (fingerprint: string, user: string): Promise<void> => {
    for (const name of [fingerprint, overlayName(fingerprint)]) await use(name, user);
  };
  for (const date of await runDates(store)) {
    const record = await recordAt(store, date);
    if (record === undefined) unread.push(`runs/${date}.json is damaged or of another version`);
    for (const { fingerprint } of record?.inputs ?? []) await use(fingerprint, `run ${date}`);
    for (const { fingerprint } of record?.stages ?? []) await useStage(fingerprint, `run ${date}`);
  }
  for (const date of await failedDates(store)) {
    const failure = await findFailure(store, date);
    if (failure === undefined) unread.push(`runs/${date}.failed is damaged or of another version`);
    for (const { fingerprint } of failure?.inputs ?? []) await use(fingerprint, `failed run ${date}`);
  }
  const pins = await readPins(store);
  unread.push(...pins.unread);
  for (const pin of pins.pins) {
    const { run, scenarios } = pin;
    const user = pinUser(pin);
    for (const { fingerprint } of run.inputs) await use(fingerprint, user);
    for (const { fingerprint } of [...run.stages, ...scenarios.flatMap(({ stages }) => stages)])
      await useStage(fingerprint, user);
  }
  for (const { scenario, date, path } of await scenarioRecords(store)) {
    const record = await findScenario(store, scenario, date);
    if (record === undefined) unread.push(`${path} is damaged or of another version`);
    for (const { fingerprint } of record?.stages ?? []) await useStage(fingerprint, `${scenario} ${date}`);
  }
  return { users: new Map([...users].map(([print, each]) => [print, [...each]])), unread };
}

/** The results that an overlay's rows lie in, itself among them; none for rows in files of their own. */
function standsOn(manifest: Manifest): readonly string[] {
  const overlay = overlayOf(manifest);
  return overlay === undefined ? [] : [overlay.base, ...overlay.segments.map(({ result }) => result)];
}
