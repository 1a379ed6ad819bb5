/**
 * The adjustment service: a scenario's rules on a date, computed from what is nearest.
 *
 * Four phases. *Impact*: which stages read what changes and which rows the changed rules match. *Plan*: by delta, in full or found, per
 * stage with the reason. *Execution*: the stages that a rule acts on. *Propagation*: everything that reads them, down to
 * the metrics. The same call without `keep` is the preview: it gives the same figures and the scenario's record stays as it
 * was; what it computed waits in the store under its content.
 */

import { quote } from '../delta/text.ts';
import { fail } from '../errors/error.ts';
import { checkRule } from '../rules/check.ts';
import type { CheckedRule, RuleDocument } from '../rules/rule.ts';
import { rulesInForce } from '../rules/rule.ts';
import { ruleJson } from '../rules/rule-json.ts';
import type { BaseEngine } from '../run/base-engine.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { assert } from '../std/assert.ts';
import { parseDate } from '../values/date.ts';
import { changeSide } from './change.ts';
import { type MetricMove, metricMoves } from './metric-moves.ts';
import { findScenario, keepScenario, recordRules, type ScenarioRecord } from './record.ts';
import { differentTables, type ReplacedTables } from './replaced-table.ts';
import { type RuleChanges, ruleChanges } from './rule-changes.ts';
import { isWhole, sideOf, storedSide } from './session-side.ts';
import { type KnownSide, type Side, sideRows } from './side.ts';
import type { StageChange } from './transition.ts';
import { type Limits, METRICS, type Mode } from './work.ts';

export interface AdjustRequest {
  readonly scenario: string;
  /** All rules of the scenario; those in force on the date count. */
  readonly documents: readonly RuleDocument[];
  /** Tables in place of those of base; left out: none. */
  readonly tables?: ReplacedTables;
  readonly mode: Mode;
  /** Leave out what the metrics don't need, and large stages that would have to be computed whole. Of a preview only. */
  readonly metricsAlone?: boolean;
  /** false: a preview. */
  readonly keep: boolean;
  /** Where large stages are computed whole; left out: on the embedded engine. */
  readonly server?: BaseEngine;
  /** Left out: those of this computer's class. */
  readonly limits?: Limits;
  readonly nowMs: () => number;
}

export interface PhaseTimes {
  readonly impactMs: number;
  readonly planMs: number;
  readonly executionMs: number;
  readonly propagationMs: number;
}

export interface RuleName {
  readonly rule: string;
  readonly hash: string;
}

export interface Adjustment {
  readonly scenario: string;
  readonly date: string;
  /** What it was computed from: base, or the scenario as it was. */
  readonly from: string;
  /** The rules in force of what it was computed from, and of the scenario. */
  readonly fromRules: readonly RuleName[];
  readonly inForce: readonly RuleName[];
  readonly came: readonly string[];
  readonly went: readonly string[];
  /** Rows that each changed rule matches, or matched. */
  readonly matched: Readonly<Record<string, number>>;
  readonly stages: readonly StageChange[];
  readonly metrics: readonly MetricMove[];
  /** Of every stage of the rewritten pipelines, of what it was computed from and of the scenario. */
  readonly fingerprints: { readonly from: Side['fingerprints']; readonly now: Side['fingerprints'] };
  readonly phases: PhaseTimes;
  readonly record: ScenarioRecord;
}

/** Errors: run.changed, store.missing, rules.*, those of the calculation. */
export async function adjust(session: Session, run: RunRecord, request: AdjustRequest): Promise<Adjustment> {
  const startMs = request.nowMs();
  const day = parseDate(run.date) ?? fail('run.date', { found: run.date });
  const texts = new Map(
    request.documents.map((document) => [checkRule(document, session.pipeline), ruleJson(document)]),
  );
  const rules = rulesInForce([...texts.keys()], day);
  const tables = request.tables ?? {};
  const start = await nearestSide(session, run, request.scenario, { rules, tables, texts });
  const { server, limits } = request;
  const target = await sideOf(session, run, rules, tables, server);
  const changes = ruleChanges(start.side.rules, rules);
  const plannedMs = request.nowMs() - startMs;
  const metricsAlone = request.metricsAlone === true;
  assert(!(metricsAlone && request.keep), 'a scenario that is kept has all its stages');
  const tools = {
    engine: session.engine,
    store: session.store,
    nowMs: request.nowMs,
    metricsAlone,
    ...(server === undefined ? {} : { server }),
    ...(limits === undefined ? {} : { limits }),
  };
  const { side, stages, matched } = await changeSide(tools, start.base, start.side, target, request.mode);
  const metrics = await sideMoves(session, start.side, side);
  const record = recordOf(
    request.scenario,
    run,
    { texts: rules.map((rule) => textOf(texts, rule)), tables },
    side,
  );
  if (request.keep) await keepScenario(session.store, record);
  return {
    scenario: request.scenario,
    date: run.date,
    from: start.name,
    fromRules: start.side.rules.map(nameOf),
    inForce: rules.map(nameOf),
    ...names(changes),
    matched: Object.fromEntries(matched),
    stages,
    metrics,
    fingerprints: { from: start.side.fingerprints, now: side.fingerprints },
    phases: phasesOf(stages, plannedMs),
    record,
  };
}

