/**
 * Which of several runs of one date stands: the one that began last, whichever ends last. It has read the newest files.
 *
 * Every run gets a number when it begins, before it reads anything. A clock would not do: it may be set back, and machines have several.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../control/lock.ts';
import { fail } from '../errors/error.ts';
import { unlessCode } from '../std/unless-code.ts';
import { replaceFile } from '../store/replace-file.ts';
import { type Store, writeRun, writeRunFailure } from '../store/store.ts';
import { findFailure, type RunFailure, type RunRecord, recordAt } from './record.ts';
import { keepSparkRun, type SparkRun } from './spark-run.ts';

/** A holder needs some milliseconds. */
const WAIT_MS = 10_000;

const locked = <T>({ root }: Store, work: () => Promise<T>): Promise<T> =>
  withLock(join(root, 'runs', 'lock'), { since: new Date().toISOString(), waitMs: WAIT_MS }, work);

/** The number of a run that begins now: higher than that of every run which began before. Errors: control.locked. */
export const beginRun = (store: Store, date: string): Promise<number> =>
  locked(store, async () => {
    const path = join(store.root, 'runs', 'begun');
    const text = (await readFile(path, 'utf8').catch(unlessCode('ENOENT'))) ?? '';
    const counted = /^\d{1,15}$/.test(text.trim()) ? Number.parseInt(text, 10) : 0;
    // Where somebody has removed the count, what is kept still tells.
    const kept = [(await recordAt(store, date))?.number, (await findFailure(store, date))?.number];
    const number = Math.max(counted, ...kept.map((each) => each ?? 0)) + 1;
    await replaceFile(path, `${number}\n`);
    return number;
  });

/**
 * Keeps the record as that of its date's last run, with what a Spark server did for it, unless a run that began later is kept already. That one having computed the same is no error.
 * Errors: run.overtaken, control.locked.
 */
export const keepRecord = (store: Store, record: RunRecord, spark: SparkRun | null = null): Promise<void> =>
  locked(store, async () => {
    const { date, number, definition } = record;
    const standing = await recordAt(store, date);
    if (standing !== undefined && standing.number > number) {
      if (standing.definition !== definition) fail('run.overtaken', { date });
      return;
    }
    await writeRun(store, date, record);
    const failure = await findFailure(store, date);
    // One that began later and failed is still the last run.
    if (failure === undefined || failure.number <= number) await writeRunFailure(store, date, null);
    // No figure hangs on it, and the run is kept.
    if (spark !== null) await keepSparkRun(store, spark).catch(() => undefined);
  });

/** Keeps what a server did for a run, unless that of a run is there which began later. Errors: control.locked. */
export const keepSparkPart = (store: Store, spark: SparkRun): Promise<void> =>
  locked(store, () => keepSparkRun(store, spark));

/** Keeps why a run failed, unless a run of the date that began later has ended already. Errors: control.locked. */
export const keepFailure = (store: Store, date: string, failure: RunFailure): Promise<void> =>
  locked(store, async () => {
    const ended = [await recordAt(store, date), await findFailure(store, date)];
    if (ended.some((each) => each !== undefined && each.number > failure.number)) return;
    await writeRunFailure(store, date, failure);
  });
