/**
 * Ways from a row stage to its roots, in the pipeline before and after a change: what belongs together, under which names a root's key
 * arrives, and which roots the change may touch.
 */

import type { CheckedColumn, CheckedLookup, CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { flagName } from '../rules/rewrite-match.ts';
import { type Column, columnNamed } from '../schema/table.ts';
import { BOOLEAN } from '../schema/types.ts';
import { type Branch, branchesBelow, branchesOf, sliceOrder } from '../sql/slice.ts';
import type { Restriction } from './overlay.ts';
import { keyColumns, quote } from './text.ts';

export const stageNamed = (pipeline: Pipeline, name: string): CheckedStage => {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (stage === undefined) throw new Error(`Invariant broken: the pipeline has a stage ${name}`);
  return stage;
};

/** The unions' tags of a way. Rules put stages of their own on it, which is no other way. */
function tagsOf(pipeline: Pipeline, branch: Branch): readonly (readonly [stage: string, tag: string])[] {
  return Object.entries(branch.branches).filter(([name]) => stageNamed(pipeline, name).kind === 'union');
}

/** What tells a way in any of the pipelines. */
function wayName(pipeline: Pipeline, branch: Branch): string {
  const bare = tagsOf(pipeline, branch).map(([name, tag]) => [plainName(name), tag]);
  return JSON.stringify([{ root: plainName(branch.root), table: branch.source }, bare]);
}

/** The name of the stage that a stage of the rewrite belongs to. */
export const plainName = (name: string): string =>
  name.replace(/ \((?:formed|matched|steps|adjusted|\d+)\)$/, '');

export interface Way {
  readonly name: string;
  readonly before: Branch;
  readonly after: Branch;
}

/** The ways of both pipelines, and those by which entries come, which exist in one of them. */
export interface Ways {
  readonly rooted: readonly Way[];
  /** Does a scale-to-total stand on a way, before or after? Its groups have to be computed together. */
  readonly shares: boolean;
  readonly entriesBefore: readonly Branch[];
  readonly entriesAfter: readonly Branch[];
}

/** null: the rows do not come from single rows, before or after. */
export const waysOf = (
  before: Pipeline,
  after: Pipeline,
  stage: string,
  stops: ReadonlySet<string>,
): Ways | null => pairedWays(before, after, (pipeline) => branchesOf(pipeline, stage, stops, true));

/** The ways of a stage's input, which may be a stop itself. */
export const waysBelow = (
  before: Pipeline,
  after: Pipeline,
  input: string,
  stops: ReadonlySet<string>,
): Ways | null => pairedWays(before, after, (pipeline) => branchesBelow(pipeline, input, stops, true));

function pairedWays(
  before: Pipeline,
  after: Pipeline,
  branches: (pipeline: Pipeline) => readonly Branch[] | null,
): Ways | null {
  const [old, now] = [before, after].map(branches);
  if (old === null || old === undefined || now === null || now === undefined) return null;
  const isEntries = (pipeline: Pipeline) => (branch: Branch) =>
    stageNamed(pipeline, branch.root).kind === 'entries' && branch.chain.includes(branch.root);
  const rooted = now.filter((branch) => !isEntries(after)(branch));
  const known = new Map(
    old.filter((branch) => !isEntries(before)(branch)).map((branch) => [wayName(before, branch), branch]),
  );
  const ways = rooted.map((branch) => {
    const name = wayName(after, branch);
    const twin = known.get(name);
    return twin === undefined ? null : { name, before: twin, after: branch };
  });
  const paired = ways.filter((way) => way !== null);
  if (paired.length !== rooted.length) return null;
  const scales = (pipeline: Pipeline) => (branch: Branch) =>
    branch.chain.some((name) => stageNamed(pipeline, name).kind === 'scale');
  return {
    rooted: paired,
    shares: old.some(scales(before)) || now.some(scales(after)),
    entriesBefore: old.filter(isEntries(before)),
    entriesAfter: now.filter(isEntries(after)),
  };
}

/** The root's key as the stage at the top of the branch (or of a part of it) names it. */
export function rootKeyIn(pipeline: Pipeline, branch: Branch): readonly { root: Column; target: string }[] {
  const root = stageNamed(pipeline, branch.root);
  return keyColumns(root.schema).map((column) => {
    const [target] = sliceOrder(pipeline, branch, [column.name]);
    if (target === undefined)
      throw new Error(`Invariant broken: ${branch.chain[0]} carries the key column ${column.name}`);
    return { root: column, target };
  });
}

/** Limits rows of the stage at the top to those of the roots in `table`, whose columns are the root's key. */
export function restrictionOf(pipeline: Pipeline, branch: Branch, table: string): Restriction {
  const { schema } = stageNamed(pipeline, branch.chain[0] ?? branch.root);
  const on = rootKeyIn(pipeline, branch).map(({ root, target }) => {
    const column = columnNamed(schema.columns, target);
    if (column === undefined) throw new Error(`Invariant broken: ${schema.name} has a column ${target}`);
    return { target: column, key: root.name };
  });
  return { table, on, tags: tagColumns(pipeline, branch) };
}

function tagColumns(pipeline: Pipeline, branch: Branch): Restriction['tags'] {
  return tagsOf(pipeline, branch).map(([name, value]) => {
    const union = stageNamed(pipeline, name);
    if (union.kind !== 'union') throw new Error(`Invariant broken: ${name} is a union`);
    const above = { ...branch, chain: branch.chain.slice(0, branch.chain.indexOf(name)) };
    const [target] = sliceOrder(pipeline, above, [union.tagColumn]);
    if (target === undefined) throw new Error(`Invariant broken: ${name} hands its tag on`);
    return { target, value };
  });
}

/** The branch from `stage` on downwards. */
export function fromStage(branch: Branch, stage: string): Branch {
  const index = branch.chain.indexOf(stage);
  if (index < 0) throw new Error(`Invariant broken: ${stage} is on the way`);
  const chain = branch.chain.slice(index);
  const branches = Object.fromEntries(
    Object.entries(branch.branches).filter(([name]) => chain.includes(name)),
  );
  return { ...branch, chain, branches };
}

/** A question about rows of a way: a pipeline with one stage made for it, that stage, and the condition on its rows. */
export interface Probe {
  readonly pipeline: Pipeline;
  readonly branch: Branch;
  readonly stage: string;
  /** Over the alias `v`. */
  readonly condition: string;
}

/** The rows that any of the rules matches, excluded ones too. */
export function matchProbe(
  pipeline: Pipeline,
  branch: Branch,
  stage: string,
  rules: readonly { readonly hash: string }[],
): Probe {
  const matched = stageNamed(pipeline, `${stage} (matched)`);
  const open: CheckedStage = { ...matched, filter: null };
  return {
    pipeline: replaced(pipeline, matched.name, open),
    branch: fromStage(branch, matched.name),
    stage: matched.name,
    condition: rules.map((rule) => `v.${quote(flagName(rule))}`).join(' OR '),
  };
}

const replaced = (pipeline: Pipeline, name: string, by: CheckedStage): Pipeline => ({
  ...pipeline,
  stages: pipeline.stages.map((stage) => (stage.name === name ? by : stage)),
});

type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;

/** The rows whose look-up key is in `changed`, a relation with the columns of the looked-up stage's key. */
export function lookupProbe(
  pipeline: Pipeline,
  branch: Branch,
  stage: RowStage,
  lookup: CheckedLookup,
  changed: string,
): Probe {
  const seen = stage.columns.slice(0, lookup.before);
  const keys = stage.columns.filter(
    (column) => stage.schema.key.includes(column.column.name) && !seen.includes(column),
  );
  const asked = askedColumns(lookup.on);
  const columns = [...seen, ...keys, ...asked];
  const lookups = stage.lookups.filter((each) => each.before < lookup.before);
  return probeOf(pipeline, branch, { ...stage, lookups }, columns, lookup.on, changed);
}

/** The rows that an expansion by a changed table makes of others. The rows asked are those that it expands. */
export function expansionProbe(
  pipeline: Pipeline,
  branch: Branch,
  stage: Extract<CheckedStage, { kind: 'expand' }>,
  on: CheckedLookup['on'],
  changed: string,
): Probe {
  const input = stageNamed(pipeline, stage.input);
  const keys = keyColumns(input.schema).map(
    (column): CheckedColumn => ({
      kind: 'pass',
      from: column.name,
      column,
    }),
  );
  const { expansion: _, ...rest } = stage;
  const derive: RowStage = { ...rest, kind: 'derive', lookups: [] };
  return probeOf(pipeline, branch, derive, [...keys, ...askedColumns(on)], on, changed);
}

const askedName = (index: number): string => `asked ${index + 1}`;

const askedColumns = (on: CheckedLookup['on']): readonly CheckedColumn[] =>
  on.map((match, index) => ({
    kind: 'compute',
    column: { name: askedName(index), type: match.expr.type, nullable: true },
    expr: match.expr,
    text: askedName(index),
    required: null,
  }));

const ROW_IS_THERE: CheckedColumn = {
  kind: 'compute',
  column: { name: askedName(0), type: BOOLEAN, nullable: false },
  expr: { kind: 'literal', value: true, type: BOOLEAN, nullable: false },
  text: 'true',
  required: null,
};

function probeOf(
  pipeline: Pipeline,
  branch: Branch,
  stage: RowStage,
  columns: readonly CheckedColumn[],
  on: CheckedLookup['on'],
  changed: string,
): Probe {
  const key = stage.kind === 'derive' ? columns.filter((column) => column.kind === 'pass') : [];
  // A stage of one row that looks up in a table of one row is asked for nothing, and a query has to select something.
  const listed = columns.length === 0 ? [ROW_IS_THERE] : columns;
  const schema = {
    name: stage.name,
    columns: listed.map((each) => each.column),
    key: stage.kind === 'expand' ? stage.schema.key : key.map((each) => each.column.name),
  };
  const probe: CheckedStage = { ...stage, schema, columns: listed, filter: null, persist: null };
  const same = on.map((match, index) => `d.${quote(match.keyColumn)} = v.${quote(askedName(index))}`);
  return {
    pipeline: replaced(pipeline, stage.name, probe),
    branch: fromStage(branch, stage.name),
    stage: stage.name,
    condition: `EXISTS (SELECT 1 FROM ${changed} AS d WHERE ${same.length === 0 ? 'true' : same.join(' AND ')})`,
  };
}
