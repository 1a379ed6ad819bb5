/** `plimsoll run`: reads what changed, calculates what depends on it, and shows the metrics. */

import type { StoredTable } from '../../run/inputs.ts';
import { withSession } from '../../run/open-session.ts';
import { type RunResult, runDate } from '../../run/run.ts';
import type { CommandContext, Options } from '../context.ts';
import { dateOf } from '../date.ts';
import { metricsView, printMetrics } from '../view/metrics.ts';
import { withMissing } from '../view/missing.ts';
import { overpledgedJson, warnOverpledged } from '../view/overpledged.ts';
import { seconds } from '../view/seconds.ts';
import { unclassifiedJson, warnUnclassified } from '../view/unclassified.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  await withSession(folder, async (session) => {
    const date = dateOf(options, session.project);
    const result = await runDate(session, {
      date,
      verify: options['verify'] === true,
      persist: true,
      nowMs: () => performance.now(),
      onProgress: output.progress,
    }).catch(async (error: unknown) => {
      throw await withMissing(session, date, error);
    });
    output.endProgress();
    const metrics = await metricsView(session, result.record);
    const { verdict } = result;
    output.result({
      date,
      pipeline: result.record.pipeline,
      inputs: result.tables.map(inputJson),
      stages: result.steps.map(({ durationMs, ...step }) => ({
        ...step,
        duration_ms: Math.round(durationMs),
      })),
      metrics,
      unclassified: unclassifiedJson(verdict.unclassified),
      overpledged: overpledgedJson(verdict.overpledged),
      refused:
        verdict.refusal === null ? null : { code: verdict.refusal.code, message: verdict.refusal.message },
      import_ms: Math.round(result.importMs),
      calculate_ms: Math.round(result.calculateMs),
    });
    printRun(result, output);
    if (metrics !== null) printMetrics(metrics, output);
    warnRejects(result, output);
    warnOverpledged(verdict.overpledged, result.record.reportingCurrency, output);
    warnUnclassified(verdict.unclassified, result.record.reportingCurrency, output);
    if (verdict.refusal === null) return;
    output.warn(verdict.refusal.message);
    process.exitCode = verdict.refusal.exit;
  });
}

function inputJson(stored: StoredTable): unknown {
  const { rows, rejects, sources, amountColumn } = stored.summary;
  return {
    table: stored.table.name,
    fingerprint: stored.fingerprint,
    state: stored.state,
    rows,
    rejected: rejects?.rows ?? 0,
    amount_column: amountColumn,
    sources: sources.map(({ files, ...source }) => ({
      ...source,
      files: files.map(({ setAside, ...file }) => ({ ...file, set_aside: setAside })),
    })),
  };
}

function printRun(result: RunResult, output: CommandContext['output']): void {
  const given = result.tables.filter((stored) => stored.summary.sources.length > 0);
  output.table(
    [
      { title: 'input', align: 'left' },
      { title: 'read', align: 'right' },
      { title: 'accepted', align: 'right' },
      { title: 'rejected', align: 'right' },
      { title: 'filtered', align: 'right' },
      { title: 'set aside', align: 'right' },
      { title: '', align: 'left' },
    ],
    given.map((stored) => [...recordCounts(stored), stored.state === 'stored' ? 'unchanged' : 'imported']),
  );
  output.line();
  const computed = result.steps.filter((step) => step.state === 'compute');
  if (computed.length === 0 && given.every((stored) => stored.state === 'stored')) {
    output.line(
      `Nothing has changed since an earlier run for this date, so nothing was computed (${seconds(result.importMs + result.calculateMs)}).`,
    );
  } else {
    const stages = computed.map((step) => `${step.stage} ${seconds(step.durationMs)}`).join(', ');
    output.line(
      `Read in ${seconds(result.importMs)}, calculated in ${seconds(result.calculateMs)}${stages === '' ? '' : `: ${stages}`}.`,
    );
  }
  output.line();
}

function recordCounts(stored: StoredTable): readonly (string | number)[] {
  const files = stored.summary.sources.flatMap((source) => source.files);
  const sum = (count: (file: (typeof files)[number]) => number): number =>
    files.reduce((total, file) => total + count(file), 0);
  return [
    stored.table.name,
    sum((file) => file.read.rows),
    sum((file) => file.accepted.rows),
    sum((file) => file.rejected.rows),
    sum((file) => file.filtered.rows),
    sum((file) => Object.values(file.setAside).reduce((total, each) => total + each.rows, 0)),
  ];
}

/** Beside the ratio, because what was rejected is not in it. */
function warnRejects(result: RunResult, output: CommandContext['output']): void {
  const hit = result.tables.filter((stored) => (stored.summary.rejects?.rows ?? 0) > 0);
  if (hit.length === 0) return;
  const parts = hit.map((stored) => `${stored.table.name} ${stored.summary.rejects?.rows ?? 0}`);
  output.warn(
    `REJECTED, and not in these figures: ${parts.join(', ')} records. \`plimsoll show rejects\` says why.`,
  );
  const files = hit.flatMap((stored) => stored.summary.sources.flatMap((source) => source.files));
  const unreadable = files.filter((file) => (file.reasons.encoding ?? 0) > 0).map((file) => file.file);
  if (unreadable.length === 0) return;
  output.warn(
    `Bytes that are no text in the encoding of the file: ${unreadable.join(', ')}. If it was written in Latin-1, say \`csv: { encoding: latin-1 }\` in its source.`,
  );
}
