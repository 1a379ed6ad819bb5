/**
 * A group-by in two steps: its own sums, `X (state)`, and the stage `X` that adjusts and filters them.
 *
 * The state is what a group is known by before rules and filter: the measures, the number of rows, and for a sum that can be NULL the
 * number of values. Sums and counts then move by differences, other measures by touched groups (delta/groups.ts), and a group appears and vanishes rightly.
 */

import type { CheckedMeasure, CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { stateName } from '../rules/rewrite.ts';
import { columnNamed } from '../schema/table.ts';
import { INTEGER } from '../schema/types.ts';
import { frozen } from '../std/frozen.ts';

export const ROW_COUNT = 'rows (count)';
export const valueCount = (measure: string): string => `${measure} (count)`;

/** The pipeline that runs compute: the same stages with the same rows, and a state before each group-by. */
export function withStates(pipeline: Pipeline): Pipeline {
  const known = SPLIT.get(pipeline);
  if (known !== undefined) return known;
  const split = splitAll(pipeline);
  if (Object.isFrozen(pipeline)) SPLIT.set(pipeline, split);
  return split;
}

/** Made once per pipeline, so that its stages keep their identity and what is remembered of them. */
const SPLIT = new WeakMap<Pipeline, Pipeline>();

function splitAll(pipeline: Pipeline): Pipeline {
  const stages = pipeline.stages.flatMap((stage) =>
    stage.kind === 'aggregate' ? splitAggregate(stage, pipeline) : [stage],
  );
  return frozen({ ...pipeline, stages });
}

type AggregateStage = Extract<CheckedStage, { kind: 'aggregate' }>;

function splitAggregate(stage: AggregateStage, pipeline: Pipeline): readonly CheckedStage[] {
  const input = pipeline.stages.find((each) => each.name === stage.input);
  const counted = stage.measures.filter((measure) => {
    const column =
      measure.column === null ? undefined : columnNamed(input?.schema.columns ?? [], measure.column);
    return measure.fn === 'sum' && column?.nullable === true;
  });
  const measures: readonly CheckedMeasure[] = [
    ...stage.measures.map(unadjustable),
    count(ROW_COUNT, null),
    ...counted.map((measure) => count(valueCount(measure.name), measure.column)),
  ];
  const groups = stage.schema.columns.filter((column) => stage.groupBy.includes(column.name));
  const name = stateName(stage.name);
  const columns = [...groups, ...measures.map((measure) => measure.output)];
  const state: CheckedStage = {
    ...stage,
    name,
    schema: { name, key: stage.schema.key, columns },
    measures,
    filter: null,
    persist: null,
    doc: null,
  };
  const { groupBy: _, measures: __, ...rest } = stage;
  const derive: CheckedStage = {
    ...rest,
    kind: 'derive',
    input: name,
    lookups: [],
    columns: stage.schema.columns.map((column) => ({ kind: 'pass', column, from: column.name })),
  };
  return [state, derive];
}

function unadjustable(measure: CheckedMeasure): CheckedMeasure {
  const { adjustable: _, ...output } = measure.output;
  return { ...measure, output };
}

const count = (name: string, column: string | null): CheckedMeasure => ({
  name,
  fn: 'count',
  column,
  output: { name, type: INTEGER, nullable: false },
});
