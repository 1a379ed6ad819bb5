/** The scenario `reported` of a run: all approved rules that are in force on its date. */

import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { type Adjustment, adjust } from '../scenario/adjust.ts';
import { checkedInForce, type OpenScenario, openScenario } from '../scenario/open-scenario.ts';
import { REPORTED, scenarioMeaning } from '../scenario/scenario-meaning.ts';
import type { Mode } from '../scenario/work.ts';
import type { Control } from './control.ts';
import type { Output } from './output.ts';
import { stageJson, totalMs } from './view/adjustment.ts';
import { type MetricsView, metricsView } from './view/metrics.ts';
import { seconds } from './view/seconds.ts';

export interface Reported {
  readonly scenario: OpenScenario;
  readonly adjustment: Adjustment;
  readonly metrics: MetricsView | null;
}

/** Computed, and kept as what `reported` is on the date; null where no approved rule is in force. */
export async function computeReported(
  session: Session,
  run: RunRecord,
  control: Control,
  mode: Mode,
): Promise<Reported | null> {
  const meaning = await scenarioMeaning(control.log, control.state, REPORTED);
  if (checkedInForce(session, run, meaning.documents).length === 0) return null;
  const nowMs = (): number => performance.now();
  const { documents } = meaning;
  const adjustment = await adjust(session, run, { scenario: REPORTED, documents, mode, keep: true, nowMs });
  const scenario = await openScenario(session, run, meaning, nowMs);
  return { scenario, adjustment, metrics: await metricsView(session, run, scenario) };
}

export const reportedJson = ({ adjustment, metrics }: Reported) => ({
  rules: adjustment.inForce.map(({ rule, hash }) => ({ rule_id: rule, hash })),
  from: adjustment.from,
  stages: adjustment.stages.map(stageJson),
  metrics,
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
