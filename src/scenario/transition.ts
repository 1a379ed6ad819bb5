/**
 * From one side to another: every kept stage gets its result on the side after, by the way that reads least.
 *
 * Law: whatever the way, the stage's rows are those that the pipeline of the side after means, and the overlay holds the rows that
 * differ from what it stands on, no others. `delta` recomputes what the change may touch; `full` computes the stage whole and
 * compares; `whole` keeps all its rows, where a comparison would cost more than it saves. Where metrics alone are asked for,
 * what would be kept whole is `left_out` instead, and has no result.
 */

import { stageNamed } from '../delta/chain.ts';
import { adjustedRows, overlaidRows } from '../delta/overlay.ts';
import { quote } from '../delta/text.ts';
import { type KeptStage, readStored } from '../run/stored-stage.ts';
import { keepRows } from './keep-rows.ts';
import { type MovedSum, movedSums } from './moved-sums.ts';
import { settle } from './settle.ts';
import { sideRows } from './side.ts';
import { touchedRows } from './stage-delta.ts';
import type { Touched, TouchedRows } from './touched.ts';
import {
  type ChangeContext,
  dropTables,
  METRICS,
  makeTable,
  startWork,
  TooManyTouched,
  type Work,
} from './work.ts';

/** How a kept stage got its rows on the side after. */
export interface StageChange {
  readonly stage: string;
  readonly how: 'unchanged' | 'found' | 'delta' | 'full' | 'whole' | 'left_out';
  readonly why: string;
  /** Roots that were looked at, and rows that differ from the side before; null where that is not known. */
  readonly touched: number | null;
  readonly changed: number | null;
  /** Amounts of the rows that differ; null where it is not known which do, or they can't be added up. */
  readonly sums: readonly MovedSum[] | null;
  /** Does a changed rule act on the stage's own rows, or does it only read what changed? */
  readonly direct: boolean;
  /** Milliseconds for finding out what is touched, and in all. */
  readonly impactMs: number;
  readonly durationMs: number;
}

export interface Transition {
  readonly stages: readonly StageChange[];
  /** Rows that each changed rule matches, or matched; rules with entries alone are not in it. */
  readonly matched: ReadonlyMap<string, number>;
}

/** Executes the change; `after.stored` has every kept stage when it is done, but for those left out. Temporary tables are dropped in any case. */
export async function executeTransition(context: ChangeContext): Promise<Transition> {
  const work = startWork(context);
  try {
    const changes: StageChange[] = [];
    for (const stage of context.kept) {
      const startMs = context.nowMs();
      const impactMs = work.impactMs;
      work.current = stage;
      const change = await keepStage(work, stage);
      const delta = work.deltas.get(stage);
      const sums = delta === undefined ? null : await movedSums(work, stage, delta);
      const durationMs = context.nowMs() - startMs;
      changes.push({
        ...change,
        stage,
        sums,
        direct: work.direct.has(stage),
        impactMs: work.impactMs - impactMs,
        durationMs,
      });
    }
    return { stages: changes, matched: work.matched };
  } finally {
    await dropTables(work);
  }
}

type Kept = Omit<StageChange, 'stage' | 'sums' | 'direct' | 'impactMs' | 'durationMs'>;

async function keepStage(work: Work, stage: string): Promise<Kept> {
  const { before, after, store } = work.context;
  const { schema } = stageNamed(after.pipeline, stage);
  const print = after.fingerprints[stage] ?? '';
  const old = before.stored.get(stage);
  if (old === undefined) throw new Error(`Invariant broken: ${stage} is kept on the side before`);
  if (before.fingerprints[stage] === print) {
    after.stored.set(stage, old);
    work.deltas.set(stage, null);
    return { how: 'unchanged', why: 'nothing that it reads changed', touched: 0, changed: 0 };
  }
  const found = await readStored(store, schema, print);
  if (found !== undefined) return findStage(work, stage, old, found);
  if (work.context.mode === 'full') return computeFull(work, stage, old, 'asked for');
  const touched = await touchedWithin(work, stage, old);
  if (touched !== null && 'unknown' in touched) {
    work.uncount();
    return computeFull(work, stage, old, touched.unknown);
  }
  return computeDelta(work, stage, old, touched);
}

/** What is touched, unless it is so much that computing the stage whole is quicker. */
async function touchedWithin(work: Work, stage: string, old: KeptStage): Promise<Touched> {
  const { mode, limits } = work.context;
  const isLimited = mode === 'auto' && old.rows > limits.smallRows;
  work.mostTouched = isLimited ? old.rows * limits.shareMax : Number.POSITIVE_INFINITY;
  try {
    return await touchedRows(work, stage);
  } catch (error) {
    if (!(error instanceof TooManyTouched)) throw error;
    return { unknown: `more than ${Math.round(limits.shareMax * 100)} % of its rows are touched` };
  } finally {
    work.mostTouched = Number.POSITIVE_INFINITY;
  }
}

/** The result is there already. Of two overlays over the same rows, what differs is in their segments. */
async function findStage(work: Work, stage: string, old: KeptStage, found: KeptStage): Promise<Kept> {
  work.context.after.stored.set(stage, found);
  const known = { how: 'found', why: 'computed before' } as const;
  if (old.rows > work.context.limits.smallRows && old.parent !== found.parent) {
    work.deltas.set(stage, undefined);
    return { ...known, touched: null, changed: null };
  }
  const rows =
    old.parent === found.parent
      ? overlaidRows(old, found)
      : { first: adjustedRows(old), second: adjustedRows(found) };
  const delta = await settle(work, stage, { old: rows.first, now: rows.second });
  work.deltas.set(stage, delta);
  return { ...known, touched: 0, changed: delta?.changed ?? 0 };
}

async function computeDelta(
  work: Work,
  stage: string,
  old: KeptStage,
  touched: TouchedRows | null,
): Promise<Kept> {
  const rows = touched === null ? null : { ...touched, parent: touched.parent ?? touched.old };
  const delta = await keepRows(work, stage, old, rows, old.under);
  work.deltas.set(stage, delta);
  return {
    how: 'delta',
    why: touched === null ? 'no row is touched' : touched.why,
    touched: touched?.touched ?? 0,
    changed: delta?.changed ?? 0,
  };
}

async function computeFull(work: Work, stage: string, old: KeptStage, why: string): Promise<Kept> {
  const { before, after } = work.context;
  if (old.rows > work.context.limits.smallRows && work.context.metricsAlone && stage !== METRICS) {
    work.deltas.set(stage, undefined);
    return { how: 'left_out', why, touched: null, changed: null };
  }
  if (old.rows > work.context.limits.smallRows) {
    after.stored.set(stage, await work.context.computeWhole(stage));
    work.deltas.set(stage, undefined);
    const { serverName } = work.context;
    const where = serverName === null ? why : `${why}; on the server`;
    return { how: 'whole', why: where, touched: null, changed: null };
  }
  const now = await makeTable(work, `full now ${stage}`, `FROM ${sideRows(after, stage)}`);
  const rows = { old: sideRows(before, stage), now: quote(now.name), parent: old.base };
  const delta = await keepRows(work, stage, old, rows, []);
  work.deltas.set(stage, delta);
  return { how: 'full', why, touched: old.rows, changed: delta?.changed ?? 0 };
}
