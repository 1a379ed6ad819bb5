/**
 * From a checked pipeline and what the store holds to the steps of a run.
 *
 * 1. Kept stages: those that say persist, the outputs, and group-by stages that a persisted stage looks up in (each of its files
 *    would compute them again).
 * 2. From the outputs and persisted stages backwards: a stored result ends the way, anything else is computed and needs what it reads.
 * 3. Each kept stage reads kept stages from the store and fuses all others into its scan. A persisted row-level stage is written
 *    in pieces: one per branch of its unions and stored part of the branch's source.
 */

import { type CheckedStage, type Pipeline, stageReads } from '../pipeline/pipeline.ts';
import type { Value } from '../schema/types.ts';
import { type Branch, branchesOf, sliceOrder } from '../sql/slice.ts';
import { sliceQuery, stageQuery } from '../sql/stage-query.ts';
import type { Piece, Plan, StageStep } from './plan.ts';

/** Where the rows of a source lie. */
export interface SourceRelation {
  /** Engine text of a relation with all rows. */
  readonly relation: string;
  readonly fingerprint: string;
  /** Columns by which each stored part is sorted. */
  readonly order: readonly string[];
  /** Per value of the partition column a relation with its rows; null when the source is not stored in parts. */
  readonly parts: Readonly<Record<string, string>> | null;
}

export interface PlanRequest {
  readonly pipeline: Pipeline;
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly isStored: (fingerprint: string) => boolean;
  readonly sources: Readonly<Record<string, SourceRelation>>;
  readonly parameters: Readonly<Record<string, Value>>;
  /** Engine text that reads a stored result. */
  readonly resultRelation: (fingerprint: string) => string;
  /** false: only the outputs are computed, nothing in between is kept. */
  readonly persist: boolean;
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
  for (const [name, why] of kept) if (why !== 'shared') visit(name);
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

function keptStages(request: PlanRequest): Kept {
  const { pipeline } = request;
  const kept = new Map<string, StageStep['why']>();
  const persisted = request.persist ? pipeline.stages.filter((stage) => stage.persist !== null) : [];
  const shared = persisted.flatMap((stage) => groupsBehind(pipeline, stage));
  for (const stage of pipeline.stages) {
    if (persisted.includes(stage)) kept.set(stage.name, 'persisted');
    else if (pipeline.outputs.includes(stage.name)) kept.set(stage.name, 'output');
    else if (shared.includes(stage.name)) kept.set(stage.name, 'shared');
  }
  return kept;
}

/** The nearest group-by stages behind a stage. */
function groupsBehind(pipeline: Pipeline, stage: CheckedStage): readonly string[] {
  return stageReads(stage).flatMap((name) => {
    const read = stageNamed(pipeline, name);
    return read.kind === 'aggregate' ? [name] : groupsBehind(pipeline, read);
  });
}

function stepOf(
  request: PlanRequest,
  stage: CheckedStage,
  why: StageStep['why'],
  state: StageStep['state'],
  kept: Kept,
): StageStep {
  const bindings = {
    parameters: request.parameters,
    sources: Object.fromEntries(
      Object.entries(request.sources).map(([name, source]) => [name, source.relation]),
    ),
    stored: Object.fromEntries(
      [...kept.keys()].map((name) => [name, request.resultRelation(fingerprintOf(request, name))]),
    ),
  };
  const whole = stageQuery(request.pipeline, stage.name, bindings);
  const common = {
    stage: stage.name,
    fingerprint: fingerprintOf(request, stage.name),
    why,
    state,
    emptySql: `SELECT * FROM (\n${whole}\n) AS nothing LIMIT 0`,
  };
  const branches = why === 'persisted' ? branchesOf(request.pipeline, stage.name) : null;
  if (branches === null) {
    const order = orderWanted(stage);
    return {
      ...common,
      order,
      pieces: [{ path: 'part-00001.parquet', partition: null, sql: sorted(whole, order), needs: null }],
    };
  }
  const wanted = orderWanted(stage);
  const carried = branches.map((branch) =>
    sliceOrder(request.pipeline, branch, request.sources[branch.source]?.order ?? []),
  );
  const order = commonOrder(wanted, carried);
  const pieces = branches.flatMap((branch, index) =>
    branchPieces(request, stage, branch, bindings, isSorted(carried[index] ?? [], order) ? [] : order),
  );
  return { ...common, order, pieces };
}

const orderWanted = (stage: CheckedStage): readonly string[] => [
  ...(stage.persist?.orderBy ?? []),
  ...stage.schema.key.filter((name) => stage.persist?.orderBy?.includes(name) !== true),
];

/** The longest order that the branches carry and that begins with the columns the stage asks for; else the stage's own. */
function commonOrder(wanted: readonly string[], carried: readonly (readonly string[])[]): readonly string[] {
  const columns = (order: readonly string[]): readonly string[] =>
    order.filter((name) => wanted.includes(name));
  const longest = carried.map(columns).reduce((a, b) => (b.length > a.length ? b : a), []);
  const leads = longest.length > 0 && wanted[0] === longest[0];
  return leads ? longest : wanted;
}

const isSorted = (carried: readonly string[], order: readonly string[]): boolean =>
  order.every((name, index) => carried[index] === name);

function sorted(sql: string, order: readonly string[]): string {
  if (order.length === 0) return sql;
  return `SELECT * FROM (\n${sql}\n) AS rows_to_sort ORDER BY ${order.map((name) => `"${name}" NULLS FIRST`).join(', ')}`;
}

function branchPieces(
  request: PlanRequest,
  stage: CheckedStage,
  branch: Branch,
  bindings: Parameters<typeof sliceQuery>[3],
  sortBy: readonly string[],
): readonly Piece[] {
  const source = request.sources[branch.source];
  const column = stage.persist?.partitionBy ?? null;
  const values = column === null ? [] : partitionValues(stage, column);
  const name = branch.label === '' ? 'part' : branch.label;
  if (column === null || values.length === 0) {
    const sql = sorted(
      sliceQuery(request.pipeline, stage.name, { ...branch, relation: null }, bindings),
      sortBy,
    );
    return [{ path: `${name}-00001.parquet`, partition: null, sql, needs: null }];
  }
  return values.map((value): Piece => {
    const part = source?.parts?.[value];
    const inside = sliceQuery(request.pipeline, stage.name, { ...branch, relation: part ?? null }, bindings);
    // A source stored in parts gives the part's rows only; any other is read whole and cut.
    const cut =
      part === undefined
        ? `SELECT * FROM (\n${inside}\n) AS one_part WHERE "${column}" = '${value}'`
        : inside;
    return {
      path: `${column}=${value}/${name}-00001.parquet`,
      partition: value,
      sql: sorted(cut, sortBy),
      needs:
        part === undefined || source === undefined
          ? null
          : { fingerprint: source.fingerprint, partition: value },
    };
  });
}

/** Partition values are known from the column's closed list of codes, so that the plan needs no data. */
function partitionValues(stage: CheckedStage, column: string): readonly string[] {
  const domain = stage.schema.columns.find((each) => each.name === column)?.domain;
  return domain?.kind === 'values' ? domain.values : [];
}
