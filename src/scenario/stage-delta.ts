/**
 * Which rows of a stage differ between the two sides.
 *
 * Law: `old` and `now` are the stage's rows on each side without those that both have. A stage with the same fingerprint on both sides
 * has none. A source is compared by key; a row stage recomputes the rows of the roots that the change may touch; the state of a
 * group-by moves by differences; anything else is computed on both sides and compared.
 */

import {
  plainName,
  restrictionOf,
  stageNamed,
  type Way,
  type Ways,
  waysBelow,
  waysOf,
} from '../delta/chain.ts';
import { groupDifferences, movedGroups, movesByDifference, type StateStage } from '../delta/groups.ts';
import { adjustedRows, baseRows, changedKeys, differingRows, type Restriction } from '../delta/overlay.ts';
import { keyColumns, quote, where } from '../delta/text.ts';
import type { Branch } from '../sql/slice.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { limitedRoots, wholeGroups } from './joint-roots.ts';
import { patchedRows, shownKeys } from './patched-rows.ts';
import { restrictedRoot } from './root-rows.ts';
import { probesOf, type RootQuery } from './roots.ts';
import { type Side, type SideStage, sideBindings, sideRows } from './side.ts';
import { unionOf } from './union-rows.ts';
import { countRows, type Delta, makeTable, makeTouched, TooManyTouched, type Work } from './work.ts';

/** Rows of a stage that the change may touch, on both sides and in what the overlay stands on; relations. */
export interface TouchedRows {
  readonly old: string;
  readonly now: string;
  /** null where the stage is not kept. */
  readonly parent: string | null;
  readonly touched: number;
  readonly why: string;
}

/** null: nothing may differ. undefined: it can't be told without computing the stage whole; why. */
export type Touched = TouchedRows | null | Unknown;

/** The stage's differing rows; computed once. */
export async function deltaOf(work: Work, stage: string): Promise<Delta> {
  const known = work.deltas.get(stage);
  if (known !== undefined || work.deltas.has(stage)) return known;
  const delta = await findDelta(work, stage);
  work.deltas.set(stage, delta);
  return delta;
}

const isSame = ({ context: { before, after } }: Work, stage: string): boolean =>
  before.fingerprints[stage] !== undefined && before.fingerprints[stage] === after.fingerprints[stage];

async function findDelta(work: Work, stage: string): Promise<Delta> {
  if (isSame(work, stage)) return null;
  // Kept stages come first in the pipeline's order, so one that is not known yet is not kept.
  const touched = await touchedRows(work, stage);
  if (touched !== null && 'unknown' in touched) return wholeDelta(work, stage);
  return touched === null ? null : settle(work, stage, touched);
}

/** Both sides whole. */
async function wholeDelta(work: Work, stage: string): Promise<Delta> {
  const { before, after } = work.context;
  const old = await makeTable(work, `whole old ${stage}`, `FROM ${sideRows(before, stage)}`);
  const now = await makeTable(work, `whole now ${stage}`, `FROM ${sideRows(after, stage)}`);
  return settle(work, stage, { old: quote(old), now: quote(now) });
}

/** Leaves the rows that differ. */
export async function settle(
  work: Work,
  stage: string,
  rows: Pick<TouchedRows, 'old' | 'now'>,
): Promise<Delta> {
  const { schema } = stageNamed(work.context.after.pipeline, stage);
  const old = quote(await makeTable(work, `old ${stage}`, differingRows(schema, rows.old, rows.now)));
  const now = quote(await makeTable(work, `now ${stage}`, differingRows(schema, rows.now, rows.old)));
  const changed = await countRows(work, changedKeys(schema, { old, now }));
  return changed === 0 ? null : { old, now, changed };
}

/** What the change may touch of a stage. */
export async function touchedRows(work: Work, name: string): Promise<Touched> {
  const { before, after, kept } = work.context;
  const stage = stageNamed(after.pipeline, name);
  if (stage.kind === 'aggregate') return touchedGroups(work, stage);
  if (stage.kind === 'source') return { unknown: 'a source is compared whole' };
  const stops = new Set([...kept].filter((each) => each !== name));
  const ways = waysOf(before.pipeline, after.pipeline, name, stops);
  if (ways === null) return { unknown: 'its rows do not come from single rows' };
  return touchedByWays(work, name, ways);
}

