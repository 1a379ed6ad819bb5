/** Rows of a stage that a change may touch, on both sides and in what the overlay stands on. */

import { stageNamed } from '../delta/chain.ts';
import { quote } from '../delta/text.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import type { Branch } from '../sql/slice.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { type Side, sideBindings } from './side.ts';
import { unionOf } from './union-rows.ts';
import { makeTable, type Work } from './work.ts';

/** `old`, `now` and `parent` are relations. */
export interface TouchedRows {
  readonly old: string;
  readonly now: string;
  /** null where the stage is not kept. */
  readonly parent: string | null;
  readonly touched: number;
  readonly why: string;
}

export type Unknown = { readonly unknown: string };

/** null: nothing may differ. unknown: it can't be told without computing the stage whole; why. */
export type Touched = TouchedRows | null | Unknown;

/** Queries of touched rows. */
export interface TouchedQueries {
  readonly old: string[];
  readonly now: string[];
  readonly parent: string[];
}

/** The rows of the queries, written down where they are read more than once. */
export async function gathered(
  work: Work,
  name: string,
  stored: KeptStage | undefined,
  queries: TouchedQueries,
): Promise<Pick<TouchedRows, 'old' | 'now' | 'parent'>> {
  const { schema } = stageNamed(work.context.after.pipeline, name);
  // An overlay over nothing but its parent reads each relation once (keep-rows.ts). Its rows before are those of the parent: were there
  // entries among them, it would have a segment, or the stage be computed whole (entriesProblem).
  if (stored !== undefined && stored.segments.length === 0) {
    const parent = `(${unionOf(queries.parent, schema)})`;
    return { now: `(${unionOf(queries.now, schema)})`, parent, old: parent };
  }
  const table = async (what: string, list: readonly string[]): Promise<string> =>
    quote((await makeTable(work, `${what} ${name}`, unionOf(list, schema))).name);
  return {
    now: await table('touched now', queries.now),
    parent: stored === undefined ? null : await table('touched parent', queries.parent),
    old: await table('touched old', queries.old),
  };
}

/** A query of the stage's rows that come by the branch; `root`: a relation in the place of the root's rows. */
export const sliceOf = (side: Side, stage: string, branch: Branch, root: string | null): string =>
  sliceQuery(
    side.pipeline,
    stage,
    [branch],
    sideBindings(side),
    root === null ? {} : { [branch.root]: root },
  );
