/** Smaller versions of a case for plans: fewer outputs, persisted stages and orders, plain tags, and a smaller pipeline. */

import type { Stage } from '../../src/pipeline/stage.ts';
import type { PipelineCase } from './generate-pipeline.ts';
import type { PlanCase } from './generate-plan.ts';
import { smallerPipelines } from './shrink-pipeline.ts';

export function* smallerPlans(plan: PlanCase): Generator<PlanCase> {
  const { test } = plan;
  for (const smaller of smallerPipelines(test)) yield { ...plan, ...within(plan, smaller) };
  yield* withFewerOutputs(plan);
  for (const name of Object.keys(plan.orders)) {
    const order = plan.orders[name] ?? [];
    if (order.length > 0) yield { ...plan, orders: { ...plan.orders, [name]: order.slice(0, -1) } };
  }
  for (const [i, stage] of test.definition.stages.entries()) {
    for (const smaller of [...smallerPersist(stage), ...plainerTags(stage)]) {
      const stages = test.definition.stages.map((each, j) => (i === j ? smaller : each));
      yield { ...plan, test: { ...test, definition: { ...test.definition, stages } } };
    }
  }
}

/** The smaller pipeline with what it still has of the outputs and orders. */
function within(plan: PlanCase, smaller: PipelineCase): Pick<PlanCase, 'test' | 'orders'> {
  const { stages } = smaller.definition;
  const names = stages.map((stage) => stage.name);
  const left = plan.test.definition.outputs.filter((output) => names.includes(output));
  const outputs = left.length > 0 ? left : smaller.definition.outputs;
  const orders = stages.flatMap((stage) => {
    if (stage.kind !== 'source') return [];
    const columns = stage.table.columns.map((column) => column.name);
    return [[stage.name, (plan.orders[stage.name] ?? []).filter((name) => columns.includes(name))]];
  });
  return {
    test: { ...smaller, definition: { ...smaller.definition, outputs } },
    orders: Object.fromEntries(orders),
  };
}

function* withFewerOutputs(plan: PlanCase): Generator<PlanCase> {
  const { definition } = plan.test;
  if (definition.outputs.length < 2) return;
  for (const output of definition.outputs) {
    const outputs = definition.outputs.filter((each) => each !== output);
    yield { ...plan, test: { ...plan.test, definition: { ...definition, outputs } } };
  }
}

function* smallerPersist(stage: Stage): Generator<Stage> {
  const { persist } = stage;
  if (persist === undefined) return;
  const { partitionBy, orderBy, ...bare } = persist;
  if (partitionBy !== undefined) yield { ...stage, persist: orderBy === undefined ? bare : { orderBy } };
  if (orderBy === undefined || orderBy.length === 0) return;
  yield { ...stage, persist: { ...persist, orderBy: orderBy.slice(0, -1) } };
}

function* plainerTags(stage: Stage): Generator<Stage> {
  if (stage.kind !== 'union') return;
  for (const [i, branch] of stage.branches.entries()) {
    if (/^t\d$/.test(branch.tag)) continue;
    const branches = stage.branches.map((each, j) => (i === j ? { ...each, tag: `t${i}` } : each));
    yield { ...stage, branches };
  }
}
