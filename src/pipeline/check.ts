/**
 * Checks a pipeline definition and resolves it: names, keys, types. What passes here is trusted by every later phase.
 *
 * Stages are checked in order, each against the schemas of those before it, so a cycle can't be written. Errors carry
 * the place ("stage liquidity, column weight").
 */

import { fail, withPlace } from '../errors/error.ts';
import { checkCondition } from '../expr/check.ts';
import type { TableSchema } from '../schema/table.ts';
import type { ColumnType } from '../schema/types.ts';
import { frozen } from '../std/frozen.ts';
import { nearest } from '../std/nearest.ts';
import { checkAggregate } from './check-aggregate.ts';
import { checkCustom } from './check-custom.ts';
import { checkDerive } from './check-derive.ts';
import { checkExpand } from './check-expand.ts';
import { checkSource } from './check-source.ts';
import { checkUnion } from './check-union.ts';
import type { CheckedStage, Pipeline } from './pipeline.ts';
import { checkNames } from './reserved.ts';
import { ownScope, type StageContext } from './scope.ts';
import type { PipelineDefinition, Stage } from './stage.ts';

/** The parameters that a run gives to every pipeline. */
export const RUN_PARAMETERS: Readonly<Record<string, ColumnType>> = frozen({
  calculation_date: { kind: 'date' },
  reporting_currency: { kind: 'text' },
  jurisdiction: { kind: 'text' },
});

/** Errors: pipeline.*, expr.*, with stage and column. */
export function checkPipeline(
  definition: PipelineDefinition,
  parameters: Readonly<Record<string, ColumnType>> = RUN_PARAMETERS,
): Pipeline {
  const checked = new Map<string, CheckedStage>();
  for (const stage of definition.stages) {
    withPlace({ at: `stage ${stage.name}` }, () => {
      if (checked.has(stage.name)) fail('pipeline.duplicate_name', { name: stage.name, what: 'stages' });
      checked.set(stage.name, checkStage(stage, checked, parameters));
    });
  }
  const names = [...checked.keys()];
  for (const output of definition.outputs) {
    if (!checked.has(output))
      fail('pipeline.unknown_stage', { name: output, nearest: nearest(output, names), known: names });
  }
  return frozen({
    name: definition.name,
    stages: [...checked.values()],
    outputs: definition.outputs,
    parameters,
  });
}

function checkStage(
  stage: Stage,
  earlier: ReadonlyMap<string, CheckedStage>,
  parameters: Readonly<Record<string, ColumnType>>,
): CheckedStage {
  const context: StageContext = {
    parameters,
    schemaOf: (name) => schemaOf(name, earlier),
  };
  const shaped = shapeOf(stage, context);
  // Rows without a column can't be told apart, and no engine has such a table.
  if (shaped.schema.columns.length === 0) fail('pipeline.no_columns', {});
  checkNames(shaped, earlier.keys());
  const filter =
    stage.filter === undefined
      ? null
      : withPlace({ at: 'filter' }, () =>
          checkCondition(stage.filter ?? '', ownScope(shaped.schema.columns), parameters),
        );
  checkPersist(stage, shaped.schema);
  return { ...shaped, filter, persist: stage.persist ?? null, doc: stage.doc ?? null };
}

function shapeOf(stage: Stage, context: StageContext) {
  switch (stage.kind) {
    case 'source':
      return checkSource(stage);
    case 'derive':
      return checkDerive(stage, context);
    case 'expand':
      return checkExpand(stage, context);
    case 'union':
      return checkUnion(stage, context);
    case 'aggregate':
      return checkAggregate(stage, context);
    case 'custom':
      return checkCustom(stage, context);
  }
}

function schemaOf(name: string, earlier: ReadonlyMap<string, CheckedStage>): TableSchema {
  const stage = earlier.get(name);
  if (stage !== undefined) return stage.schema;
  const known = [...earlier.keys()];
  return fail('pipeline.unknown_stage', { name, nearest: nearest(name, known), known });
}

function checkPersist(stage: Stage, schema: TableSchema): void {
  const wanted = [
    ...(stage.persist?.orderBy ?? []),
    ...(stage.persist?.partitionBy === undefined ? [] : [stage.persist.partitionBy]),
  ];
  const known = schema.columns.map((column) => column.name);
  for (const name of wanted) {
    if (!known.includes(name))
      fail('pipeline.unknown_column', { name, nearest: nearest(name, known), known }, { at: 'persist' });
  }
}
