/**
 * The pieces in which a persisted row-level stage is written, each by one query and cut into a file per partition.
 *
 * A branch of the stage's unions whose source is large and sorted at import has a query of its own: its rows come in the order of
 * the source, so nothing is sorted. All other branches go together in one query, which sorts: planning a query for each
 * would cost more than their rows.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
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
}

export function piecesOf(request: PiecesRequest): readonly Piece[] {
  const { pipeline, stage, bindings } = request;
  const partitionBy = stage.persist?.partitionBy ?? null;
  const filled = request.branches.filter((branch) => rowsOf(request, branch) > 0);
  const alone = filled.filter(
    (branch) => rowsOf(request, branch) > request.smallRows && carries(request, branch),
  );
  const together = filled.filter((branch) => !alone.includes(branch));
  const pieces = alone.map((branch): Piece => {
    const sql = sliceQuery(pipeline, stage.name, [branch], bindings);
    return { name: branch.label === '' ? 'part' : branch.label, partitionBy, sql };
  });
  if (together.length === 0) return pieces;
  const sql = sortedBy(sliceQuery(pipeline, stage.name, together, bindings), request.order);
  return [...pieces, { name: alone.length === 0 ? 'part' : 'others', partitionBy, sql }];
}

const rowsOf = (request: PiecesRequest, branch: Branch): number => request.sources[branch.source]?.rows ?? 0;

/** Do the branch's rows arrive in the wanted order by themselves? */
function carries(request: PiecesRequest, branch: Branch): boolean {
  const carried = sliceOrder(request.pipeline, branch, request.sources[branch.source]?.order ?? []);
  return request.order.every((name, index) => carried[index] === name);
}

export function sortedBy(sql: string, order: readonly string[]): string {
  if (order.length === 0) return sql;
  return `SELECT * FROM (\n${sql}\n) AS rows_to_sort ORDER BY ${order.map((name) => `"${name}" NULLS FIRST`).join(', ')}`;
}