/** Where entries can't be told apart from the rows that they stand among, the stage is computed whole. */
function entriesProblem(work: Work, name: string, ways: Ways, stored: SideStage | undefined): string | null {
  if (ways.entriesBefore.length + ways.entriesAfter.length === 0) return null;
  if (ways.shares) return 'entries take part in a total that is shared out';
  const isOverBase = stored === undefined || stored.parent === work.context.base.fingerprints[name];
  return isOverBase ? null : 'entries are among the rows that are kept whole';
}

async function touchedByWays(work: Work, name: string, ways: Ways): Promise<Touched> {
  const { before, after, kept } = work.context;
  const stored = kept.has(name) ? before.stored.get(name) : undefined;
  const entered = entriesProblem(work, name, ways, stored);
  if (entered !== null) return { unknown: entered };
  const patched = stored === undefined ? null : await timed(work, () => patchedRows(work, name, stored));
  const found = patched === null ? await rootsByKeysOrProbes(work, name, ways, stored) : [];
  if ('unknown' in found) return found;
  const touched = found.reduce((sum, each) => sum + each.roots.count, patched?.count ?? 0);
  if (touched > work.mostTouched) throw new TooManyTouched(touched);
  const [old, now, parent]: [string[], string[], string[]] = [[], [], []];
  const reasons = found.flatMap((each) => each.roots.reasons);
  if (patched !== null && patched.count > 0) {
    old.push(patched.old);
    now.push(patched.now);
    parent.push(`SELECT * FROM ${patched.matched}`);
    reasons.push(patched.why);
  }
  if (ways.shares && found.length > 0) return jointRows(work, name, ways, found);
  for (const { way, roots } of found) {
    now.push(sliceOf(after, name, way.after, roots.now));
    if (stored === undefined) {
      old.push(sliceOf(before, name, way.before, roots.old));
      continue;
    }
    const restriction = restrictionOf(before.pipeline, way.before, roots.table);
    parent.push(`SELECT * FROM ${baseRows(stored, restriction)}`);
    old.push(`SELECT * FROM ${adjustedRows(stored, restriction)}`);
  }
  for (const branch of ways.entriesBefore) old.push(sliceOf(before, name, branch, null));
  for (const branch of ways.entriesAfter) now.push(sliceOf(after, name, branch, null));
  if (old.length + now.length === 0) return null;
  if (ways.entriesAfter.length + ways.entriesBefore.length > 0) reasons.push('entries');
  const { schema } = stageNamed(after.pipeline, name);
  const table = async (what: string, queries: readonly string[]): Promise<string> =>
    quote(await makeTable(work, `${what} ${name}`, unionOf(queries, schema)));
  const nowRows = await table('touched now', now);
  const parentRows = stored === undefined ? null : await table('touched parent', parent);
  const asParent = stored?.segments.length === 0;
  const oldRows = asParent && parentRows !== null ? parentRows : await table('touched old', old);
  const why = [...new Set(reasons)].join('; ');
  return { old: oldRows, now: nowRows, parent: parentRows, touched, why };
}

/** All ways together, because a total is shared out among their rows. */
async function jointRows(
  work: Work,
  name: string,
  ways: Ways,
  found: readonly FoundRoots[],
): Promise<Touched> {
  const { before, after, kept } = work.context;
  const first = new Map<string, string[]>();
  for (const { way, roots } of found)
    first.set(way.after.root, [...(first.get(way.after.root) ?? []), `FROM ${quote(roots.table)}`]);
  const tables = await timed(work, () => wholeGroups(work, ways.rooted, first));
  let touched = 0;
  for (const table of tables.values()) touched += await countRows(work, quote(table));
  if (touched > work.mostTouched) throw new TooManyTouched(touched);
  const sliced = (side: Side, branchOf: (way: Way) => Branch): string =>
    sliceQuery(
      side.pipeline,
      name,
      ways.rooted.map(branchOf),
      sideBindings(side),
      limitedRoots(ways.rooted, tables, { side, branchOf }),
    );
  const now = [sliced(after, (way) => way.after)];
  const stored = kept.has(name) ? before.stored.get(name) : undefined;
  const restrictions = ways.rooted.map((way) =>
    restrictionOf(before.pipeline, way.before, tables.get(way.after.root) ?? ''),
  );
  const old =
    stored === undefined
      ? [sliced(before, (way) => way.before)]
      : restrictions.map((restriction) => `SELECT * FROM ${adjustedRows(stored, restriction)}`);
  const parent =
    stored === undefined
      ? null
      : restrictions.map((restriction) => `SELECT * FROM ${baseRows(stored, restriction)}`);
  for (const branch of ways.entriesBefore) old.push(sliceOf(before, name, branch, null));
  for (const branch of ways.entriesAfter) now.push(sliceOf(after, name, branch, null));
  const { schema } = stageNamed(after.pipeline, name);
  const table = async (what: string, queries: readonly string[]): Promise<string> =>
    quote(await makeTable(work, `${what} ${name}`, unionOf(queries, schema)));
  const why = [...new Set(found.flatMap((each) => each.roots.reasons)), 'with the groups they stand in'].join(
    '; ',
  );
  return {
    old: await table('touched old', old),
    now: await table('touched now', now),
    parent: parent === null ? null : await table('touched parent', parent),
    touched,
    why,
  };
}

