/** Sides made, and one side made of another. */

import { stageNamed } from '../delta/chain.ts';
import { adjustedRows } from '../delta/overlay.ts';
import type { Engine } from '../engine/engine.ts';
import { stageFingerprints } from '../pipeline/fingerprint.ts';
import { type Pipeline, stageReads } from '../pipeline/pipeline.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { SMALL_ROWS } from '../plan/pieces.ts';
import type { Plan } from '../plan/plan.ts';
import { rewritePipeline } from '../rules/rewrite.ts';
import type { CheckedRule } from '../rules/rule.ts';
import { type BaseEngine, besideSpark } from '../run/base-engine.ts';
import { executePlan } from '../run/execute.ts';
import { type KeptStage, readStored } from '../run/stored-stage.ts';
import type { Value } from '../schema/types.ts';
import { assert } from '../std/assert.ts';
import { resultFolder, type Store } from '../store/store.ts';
import { ruleChanges } from './rule-changes.ts';
import type { KnownSide, Side, SideSource } from './side.ts';
import { executeTransition, type Transition } from './transition.ts';
import { LIMITS, type Limits, METRICS, type Mode } from './work.ts';

/** What a side means. `pipeline` is prepared (plan/states.ts), `rules` are those in force. */
export interface SideMeaning {
  readonly pipeline: Pipeline;
  readonly rules: readonly CheckedRule[];
  readonly sources: Readonly<Record<string, SideSource>>;
  readonly serverSources?: Readonly<Record<string, SideSource>>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly salt: string;
}

export function meantSide(meaning: SideMeaning): KnownSide {
  const pipeline = rewritePipeline(meaning.pipeline, meaning.rules);
  const fingerprints = stageFingerprints(pipeline, {
    sources: Object.fromEntries(
      Object.entries(meaning.sources).map(([name, source]) => [name, source.fingerprint]),
    ),
    parameters: meaning.parameters,
    salt: meaning.salt,
  });
  return { ...meaning, pipeline, fingerprints, stored: new Map() };
}

export interface SideTools {
  readonly engine: Engine;
  /** Where large stages are computed whole; left out: on the engine, as all others are. */
  readonly server?: BaseEngine;
  readonly store: Store;
  /** Left out: those of this computer's class. */
  readonly limits?: Limits;
  /** true: nothing but what the metrics need; large stages that would be computed whole are left out. Left out: false. */
  readonly metricsAlone?: boolean;
  readonly nowMs: () => number;
}

/** The plan that computes all kept stages of a side from nothing. */
export function sidePlan(side: KnownSide, isStored: (print: string) => boolean): Plan {
  const byPrint = storedByPrint(side);
  return buildPlan({
    pipeline: side.pipeline,
    fingerprints: side.fingerprints,
    isStored,
    sources: side.sources,
    parameters: side.parameters,
    resultRelation: (print) => {
      const stage = byPrint.get(print);
      return stage === undefined ? '(SELECT 1 AS "not computed yet")' : adjustedRows(stage);
    },
    persist: true,
    smallRows: SMALL_ROWS,
  });
}

const storedByPrint = (side: KnownSide): ReadonlyMap<string | undefined, KeptStage> =>
  new Map([...side.stored].map(([name, stage]) => [side.fingerprints[name], stage]));

/** The same on a server, or beside one (`base`); it reads whole results, and computes anew what stands on another one. */
function serverPlan(side: KnownSide, base: BaseEngine, sources: Side['sources'], store: Store): Plan {
  const byPrint = storedByPrint(side);
  const { dialect, sharesParts, keepsOrder } = base;
  return buildPlan({
    pipeline: side.pipeline,
    fingerprints: side.fingerprints,
    isStored: (print) => byPrint.get(print)?.parent === print,
    sources,
    parameters: side.parameters,
    resultRelation: (print) => {
      const stage = byPrint.get(print);
      const folder = resultFolder(store, print);
      return stage?.parent === print ? base.storedRows(stage, folder) : base.resultRows(folder, null);
    },
    persist: true,
    smallRows: SMALL_ROWS,
    dialect,
    sharesParts,
    keepsOrder,
  });
}

export interface ChangeResult extends Transition {
  readonly side: KnownSide;
}

