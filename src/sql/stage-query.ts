/**
 * The query that gives a stage's rows: the stages it needs as parts of one WITH, in the pipeline's order, each fused into
 * its readers by the engine. Stages that already lie somewhere (persisted, registered) are read from there.
 */

import {
  type CheckedStage,
  type Pipeline,
  stageInputs,
  stageReads,
  stageTables,
} from '../pipeline/pipeline.ts';
import type { Value } from '../schema/types.ts';
import { pipelineBounds } from './bounds.ts';
import type { CodeTypes } from './code-types.ts';
import type { Dialect } from './dialect.ts';
import { DUCKDB } from './duckdb/dialect.ts';
import { recoded } from './lower/code.ts';
import { lowerStage, type StageEnvironment } from './lower/stage.ts';
import { renderQuery } from './render.ts';
import type { Branch } from './slice.ts';
import { type SqlExpr, type SqlQuery, type SqlRelation, sqlColumn, sqlSelect } from './tree.ts';

export interface StageBindings {
  readonly parameters: Readonly<Record<string, Value>>;
  /** Per source stage: the engine's own text of a relation with the table's typed columns, for example `read_parquet(…)`. */
  readonly sources: Readonly<Record<string, string>>;
  /** Stages whose rows already lie somewhere: text of a relation with the stage's columns. */
  readonly stored?: Readonly<Record<string, string>>;
  /** Text columns to be held as codes; the engine must know the types. Left out: none. */
  readonly codes?: CodeTypes;
}

/** SQL text of a query with the stage's columns in declared order. Row order is the engine's. */
export function stageQuery(
  pipeline: Pipeline,
  stage: string,
  bindings: StageBindings,
  dialect: Dialect = DUCKDB,
): string {
  return renderQuery(stageTree(pipeline, stage, bindings, dialect), dialect);
}

/** A stage alone, over the stages that it reads by name: for people, and for tests that keep the text. */
export function loneStageSql(
  pipeline: Pipeline,
  name: string,
  parameters: Readonly<Record<string, Value>>,
  dialect: Dialect = DUCKDB,
): string {
  const stages = stagesByName(pipeline);
  const stage = stageNamed(stages, name);
  const bound = wholeEnvironment(pipeline, stages, { parameters, sources: {} }, dialect);
  const environment: StageEnvironment = {
    ...bound,
    source: (source) => ({ kind: 'named', name: `table ${source}` }),
  };
  return renderQuery(lowerStage(stage, environment), dialect, 'indented');
}

/** The rows of a stage that come by `branches`, in the order of their sources; look-ups still see whole tables. */
export function sliceQuery(
  pipeline: Pipeline,
  stage: string,
  branches: readonly Branch[],
  bindings: StageBindings,
  roots: SliceRoots = {},
  dialect: Dialect = DUCKDB,
): string {
  return renderQuery(sliceTree(pipeline, stage, branches, bindings, roots, dialect), dialect);
}

/**
 * Rows that take the place of roots, by root stage: text of a relation with the root's columns, of a source those of its table.
 * Look-ups in the same stage still see all of it.
 */
export type SliceRoots = Readonly<Record<string, string>>;

function stageTree(pipeline: Pipeline, name: string, bindings: StageBindings, dialect: Dialect): SqlQuery {
  const stages = stagesByName(pipeline);
  const needed = neededStages([name], stages, bindings.stored ?? {}, name);
  const environment = wholeEnvironment(pipeline, stages, bindings, dialect);
  const rest = needed.filter((stage) => stage.name !== name);
  const parts = wholeParts(rest, needed, environment);
  return { kind: 'with', parts, body: lowerStage(stageNamed(stages, name), environment) };
}

const sliced = (name: string): string => `${name} (slice)`;

function sliceTree(
  pipeline: Pipeline,
  name: string,
  branches: readonly Branch[],
  bindings: StageBindings,
  roots: SliceRoots,
  dialect: Dialect,
): SqlQuery {
  const stages = stagesByName(pipeline);
  const whole = wholeEnvironment(pipeline, stages, bindings, dialect);
  const chained = new Set(branches.flatMap((branch) => branch.chain));
  const chain = [...stages.values()].filter((stage) => chained.has(stage.name));
  const looked = chain.flatMap(stageTables);
  const needed = neededStages(looked, stages, bindings.stored ?? {});
  const environment: StageEnvironment = {
    ...whole,
    input: (input) => {
      if (chained.has(input)) return { kind: 'named', name: sliced(input) };
      const root = roots[input];
      return root === undefined ? whole.input(input) : { kind: 'text', text: root };
    },
    source: (table, stage) => {
      const root = roots[stage];
      return root === undefined ? whole.source(table, stage) : { kind: 'text', text: root };
    },
    branchTags: branchTags(branches),
  };
  const parts = chain.map((stage) => ({
    name: sliced(stage.name),
    query: lowerStage(stage, environment),
    materialized: false,
  }));
  const body = sqlSelect({
    items: stageNamed(stages, name).schema.columns.map((column) => ({
      expr: sqlColumn('s', column.name),
      alias: column.name,
    })),
    from: { kind: 'named', name: sliced(name) },
    alias: 's',
  });
  return {
    kind: 'with',
    parts: [...wholeParts(needed, [...needed, ...chain], whole), ...parts],
    body,
  };
}

