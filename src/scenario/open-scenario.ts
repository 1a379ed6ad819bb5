/** A scenario of a run, ready to be read: its kept stages are computed where they are not there yet. */

import { fail } from '../errors/error.ts';
import { checkRule } from '../rules/check.ts';
import { type CheckedRule, rulesInForce } from '../rules/rule.ts';
import type { RelationOf } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { parseDate } from '../values/date.ts';
import { adjust } from './adjust.ts';

import type { ScenarioMeaning } from './scenario-meaning.ts';
import { isWhole, storedSide } from './session-side.ts';
import { type KnownSide, sideRows } from './side.ts';

export interface OpenScenario {
  readonly name: string;
  /** Rules in force on the run's date. */
  readonly rules: readonly CheckedRule[];
  readonly side: KnownSide;
  /** Engine text of a relation with all rows of a stage. */
  readonly relationOf: RelationOf;
}

/** The rules of the documents that are in force on the run's date, in the order in which they act. Errors: rules.*. */
export function checkedInForce(
  session: Session,
  run: RunRecord,
  documents: ScenarioMeaning['documents'],
): readonly CheckedRule[] {
  const day = parseDate(run.date) ?? fail('run.date', { found: run.date });
  return rulesInForce(
    documents.map((document) => checkRule(document, session.pipeline)),
    day,
  );
}

/** Errors: run.changed, run.none, store.missing, rules.*, those of the calculation. */
export async function openScenario(
  session: Session,
  run: RunRecord,
  meaning: ScenarioMeaning,
  nowMs: () => number,
): Promise<OpenScenario> {
  const rules = checkedInForce(session, run, meaning.documents);
  let side = await storedSide(session, run, rules, meaning.tables);
  if (!isWhole(side, session)) {
    const { name: scenario, documents, tables } = meaning;
    await adjust(session, run, { scenario, documents, tables, mode: 'auto', keep: true, nowMs });
    side = await storedSide(session, run, rules, meaning.tables);
  }
  return { name: meaning.name, rules, side, relationOf: async (stage, held) => sideRows(side, stage, held) };
}
