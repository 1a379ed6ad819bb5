/**
 * Branches: the disjoint ways in which rows of a large row-level stage come from its sources, one per branch of its unions.
 *
 * The rows of a branch come in the order of its source, because every operator on the way keeps it: derive and expand work row by
 * row, and a branch goes one way through a union. So a stage whose sources were sorted at import needs no sort of its own;
 * `sliceOrder` says which columns carry the order.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';

/** One way from the stage down to its root. */
export interface Branch {
  /** Tags of the branches taken, joined; empty when there is no union on the way. */
  readonly label: string;
  /** Per union the tag taken; of entries `input` or `entries`. */
  readonly branches: Readonly<Record<string, string>>;
  /** From the stage down; ends with a source, or above another root. */
  readonly chain: readonly string[];
  /** The stage that the rows come from: a source, a stage of `stops`, or the entries themselves. */
  readonly root: string;
  /** The source's table; null when the root is none. */
  readonly source: string | null;
}

/**
 * All branches of a stage, down to sources or to a stage of `stops`; null when an operator between it and those looks at several
 * rows, so that no row comes from one row. `throughScale`: a row whose share depends on others still comes from one row.
 */
export function branchesOf(
  pipeline: Pipeline,
  name: string,
  stops: ReadonlySet<string> = NO_STOPS,
  throughScale = false,
): readonly Branch[] | null {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (stage === undefined || stage.kind === 'aggregate' || stage.kind === 'custom') return null;
  if (stage.kind === 'scale' && !throughScale) return null;
  // An entry that adds to a group makes one row of two.
  if (stage.kind === 'entries' && stage.adds) return null;
  if (stage.kind === 'source') {
    return [{ label: '', branches: {}, chain: [name], root: name, source: stage.table.name }];
  }
  const result: Branch[] = [];
  for (const { tag, input } of waysOf(stage)) {
    const found =
      input === null ? [entriesBranch(name)] : branchesBelow(pipeline, input, stops, throughScale);
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

const NO_STOPS: ReadonlySet<string> = new Set();

/** The branches of a stage that may be a stop itself. */
export function branchesBelow(
  pipeline: Pipeline,
  input: string,
  stops: ReadonlySet<string>,
  throughScale = false,
): readonly Branch[] | null {
  if (!stops.has(input)) return branchesOf(pipeline, input, stops, throughScale);
  return [{ label: '', branches: {}, chain: [], root: input, source: null }];
}

const entriesBranch = (name: string): Branch => ({
  label: '',
  branches: {},
  chain: [],
  root: name,
  source: null,
});

/** The inputs of a row stage with the tag of each way; null stands for rows that the stage itself brings. */
function waysOf(
  stage: Exclude<CheckedStage, { kind: 'source' | 'aggregate' | 'custom' }>,
): readonly { readonly tag: string | null; readonly input: string | null }[] {
  if (stage.kind === 'union') return stage.branches;
  if (stage.kind !== 'entries') return [{ tag: null, input: stage.input }];
  return [
    { tag: 'input', input: stage.input },
    { tag: 'entries', input: null },
  ];
}

/** The names under which the root's columns `order` arrive in the stage, as far as they are passed on unchanged. */
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
