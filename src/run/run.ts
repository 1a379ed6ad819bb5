/**
 * A run: from a project and a date to stored results and a record of what they were made from.
 *
 * 1. Each dictionary table that the pipeline reads is imported, or found by the content of its files.
 * 2. The plan says which stages are computed; those whose fingerprint lies in the store are not.
 * 3. The record of the run names every result by fingerprint; `show` reads it.
 */

import { ENTITY } from '../dictionary/parties.ts';
import type { ImportResult } from '../input/result.ts';
import { fingerprint } from '../pipeline/fingerprint.ts';
import { buildPlan, keptStages } from '../plan/build-plan.ts';
import { SMALL_ROWS, type SourceRelation } from '../plan/pieces.ts';
import type { Plan } from '../plan/plan.ts';
import { resultFolder, type SeenDamage, type Store } from '../store/store.ts';
import { type BaseEngine, besideSpark, onDuckDb } from './base-engine.ts';
import { type ExecuteContext, executePlan, type StepOutcome, type WrittenPart } from './execute.ts';
import { type StoredTable, storeTable } from './inputs.ts';
import { refuseUnknownJurisdiction } from './jurisdiction.ts';
import { literalSources } from './literal-table.ts';
import { type RunRecord, runFingerprints } from './record.ts';
import { keepRejectLimits } from './reject-limits.ts';
import { computedPipeline, dictionaryTables, parameterValues, type Session } from './session.ts';
import type { SparkRun } from './spark-run.ts';
import { hasWork, sparkRunOf, withPages } from './spark-work.ts';
import { beginRun, keepFailure, keepRecord, keepSparkPart } from './standing-run.ts';
import { readKept, storedDamage } from './stored-stage.ts';
import { judgeRun, type Verdict } from './verdict.ts';

export interface RunOptions {
  /** ISO date. */
  readonly date: string;
  readonly verify: boolean;
  /** false: persistent stages that are not outputs are not kept. */
  readonly persist: boolean;
  /** Called when every table of the input is stored. */
  readonly onInput?: () => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs: () => number;
  readonly onProgress: (text: string) => void;
  /** true: results that stand on those of another run are computed from nothing. */
  readonly wholeOnly?: boolean;
  /** Where stages are computed; left out: on the embedded engine. */
  readonly base?: BaseEngine;
  /** Computes stages of the new input from those of the run before, into the store. Left out: all that is not stored is computed whole. */
  readonly changeBase?: (tables: readonly StoredTable[]) => Promise<readonly ChangedStage[]>;
  /** Takes away what may have been computed from damaged results, given their fingerprints and those of the run's stages. */
  readonly onDamage?: (damaged: readonly string[], prints: readonly string[]) => Promise<void>;
}

/** A kept stage that was computed from its rows in an earlier run. */
export interface ChangedStage {
  readonly stage: string;
  /** Rows that differ; null: it was computed whole after all. */
  readonly changed: number | null;
  readonly durationMs: number;
}

export interface RunResult {
  readonly record: RunRecord;
  readonly verdict: Verdict;
  readonly tables: readonly StoredTable[];
  readonly steps: readonly StepOutcome[];
  /** What a Spark server did for it; null: nothing. */
  readonly spark: SparkRun | null;
  /** Stored results that are damaged, and hence not used. */
  readonly damaged: readonly { readonly name: string; readonly problem: string }[];
  readonly importMs: number;
  readonly calculateMs: number;
}

/** Computes a date and keeps its record, which `show` reads. Errors: those of computeDate and keepRun. */
export async function runDate(session: Session, options: RunOptions): Promise<RunResult> {
  const result = await computeDate(session, options);
  await keepRun(session.store, result);
  return result;
}

/** Errors: run.overtaken, when a run of the date that began later has ended, and with other results. Its record stands then. */
export const keepRun = (store: Store, { record, spark }: RunResult): Promise<void> =>
  keepRecord(store, record, spark);

type BegunRun = Pick<RunRecord, 'date' | 'number'>;

/** What a run has done so far, for one that fails. */
interface Done {
  /** As each is stored, so that its rejects can be shown. */
  readonly tables: StoredTable[];
  readonly parts: WrittenPart[];
}

/** Errors: those of input, pipeline and engine. A run that fails leaves the results that were finished. */
export async function computeDate(session: Session, options: RunOptions): Promise<RunResult> {
  const run = { date: options.date, number: await beginRun(session.store, options.date) };
  const done: Done = { tables: [], parts: [] };
  try {
    return await finishRun(session, options, run, done);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Where that can't be kept either, what ended the run is what counts.
    await keepFailed(session, options, run, done, message).catch(() => undefined);
    throw error;
  }
}

