/**
 * Which rows of a stage differ between the two sides.
 *
 * Law: `old` and `now` are the stage's rows on each side without those that both have. A stage with the same fingerprint on both sides
 * has none. A source is compared by key; a row stage recomputes the rows of the roots that the change may touch; the state of a
 * group-by moves by differences or by touched groups; anything else is computed on both sides and compared.
 */

import { restrictionOf, stageNamed, type Way, type Ways, waysOf } from '../delta/chain.ts';
import { adjustedRows, baseRows } from '../delta/overlay.ts';
import { quote } from '../delta/text.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import type { Branch } from '../sql/slice.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { limitedRoots, wholeGroups } from './joint-roots.ts';
import { patchedRows } from './patched-rows.ts';
import { settle } from './settle.ts';
import { type Side, sideBindings, sideRows } from './side.ts';
import { gathered, sliceOf, type Touched, type TouchedQueries } from './touched.ts';
import { touchedGroups } from './touched-groups.ts';
import { type FoundRoots, keptRoots } from './touched-roots.ts';
import { countRows, type Delta, makeTable, TooManyTouched, timed, type Work } from './work.ts';

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
  return settle(work, stage, { old: quote(old.name), now: quote(now.name) });
}

/** What the change may touch of a stage. */
export async function touchedRows(work: Work, name: string): Promise<Touched> {
  const { before, after, kept } = work.context;
  const stage = stageNamed(after.pipeline, name);
  if (stage.kind === 'aggregate') return touchedGroups(work, stage, deltaOf);
  if (stage.kind === 'source') return { unknown: 'a source is compared whole' };
  const stops = new Set([...kept].filter((each) => each !== name));
  const ways = waysOf(before.pipeline, after.pipeline, name, stops);
  if (ways === null) return { unknown: 'its rows do not come from single rows' };
  return touchedByWays(work, name, ways);
}

/** Where entries can't be told apart from the rows that they stand among, the stage is computed whole. */
function entriesProblem(work: Work, name: string, ways: Ways, stored: KeptStage | undefined): string | null {
  if (ways.entriesBefore.length + ways.entriesAfter.length === 0) return null;
  if (ways.shares) return 'entries take part in a total that is shared out';
  const isOverBase = stored === undefined || stored.parent === work.context.base.stored.get(name)?.parent;
  return isOverBase ? null : 'entries are among the rows that are kept whole';
}

async function touchedByWays(work: Work, name: string, ways: Ways): Promise<Touched> {
  const { kept, before } = work.context;
  const stored = kept.has(name) ? before.stored.get(name) : undefined;
  const entered = entriesProblem(work, name, ways, stored);
  if (entered !== null) return { unknown: entered };
  // Entries of a stage below are among the rows that rules are asked of.
  if (ways.entriesBefore.length + ways.entriesAfter.length > 0) work.uncount();
  const patched = stored === undefined ? null : await timed(work, () => patchedRows(work, name, stored));
  const found = patched === null ? await keptRoots(work, name, { ways, stored, deltaOf }) : [];
  if ('unknown' in found) return found;
  const queries = entryQueries(work, name, ways);
  const reasons = found.flatMap((each) => each.reasons);
  let touched = found.reduce((sum, each) => sum + each.count, patched?.count ?? 0);
  if (ways.shares && found.length > 0) {
    touched = await addJointRows(work, name, { ways, stored, found }, queries);
    reasons.push('with the groups they stand in');
  } else {
    if (touched > work.mostTouched) throw new TooManyTouched();
    for (const each of found) await addRows(work, name, stored, each, queries);
  }
  if (patched !== null && patched.count > 0) {
    queries.old.push(patched.old);
    queries.now.push(patched.now);
    queries.parent.push(patched.parent);
    reasons.push(patched.why);
  }
  if (queries.old.length + queries.now.length === 0) return null;
  if (ways.entriesAfter.length + ways.entriesBefore.length > 0) reasons.push('entries');
  const why = [...new Set(reasons)].join('; ');
  return { ...(await gathered(work, name, stored, queries)), touched, why };
}

function entryQueries({ context: { before, after } }: Work, name: string, ways: Ways): TouchedQueries {
  return {
    old: ways.entriesBefore.map((branch) => sliceOf(before, name, branch, null)),
    now: ways.entriesAfter.map((branch) => sliceOf(after, name, branch, null)),
    parent: [],
  };
}

/** The rows of one way's roots. */
async function addRows(
  { context: { before, after } }: Work,
  name: string,
  stored: KeptStage | undefined,
  { way, table, old, now }: FoundRoots,
  queries: TouchedQueries,
): Promise<void> {
  queries.now.push(sliceOf(after, name, way.after, now));
  if (stored === undefined) {
    queries.old.push(sliceOf(before, name, way.before, old));
    return;
  }
  const restriction = restrictionOf(before.pipeline, way.before, await table());
  queries.parent.push(`SELECT * FROM ${baseRows(stored, restriction)}`);
  queries.old.push(`SELECT * FROM ${adjustedRows(stored, restriction)}`);
}

interface Joint {
  readonly ways: Ways;
  readonly stored: KeptStage | undefined;
  readonly found: readonly FoundRoots[];
}

/** All ways together, because a total is shared out among their rows; how many roots that touches. */
async function addJointRows(
  work: Work,
  name: string,
  { ways: { rooted }, stored, found }: Joint,
  queries: TouchedQueries,
): Promise<number> {
  const { before, after } = work.context;
  const first = new Map<string, string[]>();
  for (const { way, table } of found)
    first.set(way.after.root, [...(first.get(way.after.root) ?? []), `FROM ${quote(await table())}`]);
  const tables = await timed(work, () => wholeGroups(work, rooted, first));
  let touched = 0;
  for (const table of tables.values()) touched += await countRows(work, quote(table));
  if (touched > work.mostTouched) throw new TooManyTouched();
  const sliced = (side: Side, branchOf: (way: Way) => Branch): string =>
    sliceQuery(
      side.pipeline,
      name,
      rooted.map(branchOf),
      sideBindings(side),
      limitedRoots(rooted, tables, { side, branchOf }),
    );
  queries.now.push(sliced(after, (way) => way.after));
  if (stored === undefined) queries.old.push(sliced(before, (way) => way.before));
  else
    for (const way of rooted) {
      const restriction = restrictionOf(before.pipeline, way.before, tables.get(way.after.root) ?? '');
      queries.parent.push(`SELECT * FROM ${baseRows(stored, restriction)}`);
      queries.old.push(`SELECT * FROM ${adjustedRows(stored, restriction)}`);
    }
  return touched;
}
