/**
 * A snapshot: the state at a head, as a text with a hash of its own, so that a reader has to fold the acts behind it only.
 *
 *     {"body":{"format":1,"head":{…},"state":{…}},"hash":"…"}
 *
 * It is a shortcut, never a source: whoever uses it looks that its head is in the log, and a full verification folds from the first act.
 * Its hash finds a file that was cut or hit by accident; against a forger stands the full verification, which compares.
 */

import { canonicalJson, type Json } from '../rules/canonical-json.ts';
import { type Head, sha256 } from './chain.ts';
import { type ControlState, type StateJson, stateJson, stateOf } from './state.ts';

/** Raised whenever the form of the state changes: snapshots of another format are not read. */
const SNAPSHOT_FORMAT = 1;

export interface Snapshot {
  readonly head: Head;
  readonly state: ControlState;
}

const BODY_START = '{"body":';
const HASH_START = ',"hash":"';
const TAIL_LENGTH = HASH_START.length + 64 + '"}'.length;

export function snapshotText({ head, state }: Snapshot): string {
  const { seq, hash } = head;
  const { rules, scenarios } = stateJson(state);
  // Plain data all the way down; TypeScript gives interfaces no index signature.
  const body = {
    format: SNAPSHOT_FORMAT,
    head: { seq, hash },
    state: { rules, scenarios },
  } as unknown as Json;
  const text = canonicalJson(body);
  return `${BODY_START}${text}${HASH_START}${sha256(text)}"}`;
}

/** Undefined when the text is not whole, or of another format. */
export function parseSnapshot(text: string): Snapshot | undefined {
  const body = text.slice(BODY_START.length, -TAIL_LENGTH);
  if (text !== `${BODY_START}${body}${HASH_START}${sha256(body)}"}`) return undefined;
  // The hash says that snapshotText wrote it, the format in which form.
  const { format, head, state } = JSON.parse(body) as { format: number; head: Head; state: StateJson };
  return format === SNAPSHOT_FORMAT ? { head, state: stateOf(state) } : undefined;
}
