/**
 * Roots of ways on which a total is shared out.
 *
 * A share depends on every row of its group, so the touched roots are those of whole groups: as long as a touched row that a
 * scale-to-total matches stands in a group with rows that are not touched yet, those are touched too, on both sides. Then the rows of
 * the touched roots can be computed by themselves, all ways together.
 */

import { fromStage, rootKeyIn, stageNamed, type Way } from '../delta/chain.ts';
import { keyColumns, quote } from '../delta/text.ts';
import type { CheckedStage } from '../pipeline/pipeline.ts';
import type { Branch } from '../sql/slice.ts';
import { type SliceRoots, sliceQuery } from '../sql/stage-query.ts';
import { restrictedRoot, rootRows } from './root-rows.ts';
import { type Side, sideBindings } from './side.ts';
import { countRows, makeTable, type Work } from './work.ts';

/** Tables of root keys, by the root's name on the side after. */
export type RootTables = ReadonlyMap<string, string>;

export interface SideWays {
  readonly side: Side;
  readonly branchOf: (way: Way) => Branch;
}

/** Whole groups: `first` are the roots that the change touches, every way's root among them or not. */
export async function wholeGroups(
  work: Work,
  ways: readonly Way[],
  first: ReadonlyMap<string, readonly string[]>,
): Promise<RootTables> {
  const { before, after } = work.context;
  const sides: readonly SideWays[] = [
    { side: before, branchOf: (way) => way.before },
    { side: after, branchOf: (way) => way.after },
  ];
  let tables = await unionTables(work, ways, first);
  for (;;) {
    const more = new Map<string, string[]>();
    for (const side of sides) await collectMembers(work, ways, side, tables, more);
    const next = await unionTables(work, ways, withAll(tables, more));
    if ((await total(work, next)) === (await total(work, tables))) return next;
    tables = next;
  }
}

const withAll = (tables: RootTables, more: ReadonlyMap<string, readonly string[]>) =>
  new Map([...tables].map(([root, table]) => [root, [`FROM ${quote(table)}`, ...(more.get(root) ?? [])]]));

async function total(work: Work, tables: RootTables): Promise<number> {
  let sum = 0;
  for (const table of tables.values()) sum += await countRows(work, quote(table));
  return sum;
}

/** One table per root, empty where nothing is touched. */
async function unionTables(
  work: Work,
  ways: readonly Way[],
  queries: ReadonlyMap<string, readonly string[]>,
): Promise<RootTables> {
  const tables = new Map<string, string>();
  for (const way of ways) {
    const { root } = way.after;
    if (tables.has(root)) continue;
    const key = keyColumns(stageNamed(work.context.after.pipeline, root).schema);
    const items = key.length === 0 ? '1 AS "any"' : key.map((column) => quote(column.name)).join(', ');
    const none = `SELECT ${items} FROM ${rootRows(work.context.after, way.after)} WHERE false`;
    const all = [none, ...(queries.get(root) ?? [])].map((query) => `SELECT * FROM (${query})`);
    tables.set(root, (await makeTable(work, `groups of ${root}`, all.join(' UNION '))).name);
  }
  return tables;
}

/** The roots' rows of a side, limited to the tables. */
export const limitedRoots = (
  ways: readonly Way[],
  tables: RootTables,
  { side, branchOf }: SideWays,
): SliceRoots =>
  Object.fromEntries(
    ways.map((way) => {
      const table = tables.get(way.after.root);
      if (table === undefined) throw new Error(`Invariant broken: ${way.after.root} has a table`);
      return [branchOf(way).root, restrictedRoot(side, branchOf(way), table)];
    }),
  );

type ScaleStage = Extract<CheckedStage, { kind: 'scale' }>;

/** Queries of the roots of all rows that stand in a group with a touched one. */
async function collectMembers(
  work: Work,
  ways: readonly Way[],
  sideWays: SideWays,
  tables: RootTables,
  more: Map<string, string[]>,
): Promise<void> {
  const { side, branchOf } = sideWays;
  const names = new Set(ways.flatMap((way) => branchOf(way).chain));
  const scales = [...names]
    .map((name) => stageNamed(side.pipeline, name))
    .filter((stage): stage is ScaleStage => stage.kind === 'scale');
  for (const scale of scales) {
    const through = ways.filter((way) => branchOf(way).chain.includes(scale.name));
    const branches = through.map((way) => fromStage(branchOf(way), scale.input));
    const limited = limitedRoots(through, tables, sideWays);
    const rows = sliceQuery(side.pipeline, scale.input, branches, sideBindings(side), limited);
    const by = scale.by.map(quote);
    const { name: groups } = await makeTable(
      work,
      `shared ${scale.name}`,
      `SELECT DISTINCT ${by.length === 0 ? '1 AS "any"' : by.join(', ')} FROM (\n${rows}\n) WHERE ${quote(scale.matched)}`,
    );
    for (const [index, way] of through.entries()) {
      const branch = branches[index];
      if (branch === undefined) continue;
      const members = memberQuery(side, scale, branch, groups);
      more.set(way.after.root, [...(more.get(way.after.root) ?? []), members]);
    }
  }
}

function memberQuery(side: Side, scale: ScaleStage, branch: Branch, groups: string): string {
  const rows = sliceQuery(side.pipeline, scale.input, [branch], sideBindings(side));
  const keys = rootKeyIn(side.pipeline, branch).map(
    ({ root, target }) => `v.${quote(target)} AS ${quote(root.name)}`,
  );
  const same = scale.by.map((name) => `g.${quote(name)} IS NOT DISTINCT FROM v.${quote(name)}`);
  const inGroup = `EXISTS (SELECT 1 FROM ${quote(groups)} AS g${same.length === 0 ? '' : ` WHERE ${same.join(' AND ')}`})`;
  return `SELECT ${keys.length === 0 ? '1 AS "any"' : keys.join(', ')} FROM (\n${rows}\n) AS v WHERE v.${quote(scale.matched)} AND ${inGroup}`;
}
