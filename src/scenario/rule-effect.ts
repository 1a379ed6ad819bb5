/**
 * What a scenario's rules do against those of another: the adjustment with its four phases, how many rows each changed rule matches,
 * which stages lie downstream, and the metrics before and after.
 */

import { PlimsollError } from '../errors/error.ts';
import { type Pipeline, stageReads } from '../pipeline/pipeline.ts';
import type { CheckedRule } from '../rules/rule.ts';
import type { BaseEngine } from '../run/base-engine.ts';
import type { RunRecord } from '../run/record.ts';
import { computedPipeline, type Session } from '../run/session.ts';
import { type Adjustment, adjust, type PhaseTimes, type RuleName, sideMoves } from './adjust.ts';
import { keepCounts, readCounts } from './match-counts.ts';
import { matchedRows } from './matched-rows.ts';
import type { MetricMove } from './metric-moves.ts';
import { checkedInForce, openScenario } from './open-scenario.ts';
import type { ScenarioMeaning } from './scenario-meaning.ts';
import { storedSide } from './session-side.ts';
import type { Side } from './side.ts';
import { type StrangeText, strangeEntries } from './strange-entries.ts';
import type { StageChange } from './transition.ts';
import type { Mode } from './work.ts';

export interface RuleImpact {
  readonly rule: string;
  readonly stage: string;
  /** Is the rule in force after the change, and was it not before, or the other way round? */
  readonly change: 'came' | 'went';
  /** Rows that it matches; null: it has entries alone. */
  readonly matched: number | null;
}

export interface RuleEffect {
  readonly adjustment: Adjustment;
  readonly impact: readonly RuleImpact[];
  /** Stages that a changed rule acts on, and those that read them, in the pipeline's order. */
  readonly downstream: readonly string[];
  /** Kept stages whose own rows a changed rule acts on; the others read what these change. */
  readonly direct: ReadonlySet<string>;
  /** Those of the adjustment, with the time for counting matches. */
  readonly phases: PhaseTimes;
  /** Of the scenario before and after; those that stand still too. */
  readonly metrics: readonly MetricMove[];
  /** Texts in entries of the rules that come into force, which base does not have. */
  readonly strange: readonly StrangeText[];
}

export interface EffectRequest {
  /** The scenario as it is. */
  readonly before: ScenarioMeaning;
  /** Its rules as they will be. */
  readonly documents: ScenarioMeaning['documents'];
  readonly mode: Mode;
  /** Where large stages are computed whole; left out: on the embedded engine. */
  readonly server?: BaseEngine;
  readonly metricsAlone?: boolean;
  /** false: a preview. */
  readonly keep: boolean;
  readonly nowMs: () => number;
}

/** Errors: those of adjust.ts. */
export async function ruleEffect(
  session: Session,
  run: RunRecord,
  request: EffectRequest,
): Promise<RuleEffect> {
  const { before, documents, nowMs } = request;
  // What cannot be calculated is told of the new rules first.
  const rules = checkedInForce(session, run, documents);
  const start = await openScenario(session, run, before, nowMs).catch((error: unknown) => {
    // What can't be calculated as it is must be mended by a change, which is then told against base.
    if (!(error instanceof PlimsollError) || before.documents.length === 0) throw error;
    return openScenario(session, run, { ...before, documents: [] }, nowMs);
  });
  const computed = await adjust(session, run, { ...request, scenario: before.name });
  const isStart = isSame(computed.fromRules, start.rules);
  // Rows that differ from something else than the scenario as it stands say nothing of what the change moves.
  const adjustment = isStart ? computed : withoutSums(computed);
  const metrics = isStart
    ? adjustment.metrics
    : await sideMoves(session, start.side, await storedSide(session, run, rules));
  const [came, went] = [without(rules, start.rules), without(start.rules, rules)];
  const countedMs = nowMs();
  const impact = [
    ...(await impactOf(session, run, adjustment, {
      change: 'came',
      rules,
      changed: came,
      prints: adjustment.fingerprints.now,
    })),
    ...(await impactOf(session, run, adjustment, {
      change: 'went',
      rules: start.rules,
      changed: went,
      prints: start.side.fingerprints,
    })),
  ];
  const ruled = new Set(impact.map(({ stage }) => stage));
  const downstream = stagesDownstream(session.pipeline, ruled);
  const direct = directStages(computedPipeline(session), adjustment.stages, ruled);
  const phases = phasesOf(adjustment, direct, nowMs() - countedMs);
  const strange = await strangeEntries(session, run, came);
  return { adjustment, impact, downstream, direct, phases, metrics, strange };
}

