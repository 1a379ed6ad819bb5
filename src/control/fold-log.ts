/**
 * The state of a control log, verified: folded from the first act, or from a snapshot and the acts behind it.
 *
 * A snapshot is used when the log holds its head: the act of that number, with that hash and sound. Only the acts behind it are then
 * read and chained to that head, so the work is proportional to the acts since the snapshot. One that can't be read is not used. One whose
 * head the log does not hold means that acts were taken away, or put in the place of others: nothing is read then.
 */

import { fail, withPlace } from '../errors/error.ts';
import { EMPTY_HEAD, type Head } from './chain.ts';
import type { ControlLog } from './control-log.ts';
import { startFold } from './fold.ts';
import { holds, readBehind } from './read-log.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';
import { type ControlState, EMPTY_STATE } from './state.ts';

export interface FoldedLog {
  readonly state: ControlState;
  /** The head that the state is of: what an act that is decided on it is appended to. */
  readonly head: Head;
  /** How many acts were read. */
  readonly actsRead: number;
  readonly snapshot: SnapshotUse;
}

export type SnapshotUse =
  | { readonly kind: 'none' }
  | { readonly kind: 'used'; readonly seq: number }
  /** Cut, or of another version. */
  | { readonly kind: 'unreadable' };

/** Errors: control.damaged, control.acts_gone, control.newer_act, and those of fold.ts for an act that can't follow. */
export async function foldLog(
  log: ControlLog,
  options: { readonly useSnapshot: boolean } = { useSnapshot: true },
): Promise<FoldedLog> {
  const { use, from } = options.useSnapshot ? await findSnapshot(log) : NO_SNAPSHOT;
  const fold = startFold(from.state);
  let { head } = from;
  for await (const entry of readBehind(log, head)) {
    withPlace({ at: `act ${entry.seq}` }, () => fold.add(entry));
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { state: fold.state(), head, actsRead: head.seq - from.head.seq, snapshot: use };
}

interface Found {
  readonly use: SnapshotUse;
  readonly from: Snapshot;
}

const BEGINNING: Snapshot = { head: EMPTY_HEAD, state: EMPTY_STATE };
const NO_SNAPSHOT: Found = { use: { kind: 'none' }, from: BEGINNING };

async function findSnapshot(log: ControlLog): Promise<Found> {
  const text = await log.readSnapshot();
  if (text === undefined) return NO_SNAPSHOT;
  const snapshot = parseSnapshot(text);
  if (snapshot === undefined) return { use: { kind: 'unreadable' }, from: BEGINNING };
  if (!(await holds(log, snapshot.head))) {
    // A line that is not what was written says more about it.
    for await (const _ of readBehind(log, EMPTY_HEAD));
    return fail('control.acts_gone', { place: log.place, seq: snapshot.head.seq });
  }
  return { use: { kind: 'used', seq: snapshot.head.seq }, from: snapshot };
}
