/**
 * Branches: the disjoint ways in which rows of a large row-level stage come from its sources, one per branch of its unions.
 *
 * The rows of a branch come in the order of its source, because every operator on the way keeps it: derive and expand work row by
 * row, and a branch goes one way through a union. So a stage whose sources were sorted at import needs no sort of its own;
 * `sliceOrder` says which columns carry the order.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';

/** One way from the stage down to a source. */
export interface Branch {
  /** Tags of the branches taken, joined; empty when there is no union on the way. */
  readonly label: string;
  readonly branches: Readonly<Record<string, string>>;
  /** From the stage down to the source, both included. */
  readonly chain: readonly string[];
  /** The source's table. */
  readonly source: string;
}

/** All branches of a stage; null when an operator between it and its sources looks at several rows, so that no row comes from one row. */
export function branchesOf(pipeline: Pipeline, name: string): readonly Branch[] | null {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (stage === undefined || stage.kind === 'aggregate' || stage.kind === 'scale' || stage.kind === 'entries')
    return null;
  if (stage.kind === 'source') return [{ label: '', branches: {}, chain: [name], source: stage.table.name }];
  const below =
    stage.kind === 'union'
      ? stage.branches.map((branch) => ({ tag: branch.tag, found: branchesOf(pipeline, branch.input) }))
      : [{ tag: null, found: branchesOf(pipeline, stage.input) }];
  const result: Branch[] = [];
  for (const { tag, found } of below) {
    if (found === null) return null;
    for (const branch of found) {
      result.push({
        ...branch,
        chain: [name, ...branch.chain],
        label: [tag, branch.label].filter((part) => part !== null && part !== '').join('-'),
        branches: tag === null ? branch.branches : { ...branch.branches, [name]: tag },
      });
    }
  }
  return result;
}

/** The names under which the source's columns `order` arrive in the stage, as far as they are passed on unchanged. */
export function sliceOrder(pipeline: Pipeline, branch: Branch, order: readonly string[]): readonly string[] {
  const stages = branch.chain.map((name) => pipeline.stages.find((stage) => stage.name === name));
  let names: readonly string[] = order;
  for (const stage of [...stages].reverse()) {
    if (stage === undefined) return [];
    const passed = names.map((name) => passedAs(stage, name));
    const lost = passed.indexOf(null);
    names = passed.slice(0, lost < 0 ? passed.length : lost).filter((name) => name !== null);
  }
  return names;
}

function passedAs(stage: CheckedStage, name: string): string | null {
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return name;
  const column = stage.columns.find((each) => each.kind === 'pass' && each.from === name);
  return column?.column.name ?? null;
}
