/** The record of a run: which results its date has, all by fingerprint. */

import { z } from 'zod';
import { fail } from '../errors/error.ts';
import { fingerprint, stageFingerprints } from '../pipeline/fingerprint.ts';
import { failedDates, readRun, readRunFailure, runDates, type Store } from '../store/store.ts';
import { literalSources } from './literal-table.ts';
import { computedPipeline, parameterValues, type Session } from './session.ts';

export interface RunRecord {
  readonly format: 1;
  /** Calculation date, ISO. */
  readonly date: string;
  /** Runs that begin later have higher ones; 0: an earlier version wrote it. */
  readonly number: number;
  readonly pipeline: string;
  readonly reportingCurrency: string;
  readonly jurisdiction: string;
  /** Why the run was refused: a limit that it passes; null: it was not. */
  readonly refusal: string | null;
  /** One print of everything that its stages are computed from. */
  readonly definition: string;
  readonly inputs: readonly { readonly table: string; readonly fingerprint: string }[];
  readonly stages: readonly { readonly stage: string; readonly fingerprint: string; readonly rows: number }[];
}

/** Why the last run of a date failed, and the input that it had read by then. */
export interface RunFailure {
  /** As of a record. */
  readonly number: number;
  readonly message: string;
  readonly inputs: RunRecord['inputs'];
}

/** The failure of the last run for the date; undefined: it did not fail, or what is kept of it is damaged. */
export async function findFailure(store: Store, date: string): Promise<RunFailure | undefined> {
  const parsed = FAILURE.safeParse(await readRunFailure(store, date));
  return parsed.success ? parsed.data : undefined;
}

/** What a run has read, whatever became of it. */
export interface RunInputs {
  readonly date: string;
  readonly inputs: RunRecord['inputs'];
  /** Tables that it ended before are not in `inputs`. */
  readonly failed: boolean;
}

/** The date and the input of the last run for the date, or of the last run at all, one that failed included. Errors: run.none. */
export async function lastInputs(store: Store, date: string | null): Promise<RunInputs> {
  const wanted = date ?? (await lastDate(store));
  const failure = wanted === undefined ? undefined : await findFailure(store, wanted);
  if (wanted !== undefined && failure !== undefined)
    return { date: wanted, inputs: failure.inputs, failed: true };
  const { date: found, inputs } = await findRecord(store, wanted ?? null);
  return { date: found, inputs, failed: false };
}

/** The last date that has a run, one that failed included. */
const lastDate = async (store: Store): Promise<string | undefined> =>
  [...(await runDates(store)), ...(await failedDates(store))].sort().at(-1);

const RECORDED_INPUTS = z.array(z.object({ table: z.string(), fingerprint: z.string() }));

const NUMBER = z.number().int().default(0);

const FAILURE: z.ZodType<RunFailure> = z.object({
  number: NUMBER,
  message: z.string(),
  inputs: RECORDED_INPUTS,
});

/** What the stages of a run are computed from, as one print: pipeline, parameters, reference tables and input. */
export const definitionPrint = (session: Session, date: string, inputs: RunRecord['inputs']): string =>
  fingerprint(runFingerprints(session, date, inputs));

/** The fingerprint of every stage of a run. */
export function runFingerprints(
  session: Session,
  date: string,
  inputs: RunRecord['inputs'],
): Readonly<Record<string, string>> {
  const literal = Object.entries(literalSources(session.referenceTables)).map(([name, source]) => [
    name,
    source.fingerprint,
  ]);
  const stored = inputs.map((input) => [input.table, input.fingerprint]);
  return stageFingerprints(computedPipeline(session), {
    sources: Object.fromEntries([...literal, ...stored]),
    parameters: parameterValues(session.project, date),
    salt: session.project.salt,
  });
}

/** The record for the date, or of the latest date when none is given. Errors: run.none. */
export async function findRecord(store: Store, date: string | null): Promise<RunRecord> {
  const wanted = date ?? (await runDates(store)).at(-1) ?? null;
  const record = wanted === null ? undefined : await recordAt(store, wanted);
  return record ?? fail('run.none', { date });
}

/** undefined: the date has no run, or its record is damaged or of another version. */
export async function recordAt(store: Store, date: string): Promise<RunRecord | undefined> {
  const parsed = RUN_RECORD.safeParse(await readRun(store, date));
  return parsed.success ? parsed.data : undefined;
}

/** What a record says of each kept stage. */
export const RECORDED_STAGES = z.array(
  z.object({ stage: z.string(), fingerprint: z.string(), rows: z.number() }),
);

export const RUN_RECORD: z.ZodType<RunRecord> = z.object({
  format: z.literal(1),
  date: z.string(),
  number: NUMBER,
  pipeline: z.string(),
  reportingCurrency: z.string(),
  jurisdiction: z.string(),
  refusal: z.string().nullable(),
  definition: z.string(),
  inputs: RECORDED_INPUTS,
  stages: RECORDED_STAGES,
});
