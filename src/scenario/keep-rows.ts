/** Keeps a stage's rows on the side after as an overlay, and tells which of them differ from the side before. */

import { stageNamed } from '../delta/chain.ts';
import { OP, segmentRows, segmentSides } from '../delta/overlay.ts';
import { quote } from '../delta/text.ts';
import { type KeptStage, readStored } from '../run/stored-stage.ts';
import { writeOverlay } from './overlay-store.ts';
import { settle } from './settle.ts';
import { countRows, type Delta, makeTable, type Work } from './work.ts';

/** Rows of some keys: on the side before, on the side after, and in the result that the overlay is over; relations. */
export interface KeptRows {
  readonly old: string;
  readonly now: string;
  readonly parent: string;
}

/** `rows` null: no row is touched. `under`: segments that the new one stands on; without them the keys are all that may differ. */
export async function keepRows(
  work: Work,
  stage: string,
  old: KeptStage,
  rows: KeptRows | null,
  under: KeptStage['under'],
): Promise<Delta> {
  if (rows === null) {
    await writeSegment(work, stage, old, under, { table: '', rows: 0, more: 0 });
    return null;
  }
  const { schema } = stageNamed(work.context.after.pipeline, stage);
  const { old: was, now, parent } = rows;
  const takesBack = under.length > 0;
  const query = `FROM ${segmentRows({ schema, base: parent, old: was, now, takesBack })}`;
  const made = await makeTable(work, `segment ${stage}`, query);
  const table = quote(made.name);
  // Over the rows of the side before themselves, the segment is the difference.
  const isDifference = !takesBack && old.segments.length === 0;
  if (isDifference) {
    const { rows: changed } = made;
    const more = changed === 0 ? 0 : await moreRows(work, table);
    await writeSegment(work, stage, old, under, { table, rows: changed, more });
    return changed === 0 ? null : { ...segmentSides(schema, table), changed };
  }
  const delta = await settle(work, stage, rows);
  const more = (await countRows(work, now)) - (await countRows(work, was));
  await writeSegment(work, stage, old, under, { table, rows: made.rows, more });
  return delta;
}

/** Rows that a segment adds, less those that it takes away. */
async function moreRows(work: Work, table: string): Promise<number> {
  const of = (op: string): string => `count(*) FILTER (${quote(OP)} = '${op}')`;
  const [row] = await work.context.engine.rows(
    `SELECT ${of('insert')} - ${of('delete')} AS more FROM ${table}`,
  );
  return Number(row?.['more'] ?? 0n);
}

interface Segment {
  readonly table: string;
  readonly rows: number;
  /** Rows that the stage has more than on the side before. */
  readonly more: number;
}

async function writeSegment(
  work: Work,
  stage: string,
  old: KeptStage,
  under: KeptStage['under'],
  segment: Segment,
): Promise<void> {
  const { after, engine, store } = work.context;
  const { schema } = stageNamed(after.pipeline, stage);
  const fingerprint = after.fingerprints[stage] ?? '';
  await writeOverlay({
    engine,
    store,
    schema,
    fingerprint,
    base: old.parent,
    under,
    segment: segment.table,
    segmentRows: segment.rows,
    rows: old.rows + segment.more,
  });
  const kept = await readStored(store, schema, fingerprint);
  if (kept === undefined) throw new Error(`Invariant broken: the overlay of ${stage} is in the store`);
  after.stored.set(stage, kept);
}
