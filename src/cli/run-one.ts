/** One date's run as `plimsoll run` does it: calculated, recorded, printed; and as one JSON document. */

import type { BaseEngine } from '../run/base-engine.ts';
import { type RunRecord, recordAt } from '../run/record.ts';
import { computeDate, keepRun, type RunOptions, type RunResult } from '../run/run.ts';
import type { Session } from '../run/session.ts';
import { setDerivedAside } from '../scenario/derived-results.ts';
import { changeBase } from '../scenario/late-data.ts';
import type { MetricMove } from '../scenario/metric-moves.ts';
import { usedResults } from '../scenario/used-results.ts';
import type { Mode } from '../scenario/work.ts';
import { openControl } from './control.ts';
import { inputsBefore, movesSince } from './former-run.ts';
import type { Output } from './output.ts';
import { recordRun } from './record-run.ts';
import { computeReported, printReported, type Reported, reportedJson, tellReported } from './reported.ts';
import { tellEliminated, warnWithItself, withItselfJson } from './view/eliminated.ts';
import { type MetricsView, metricsView, printMetrics } from './view/metrics.ts';
import { withMissing } from './view/missing.ts';
import { movesJson, printMoves } from './view/moves.ts';
import { overpledgedJson, uncoveredJson, warnOverpledged, warnUncovered } from './view/pledges.ts';
import { inputJson, printRun, warnGone, warnRejects, warnUnused } from './view/run.ts';
import { unclassifiedJson, warnUnclassified } from './view/unclassified.ts';

/** The exit code when another part of the command says `exit`: the higher of both. */
export const worseExit = (exit: number): number =>
  Math.max(exit, typeof process.exitCode === 'number' ? process.exitCode : 0);

export interface RunAsk {
  /** ISO date. */
  readonly date: string;
  readonly verify: boolean;
  readonly mode: Mode;
  readonly user: string;
  /** Where the base is computed; left out: on the embedded engine. */
  readonly base?: BaseEngine;
}

/** The base of a date, and the record of the run before. */
export interface ComputedBase {
  readonly former: RunRecord | undefined;
  readonly result: RunResult;
}

export async function computeBase(
  session: Session,
  { date, verify, mode, base }: RunAsk,
  tell: Pick<RunOptions, 'onProgress' | 'onInput'>,
): Promise<ComputedBase> {
  const nowMs = (): number => performance.now();
  const { store } = session;
  const former = await recordAt(store, date);
  const result = await computeDate(session, {
    ...tell,
    date,
    verify,
    persist: true,
    nowMs,
    onDamage: async (damaged, prints) =>
      void (await setDerivedAside(store, await usedResults(store), damaged, { date, prints })),
    ...(base === undefined ? {} : { base }),
    // What another engine has to compute is computed whole: differences are for the embedded one.
    ...(mode === 'full' || base?.readsOverlays === false
      ? { wholeOnly: true }
      : { changeBase: (tables) => changeBase(session, date, tables, { mode, nowMs }) }),
  });
  return { former, result };
}

/**
 * `computed`: where the base is computed elsewhere. Errors: those of the run and of its approved rules. A run that a limit refuses sets the exit
 * code.
 */
export async function runOne(
  session: Session,
  ask: RunAsk,
  output: Output,
  computed = () => computeBase(session, ask, { onProgress: output.progress }),
) {
  const { date, mode, user } = ask;
  const { former, result } = await computed().catch(async (error: unknown) => {
    throw await withMissing(session, date, error);
  });
  output.endProgress();
  // As late as this, so that no run stands there for long without its act.
  await keepRun(session.store, result);
  // At once, whatever stops the rest: the next run has this one as the run before.
  warnGone(result, await inputsBefore(session, former, date), output);
  const control = await openControl(session.store.root);
  await recordRun(session, control, { user, record: result.record });
  const base = await metricsView(session, result.record);
  printRun(result, output, ask.base);
  for (const { name, problem } of result.damaged)
    output.warn(`The stored result of ${name} is not used: ${problem}.`);
  const moves = await movesSince(session, former, result.record);
  printSince(moves, result, output);
  const reported = await computeReported(session, result.record, control, mode, ask.base).catch(
    (error: unknown) => {
      // The base stands, whatever is wrong with a rule.
      printBoth(base, null, output);
      throw error;
    },
  );
  if (reported !== null)
    await recordRun(session, control, { user, record: result.record, scenario: reported.scenario });
  printBoth(base, reported, output);
  tell(result, output);
  const exit =
    reported === null
      ? undefined
      : tellReported(reported, result.verdict.unclassified, result.record.reportingCurrency, output);
  if (exit !== undefined) process.exitCode = worseExit(exit);
  return { ...document(session, result, base, reported), moves: moves === null ? null : movesJson(moves) };
}

function printBoth(base: MetricsView | null, reported: Reported | null, output: Output): void {
  if (reported !== null) printReported(reported, output);
  if (base !== null) printMetrics(base, output, reported?.metrics ?? null);
}

/** What differs from the run before, where the input or the pipeline is another. */
function printSince(moves: readonly MetricMove[] | null, { record }: RunResult, output: Output): void {
  if (moves === null) return;
  output.line('Base against the run before for this date:');
  output.line();
  printMoves(moves, record.reportingCurrency, output);
  output.line();
}

function document(session: Session, result: RunResult, base: MetricsView | null, reported: Reported | null) {
  const { verdict, record } = result;
  return {
    date: record.date,
    pipeline: session.pipeline.name,
    inputs: result.tables.map(inputJson),
    damaged: result.damaged,
    stages: result.steps.map(({ durationMs, ...step }) => ({
      ...step,
      duration_ms: Math.round(durationMs),
    })),
    metrics: base,
    reported: reported === null ? null : reportedJson(reported),
    unclassified: unclassifiedJson(verdict.unclassified),
    overpledged: overpledgedJson(verdict.overpledged),
    uncovered_pools: uncoveredJson(verdict.uncoveredPools),
    eliminated: verdict.eliminated,
    with_itself: withItselfJson(verdict.withItself),
    refused:
      verdict.refusal === null ? null : { code: verdict.refusal.code, message: verdict.refusal.message },
    import_ms: Math.round(result.importMs),
    calculate_ms: Math.round(result.calculateMs),
  };
}

/** What a reader of the figures must know beside them. */
function tell(result: RunResult, output: Output): void {
  const { verdict, record } = result;
  warnRejects(result, output);
  warnUnused(result, output);
  warnOverpledged(verdict.overpledged, record.reportingCurrency, output);
  warnUncovered(verdict.uncoveredPools, record.reportingCurrency, output);
  tellEliminated(verdict.eliminated, record.reportingCurrency, output);
  warnWithItself(verdict.withItself, record.reportingCurrency, output);
  warnUnclassified(verdict.unclassified, record.reportingCurrency, output);
  if (result.spark !== null && result.spark.problem !== null)
    output.warn(`What Spark did is not known in full: ${result.spark.problem}`);
  if (verdict.refusal === null) return;
  output.warn(verdict.refusal.message);
  process.exitCode = worseExit(verdict.refusal.exit);
}
