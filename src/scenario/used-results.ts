/**
 * Which results are needed: those of the last run of each date, also of one that failed, those of scenarios, what was pinned, and what their
 * overlays stand on. Where a record can't be read, or a needed overlay is damaged or of an earlier version, nobody knows what else is needed.
 */

import { findFailure, recordAt } from '../run/record.ts';
import { overlayName } from '../run/stored-stage.ts';
import type { Manifest } from '../store/manifest.ts';
import { overlayOf } from '../store/overlay.ts';
import { failedDates, lookAt, runDates, type Store } from '../store/store.ts';
import { readPins } from './pins.ts';
import { findScenario, scenarioRecords } from './record.ts';

/** Who needs a result. `name`: of a scenario or a pin. */
export type ResultUser =
  | { readonly kind: 'run' | 'failed run'; readonly date: string }
  | { readonly kind: 'scenario' | 'pin'; readonly name: string; readonly date: string };

/** As people and programs read it, for example `run 2024-01-31`. */
export function userText(user: ResultUser): string {
  if (user.kind === 'scenario') return `${user.name} ${user.date}`;
  return user.kind === 'pin' ? `pin ${user.name} ${user.date}` : `${user.kind} ${user.date}`;
}

/** What may need results that nobody knows of. */
export interface UnreadPart {
  /** Of the result that it is; null: it is a record. */
  readonly fingerprint: string | null;
  readonly text: string;
}

export interface UsedResults {
  /** By the name of a result's folder who needs it. */
  readonly users: ReadonlyMap<string, readonly ResultUser[]>;
  /** Records and results that can't be read; none: `users` has all. */
  readonly unread: readonly UnreadPart[];
}

export async function usedResults(store: Store): Promise<UsedResults> {
  const users = new Map<string, Set<ResultUser>>();
  const unread: UnreadPart[] = [];
  const use = async (fingerprint: string, user: ResultUser): Promise<void> => {
    const known = users.get(fingerprint) ?? new Set();
    if (known.has(user)) return;
    users.set(fingerprint, known.add(user));
    const { damage, older, manifest } = await lookAt(store, fingerprint);
    const result = `result ${fingerprint} of ${userText(user)}`;
    if (damage !== undefined) unread.push({ fingerprint, text: `${result}: ${damage}` });
    if (older !== undefined) unread.push({ fingerprint, text: `${result} ${older}` });
    for (const under of manifest === undefined ? [] : standsOn(manifest)) await use(under, user);
  };
  const useStage = async (fingerprint: string, user: ResultUser): Promise<void> => {
    for (const name of [fingerprint, overlayName(fingerprint)]) await use(name, user);
  };
  for (const date of await runDates(store)) {
    const record = await recordAt(store, date);
    const user: ResultUser = { kind: 'run', date };
    if (record === undefined) unread.push(unreadRecord(`runs/${date}.json`));
    for (const { fingerprint } of record?.inputs ?? []) await use(fingerprint, user);
    for (const { fingerprint } of record?.stages ?? []) await useStage(fingerprint, user);
  }
  for (const date of await failedDates(store)) {
    const failure = await findFailure(store, date);
    const user: ResultUser = { kind: 'failed run', date };
    if (failure === undefined) unread.push(unreadRecord(`runs/${date}.failed`));
    for (const { fingerprint } of failure?.inputs ?? []) await use(fingerprint, user);
  }
  const pins = await readPins(store);
  unread.push(...pins.unread.map(unreadRecord));
  for (const { name, run, scenarios } of pins.pins) {
    const user: ResultUser = { kind: 'pin', name, date: run.date };
    for (const { fingerprint } of run.inputs) await use(fingerprint, user);
    for (const { fingerprint } of [...run.stages, ...scenarios.flatMap(({ stages }) => stages)])
      await useStage(fingerprint, user);
  }
  for (const { scenario, date, path } of await scenarioRecords(store)) {
    const record = await findScenario(store, scenario, date);
    const user: ResultUser = { kind: 'scenario', name: scenario, date };
    if (record === undefined) unread.push(unreadRecord(path));
    for (const { fingerprint } of record?.stages ?? []) await useStage(fingerprint, user);
  }
  return { users: new Map([...users].map(([print, each]) => [print, [...each]])), unread };
}

const unreadRecord = (path: string): UnreadPart => ({
  fingerprint: null,
  text: `${path} is damaged or of another version`,
});

/** The results that an overlay's rows lie in, itself among them; none for rows in files of their own. */
function standsOn(manifest: Manifest): readonly string[] {
  const overlay = overlayOf(manifest);
  return overlay === undefined ? [] : [overlay.base, ...overlay.segments.map(({ result }) => result)];
}