async function keepFailed(
  session: Session,
  options: RunOptions,
  run: BegunRun,
  { tables, parts }: Done,
  message: string,
): Promise<void> {
  const { date, number } = run;
  await keepFailure(session.store, date, { number, message, inputs: inputsOf(tables) });
  const spark = await sparkPart(session, options, run, parts, message);
  // One that failed before Spark did anything takes no other's place.
  if (spark !== null && hasWork(spark)) await keepSparkPart(session.store, spark);
}

async function finishRun(
  session: Session,
  options: RunOptions,
  run: BegunRun,
  { tables, parts }: Done,
): Promise<RunResult> {
  const startMs = options.nowMs();
  refuseUnknownJurisdiction(session, options.date);
  await storeTables(session, options, tables);
  options.onInput?.();
  await keepRejectLimits(session, options.date, tables);
  const importedMs = options.nowMs();
  const fingerprints = runFingerprints(session, options.date, inputsOf(tables));
  const damaged = await damagedResults(session, tables, fingerprints, options.base?.sharesParts ?? true);
  const read = damaged.filter(({ isReadable }) => isReadable);
  if (read.length > 0) {
    const prints = read.map((each) => each.fingerprint);
    await options.onDamage?.(prints, Object.values(fingerprints));
  }
  const changes = (read.length === 0 ? await options.changeBase?.(tables) : undefined) ?? [];
  const plan = await planRun(session, options, tables, fingerprints);
  const executed = await executePlan(plan, {
    engine: options.base?.engine ?? session.engine,
    ...(await smallSteps(session, options, tables, fingerprints)),
    store: session.store,
    pipeline: computedPipeline(session),
    nowMs: options.nowMs,
    onStep: (step, index, count) => {
      if (step.state === 'compute')
        options.onProgress(`Calculating ${step.stage} (${index + 1} of ${count})`);
    },
    onPart: (part) => parts.push(part),
  });
  const steps = executed.map((step) => withChange(step, changes));
  const unjudged = await recordOf(session, run, tables, fingerprints);
  const verdict = await judgeRun(session, unjudged, summaries(tables));
  const record = { ...unjudged, refusal: verdict.refusal?.message ?? null };
  const spark = await sparkPart(session, options, run, parts, null);
  return {
    record,
    verdict,
    tables,
    steps,
    spark,
    damaged: damaged.map(({ name, problem }) => ({ name, problem })),
    importMs: importedMs - startMs,
    calculateMs: options.nowMs() - importedMs,
  };
}

/** The pages hear of a statement within some hundred milliseconds of its end. A run does not wait long for pages that never answer: what they know may be asked for later. */
const PAGES = { patienceMs: 3000, timeoutMs: 10_000 };

async function sparkPart(
  { project }: Session,
  { base, onProgress }: RunOptions,
  run: BegunRun,
  parts: readonly WrittenPart[],
  failure: string | null,
): Promise<SparkRun | null> {
  const spark = base === undefined ? null : sparkRunOf(run, parts, base, failure);
  if (spark === null) return null;
  onProgress('Asking Spark what it did');
  return withPages(spark, { ui: project.spark.ui, ...PAGES });
}

/** What is small is computed beside a server, in this process. */
export async function smallSteps(
  session: Session,
  options: Pick<RunOptions, 'date' | 'persist' | 'wholeOnly' | 'base'>,
  tables: readonly StoredTable[],
  fingerprints: Readonly<Record<string, string>>,
): Promise<Pick<ExecuteContext, 'small' | 'settingsOf'>> {
  const { base } = options;
  if (base === undefined) return {};
  const { settingsOf, smallRows: rowsMax } = base;
  if (rowsMax === 0) return { settingsOf };
  const beside = besideSpark(session.engine);
  const { steps } = await planRun(session, { ...options, base: beside }, tables, fingerprints);
  const sources = Object.entries(sourceRelations(session, tables, beside));
  const sourceRows = Object.fromEntries(sources.map(([name, { rows }]) => [name, rows]));
  return { settingsOf, small: { engine: session.engine, rowsMax, steps, sourceRows } };
}

function withChange(step: StepOutcome, changes: readonly ChangedStage[]): StepOutcome {
  const change = changes.find((each) => each.stage === step.stage);
  if (change === undefined || step.state !== 'stored') return step;
  const durationMs = step.durationMs + change.durationMs;
  return change.changed === null
    ? { ...step, state: 'compute', durationMs }
    : { ...step, state: 'changed', changed: change.changed, durationMs };
}

