/**
 * The query that gives a stage's rows: the stages it needs as parts of one WITH, in the pipeline's order, each fused into
 * its readers by the engine. Stages that already lie somewhere (persisted, registered) are read from there.
 */

import { type CheckedStage, type Pipeline, stageReads } from '../pipeline/pipeline.ts';
import type { Value } from '../schema/types.ts';
import type { Dialect } from './dialect.ts';
import { DUCKDB } from './duckdb/dialect.ts';
import { lowerStage, type StageEnvironment } from './lower/stage.ts';
import { renderQuery } from './render.ts';
import { type SqlQuery, type SqlRelation, sqlColumn, sqlSelect } from './tree.ts';

export interface StageBindings {
  readonly parameters: Readonly<Record<string, Value>>;
  /** Per source stage: the engine's own text of a relation with the table's typed columns, for example `read_parquet(…)`. */
  readonly sources: Readonly<Record<string, string>>;
  /** Stages whose rows already lie somewhere: text of a relation with the stage's columns. */
  readonly stored?: Readonly<Record<string, string>>;
}

/** SQL text of a query with the stage's columns in declared order. Row order is the engine's. */
export function stageQuery(
  pipeline: Pipeline,
  stage: string,
  bindings: StageBindings,
  dialect: Dialect = DUCKDB,
): string {
  return renderQuery(stageTree(pipeline, stage, bindings), dialect);
}

/** The same as a tree. */
export function stageTree(pipeline: Pipeline, name: string, bindings: StageBindings): SqlQuery {
  const stages = new Map(pipeline.stages.map((stage) => [stage.name, stage]));
  const stored = bindings.stored ?? {};
  const needed = neededStages(name, stages, stored);
  const readers = countReaders(needed);
  const environment = environmentOf(pipeline, stages, bindings);
  const target = stageNamed(stages, name);
  const parts = needed
    .filter((stage) => stage.name !== name)
    .map((stage) => ({
      name: stage.name,
      query: lowerStage(stage, environment),
      // Row-level stages are cheap to repeat inside a scan; a group-by that several readers share is not.
      materialized: stage.kind === 'aggregate' && (readers.get(stage.name) ?? 0) > 1,
    }));
  return { kind: 'with', parts, body: lowerStage(target, environment) };
}

function stageNamed(stages: ReadonlyMap<string, CheckedStage>, name: string): CheckedStage {
  const stage = stages.get(name);
  if (stage === undefined) throw new Error(`Invariant broken: the pipeline has a stage ${name}`);
  return stage;
}

/** The target and all that it reads, directly or not, down to what is stored; in the pipeline's order. */
function neededStages(
  target: string,
  stages: ReadonlyMap<string, CheckedStage>,
  stored: Readonly<Record<string, string>>,
): readonly CheckedStage[] {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    if (needed.has(name) || (name !== target && stored[name] !== undefined)) return;
    needed.add(name);
    stageReads(stageNamed(stages, name)).forEach(visit);
  };
  visit(target);
  return [...stages.values()].filter((stage) => needed.has(stage.name));
}

function countReaders(stages: readonly CheckedStage[]): ReadonlyMap<string, number> {
  const readers = new Map<string, number>();
  for (const stage of stages)
    for (const read of stageReads(stage)) readers.set(read, (readers.get(read) ?? 0) + 1);
  return readers;
}

function environmentOf(
  pipeline: Pipeline,
  stages: ReadonlyMap<string, CheckedStage>,
  bindings: StageBindings,
): StageEnvironment {
  return {
    schema: (name) => stageNamed(stages, name).schema,
    relation: (name): SqlRelation => {
      const text = bindings.stored?.[name];
      return text === undefined ? { kind: 'named', name } : { kind: 'text', text };
    },
    source: (name): SqlRelation => {
      const text = bindings.sources[name];
      if (text === undefined)
        throw new Error(`Invariant broken: source ${name} is bound to files or a table`);
      return { kind: 'text', text };
    },
    parameter: (name) => {
      const [type, value] = [pipeline.parameters[name], bindings.parameters[name]];
      if (type === undefined || value === undefined)
        throw new Error(`Invariant broken: the parameter ${name} has a value`);
      return { kind: 'literal', value, type };
    },
  };
}

/** A plain select of everything from a stored stage, used where a stage is only read back. */
export function storedQuery(columns: readonly string[], relation: string): SqlQuery {
  return sqlSelect({
    items: columns.map((name) => ({ expr: sqlColumn('s', name), alias: name })),
    from: { kind: 'text', text: relation },
    alias: 's',
  });
}
