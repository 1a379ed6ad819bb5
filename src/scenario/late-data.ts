/**
 * Late data: the base run of corrected input, computed as a change of the run before.
 *
 * A changed table is compared with the former one by key, and what differs goes the way that rules go. The new base is the old files with
 * an overlay; its rows are those that a run from nothing gives.
 */

import { PlimsollError } from '../errors/error.ts';
import type { StoredTable } from '../run/inputs.ts';
import { definitionPrint, type RunRecord, recordAt } from '../run/record.ts';
import type { ChangedStage } from '../run/run.ts';
import type { Session } from '../run/session.ts';
import { findResult } from '../store/store.ts';
import { changeSide } from './change.ts';
import { isWhole, storedSide } from './session-side.ts';
import type { KnownSide } from './side.ts';
import type { StageChange } from './transition.ts';
import { LIMITS, type Mode } from './work.ts';

export interface ChangeOptions {
  /** auto: where the run is large. */
  readonly mode: Exclude<Mode, 'full'>;
  readonly nowMs: () => number;
}

/** The stages that were computed; none where no run stands near enough, or the change can't be calculated, which the whole run then tells. */
export async function changeBase(
  session: Session,
  date: string,
  tables: readonly StoredTable[],
  { mode, nowMs }: ChangeOptions,
): Promise<readonly ChangedStage[]> {
  const record = await recordAt(session.store, date);
  const inputs = tables.map(({ table, fingerprint }) => ({ table: table.name, fingerprint }));
  const definition = definitionPrint(session, date, inputs);
  if (record === undefined || record.definition === definition) return [];
  const before = await formerBase(session, record);
  if (before === null || (mode === 'auto' && isSmall(before))) return [];
  const after = await storedSide(session, { date, inputs, definition }, []);
  if (isWhole(after, session)) return [];
  const tools = { engine: session.engine, store: session.store, nowMs };
  try {
    const { stages } = await changeSide(tools, before, before, { ...after, stored: new Map() }, mode);
    return stages
      .filter(isComputed)
      .map(({ stage, changed, durationMs }) => ({ stage, changed, durationMs }));
  } catch (error) {
    if (error instanceof PlimsollError && OF_DATA.includes(error.code)) return [];
    throw error;
  }
}

/** A run from nothing is quicker than finding out what changed. */
const isSmall = ({ stored }: KnownSide): boolean =>
  [...stored.values()].every(({ rows }) => rows <= LIMITS.smallRows);

/** What the input itself makes impossible; the run from nothing tells it in its own words. */
const OF_DATA: readonly string[] = ['engine.row', 'engine.overflow'];

const isComputed = ({ how }: StageChange): boolean => how !== 'unchanged' && how !== 'found';

/** The base of the run, if it means the same today and all of it is still there. */
async function formerBase(session: Session, record: RunRecord): Promise<KnownSide | null> {
  if (definitionPrint(session, record.date, record.inputs) !== record.definition) return null;
  for (const input of record.inputs)
    if ((await findResult(session.store, input.fingerprint)) === undefined) return null;
  const side = await storedSide(session, record, []);
  return isWhole(side, session) ? side : null;
}
