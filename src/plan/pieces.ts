/**
 * The pieces in which a persisted row-level stage is written: one file per branch of its unions and part of the branch's source.
 *
 * A large part gets a query of its own, whose rows come in the order of the source, so nothing is sorted. Small parts and small
 * sources go into one bucket, computed by one query and cut into files: planning a query costs more than their rows. A large
 * source that is not stored in parts has a bucket for itself. What comes from a bucket is sorted.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { type Branch, sliceOrder } from '../sql/slice.ts';
import { type StageBindings, sliceQuery } from '../sql/stage-query.ts';
import type { Bucket, Piece } from './plan.ts';

/** Rows below which planning a query takes longer than computing it. */
export const SMALL_ROWS = 150_000;

/** One stored part of a source. */
export interface SourcePart {
  readonly rows: number;
  /** Engine text of a relation with the part's rows. */
  readonly relation: string;
}

/** Where the rows of a source lie. */
export interface SourceRelation extends SourcePart {
  readonly fingerprint: string;
  /** Columns by which each stored part is sorted. */
  readonly order: readonly string[];
  /** Per value of the partition column; null when the source is not stored in parts. */
  readonly parts: Readonly<Record<string, SourcePart>> | null;
}

export interface PiecesRequest {
  readonly pipeline: Pipeline;
  readonly stage: CheckedStage;
  readonly branches: readonly Branch[];
  readonly sources: Readonly<Record<string, SourceRelation>>;
  readonly bindings: StageBindings;
  /** Columns by which files are to be clustered. */
  readonly order: readonly string[];
  /** A part with more rows has a query of its own. */
  readonly smallRows: number;
}

export interface Pieces {
  readonly buckets: readonly Bucket[];
  readonly pieces: readonly Piece[];
}

export function piecesOf(request: PiecesRequest): Pieces {
  const column = request.stage.persist?.partitionBy ?? null;
  const values = column === null ? [] : partitionValues(request.stage, column);
  if (column === null || values.length === 0) return unparted(request);
  const direct = request.branches.flatMap((branch) => directPieces(request, branch, column));
  const small = smallBucket(request);
  const large = request.branches.flatMap((branch) => largeBucket(request, branch));
  const buckets = [...(small === null ? [] : [small]), ...large];
  const cut = buckets.flatMap((bucket) => bucketPieces(request, bucket, column, values));
  return { buckets: buckets.map(({ name, sql }) => ({ name, sql })), pieces: [...direct, ...cut] };
}

/** Partition values are known from the column's closed list of codes. */
function partitionValues(stage: CheckedStage, column: string): readonly string[] {
  const domain = stage.schema.columns.find((each) => each.name === column)?.domain;
  return domain?.kind === 'values' ? domain.values : [];
}

function unparted(request: PiecesRequest): Pieces {
  const pieces = request.branches.map((branch): Piece => {
    const sql = sliceQuery(
      request.pipeline,
      request.stage.name,
      { branches: [branch], relations: {} },
      request.bindings,
    );
    const ordered = carries(request, branch) ? sql : sortedBy(sql, request.order);
    return { path: `${fileName(branch)}.parquet`, partition: null, sql: ordered };
  });
  return { buckets: [], pieces };
}

const fileName = (branch: Branch): string => `${branch.label === '' ? 'part' : branch.label}-00001`;

/** Do the branch's rows arrive in the wanted order by themselves? */
function carries(request: PiecesRequest, branch: Branch): boolean {
  const carried = sliceOrder(request.pipeline, branch, request.sources[branch.source]?.order ?? []);
  return request.order.every((name, index) => carried[index] === name);
}

/** Is the part of this branch's source computed by a query of its own? */
const isDirect = (request: PiecesRequest, branch: Branch, part: SourcePart): boolean =>
  part.rows > request.smallRows && carries(request, branch);

function directPieces(request: PiecesRequest, branch: Branch, column: string): readonly Piece[] {
  const parts = Object.entries(request.sources[branch.source]?.parts ?? {});
  return parts
    .filter(([, part]) => isDirect(request, branch, part))
    .map(([value, part]): Piece => {
      const slice = { branches: [branch], relations: { [branch.source]: part.relation } };
      const sql = sliceQuery(request.pipeline, request.stage.name, slice, request.bindings);
      return { path: `${column}=${value}/${fileName(branch)}.parquet`, partition: value, sql };
    });
}

interface CutBucket extends Bucket {
  readonly branches: readonly Branch[];
}

/** All branches over the parts of their sources that are small. */
function smallBucket(request: PiecesRequest): CutBucket | null {
  const relations: Record<string, string> = {};
  const branches = request.branches.filter((branch) => {
    const source = request.sources[branch.source];
    if (source === undefined || isLargeWhole(request, branch)) return false;
    if (source.parts === null) return source.rows > 0;
    const rest = Object.values(source.parts).filter(
      (part) => part.rows > 0 && !isDirect(request, branch, part),
    );
    if (rest.length > 0) relations[branch.source] = unionOf(rest);
    return rest.length > 0;
  });
  if (branches.length === 0) return null;
  const sql = sliceQuery(request.pipeline, request.stage.name, { branches, relations }, request.bindings);
  return { name: 'plimsoll bucket small', sql, branches };
}

function unionOf(parts: readonly SourcePart[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only.relation;
  return `(${parts.map((part) => `SELECT * FROM ${part.relation}`).join(' UNION ALL ')})`;
}

/** A large source whose rows have to be sorted into parts. */
function isLargeWhole(request: PiecesRequest, branch: Branch): boolean {
  const source = request.sources[branch.source];
  if (source === undefined || source.rows <= request.smallRows) return false;
  return source.parts === null || !carries(request, branch);
}

function largeBucket(request: PiecesRequest, branch: Branch): readonly CutBucket[] {
  if (!isLargeWhole(request, branch)) return [];
  const sql = sliceQuery(
    request.pipeline,
    request.stage.name,
    { branches: [branch], relations: {} },
    request.bindings,
  );
  return [{ name: `plimsoll bucket ${branch.label}`, sql, branches: [branch] }];
}

/** One file per branch and value; a branch is told by the tags of its unions, which are columns of the stage. */
function bucketPieces(
  request: PiecesRequest,
  bucket: CutBucket,
  column: string,
  values: readonly string[],
): readonly Piece[] {
  return bucket.branches.flatMap((branch) =>
    values.map((value): Piece => {
      const tags = tagConditions(request, branch);
      const where = [`"${column}" = '${value}'`, ...tags].join(' AND ');
      const sql = sortedBy(`SELECT * FROM "${bucket.name}" WHERE ${where}`, request.order);
      return {
        path: `${column}=${value}/${fileName(branch)}${bucket.branches.length > 1 ? '-small' : ''}.parquet`,
        partition: value,
        sql,
      };
    }),
  );
}

function tagConditions(request: PiecesRequest, branch: Branch): readonly string[] {
  return Object.entries(branch.branches).flatMap(([union, tag]) => {
    const stage = request.pipeline.stages.find((each) => each.name === union);
    const tagColumn = stage?.kind === 'union' ? stage.tagColumn : '';
    const kept = request.stage.schema.columns.some((each) => each.name === tagColumn);
    return kept ? [`"${tagColumn}" = '${tag}'`] : [];
  });
}

export function sortedBy(sql: string, order: readonly string[]): string {
  if (order.length === 0) return sql;
  return `SELECT * FROM (\n${sql}\n) AS rows_to_sort ORDER BY ${order.map((name) => `"${name}" NULLS FIRST`).join(', ')}`;
}
