/**
 * From a checked pipeline and what the store holds to the steps of a run.
 *
 * 1. Kept stages: those that say persist, the outputs, and what several branches of a persistent stage look up in, or one and
 *    what is made beside it: each of its pieces would compute that again, and one query for all would hold it as often in memory (2.4 against 1.1 GiB at 10 M deals).
 *    And the states of kept group-bys, from which sums move by differences, and those of group-bys whose groups become rows of a
 *    persistent stage or of a kept state.
 * 2. From the outputs and persisted stages backwards: a stored result ends the way, anything else is computed and needs what it reads.
 * 3. Each kept stage reads kept stages from the store and fuses all others into its scan. A persisted row-level stage is written
 *    in pieces (pieces.ts).
 */

import {
  type CheckedStage,
  type Pipeline,
  stageInputs,
  stageReads,
  stageTables,
} from '../pipeline/pipeline.ts';
import { stateName } from '../rules/rewrite.ts';
import type { Value } from '../schema/types.ts';
import { type CodeTypes, codeTypes } from '../sql/code-types.ts';
import type { Dialect } from '../sql/dialect.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { type Branch, branchesOf, sliceOrder } from '../sql/slice.ts';
import { type StageBindings, stageQuery } from '../sql/stage-query.ts';
import { piecesOf, type SourceRelation, sourceOf } from './pieces.ts';
import type { Plan, StageStep } from './plan.ts';

export interface PlanRequest {
  readonly pipeline: Pipeline;
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly isStored: (fingerprint: string) => boolean;
  readonly sources: Readonly<Record<string, SourceRelation>>;
  readonly parameters: Readonly<Record<string, Value>>;
  /** Engine text that reads a stored result. */
  readonly resultRelation: (fingerprint: string) => string;
  /** false: only the outputs and shared look-up tables are written, persistent stages are fused into them. */
  readonly persist: boolean;
  /** See pieces.ts. */
  readonly smallRows: number;
  /** Of the engine; DuckDB's where it is left out. */
  readonly dialect?: Dialect;
  /** false: the engine computes a part of a query again for each that reads it, so what several stages read is kept. */
  readonly sharesParts?: boolean;
  /** false: the engine hands rows on in any order. */
  readonly keepsOrder?: boolean;
}

export function buildPlan(request: PlanRequest): Plan {
  const kept = keptStages(request);
  const steps = new Map<string, StageStep>();
  const sources = new Set<string>();
  const visit = (name: string): void => {
    const stage = stageNamed(request.pipeline, name);
    const why = kept.get(name);
    const state = why !== undefined && request.isStored(fingerprintOf(request, name)) ? 'stored' : 'compute';
    if (why !== undefined && !steps.has(name)) steps.set(name, stepOf(request, stage, why, state, kept));
    if (state === 'stored') return;
    if (stage.kind === 'source') sources.add(name);
    stageReads(stage).forEach(visit);
  };
  for (const [name, why] of kept) if (why !== 'shared' && why !== 'state') visit(name);
  return {
    pipeline: request.pipeline.name,
    steps: request.pipeline.stages.flatMap((stage) => steps.get(stage.name) ?? []),
    sources: [...sources],
  };
}

function stageNamed(pipeline: Pipeline, name: string): CheckedStage {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (stage === undefined) throw new Error(`Invariant broken: the pipeline has a stage ${name}`);
  return stage;
}

function fingerprintOf(request: PlanRequest, name: string): string {
  const fingerprint = request.fingerprints[name];
  if (fingerprint === undefined) throw new Error(`Invariant broken: stage ${name} has a fingerprint`);
  return fingerprint;
}

type Kept = ReadonlyMap<string, StageStep['why']>;

/** The stages whose rows a run keeps, and why. */
export function keptStages(request: Pick<PlanRequest, 'pipeline' | 'persist' | 'sharesParts'>): Kept {
  const kept = keptByAll(request);
  if (request.sharesParts !== false) return kept;
  const { pipeline } = request;
  const twice = readTwice(pipeline, [...kept.keys()]);
  // Of a table that lies somewhere the engine knows how small it is, and that it need not sort all rows to look up in it.
  const persisted = pipeline.stages.filter(({ name }) => kept.get(name) === 'persisted');
  const looked = new Set(persisted.flatMap((stage) => lookedUpBy(request, stage, null)));
  return new Map(
    request.pipeline.stages.flatMap(({ name }) => {
      const why = kept.get(name) ?? (twice.has(name) || looked.has(name) ? 'shared' : undefined);
      return why === undefined ? [] : [[name, why]];
    }),
  );
}

