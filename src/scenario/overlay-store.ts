/**
 * Overlays in the store: a result whose rows are those of base with its segments over them. A segment is one Parquet file in the
 * folder of the result that made it; later results name it, so nothing is written twice but what is compacted.
 */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { overlayRows } from '../delta/overlay.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { MANIFEST_FORMAT } from '../store/manifest.ts';
import { type Overlay, overlayOf } from '../store/overlay.ts';
import { findResult, resultFolder, type Store, writeResult } from '../store/store.ts';
import type { SideStage } from './side.ts';

const SEGMENT = 'segment';

export const segmentRelation = (store: Store, result: string): string =>
  parquetFiles([join(resultFolder(store, result), `${SEGMENT}.parquet`)]);

/** Overlays have names of their own, so that nothing which reads whole results ever takes one for a stage's rows. */
const overlayName = (fingerprint: string): string => `${fingerprint}-overlay`;

/** A stage's result, read as files of its own or as those of another with segments over them; undefined when it is not whole. */
export async function readStored(
  store: Store,
  schema: TableSchema,
  fingerprint: string,
): Promise<SideStage | undefined> {
  return (await readWhole(store, schema, fingerprint)) ?? readOverlay(store, schema, fingerprint);
}

async function readWhole(
  store: Store,
  schema: TableSchema,
  fingerprint: string,
): Promise<SideStage | undefined> {
  const result = await findResult(store, fingerprint);
  if (result === undefined) return undefined;
  const files = result.manifest.files.map((file) => join(result.folder, file.path));
  const { rows } = result.manifest;
  return { schema, base: parquetFiles(files), segments: [], rows, parent: fingerprint, under: [] };
}

async function readOverlay(
  store: Store,
  schema: TableSchema,
  fingerprint: string,
): Promise<SideStage | undefined> {
  const result = await findResult(store, overlayName(fingerprint));
  const overlay = result === undefined ? undefined : overlayOf(result.manifest);
  if (result === undefined || overlay === undefined) return undefined;
  const base = await readWhole(store, schema, overlay.base);
  if (base === undefined || !(await areSegmentsWhole(store, overlay))) return undefined;
  const segments = overlay.segments.map((segment) => segmentRelation(store, segment.result));
  const { rows } = result.manifest;
  return { schema, base: base.base, segments, rows, parent: overlay.base, under: overlay.segments };
}

/** Each segment must still be the one over the same base and the same segments: its result may have been computed again another way. */
async function areSegmentsWhole(store: Store, overlay: Overlay): Promise<boolean> {
  for (const [index, segment] of overlay.segments.entries()) {
    const result = await findResult(store, segment.result);
    const own = result === undefined ? undefined : overlayOf(result.manifest);
    const wanted = overlay.segments.slice(0, index + 1);
    if (own?.base !== overlay.base || JSON.stringify(own.segments) !== JSON.stringify(wanted)) return false;
  }
  return true;
}

export interface OverlayRequest {
  readonly engine: Engine;
  readonly store: Store;
  readonly schema: TableSchema;
  readonly fingerprint: string;
  /** The result that the segments are over. */
  readonly base: string;
  /** Segments to stand on, the oldest first. */
  readonly under: Overlay['segments'];
  /** Relation with the new segment's rows, and how many there are. */
  readonly segment: string;
  readonly segmentRows: number;
  /** Rows of the stage in the scenario. */
  readonly rows: number;
}

/** Writes the overlay result. Small segments at the end are joined into one, so that their number grows with the logarithm of acts. */
export async function writeOverlay(request: OverlayRequest): Promise<Overlay> {
  const { engine, store, schema } = request;
  const fingerprint = overlayName(request.fingerprint);
  const keep = keptSegments(request.under, request.segmentRows);
  const merged = request.under.slice(keep);
  const relations = [...merged.map((each) => segmentRelation(store, each.result)), request.segment];
  const isNew = request.segmentRows > 0 || merged.length > 0;
  const overlay = (rows: number): Overlay => ({
    base: request.base,
    segments: [...request.under.slice(0, keep), ...(isNew ? [{ result: fingerprint, rows }] : [])],
  });
  let written: Overlay = overlay(0);
  // One that is there and can't be read stands on something that is gone; it makes way.
  if ((await readOverlay(store, schema, request.fingerprint)) === undefined)
    await rm(resultFolder(store, fingerprint), { recursive: true, force: true });
  await writeResult(store, async (folder) => {
    const query = `SELECT * EXCLUDE ("overlay segment") FROM ${overlayRows({ schema, base: '', segments: relations })}`;
    const target = { folder, name: SEGMENT, partitionBy: null, codes: {} };
    const files = isNew ? await engine.writeParquet(query, target) : [];
    written = overlay(files[0]?.rows ?? 0);
    return {
      format: MANIFEST_FORMAT,
      fingerprint,
      name: schema.name,
      columns: schema.columns.map(({ name, type, nullable }) => ({ name, type: typeName(type), nullable })),
      key: [...schema.key],
      order: [],
      rows: request.rows,
      files: [...files],
      details: { overlay: written },
    };
  });
  return written;
}

/** How many of the segments stay as they are. */
function keptSegments(under: Overlay['segments'], rows: number): number {
  let keep = under.length;
  let size = rows;
  while (keep > 0 && (under[keep - 1]?.rows ?? 0) <= 2 * size) {
    keep -= 1;
    size += under[keep]?.rows ?? 0;
  }
  return keep;
}