const withoutSums = (adjustment: Adjustment): Adjustment => ({
  ...adjustment,
  stages: adjustment.stages.map((stage) => ({ ...stage, sums: null })),
});

const without = (rules: readonly CheckedRule[], others: readonly CheckedRule[]): readonly CheckedRule[] =>
  rules.filter((rule) => !others.some((other) => other.id === rule.id && other.hash === rule.hash));

const isSame = (names: readonly RuleName[], rules: readonly CheckedRule[]): boolean =>
  names.length === rules.length &&
  rules.every((rule) => names.some((name) => name.rule === rule.id && name.hash === rule.hash));

interface Changed {
  readonly change: RuleImpact['change'];
  readonly rules: readonly CheckedRule[];
  readonly changed: readonly CheckedRule[];
  /** Fingerprints of the stages with `rules`. */
  readonly prints: Side['fingerprints'];
}

/** Matches are counted on the way; where every result was there already, they were counted before, or are counted now. */
async function impactOf(
  session: Session,
  run: RunRecord,
  adjustment: Adjustment,
  { change, rules, changed, prints }: Changed,
): Promise<readonly RuleImpact[]> {
  const impact: RuleImpact[] = [];
  for (const rule of changed) {
    const print = prints[`${rule.stage} (matched)`] ?? '';
    const matched =
      onTheWay(adjustment, change, rule) ??
      (await readCounts(session.store, print))[rule.id] ??
      (await matchedRows(session, run, rules, rule));
    if (matched !== null && print !== '') await keepCounts(session.store, print, { [rule.id]: matched });
    impact.push({ rule: rule.id, stage: rule.stage, change, matched });
  }
  return impact;
}

/**
 * Two versions of a rule are counted as one on the way, which says nothing of either; and the scenario may have been computed last with
 * another version than the one that goes now.
 */
function onTheWay(
  adjustment: Adjustment,
  change: RuleImpact['change'],
  { id, hash }: CheckedRule,
): number | undefined {
  const other = change === 'came' ? 'went' : 'came';
  const known = change === 'came' ? adjustment.inForce : adjustment.fromRules;
  const isMeant = known.some((name) => name.rule === id && name.hash === hash);
  const isAlone = isMeant && adjustment[change].includes(id) && !adjustment[other].includes(id);
  return isAlone ? adjustment.matched[id] : undefined;
}

/** `stages` and all that read them, directly or not, in the pipeline's order. */
function stagesDownstream(pipeline: Pipeline, stages: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  for (const stage of pipeline.stages) {
    if (stages.has(stage.name) || stageReads(stage).some((name) => found.has(name))) found.add(stage.name);
  }
  return [...found];
}

/** Kept stages that come to a stage with a changed rule without passing another kept one: rules of it act while they are computed. */
function directStages(
  pipeline: Pipeline,
  kept: readonly StageChange[],
  ruled: ReadonlySet<string>,
): ReadonlySet<string> {
  const isKept = new Set(kept.map(({ stage }) => stage));
  const reads = new Map(pipeline.stages.map((stage) => [stage.name, stageReads(stage)]));
  const reaches = new Map<string, boolean>();
  const reachesRule = (name: string): boolean => {
    const known = reaches.get(name);
    if (known !== undefined) return known;
    const found =
      ruled.has(name) || (reads.get(name) ?? []).some((read) => !isKept.has(read) && reachesRule(read));
    reaches.set(name, found);
    return found;
  };
  return new Set([...isKept].filter(reachesRule));
}

function phasesOf({ stages, phases }: Adjustment, direct: ReadonlySet<string>, countMs: number): PhaseTimes {
  const sum = (isDirect: boolean): number =>
    stages
      .filter(({ stage }) => direct.has(stage) === isDirect)
      .reduce((total, stage) => total + stage.durationMs - stage.impactMs, 0);
  return {
    impactMs: phases.impactMs + countMs,
    planMs: phases.planMs,
    executionMs: sum(true),
    propagationMs: sum(false),
  };
}