const sliceOf = (side: Side, stage: string, branch: Branch, root: string | null): string =>
  sliceQuery(
    side.pipeline,
    stage,
    [branch],
    sideBindings(side),
    root === null ? {} : { [branch.root]: root },
  );

/** Finding out what is touched has a time of its own. */
async function timed<T>(work: Work, find: () => Promise<T>): Promise<T> {
  const startMs = work.context.nowMs();
  try {
    return await find();
  } finally {
    work.impactMs += work.context.nowMs() - startMs;
  }
}

type Unknown = { readonly unknown: string };

interface FoundRoots {
  readonly way: Way;
  readonly roots: Roots;
}

/** Where the kept stage itself shows which rows the rules match, its keys name the roots; else the ways are asked. */
async function rootsByKeysOrProbes(
  work: Work,
  name: string,
  ways: Ways,
  stored: SideStage | undefined,
): Promise<readonly FoundRoots[] | Unknown> {
  const shown = stored === undefined ? null : await timed(work, () => shownKeys(work, name, stored));
  if (shown === null) return allRoots(work, ways);
  const { before, after } = work.context;
  const all: FoundRoots[] = [];
  for (const way of ways.rooted) {
    const { on, tags } = restrictionOf(before.pipeline, way.before, shown.table);
    const items = on.map(({ target, key }) => `m.${quote(target.name)} AS ${quote(key)}`);
    const filter = tags.map(({ target, value }) => `m.${quote(target)} = '${value.replaceAll("'", "''")}'`);
    const query = `SELECT DISTINCT ${items.length === 0 ? '1 AS "any"' : items.join(', ')} FROM ${quote(shown.table)} AS m${where(filter)}`;
    const table = await makeTable(work, `roots of ${way.after.root}`, query);
    const count = await countRows(work, quote(table));
    if (count === 0) continue;
    const old = restrictedRoot(before, way.before, table);
    const now = restrictedRoot(after, way.after, table);
    all.push({ way, roots: { table, count, old, now, reasons: [shown.why] } });
  }
  return all;
}

/** The ways that the change may touch, with their roots. */
async function allRoots(work: Work, ways: Ways): Promise<readonly FoundRoots[] | Unknown> {
  const all: FoundRoots[] = [];
  for (const way of ways.rooted) {
    const roots = await timed(work, () => rootsOf(work, way));
    if (roots === null) continue;
    if ('unknown' in roots) return roots;
    all.push({ way, roots });
  }
  return all;
}

interface Roots {
  /** Table of root keys. */
  readonly table: string;
  readonly count: number;
  /** Relations with these roots' rows. */
  readonly old: string;
  readonly now: string;
  readonly reasons: readonly string[];
}

/** The roots of a way that the change may touch; null: none. */
async function rootsOf(work: Work, way: Way): Promise<Roots | null | Unknown> {
  const { before, after } = work.context;
  const { root } = way.after;
  const own = await rootDelta(work, way);
  if (own === undefined) return { unknown: `${root} was computed whole` };
  const probes = await probesOf(work, way, async (stage) => {
    const delta = await deltaOf(work, stage);
    if (delta === undefined || delta === null) return delta;
    return changedKeys(stageNamed(after.pipeline, stage).schema, delta);
  });
  if (probes === undefined) return { unknown: 'a stage that it looks up was computed whole' };
  const changed: readonly RootQuery[] =
    own === null
      ? []
      : [
          {
            sql: `FROM ${changedKeys(stageNamed(after.pipeline, root).schema, own)}`,
            why: `${root} changed`,
          },
        ];
  const queries = [...changed, ...probes];
  if (queries.length === 0) return null;
  const roots = await makeTouched(
    work,
    `roots of ${root}`,
    queries.map((query) => `SELECT * FROM (${query.sql})`).join(' UNION '),
  );
  const count = await countRows(work, quote(roots));
  if (count === 0) return null;
  const reasons = queries.map((query) => query.why);
  if (own !== null && probes.length === 0 && way.after.source === null) {
    return {
      table: roots,
      count,
      old: own.old,
      now: own.now,
      reasons,
    };
  }
  return {
    table: roots,
    count,
    old: restrictedRoot(before, way.before, roots),
    now: restrictedRoot(after, way.after, roots),
    reasons,
  };
}

