/** The scenario `reported` of a run: all approved rules that are in force on its date. */

import type { PlimsollError } from '../errors/error.ts';
import type { BaseEngine } from '../run/base-engine.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { readUnclassified, tooMuchUnclassified, type Unclassified } from '../run/verdict.ts';
import { type Adjustment, adjust } from '../scenario/adjust.ts';
import { checkedInForce, type OpenScenario, openScenario } from '../scenario/open-scenario.ts';
import { REPORTED, scenarioMeaning } from '../scenario/scenario-meaning.ts';
import type { Mode } from '../scenario/work.ts';
import type { Control } from './control.ts';
import type { Output } from './output.ts';
import { stageJson, totalMs } from './view/adjustment.ts';
import { type MetricsView, metricsView } from './view/metrics.ts';
import { seconds } from './view/seconds.ts';
import { unclassifiedJson, warnUnclassified } from './view/unclassified.ts';

export interface Reported {
  readonly scenario: OpenScenario;
  readonly adjustment: Adjustment;
  readonly metrics: MetricsView | null;
  readonly unclassified: readonly Unclassified[];
  /** Why nothing is reported of it, as of a base. */
  readonly refusal: PlimsollError | null;
}

/** Computed, and kept as what `reported` is on the date; null where no approved rule is in force. */
export async function computeReported(
  session: Session,
  run: RunRecord,
  control: Control,
  mode: Mode,
  server?: BaseEngine,
): Promise<Reported | null> {
  const meaning = await scenarioMeaning(control.log, control.state, REPORTED);
  if (checkedInForce(session, run, meaning.documents).length === 0) return null;
  const nowMs = (): number => performance.now();
  const { documents } = meaning;
  const adjustment = await adjust(session, run, {
    scenario: REPORTED,
    documents,
    mode,
    keep: true,
    nowMs,
    ...(server === undefined ? {} : { server }),
  });
  const scenario = await openScenario(session, run, meaning, nowMs);
  const unclassified = await readUnclassified(session, run, scenario.relationOf);
  const refusal = tooMuchUnclassified(session, unclassified);
  return { scenario, adjustment, metrics: await metricsView(session, run, scenario), unclassified, refusal };
}

export const reportedJson = ({ adjustment, metrics, unclassified, refusal }: Reported) => ({
  rules: adjustment.inForce.map(({ rule, hash }) => ({ rule_id: rule, hash })),
  from: adjustment.from,
  stages: adjustment.stages.map(stageJson),
  metrics,
  unclassified: unclassifiedJson(unclassified),
  refused: refusal === null ? null : { code: refusal.code, message: refusal.message },
  ms: Math.round(totalMs(adjustment.phases)),
});

export function printReported({ adjustment }: Reported, output: Output): void {
  const { inForce, stages, phases, from } = adjustment;
  const rules = inForce.map(({ rule }) => rule).join(', ');
  const computed = stages.filter(({ how }) => how === 'delta' || how === 'full' || how === 'whole');
  const how =
    computed.length === 0
      ? 'nothing to compute'
      : `from ${from}: ${computed.map((stage) => `${stage.stage} ${seconds(stage.durationMs)}`).join(', ')}`;
  const count = `${inForce.length} approved ${inForce.length === 1 ? 'rule' : 'rules'} in force`;
  output.line(`reported: ${count} (${rules}), ${seconds(totalMs(phases))}, ${how}.`);
  output.line();
}

/** Where the rules leave more without a line than base: what base has is told of it. Returns the exit code; undefined where nothing is wrong. */
export function tellReported(
  { unclassified, refusal }: Reported,
  base: readonly Unclassified[],
  currency: string,
  output: Output,
): number | undefined {
  if (JSON.stringify(unclassified) === JSON.stringify(base)) return undefined;
  output.warn('Of `reported`, with the approved rules:');
  warnUnclassified(unclassified, currency, output);
  if (refusal === null) return undefined;
  output.warn(refusal.message);
  return refusal.exit;
}