/** Computes the side `after` from `before`; its kept stages are those that both `before` and `base` have stored. `base` has no rules. */
export async function changeSide(
  tools: SideTools,
  base: KnownSide,
  before: KnownSide,
  after: KnownSide,
  mode: Mode,
): Promise<ChangeResult> {
  const metricsAlone = tools.metricsAlone === true;
  const hasMetrics = before.pipeline.stages.some((stage) => stage.name === METRICS);
  const isWanted = metricsAlone && hasMetrics ? neededBy(before.pipeline, METRICS) : () => true;
  const transition = await executeTransition({
    ...tools,
    base,
    before,
    after,
    rules: ruleChanges(before.rules, after.rules),
    // A rule on a table makes a stage of it that may be kept on one side alone, for its readers there.
    kept: new Set(
      before.pipeline.stages
        .map((stage) => stage.name)
        .filter((name) => before.stored.has(name) && base.stored.has(name) && isWanted(name)),
    ),
    mode,
    metricsAlone,
    limits: tools.limits ?? LIMITS,
    serverName: tools.server?.engine.name ?? null,
    computeWhole: (stage) =>
      tools.server === undefined
        ? computeWhole(tools, after, stage)
        : computeOnServer(tools, tools.server, after, stage),
  });
  return { side: after, ...transition };
}

/** Is a stage the one that is named, or read on the way to it? */
function neededBy(pipeline: Pipeline, name: string): (stage: string) => boolean {
  const needed = new Set<string>();
  const visit = (stage: string): void => {
    if (needed.has(stage)) return;
    needed.add(stage);
    stageReads(stageNamed(pipeline, stage)).forEach(visit);
  };
  visit(name);
  return (stage) => needed.has(stage);
}

/** One kept stage of a side, and before it what it needs that is not stored. */
async function computeWhole(tools: SideTools, side: KnownSide, stage: string): Promise<KeptStage> {
  const planned = sidePlan(side, () => false).steps.map((step) => step.stage);
  // What is kept on the side before may be none of the steps here: with rules, other stages are looked up by several branches.
  if (!planned.includes(stage)) {
    const outputs = [...side.pipeline.outputs, stage];
    return computeWhole(tools, { ...side, pipeline: { ...side.pipeline, outputs } }, stage);
  }
  for (const name of planned.slice(0, planned.indexOf(stage) + 1)) {
    if (side.stored.has(name)) continue;
    // Planned when it is its turn: the text of a step names where earlier ones lie.
    const plan = sidePlan(side, () => false);
    const steps = plan.steps.filter((step) => step.stage === name);
    await executePlan({ ...plan, steps }, { ...tools, pipeline: side.pipeline });
    const { schema } = stageNamed(side.pipeline, name);
    const found = await readStored(tools.store, schema, side.fingerprints[name] ?? '');
    if (found === undefined) throw new Error(`Invariant broken: ${name} was computed`);
    side.stored.set(name, found);
  }
  const found = side.stored.get(stage);
  if (found === undefined) throw new Error(`Invariant broken: ${stage} is a step of the plan`);
  return found;
}

/** The same on a server, with what it needs to be there whole; what reads few rows is computed beside it. */
async function computeOnServer(
  { engine, store, nowMs }: SideTools,
  server: BaseEngine,
  side: KnownSide,
  stage: string,
): Promise<KeptStage> {
  // A stage that is asked for is a step of the plan whoever else reads it.
  const { outputs } = side.pipeline;
  const wanted = { ...side, pipeline: { ...side.pipeline, outputs: [...new Set([...outputs, stage])] } };
  assert(side.serverSources !== undefined, 'where there is a server, the tables have names for it');
  const plan = serverPlan(wanted, server, side.serverSources, store);
  const last = plan.steps.findIndex((step) => step.stage === stage);
  const needed = neededBy(side.pipeline, stage);
  const steps = plan.steps.slice(0, last + 1).filter((step) => needed(step.stage));
  const beside = serverPlan(wanted, besideSpark(engine), side.sources, store);
  const small = {
    engine,
    rowsMax: server.smallRows,
    steps: beside.steps,
    sourceRows: Object.fromEntries(Object.entries(side.sources).map(([name, { rows }]) => [name, rows])),
  };
  const { settingsOf } = server;
  await executePlan(
    { ...plan, steps },
    { engine: server.engine, store, pipeline: side.pipeline, nowMs, settingsOf, small },
  );
  for (const { stage: name, fingerprint } of steps) {
    const found = await readStored(store, stageNamed(side.pipeline, name).schema, fingerprint);
    if (found !== undefined) side.stored.set(name, found);
  }
  const found = side.stored.get(stage);
  assert(found !== undefined, 'a stage that was asked for is a step of the plan');
  return found;
}
