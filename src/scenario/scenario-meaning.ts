/**
 * What a scenario consists of by the control log: rules of the scenario it stands on, and its own over them.
 *
 * `base` has no rules, `reported` has the approved version of every rule. A scenario follows the one that it stands on: a what-if on
 * `reported` has tomorrow the rules that are approved by then. Its own version of a rule stands in the place of the other.
 */

import type { ControlLog } from '../control/control-log.ts';
import { readDocument } from '../control/read-log.ts';
import { approvedRules, type ControlState, type DocumentPlace } from '../control/state.ts';
import { fail } from '../errors/error.ts';
import { readCanonicalRule } from '../rules/canonical-read.ts';
import type { RuleDocument } from '../rules/rule.ts';
import { nearest } from '../std/nearest.ts';

export const BASE = 'base';
export const REPORTED = 'reported';

export interface ScenarioMeaning {
  readonly name: string;
  /** All rules, in force on a date or not. */
  readonly documents: readonly RuleDocument[];
  /** Reference tables in place of those of base: the result that holds the rows, by table. */
  readonly tables: Readonly<Record<string, string>>;
}

/** Errors: control.unknown_scenario, control.no_act, control.document, rules.*. */
export async function scenarioMeaning(
  log: ControlLog,
  state: ControlState,
  name: string,
): Promise<ScenarioMeaning> {
  if (name === BASE) return { name, documents: [], tables: {} };
  if (name === REPORTED) return { name, documents: await documentsOf(log, approvedRules(state)), tables: {} };
  const scenario = state.scenarios.get(name);
  if (scenario === undefined) {
    const known = [BASE, REPORTED, ...state.scenarios.keys()];
    return fail('control.unknown_scenario', { name, nearest: nearest(name, known), known });
  }
  const below = await scenarioMeaning(log, state, scenario.base);
  const own = Object.fromEntries(scenario.tables.map(({ table, hash }) => [table, hash]));
  return {
    name,
    documents: withRules(below.documents, await documentsOf(log, scenario.rules)),
    tables: { ...below.tables, ...own },
  };
}

/** The rules with `own` added, or in the place of those with the same id. */
export const withRules = (
  documents: readonly RuleDocument[],
  own: readonly RuleDocument[],
): readonly RuleDocument[] => [
  ...documents.filter((document) => !own.some((each) => each.ruleId === document.ruleId)),
  ...own,
];

async function documentsOf(
  log: ControlLog,
  places: readonly DocumentPlace[],
): Promise<readonly RuleDocument[]> {
  const documents: RuleDocument[] = [];
  for (const place of places)
    documents.push(readCanonicalRule(await readDocument(log, place), `act ${place.seq}`));
  return documents;
}
