/**
 * `plimsoll run`: reads what changed, calculates what depends on it, and shows the metrics: base, and `reported` beside it where approved
 * rules are in force on the date. Both are recorded as acts of the control log.
 */

import { withSession } from '../../run/open-session.ts';
import { recordAt } from '../../run/record.ts';
import { type RunResult, runDate } from '../../run/run.ts';
import type { Session } from '../../run/session.ts';
import { changeBase } from '../../scenario/late-data.ts';
import type { MetricMove } from '../../scenario/metric-moves.ts';
import type { CommandContext, Options } from '../context.ts';
import { actingUser, openControl } from '../control.ts';
import { dateOf } from '../date.ts';
import { movesSince } from '../former-run.ts';
import { modeOf } from '../mode.ts';
import { recordRun } from '../record-run.ts';
import { computeReported, printReported, type Reported, reportedJson } from '../reported.ts';
import { type MetricsView, metricsView, printMetrics } from '../view/metrics.ts';
import { withMissing } from '../view/missing.ts';
import { movesJson, printMoves } from '../view/moves.ts';
import { overpledgedJson, warnOverpledged } from '../view/overpledged.ts';
import { inputJson, printRun, warnRejects } from '../view/run.ts';
import { unclassifiedJson, warnUnclassified } from '../view/unclassified.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const user = actingUser(options);
  await withSession(folder, async (session) => {
    const date = dateOf(options, session.project);
    const nowMs = (): number => performance.now();
    const mode = modeOf(options);
    const former = await recordAt(session.store, date);
    const result = await runDate(session, {
      date,
      verify: options['verify'] === true,
      persist: true,
      nowMs,
      onProgress: output.progress,
      ...(mode === 'full'
        ? { wholeOnly: true }
        : { changeBase: (tables) => changeBase(session, date, tables, { mode, nowMs }) }),
    }).catch(async (error: unknown) => {
      throw await withMissing(session, date, error);
    });
    output.endProgress();
    const control = await openControl(session.store.root);
    await recordRun(session, control, { user, record: result.record });
    const base = await metricsView(session, result.record);
    printRun(result, output);
    const moves = await movesSince(session, former, result.record);
    printSince(moves, result, output);
    const reported = await computeReported(session, result.record, control, mode).catch((error: unknown) => {
      // The base stands, whatever is wrong with a rule.
      printBoth(base, null, output);
      throw error;
    });
    if (reported !== null)
      await recordRun(session, control, { user, record: result.record, scenario: reported.scenario });
    printBoth(base, reported, output);
    output.result({
      ...document(session, result, base, reported),
      moves: moves === null ? null : movesJson(moves),
    });
    tell(result, output);
  });
}

function printBoth(
  base: MetricsView | null,
  reported: Reported | null,
  output: CommandContext['output'],
): void {
  if (reported !== null) printReported(reported, output);
  if (base !== null) printMetrics(base, output, reported?.metrics ?? null);
}

/** What differs from the run before, where the input or the pipeline is another. */
function printSince(
  moves: readonly MetricMove[] | null,
  { record }: RunResult,
  output: CommandContext['output'],
): void {
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
    stages: result.steps.map(({ durationMs, ...step }) => ({ ...step, duration_ms: Math.round(durationMs) })),
    metrics: base,
    reported: reported === null ? null : reportedJson(reported),
    unclassified: unclassifiedJson(verdict.unclassified),
    overpledged: overpledgedJson(verdict.overpledged),
    refused:
      verdict.refusal === null ? null : { code: verdict.refusal.code, message: verdict.refusal.message },
    import_ms: Math.round(result.importMs),
    calculate_ms: Math.round(result.calculateMs),
  };
}

/** What a reader of the figures must know beside them. */
function tell(result: RunResult, output: CommandContext['output']): void {
  const { verdict, record } = result;
  warnRejects(result, output);
  warnOverpledged(verdict.overpledged, record.reportingCurrency, output);
  warnUnclassified(verdict.unclassified, record.reportingCurrency, output);
  if (verdict.refusal === null) return;
  output.warn(verdict.refusal.message);
  process.exitCode = verdict.refusal.exit;
}