/** What more than one stage reads on the way to these, sources aside. */
function readTwice(pipeline: Pipeline, wanted: readonly string[]): ReadonlySet<string> {
  const readers = new Map<string, number>();
  const visit = (name: string): void => {
    const stage = stageNamed(pipeline, name);
    for (const read of new Set(stageReads(stage))) {
      const before = readers.get(read) ?? 0;
      readers.set(read, before + 1);
      if (before === 0 && !wanted.includes(read)) visit(read);
    }
  };
  wanted.forEach(visit);
  const twice = [...readers].filter(
    ([name, count]) => count > 1 && stageNamed(pipeline, name).kind !== 'source',
  );
  return new Set(twice.map(([name]) => name));
}

function keptByAll(request: Pick<PlanRequest, 'pipeline' | 'persist'>): Kept {
  const { pipeline } = request;
  const kept = new Map<string, StageStep['why']>();
  const persistent = pipeline.stages.filter((stage) => stage.persist !== null);
  const persisted = request.persist ? persistent : [];
  const beside = readBeside(pipeline);
  const shared = persistent.flatMap((stage) => lookedUpBy(request, stage, beside));
  const isKept = (name: string): boolean =>
    pipeline.outputs.includes(name) || persisted.some((stage) => stage.name === name);
  const states = pipeline.stages.filter(
    (stage) =>
      stage.kind === 'aggregate' &&
      pipeline.stages.some((each) => isKept(each.name) && stateName(each.name) === stage.name),
  );
  const below = new Set([...persisted, ...states].flatMap((stage) => groupsBelow(pipeline, stage)));
  for (const stage of pipeline.stages) {
    if (persisted.includes(stage)) kept.set(stage.name, 'persisted');
    else if (states.includes(stage) || below.has(stage.name)) kept.set(stage.name, 'state');
    else if (stage.persist === null && pipeline.outputs.includes(stage.name)) kept.set(stage.name, 'output');
    else if (shared.includes(stage.name)) kept.set(stage.name, 'shared');
  }
  return kept;
}

/**
 * The group-bys whose groups become rows of a stage by row-level operators alone, down to persisted stages. A way from a row to where it comes
 * from ends on them, so they are kept as its roots; what they rest on themselves is not looked for.
 */
function groupsBelow(pipeline: Pipeline, stage: CheckedStage): readonly string[] {
  return stageInputs(stage).flatMap((name) => {
    const input = stageNamed(pipeline, name);
    if (input.kind === 'aggregate') return [name];
    return input.persist !== null || input.kind === 'custom' ? [] : groupsBelow(pipeline, input);
  });
}

const branchesToGroups = (pipeline: Pipeline, stage: CheckedStage): readonly Branch[] | null =>
  branchesOf(pipeline, stage.name, new Set(groupsBelow(pipeline, stage)));

/** What the outputs read without going through a stage that is persisted: computed beside those. */
function readBeside(pipeline: Pipeline): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const stage = stageNamed(pipeline, name);
    if (found.has(name) || stage.persist !== null) return;
    found.add(name);
    stageReads(stage).forEach(visit);
  };
  pipeline.outputs.forEach(visit);
  return found;
}

/**
 * What several branches of a persisted row-level stage look up on the way to their sources, sources aside, or one branch and what is
 * made beside the stage (`beside`; null: all that is looked up). What one branch alone looks up is computed there and not kept.
 */
function lookedUpBy(
  request: Pick<PlanRequest, 'pipeline'>,
  stage: CheckedStage,
  beside: ReadonlySet<string> | null,
): readonly string[] {
  const { pipeline } = request;
  const readers = new Map<string, number>();
  for (const branch of branchesToGroups(pipeline, stage) ?? []) {
    for (const name of new Set(branch.chain.flatMap((link) => lookedUp(pipeline, link)))) {
      readers.set(name, (readers.get(name) ?? 0) + 1);
    }
  }
  return [...readers]
    .filter(([name, queries]) => queries > 1 || beside === null || beside.has(name))
    .map(([name]) => name);
}

