/**
 * The pieces in which a persisted row-level stage is written, each by one query and cut into a file per partition.
 *
 * A branch of the stage's unions whose source is large and sorted at import has a query of its own: its rows come in the order of
 * the source, so nothing is sorted. All other branches go together in one query, which sorts: planning a query for each
 * would cost more than their rows.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import type { Dialect } from '../sql/dialect.ts';
import { type Branch, sliceOrder } from '../sql/slice.ts';
import { type StageBindings, sliceQuery } from '../sql/stage-query.ts';
import type { Piece } from './plan.ts';

/** Rows below which planning a query takes longer than computing it. */
export const SMALL_ROWS = 150_000;

/** Where the rows of a source lie. */
export interface SourceRelation {
  readonly fingerprint: string;
  readonly rows: number;
  /** Engine text of a relation with the rows. */
  readonly relation: string;
  /** Columns by which each of its files is sorted. */
  readonly order: readonly string[];
}

export interface PiecesRequest {
  readonly pipeline: Pipeline;
  readonly stage: CheckedStage;
  readonly branches: readonly Branch[];
  readonly sources: Readonly<Record<string, SourceRelation>>;
  readonly bindings: StageBindings;
  /** Columns by which files are to be clustered. */
  readonly order: readonly string[];
  /** A branch whose source has more rows has a query of its own. */
  readonly smallRows: number;
  readonly dialect: Dialect;
  /** Does the engine hand rows on in the order of their source? */
  readonly keepsOrder: boolean;
  /** Kept stages and sources that some stages are computed from. */
  readonly readsOf: (stages: readonly string[]) => readonly string[];
}

export function piecesOf(request: PiecesRequest): readonly Piece[] {
  const { pipeline, stage, bindings } = request;
  const filled = request.branches.filter((branch) => rowsOf(request, branch) > 0);
  const alone = filled.filter(
    (branch) => rowsOf(request, branch) > request.smallRows && carries(request, branch),
  );
  const rest = filled.filter((branch) => !alone.includes(branch));
  const orderBy = request.keepsOrder ? [] : request.order;
  const streamed = alone.map((branch) => ({ group: [branch], orderBy, isNearlySorted: true }));
  const sorted = groupsOf(rest).map((group) => ({ group, orderBy: request.order, isNearlySorted: false }));
  const partitionBy = stage.persist?.partitionBy ?? null;
  return [...streamed, ...sorted].map(({ group, orderBy, isNearlySorted }, index): Piece => {
    const sql = sliceQuery(pipeline, stage.name, group, bindings, {}, request.dialect);
    const reads = request.readsOf([...new Set(group.flatMap(({ chain }) => chain))]);
    return {
      name: `part-${String(index + 1).padStart(3, '0')}`,
      partitionBy,
      orderBy,
      isNearlySorted,
      reads,
      sql,
    };
  });
}

/**
 * Branches that can go in one query. A query takes, at each union, every tag that any of its branches wants; where unions are
 * nested or met twice this could be more than the branches themselves, and then each goes alone.
 */
function groupsOf(branches: readonly Branch[]): readonly (readonly Branch[])[] {
  if (branches.length === 0) return [];
  const tags = new Map<string, Set<string>>();
  for (const branch of branches) {
    for (const [union, tag] of Object.entries(branch.branches))
      tags.set(union, (tags.get(union) ?? new Set()).add(tag));
  }
  const isOneUnion = branches.every((branch) => Object.keys(branch.branches).length <= 1) && tags.size <= 1;
  return isOneUnion ? [branches] : branches.map((branch) => [branch]);
}

export const sourceOf = (
  branch: Branch,
  sources: Readonly<Record<string, SourceRelation>>,
): SourceRelation | undefined => (branch.source === null ? undefined : sources[branch.source]);

/** Entries are few and always there. */
const rowsOf = (request: PiecesRequest, branch: Branch): number =>
  branch.source === null ? 1 : (sourceOf(branch, request.sources)?.rows ?? 0);

/** Do the branch's rows arrive in the wanted order by themselves? */
function carries(request: PiecesRequest, branch: Branch): boolean {
  const carried = sliceOrder(request.pipeline, branch, sourceOf(branch, request.sources)?.order ?? []);
  return request.order.every((name, index) => carried[index] === name);
}