function branchTags(branches: readonly Branch[]): Readonly<Record<string, readonly string[]>> {
  const tags: Record<string, string[]> = {};
  for (const branch of branches) {
    for (const [union, tag] of Object.entries(branch.branches)) tags[union] = [...(tags[union] ?? []), tag];
  }
  return tags;
}

/** The stages as parts of a WITH. `all` are the stages of the query, parts and others, whose reads count. */
function wholeParts(
  stages: readonly CheckedStage[],
  all: readonly CheckedStage[],
  environment: StageEnvironment,
) {
  return stages.map((stage) => ({
    name: stage.name,
    query: lowerStage(stage, environment),
    materialized: isWorthKeeping(stage, all),
  }));
}

/**
 * Should several readers share one calculation? Row-level stages are cheap to repeat inside a scan; a group-by and a custom one are not, nor is
 * a stage that would have to group again, nor one above a group-by that is only ever looked up, so that it ends in a table of its own each time.
 */
function isWorthKeeping(stage: CheckedStage, all: readonly CheckedStage[]): boolean {
  // Also where one stage reads it twice: nobody knows what a text costs, or that it gives the same rows again.
  if (stage.kind === 'custom')
    return all.flatMap(stageReads).filter((name) => name === stage.name).length > 1;
  const readers = readersOf(stage, all);
  if (readers.length < 2) return false;
  if (stage.kind === 'aggregate' || groupsAgain(stage, all)) return true;
  return !readers.some((reader) => stageInputs(reader).includes(stage.name)) && standsOnGroups(stage, all);
}

const readersOf = ({ name }: CheckedStage, all: readonly CheckedStage[]): readonly CheckedStage[] =>
  all.filter((each) => stageReads(each).includes(name));

/** Do a row stage's rows come from a group-by that is kept for nobody else, for example from its own state? */
function groupsAgain(stage: CheckedStage, all: readonly CheckedStage[]): boolean {
  const inputs = all.filter((each) => stageInputs(stage).includes(each.name));
  return inputs.some(
    (input) => readersOf(input, all).length === 1 && (looksAtSeveralRows(input) || groupsAgain(input, all)),
  );
}

const looksAtSeveralRows = ({ kind }: CheckedStage): boolean => kind === 'aggregate' || kind === 'custom';

function standsOnGroups(stage: CheckedStage, all: readonly CheckedStage[]): boolean {
  const below = all.filter((each) => stageReads(stage).includes(each.name));
  return below.some((each) => looksAtSeveralRows(each) || standsOnGroups(each, all));
}

const stagesByName = (pipeline: Pipeline): ReadonlyMap<string, CheckedStage> =>
  new Map(pipeline.stages.map((stage) => [stage.name, stage]));

function stageNamed(stages: ReadonlyMap<string, CheckedStage>, name: string): CheckedStage {
  const stage = stages.get(name);
  if (stage === undefined) throw new Error(`Invariant broken: the pipeline has a stage ${name}`);
  return stage;
}

/** The targets and all that they read, directly or not, down to what is stored; in the pipeline's order. */
function neededStages(
  targets: readonly string[],
  stages: ReadonlyMap<string, CheckedStage>,
  stored: Readonly<Record<string, string>>,
  recompute?: string,
): readonly CheckedStage[] {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    if (needed.has(name) || (name !== recompute && stored[name] !== undefined)) return;
    needed.add(name);
    stageReads(stageNamed(stages, name)).forEach(visit);
  };
  targets.forEach(visit);
  return [...stages.values()].filter((stage) => needed.has(stage.name));
}

function wholeEnvironment(
  pipeline: Pipeline,
  stages: ReadonlyMap<string, CheckedStage>,
  bindings: StageBindings,
  dialect: Dialect,
): StageEnvironment {
  const relation = (name: string): SqlRelation => {
    const text = bindings.stored?.[name];
    return text === undefined
      ? { kind: 'named', name }
      : storedRelation(stageNamed(stages, name), text, bindings.codes);
  };
  const bounds = pipelineBounds(pipeline);
  return {
    engine: dialect.name,
    schema: (name) => stageNamed(stages, name).schema,
    input: relation,
    relation,
    branchTags: {},
    bounds: (stage, column) => bounds(stage)?.get(column),
    code: (stage, column) => bindings.codes?.get(stage)?.get(column),
    source: (name): SqlRelation => {
      const text = bindings.sources[name];
      if (text === undefined)
        throw new Error(`Invariant broken: source ${name} is bound to files or a table`);
      return { kind: 'text', text };
    },
    parameter: (name): SqlExpr => {
      const [type, value] = [pipeline.parameters[name], bindings.parameters[name]];
      if (type === undefined || value === undefined)
        throw new Error(`Invariant broken: the parameter ${name} has a value`);
      return { kind: 'literal', value, type };
    },
  };
}

/** Results are stored as text; where their columns are wanted as codes, they are turned when they are read. */
function storedRelation(stage: CheckedStage, text: string, codes: CodeTypes | undefined): SqlRelation {
  const relation: SqlRelation = { kind: 'text', text };
  const types = codes?.get(stage.name);
  if (types === undefined) return relation;
  const items = stage.schema.columns.map(({ name }) => ({
    expr: recoded(sqlColumn('s', name), undefined, types.get(name)),
    alias: name,
  }));
  return { kind: 'query', query: sqlSelect({ items, from: relation, alias: 's' }) };
}