const lookedUp = (pipeline: Pipeline, name: string): readonly string[] =>
  stageTables(stageNamed(pipeline, name)).filter((read) => stageNamed(pipeline, read).kind !== 'source');

function stepOf(
  request: PlanRequest,
  stage: CheckedStage,
  why: StageStep['why'],
  state: StageStep['state'],
  kept: Kept,
): StageStep {
  const bindings = bindingsOf(request, kept);
  const { dialect = DUCKDB, sharesParts = true } = request;
  const whole = stageQuery(request.pipeline, stage.name, bindings, dialect);
  const common = {
    stage: stage.name,
    fingerprint: fingerprintOf(request, stage.name),
    why,
    state,
    emptySql: `SELECT * FROM (\n${whole}\n) AS nothing LIMIT 0`,
  };
  const { pipeline, sources } = request;
  const branches = why === 'persisted' ? branchesToGroups(pipeline, stage) : null;
  const wanted = orderWanted(stage);
  if (branches === null) {
    // Shared stages are only ever read whole, so sorting them would gain nothing.
    const order = why === 'shared' ? [] : wanted;
    const partitionBy = sharesParts ? null : (stage.persist?.partitionBy ?? null);
    const reads = readsOf(pipeline, [stage.name], kept);
    const pieces = [{ name: 'part', partitionBy, orderBy: order, isNearlySorted: false, reads, sql: whole }];
    return { ...common, order, pieces, codes: {} };
  }
  const carried = branches.map((branch) =>
    sliceOrder(pipeline, branch, sourceOf(branch, sources)?.order ?? []),
  );
  const order = commonOrder(wanted, carried);
  const codes = codeTypes(pipeline, stage);
  const pieces = piecesOf({
    pipeline,
    stage,
    branches,
    sources,
    bindings: { ...bindings, codes },
    order,
    smallRows: request.smallRows,
    dialect,
    keepsOrder: request.keepsOrder ?? true,
    readsOf: (stages) => readsOf(pipeline, stages, kept),
  });
  return { ...common, order, pieces, codes: namedCodes(codes) };
}

/** Through stages that are fused, down to those that lie somewhere. */
function readsOf(pipeline: Pipeline, stages: readonly string[], kept: Kept): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const read = stageNamed(pipeline, name);
    if (stages.includes(name)) return;
    if (kept.has(name) || read.kind === 'source') found.add(name);
    else stageReads(read).forEach(visit);
  };
  for (const name of stages) {
    const stage = stageNamed(pipeline, name);
    if (stage.kind === 'source') found.add(name);
    // Of a union the branch is one of the stages.
    else (stage.kind === 'union' && stages.length > 1 ? [] : stageReads(stage)).forEach(visit);
  }
  return [...found];
}

function bindingsOf(request: PlanRequest, kept: Kept): StageBindings {
  return {
    parameters: request.parameters,
    sources: Object.fromEntries(
      Object.entries(request.sources).map(([name, source]) => [name, source.relation]),
    ),
    stored: Object.fromEntries(
      [...kept.keys()].map((name) => [name, request.resultRelation(fingerprintOf(request, name))]),
    ),
  };
}

const orderWanted = (stage: CheckedStage): readonly string[] => [
  ...(stage.persist?.orderBy ?? []),
  ...stage.schema.key.filter((name) => stage.persist?.orderBy?.includes(name) !== true),
];

/** The longest order that a branch carries, where it begins as the stage asks; else the stage's own. */
function commonOrder(wanted: readonly string[], carried: readonly (readonly string[])[]): readonly string[] {
  const columns = (order: readonly string[]): readonly string[] =>
    order.filter((name) => wanted.includes(name));
  const longest = carried.map(columns).reduce((a, b) => (b.length > a.length ? b : a), []);
  const leads = longest.length > 0 && wanted[0] === longest[0];
  return leads ? longest : wanted;
}

function namedCodes(codes: CodeTypes): StageStep['codes'] {
  const types = [...codes.values()].flatMap((columns) => [...columns.values()]);
  return Object.fromEntries(types.map((type) => [type.name, type.values]));
}