async function rootDelta(work: Work, way: Way): Promise<Delta> {
  const { before, after } = work.context;
  const { source } = way.after;
  if (source === null) return deltaOf(work, way.after.root);
  if (before.sources[source]?.fingerprint === after.sources[source]?.fingerprint) return null;
  return sourceDelta(work, way);
}

/** A changed table: its rows of the date, compared as the way's first stage gives them. */
async function sourceDelta(work: Work, way: Way): Promise<Delta> {
  const name = `table ${way.after.source} of ${plainName(way.after.root)}`;
  if (work.deltas.has(name)) return work.deltas.get(name);
  const { before, after } = work.context;
  const rows = async (what: string, side: Side, root: string): Promise<string> =>
    quote(await makeTable(work, `${what} ${root}`, `FROM ${sideRows(side, root)}`));
  const old = await rows('source old', before, way.before.root);
  const now = await rows('source now', after, way.after.root);
  const delta = await settle(work, way.after.root, { old, now });
  work.deltas.set(name, delta);
  return delta;
}

async function touchedGroups(work: Work, stage: StateStage): Promise<Touched> {
  const { before, after, kept } = work.context;
  if (!movesByDifference(stage)) return { unknown: 'its measures have no differences' };
  const stored = before.stored.get(stage.name);
  if (stored === undefined) return { unknown: 'its state is not kept' };
  const ways = waysBelow(before.pipeline, after.pipeline, stage.input, kept);
  if (ways === null) return { unknown: 'its rows do not come from single rows' };
  if (ways.shares) return { unknown: 'a total is shared out among the rows that it groups' };
  const found = await allRoots(work, ways);
  if ('unknown' in found) return found;
  const touched = found.reduce((sum, each) => sum + each.roots.count, 0);
  const reasons = found.flatMap((each) => each.roots.reasons);
  const over = (branch: Branch): Branch => ({ ...branch, chain: [stage.name, ...branch.chain] });
  const came = found.map(({ way, roots }) => sliceOf(after, stage.name, over(way.after), roots.now));
  const went = found.map(({ way, roots }) => sliceOf(before, stage.name, over(way.before), roots.old));
  for (const branch of ways.entriesBefore) went.push(sliceOf(before, stage.name, over(branch), null));
  for (const branch of ways.entriesAfter) came.push(sliceOf(after, stage.name, over(branch), null));
  if (came.length + went.length === 0) return null;
  return movedRows(work, stage, stored, { came, went, touched, why: [...new Set(reasons)].join('; ') });
}

interface Moves {
  readonly came: readonly string[];
  readonly went: readonly string[];
  readonly touched: number;
  readonly why: string;
}

async function movedRows(
  work: Work,
  stage: StateStage,
  stored: SideStage,
  moves: Moves,
): Promise<TouchedRows> {
  const differences = await makeTable(
    work,
    `differences ${stage.name}`,
    groupDifferences(stage, moves.came, moves.went),
  );
  const restriction: Restriction = {
    table: differences,
    on: keyColumns(stage.schema).map((target) => ({ target, key: target.name })),
    tags: [],
  };
  const table = async (what: string, query: string): Promise<string> =>
    quote(await makeTable(work, `${what} ${stage.name}`, query));
  const parent = await table('touched parent', `SELECT * FROM ${baseRows(stored, restriction)}`);
  const old =
    stored.segments.length === 0
      ? parent
      : await table('touched old', `SELECT * FROM ${adjustedRows(stored, restriction)}`);
  const now = await table('touched now', movedGroups(stage, old, quote(differences)));
  return { old, now, parent, touched: moves.touched, why: moves.why };
}