/** The steps that a run on the date would take, given the imported tables. */
export async function planRun(
  session: Session,
  options: Pick<RunOptions, 'date' | 'persist' | 'wholeOnly' | 'base'>,
  tables: readonly StoredTable[],
  fingerprints = runFingerprints(session, options.date, inputsOf(tables)),
): Promise<Plan> {
  const base = options.base ?? onDuckDb(session.engine);
  const { dialect, sharesParts, keepsOrder } = base;
  const sources = sourceRelations(session, tables, base);
  const parameters = parameterValues(session.project, options.date);
  const pipeline = computedPipeline(session);
  const kept = keptStages({ pipeline, persist: true, sharesParts });
  const stored = new Map<string, string>();
  for (const [name, stage] of await readKept(session.store, pipeline, fingerprints, kept)) {
    const print = fingerprints[name] ?? '';
    const isUsed = stage.parent === print || (options.wholeOnly !== true && base.readsOverlays);
    if (isUsed) stored.set(print, base.storedRows(stage, resultFolder(session.store, print)));
  }
  return buildPlan({
    pipeline,
    fingerprints,
    isStored: (print) => stored.has(print),
    sources,
    parameters,
    // What is not stored will be written there by an earlier step.
    resultRelation: (print) => stored.get(print) ?? base.resultRows(resultFolder(session.store, print), null),
    persist: options.persist,
    smallRows: SMALL_ROWS,
    dialect,
    sharesParts,
    keepsOrder,
  });
}

/** Where the rows of every source of the pipeline lie. */
export function sourceRelations(
  session: Session,
  tables: readonly StoredTable[],
  base: BaseEngine = onDuckDb(session.engine),
): Readonly<Record<string, SourceRelation>> {
  return { ...literalSources(session.referenceTables, base.dialect), ...storedSources(tables, base) };
}

/** Imports what has changed; entities first. */
export async function storeTables(
  session: Session,
  options: Pick<RunOptions, 'date' | 'verify' | 'onProgress'>,
  stored: StoredTable[] = [],
): Promise<readonly StoredTable[]> {
  const context = {
    engine: session.engine,
    store: session.store,
    salt: session.project.salt,
    verify: options.verify,
    parameters: {
      calculationDate: options.date,
      reportingCurrency: session.project.reportingCurrency,
      jurisdiction: session.project.jurisdiction,
    },
  };
  for (const table of dictionaryTables(session)) {
    options.onProgress(`Reading ${table.name}`);
    const entities = stored.find((each) => each.table.name === ENTITY.name) ?? null;
    const sources = await session.sourcesOf(table.name, options.date);
    stored.push(await storeTable(table, sources, entities, context));
  }
  return stored;
}

function storedSources(
  tables: readonly StoredTable[],
  base: BaseEngine,
): Readonly<Record<string, SourceRelation>> {
  return Object.fromEntries(
    tables.map(({ table, fingerprint: print, result }): [string, SourceRelation] => {
      return [
        table.name,
        {
          fingerprint: print,
          rows: result.manifest.rows,
          relation: base.resultRows(
            result.folder,
            result.manifest.files.map(({ path }) => path),
          ),
          order: result.manifest.order,
        },
      ];
    }),
  );
}

interface DamagedResult extends SeenDamage {
  readonly fingerprint: string;
  readonly name: string;
}

/** Looked for before anything takes their place. */
async function damagedResults(
  session: Session,
  tables: readonly StoredTable[],
  fingerprints: Readonly<Record<string, string>>,
  sharesParts: boolean,
): Promise<readonly DamagedResult[]> {
  const damaged = tables.flatMap(({ table, fingerprint: print, damage }): readonly DamagedResult[] =>
    damage === null ? [] : [{ fingerprint: print, name: table.name, ...damage }],
  );
  const { store } = session;
  const pipeline = computedPipeline(session);
  const kept = keptStages({ pipeline, persist: true, sharesParts });
  const sound = await readKept(store, pipeline, fingerprints, kept);
  for (const name of kept.keys()) {
    const print = fingerprints[name] ?? '';
    const damage = sound.has(name) ? undefined : await storedDamage(store, print);
    if (damage !== undefined) damaged.push({ fingerprint: print, name, ...damage });
  }
  return damaged;
}

/** Every kept stage is in it, also those that a run which finds its outputs never looks at. */
async function recordOf(
  session: Session,
  run: BegunRun,
  tables: readonly StoredTable[],
  fingerprints: Readonly<Record<string, string>>,
): Promise<RunRecord> {
  const kept = await readKept(session.store, computedPipeline(session), fingerprints);
  return {
    format: 1,
    ...run,
    pipeline: session.pipeline.name,
    reportingCurrency: session.project.reportingCurrency,
    jurisdiction: session.project.jurisdiction,
    refusal: null,
    definition: fingerprint(fingerprints),
    inputs: inputsOf(tables),
    stages: [...kept].map(([stage, { rows }]) => ({
      stage,
      fingerprint: fingerprints[stage] ?? '',
      rows,
    })),
  };
}

const inputsOf = (tables: readonly StoredTable[]): RunRecord['inputs'] =>
  tables.map(({ table, fingerprint: print }) => ({ table: table.name, fingerprint: print }));

const summaries = (tables: readonly StoredTable[]): readonly ImportResult[] =>
  tables.map((stored) => stored.summary);
