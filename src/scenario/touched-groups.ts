/** The groups of a kept state that a change may touch: the state moves by differences, which are what the touched rows below add and take. */

import { waysBelow } from '../delta/chain.ts';
import { groupDifferences, movedGroups, movesByDifference, type StateStage } from '../delta/groups.ts';
import { adjustedRows, baseRows, type Restriction } from '../delta/overlay.ts';
import { keyColumns, quote } from '../delta/text.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import type { Branch } from '../sql/slice.ts';
import { sliceOf, type Touched, type TouchedRows } from './touched.ts';
import { type DeltaOf, wayRoots } from './touched-roots.ts';
import { unionOf } from './union-rows.ts';
import { makeTable, type Work } from './work.ts';

export async function touchedGroups(work: Work, stage: StateStage, deltaOf: DeltaOf): Promise<Touched> {
  const { before, after, kept } = work.context;
  if (!movesByDifference(stage)) return { unknown: 'its measures have no differences' };
  const stored = before.stored.get(stage.name);
  if (stored === undefined) return { unknown: 'its state is not kept' };
  const ways = waysBelow(before.pipeline, after.pipeline, stage.input, kept);
  if (ways === null) return { unknown: 'its rows do not come from single rows' };
  if (ways.shares) return { unknown: 'a total is shared out among the rows that it groups' };
  // Entries of a stage below are among the rows that rules are asked of.
  if (ways.entriesBefore.length + ways.entriesAfter.length > 0) work.uncount();
  const found = await wayRoots(work, ways, deltaOf);
  if ('unknown' in found) return found;
  const over = (branch: Branch): Branch => ({ ...branch, chain: [stage.name, ...branch.chain] });
  const came = [
    ...found.map(({ way, now }) => sliceOf(after, stage.name, over(way.after), now)),
    ...ways.entriesAfter.map((branch) => sliceOf(after, stage.name, over(branch), null)),
  ];
  const went = [
    ...found.map(({ way, old }) => sliceOf(before, stage.name, over(way.before), old)),
    ...ways.entriesBefore.map((branch) => sliceOf(before, stage.name, over(branch), null)),
  ];
  if (came.length + went.length === 0) return null;
  const touched = found.reduce((sum, each) => sum + each.count, 0);
  const why = [...new Set(found.flatMap((each) => each.reasons))].join('; ');
  return { ...(await movedRows(work, stage, stored, { came, went })), touched, why };
}

interface Moves {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

async function movedRows(
  work: Work,
  stage: StateStage,
  stored: KeptStage,
  { came, went }: Moves,
): Promise<Pick<TouchedRows, 'old' | 'now' | 'parent'>> {
  const differences = await makeTable(work, `differences ${stage.name}`, groupDifferences(stage, came, went));
  // What came and went is the same in every group.
  if (differences.rows === 0) {
    const none = `(${unionOf([], stage.schema)})`;
    return { old: none, now: none, parent: none };
  }
  const restriction: Restriction = {
    table: differences.name,
    on: keyColumns(stage.schema).map((target) => ({ target, key: target.name })),
    tags: [],
  };
  const table = async (what: string, query: string): Promise<string> =>
    quote((await makeTable(work, `${what} ${stage.name}`, query)).name);
  const parent = await table('touched parent', `SELECT * FROM ${baseRows(stored, restriction)}`);
  const old =
    stored.segments.length === 0
      ? parent
      : await table('touched old', `SELECT * FROM ${adjustedRows(stored, restriction)}`);
  const now = await table('touched now', movedGroups(stage, old, quote(differences.name)));
  return { old, now, parent };
}
