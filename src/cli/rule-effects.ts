/** What commands on rules share: the rule of an id, the run that `reported` is recalculated for, and the recalculation. */

import { readDocument } from '../control/read-log.ts';
import type { ControlState, RuleState } from '../control/state.ts';
import { fail, PlimsollError } from '../errors/error.ts';
import type { EngineName } from '../pipeline/stage.ts';
import { readCanonicalRule } from '../rules/canonical-read.ts';
import type { RuleDocument } from '../rules/rule.ts';
import { findRecord, type RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { withBase } from '../run/with-base.ts';
import { keepScenario } from '../scenario/record.ts';
import { type RuleEffect, ruleEffect } from '../scenario/rule-effect.ts';
import { REPORTED, type ScenarioMeaning, scenarioMeaning } from '../scenario/scenario-meaning.ts';
import type { Mode } from '../scenario/work.ts';
import { nearest } from '../std/nearest.ts';
import type { Control } from './control.ts';
import type { Output } from './output.ts';
import { effectJson, printEffect } from './view/adjustment.ts';
import { warnRefused } from './view/refused.ts';

/** Errors: control.unknown_rule. */
export function ruleNamed(state: ControlState, rule: string): RuleState {
  const found = state.rules.get(rule);
  if (found !== undefined) return found;
  const known = [...state.rules.keys()];
  return fail('control.unknown_rule', { rule, nearest: nearest(rule, known), known });
}

export async function documentOf(
  control: Control,
  rule: string,
  version: { readonly hash: string; readonly added: { readonly seq: number } },
): Promise<RuleDocument> {
  const place = { rule, hash: version.hash, seq: version.added.seq };
  return readCanonicalRule(await readDocument(control.log, place), `rule ${rule}`);
}

export const reportedMeaning = ({ log, state }: Control): Promise<ScenarioMeaning> =>
  scenarioMeaning(log, state, REPORTED);

/** The run of the date, or the last one; null where there is none and none was asked for. Errors: run.none. */
export async function runOrNone(session: Session, date: string | null): Promise<RunRecord | null> {
  return findRecord(session.store, date).catch((error: unknown) => {
    if (date === null && error instanceof PlimsollError && error.code === 'run.none') return null;
    throw error;
  });
}

/** What a run must be for a scenario of it to be computed; without it an act is recorded all the same. */
const CANNOT_NOW: readonly string[] = ['run.changed', 'store.missing', 'run.none'];

export interface RecalculationRequest {
  readonly before: ScenarioMeaning;
  readonly documents: readonly RuleDocument[];
  readonly mode: Mode;
  /** Where large stages are computed whole. */
  readonly engine: EngineName;
  /** A rule that makes `reported` impossible to calculate must be revocable. */
  readonly isRevocation: boolean;
}

export interface Recalculation {
  readonly run: RunRecord;
  readonly effect: RuleEffect;
}

/**
 * What `reported` becomes with these rules, computed but not yet kept. null: there is no run that it could be computed for, and a
 * warning says why. A rule that can't be calculated is an error, so nothing that can't be is ever approved.
 */
export async function recalculate(
  session: Session,
  run: RunRecord | null,
  request: RecalculationRequest,
  output: Output,
): Promise<Recalculation | null> {
  if (run === null) {
    output.warn('There is no run yet, so nothing is recalculated; the next `plimsoll run` does it.');
    return null;
  }
  try {
    const nowMs = (): number => performance.now();
    const { engine, ...asked } = request;
    const effect = await withBase(session, engine, (server) =>
      ruleEffect(session, run, { ...asked, keep: false, nowMs, ...(server === undefined ? {} : { server }) }),
    );
    return { run, effect };
  } catch (error) {
    const isLater =
      error instanceof PlimsollError && (request.isRevocation || CANNOT_NOW.includes(error.code));
    if (!isLater) throw error;
    output.warn(`Nothing is recalculated now: ${error.message}`);
    return null;
  }
}

/** `reported` on the run's date is now what was computed. A process that ends before this leaves the old record; readers go by the log. */
export async function keepRecalculated(session: Session, recalculation: Recalculation | null): Promise<void> {
  if (recalculation !== null) await keepScenario(session.store, recalculation.effect.adjustment.record);
}

export const recalculationJson = (recalculation: Recalculation | null) =>
  recalculation === null ? null : effectJson(recalculation.effect);

export function printRecalculation(recalculation: Recalculation | null, output: Output): void {
  if (recalculation === null) return;
  const { run, effect } = recalculation;
  output.line(`reported on ${run.date}, the date that was recalculated:`);
  output.line();
  printEffect(effect, run.reportingCurrency, output);
  warnRefused(run, output);
}
