/**
 * The groups of a kept state that a change may touch: the state moves by differences, which are what the touched rows below add and take. Where it
 * has measures without differences, its touched groups are computed anew from all of their rows.
 */

import { stageNamed, waysBelow } from '../delta/chain.ts';
import {
  groupDifferences,
  movedGroups,
  movesByDifference,
  type StateStage,
  touchedKeys,
} from '../delta/groups.ts';
import { adjustedRows, baseRows, type Restriction } from '../delta/overlay.ts';
import { quote } from '../delta/text.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import type { TableSchema } from '../schema/table.ts';
import type { Branch } from '../sql/slice.ts';
import { stageQuery } from '../sql/stage-query.ts';
import { sideBindings, sideRows } from './side.ts';
import { sliceOf, type Touched, type TouchedRows } from './touched.ts';
import { type DeltaOf, wayRoots } from './touched-roots.ts';
import { unionOf } from './union-rows.ts';
import { makeTable, TooManyTouched, type Work } from './work.ts';

export async function touchedGroups(work: Work, stage: StateStage, deltaOf: DeltaOf): Promise<Touched> {
  const { before, after, kept } = work.context;
  const isMoved = movesByDifference(stage);
  if (!isMoved && stage.schema.key.length === 0)
    return { unknown: 'its measures have no differences, and all rows are one group' };
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
  const reasons = [...found.flatMap((each) => each.reasons), ...(isMoved ? [] : ['groups anew'])];
  const why = [...new Set(reasons)].join('; ');
  const rows = await (isMoved ? movedRows : rowsAnew)(work, stage, stored, { came, went });
  return { ...rows, touched, why };
}

interface Moves {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

type Rows = Pick<TouchedRows, 'old' | 'now' | 'parent'>;

async function movedRows(
  work: Work,
  stage: StateStage,
  stored: KeptStage,
  { came, went }: Moves,
): Promise<Rows> {
  const differences = await makeTable(work, `differences ${stage.name}`, groupDifferences(stage, came, went));
  // What came and went is the same in every group.
  if (differences.rows === 0) return noRows(stage);
  const former = await formerRows(work, stage, stored, differences.name);
  const moved = movedGroups(stage, former.old, quote(differences.name));
  return { ...former, now: await groupTable(work, stage, 'now', moved) };
}

async function rowsAnew(
  work: Work,
  stage: StateStage,
  stored: KeptStage,
  { came, went }: Moves,
): Promise<Rows> {
  const keys = await makeTable(work, `groups ${stage.name}`, touchedKeys(stage, [...came, ...went]));
  if (keys.rows === 0) return noRows(stage);
  // Each group needs all of its rows, so that many groups cost what the whole stage does.
  if (keys.rows > work.mostTouched) throw new TooManyTouched();
  const { after } = work.context;
  const input = stageNamed(after.pipeline, stage.input);
  const base = sideRows(after, input.name);
  const below = baseRows(
    { schema: input.schema, base, segments: [] },
    ofGroups(stage, input.schema, keys.name),
  );
  const bindings = sideBindings(after);
  const anew = stageQuery(after.pipeline, stage.name, {
    ...bindings,
    stored: { ...bindings.stored, [input.name]: below },
  });
  const former = await formerRows(work, stage, stored, keys.name);
  return { ...former, now: await groupTable(work, stage, 'now', anew) };
}

function noRows({ schema }: StateStage): Rows {
  const none = `(${unionOf([], schema)})`;
  return { old: none, now: none, parent: none };
}

/** The touched groups before the change, and in what the state's overlay stands on. `keys`: a table with their keys. */
async function formerRows(
  work: Work,
  stage: StateStage,
  stored: KeptStage,
  keys: string,
): Promise<Pick<TouchedRows, 'old'> & { readonly parent: string }> {
  const restriction = ofGroups(stage, stage.schema, keys);
  const parent = await groupTable(work, stage, 'parent', `SELECT * FROM ${baseRows(stored, restriction)}`);
  if (stored.segments.length === 0) return { old: parent, parent };
  const old = await groupTable(work, stage, 'old', `SELECT * FROM ${adjustedRows(stored, restriction)}`);
  return { old, parent };
}

/** Limits rows with the key's columns, those of the state or of its input, to the groups of a table. */
const ofGroups = (stage: StateStage, { columns }: TableSchema, keys: string): Restriction => ({
  table: keys,
  on: columns
    .filter((column) => stage.schema.key.includes(column.name))
    .map((target) => ({ target, key: target.name })),
  tags: [],
});

const groupTable = async (work: Work, stage: StateStage, what: string, query: string): Promise<string> =>
  quote((await makeTable(work, `touched ${what} ${stage.name}`, query)).name);
