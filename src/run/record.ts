/** The record of a run: which results its date has, all by fingerprint. */

import { fail } from '../errors/error.ts';
import { readRun, runDates, type Store } from '../store/store.ts';

export interface RunRecord {
  readonly format: 1;
  /** Calculation date, ISO. */
  readonly date: string;
  readonly pipeline: string;
  readonly reportingCurrency: string;
  readonly jurisdiction: string;
  readonly inputs: readonly { readonly table: string; readonly fingerprint: string }[];
  readonly stages: readonly { readonly stage: string; readonly fingerprint: string; readonly rows: number }[];
}

/** The record for the date, or of the latest date when none is given. Errors: run.none. */
export async function findRecord(store: Store, date: string | null): Promise<RunRecord> {
  const wanted = date ?? (await runDates(store)).at(-1) ?? null;
  const record = wanted === null ? undefined : await readRun(store, wanted);
  if (record === undefined) return fail('run.none', { date });
  // Written by writeRun of this version; another format would be refused here.
  return record as RunRecord;
}