function textOf(texts: ReadonlyMap<CheckedRule, string>, rule: CheckedRule): string {
  const text = texts.get(rule);
  if (text === undefined) throw new Error(`Invariant broken: rule ${rule.id} has a text`);
  return text;
}

const nameOf = ({ id, hash }: CheckedRule): RuleName => ({ rule: id, hash });

const names = ({ came, went }: RuleChanges) => ({
  came: came.map((rule) => rule.id),
  went: went.map((rule) => rule.id),
});

interface Wanted {
  readonly rules: readonly CheckedRule[];
  readonly tables: ReplacedTables;
  /** The canonical text of each rule, in force or not. */
  readonly texts: ReadonlyMap<CheckedRule, string>;
}

/** The base, or the scenario as it was computed last, whichever is fewer rules and tables away. */
async function nearestSide(
  session: Session,
  run: RunRecord,
  scenario: string,
  { rules, tables, texts }: Wanted,
): Promise<{ readonly name: string; readonly side: KnownSide; readonly base: KnownSide }> {
  const base = await storedSide(session, run, []);
  if (!isWhole(base, session)) return fail('run.none', { date: run.date });
  const away = (known: readonly CheckedRule[], others: ReplacedTables): number => {
    const { came, went } = ruleChanges(known, rules);
    return came.length + went.length + differentTables(others, tables);
  };
  const record = await findScenario(session.store, scenario, run.date);
  if (record === undefined || record.base !== run.definition) return { name: 'base', side: base, base };
  const known = recordRules(session, record, new Map([...texts].map(([rule, text]) => [text, rule])));
  const knownTables = record.tables ?? {};
  if (away(known, knownTables) > away([], {})) return { name: 'base', side: base, base };
  const side = await storedSide(session, run, known, knownTables);
  return isWhole(side, session) ? { name: scenario, side, base } : { name: 'base', side: base, base };
}

/** The metrics on two sides. A pipeline without the stage `metrics` has none to move. */
export async function sideMoves(
  session: Session,
  before: KnownSide,
  after: KnownSide,
): Promise<readonly MetricMove[]> {
  const stage = session.pipeline.stages.find((each) => each.name === METRICS);
  if (stage === undefined) return [];
  const key = stage.schema.key.map(quote).join(', ');
  const rows = (side: KnownSide) =>
    session.engine.rows(`SELECT * FROM ${sideRows(side, METRICS)}${key === '' ? '' : ` ORDER BY ${key}`}`);
  return metricMoves(stage.schema, await rows(before), await rows(after));
}

function recordOf(
  scenario: string,
  run: RunRecord,
  { texts, tables }: { readonly texts: readonly string[]; readonly tables: ReplacedTables },
  side: KnownSide,
): ScenarioRecord {
  return {
    format: 1,
    scenario,
    date: run.date,
    base: run.definition,
    rules: texts,
    tables,
    stages: [...side.stored].map(([stage, stored]) => ({
      stage,
      fingerprint: side.fingerprints[stage] ?? '',
      rows: stored.rows,
    })),
  };
}

function phasesOf(stages: readonly StageChange[], planMs: number): PhaseTimes {
  const sum = (list: readonly StageChange[], part: (stage: StageChange) => number): number =>
    list.reduce((total, stage) => total + part(stage), 0);
  const rest = (stage: StageChange): number => stage.durationMs - stage.impactMs;
  return {
    impactMs: sum(stages, (stage) => stage.impactMs),
    planMs,
    executionMs: sum(
      stages.filter((stage) => stage.direct),
      rest,
    ),
    propagationMs: sum(
      stages.filter((stage) => !stage.direct),
      rest,
    ),
  };
}
