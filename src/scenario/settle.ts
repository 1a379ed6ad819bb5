/** Rows that two relations of a stage do not have in common, as temporary tables. */

import { stageNamed } from '../delta/chain.ts';
import { changedKeys, differingRows } from '../delta/overlay.ts';
import { quote } from '../delta/text.ts';
import { countRows, type DeltaRows, makeTable, type Work } from './work.ts';

/** null: they have the same rows. */
export async function settle(
  work: Work,
  stage: string,
  rows: Pick<DeltaRows, 'old' | 'now'>,
): Promise<DeltaRows | null> {
  const { schema } = stageNamed(work.context.after.pipeline, stage);
  const old = await makeTable(work, `old ${stage}`, differingRows(schema, rows.old, rows.now));
  const now = await makeTable(work, `now ${stage}`, differingRows(schema, rows.now, rows.old));
  if (old.rows + now.rows === 0) return null;
  const sides = { old: quote(old.name), now: quote(now.name) };
  return { ...sides, changed: await countRows(work, changedKeys(schema, sides)) };
}
