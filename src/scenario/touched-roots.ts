/**
 * The roots that a change may touch, way by way, with their rows on both sides.
 *
 * A root that changed itself is known by its key. A kept stage that shows which of its rows the rules match names the roots by its own
 * keys; otherwise the ways are asked (roots.ts).
 */

import { plainName, restrictionOf, stageNamed, type Way, type Ways } from '../delta/chain.ts';
import { changedKeys, segmentRows, segmentSides } from '../delta/overlay.ts';
import { quote, where } from '../delta/text.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import { shownKeys } from './patched-rows.ts';
import { restrictedRoot } from './root-rows.ts';
import { probesOf } from './roots.ts';
import { sideRows } from './side.ts';
import type { Unknown } from './touched.ts';
import { type Delta, makeTable, makeTouched, TooManyTouched, timed, type Work } from './work.ts';

/** The differing rows of a stage below. */
export type DeltaOf = (work: Work, stage: string) => Promise<Delta>;

export interface FoundRoots {
  readonly way: Way;
  readonly count: number;
  /** Name of a table of root keys; made when it is asked for. */
  readonly table: () => Promise<string>;
  /** Relations with these roots' rows. */
  readonly old: string;
  readonly now: string;
  readonly reasons: readonly string[];
}

/** By the keys of the kept stage where it shows them, else by its ways. */
export async function keptRoots(
  work: Work,
  name: string,
  {
    ways,
    stored,
    deltaOf,
  }: { readonly ways: Ways; readonly stored: KeptStage | undefined; readonly deltaOf: DeltaOf },
): Promise<readonly FoundRoots[] | Unknown> {
  const shown = stored === undefined ? null : await timed(work, () => shownKeys(work, name, stored));
  if (shown === null) return wayRoots(work, ways, deltaOf);
  const { before } = work.context;
  const all: FoundRoots[] = [];
  for (const way of ways.rooted) {
    const { on, tags } = restrictionOf(before.pipeline, way.before, shown.table);
    const items = on.map(({ target, key }) => `m.${quote(target.name)} AS ${quote(key)}`);
    const filter = tags.map(({ target, value }) => `m.${quote(target)} = '${value.replaceAll("'", "''")}'`);
    const query = `SELECT DISTINCT ${items.length === 0 ? '1 AS "any"' : items.join(', ')} FROM ${quote(shown.table)} AS m${where(filter)}`;
    const table = await makeTable(work, `roots of ${way.after.root}`, query);
    if (table.rows > 0) all.push(rootsIn(work, way, table, [shown.why]));
  }
  return all;
}

function rootsIn(
  { context: { before, after } }: Work,
  way: Way,
  { name, rows }: { readonly name: string; readonly rows: number },
  reasons: readonly string[],
): FoundRoots {
  return {
    way,
    count: rows,
    table: async () => name,
    old: restrictedRoot(before, way.before, name),
    now: restrictedRoot(after, way.after, name),
    reasons,
  };
}

/** The ways that the change may touch, with their roots. */
export async function wayRoots(
  work: Work,
  ways: Ways,
  deltaOf: DeltaOf,
): Promise<readonly FoundRoots[] | Unknown> {
  const all: FoundRoots[] = [];
  for (const way of ways.rooted) {
    const roots = await timed(work, () => rootsOf(work, way, deltaOf));
    if (roots === null) continue;
    if ('unknown' in roots) return roots;
    all.push(roots);
  }
  return all;
}

/** The roots of a way that the change may touch; null: none. */
async function rootsOf(work: Work, way: Way, deltaOf: DeltaOf): Promise<FoundRoots | null | Unknown> {
  const { after } = work.context;
  const { root, source } = way.after;
  const own = await rootDelta(work, way, deltaOf);
  if (own === undefined)
    return { unknown: source === null ? `${root} was computed whole` : `much of ${source} changed` };
  const keysOf = (stage: string, delta: { readonly old: string; readonly now: string }): string =>
    changedKeys(stageNamed(after.pipeline, stage).schema, delta);
  const probes = await probesOf(work, way, async (stage) => {
    const delta = await deltaOf(work, stage);
    return delta === undefined || delta === null ? delta : keysOf(stage, delta);
  });
  if (probes === undefined) return { unknown: 'a stage that it looks up was computed whole' };
  const changed = own === null ? [] : [{ sql: `FROM ${keysOf(root, own)}`, why: `${root} changed` }];
  const queries = [...changed, ...probes];
  if (queries.length === 0) return null;
  const reasons = queries.map((query) => query.why);
  const union = queries.map((query) => `SELECT * FROM (${query.sql})`).join(' UNION ');
  const make = () => makeTouched(work, `roots of ${root}`, union);
  if (own !== null && probes.length === 0 && source === null) {
    if (own.changed > work.mostTouched) throw new TooManyTouched();
    const { changed: count, old, now } = own;
    return { way, count, table: async () => (await make()).name, old, now, reasons };
  }
  const roots = await make();
  return roots.rows === 0 ? null : rootsIn(work, way, roots, reasons);
}

async function rootDelta(work: Work, way: Way, deltaOf: DeltaOf): Promise<Delta> {
  const { before, after } = work.context;
  const { source } = way.after;
  if (source === null) return deltaOf(work, way.after.root);
  if (before.sources[source]?.fingerprint === after.sources[source]?.fingerprint) return null;
  return sourceDelta(work, way);
}

/** A changed table: its rows of the date, as the way's first stage gives them, compared by key. undefined: too many differ. */
async function sourceDelta(work: Work, way: Way): Promise<Delta> {
  const name = `table ${way.after.source} of ${plainName(way.after.root)}`;
  if (work.deltas.has(name)) return work.deltas.get(name);
  try {
    const delta = await comparedRows(work, way);
    work.deltas.set(name, delta);
    return delta;
  } catch (error) {
    // Too many for the stage under way; another may be small.
    if (error instanceof TooManyTouched) return undefined;
    throw error;
  }
}

async function comparedRows(work: Work, { before: was, after: is }: Way): Promise<Delta> {
  const { before, after } = work.context;
  const { schema } = stageNamed(after.pipeline, is.root);
  const [old, now] = [sideRows(before, was.root), sideRows(after, is.root)];
  const query = `FROM ${segmentRows({ schema, base: old, old, now, takesBack: false })}`;
  const table = await makeTouched(work, `changed rows of ${is.root}`, query);
  return table.rows === 0 ? null : { ...segmentSides(schema, quote(table.name)), changed: table.rows };
}
