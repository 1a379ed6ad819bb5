/** A run becomes an act of the control log: what it was computed from, and a hash of the metrics that came out. */

import { fingerprint } from '../pipeline/fingerprint.ts';
import { readAll } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import type { OpenScenario } from '../scenario/open-scenario.ts';
import { BASE } from '../scenario/scenario-meaning.ts';
import { appendAnywhere, type Control } from './control.ts';

export interface RecordedRun {
  readonly user: string;
  readonly record: RunRecord;
  /** Left out: the base. */
  readonly scenario?: OpenScenario;
}

const METRICS = 'metrics';

export async function recordRun(session: Session, control: Control, run: RecordedRun): Promise<void> {
  const { record, scenario, user } = run;
  const hasMetrics = session.pipeline.stages.some((stage) => stage.name === METRICS);
  const metrics = hasMetrics ? await readAll(session, record, METRICS, scenario?.relationOf) : [];
  await appendAnywhere(control, {
    kind: 'run_recorded',
    user,
    at: new Date().toISOString(),
    reason: null,
    date: record.date,
    scenario: scenario?.name ?? BASE,
    definition: scenario === undefined ? record.definition : fingerprint(scenario.side.fingerprints),
    metrics: fingerprint(metrics),
  });
}
