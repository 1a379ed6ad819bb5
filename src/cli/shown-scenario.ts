/** The scenario that `show` reads: base as the run left it, or another one, computed where it is not there yet. */

import { PlimsollError } from '../errors/error.ts';
import { baseRelations, type RelationOf } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { checkedInForce, openScenario } from '../scenario/open-scenario.ts';
import { BASE, REPORTED, scenarioMeaning } from '../scenario/scenario-meaning.ts';
import type { Control } from './control.ts';
import type { Output } from './output.ts';

export interface ShownScenario {
  readonly name: string;
  readonly record: RunRecord;
  readonly relationOf: RelationOf;
  /** Stages that are kept, as it has them. */
  readonly stages: RunRecord['stages'];
}

/** Errors: control.unknown_scenario, run.changed, those of the calculation. */
export async function shownScenario(
  session: Session,
  record: RunRecord,
  { log, state }: Control,
  name: string,
): Promise<ShownScenario> {
  if (name === BASE)
    return { name, record, relationOf: baseRelations(session, record), stages: record.stages };
  const meaning = await scenarioMeaning(log, state, name);
  const { side, relationOf } = await openScenario(session, record, meaning, () => performance.now());
  const stages = [...side.stored].map(([stage, { rows }]) => ({
    stage,
    rows,
    fingerprint: side.fingerprints[stage] ?? '',
  }));
  return { name, record, relationOf, stages };
}

/** Whoever reads base must know that it is not what is reported. A rule that does not fit any more is told by `run`, not here. */
export async function noteReported(
  session: Session,
  record: RunRecord,
  { log, state }: Control,
  shown: ShownScenario,
  output: Output,
): Promise<void> {
  if (shown.name !== BASE) return;
  try {
    const { documents } = await scenarioMeaning(log, state, REPORTED);
    const { length } = checkedInForce(session, record, documents);
    if (length === 0) return;
    const rules = length === 1 ? 'approved rule is' : 'approved rules are';
    output.warn(`This is base: ${length} ${rules} not in it. --scenario reported has them.`);
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
  }
}
