/**
 * Overlays written to the store (run/stored-stage.ts reads them). A segment is one Parquet file in the folder of the result that made it;
 * later results name it, so nothing is written twice but what is compacted.
 */

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { overlayRows } from '../delta/overlay.ts';
import type { Engine } from '../engine/engine.ts';
import { overlayName, readOverlay, SEGMENT, segmentRelation } from '../run/stored-stage.ts';
import type { TableSchema } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import { MANIFEST_FORMAT } from '../store/manifest.ts';
import type { Overlay } from '../store/overlay.ts';
import { resultFolder, type Store, writeResult } from '../store/store.ts';

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
export async function writeOverlay(request: OverlayRequest): Promise<void> {
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
  // One that is there and can't be read stands on something that is gone; it makes way. Nothing that another process puts where
  // nothing was is taken away; two that mend the same overlay at once are not guarded.
  const folder = resultFolder(store, fingerprint);
  if (existsSync(folder) && (await readOverlay(store, schema, request.fingerprint)) === undefined)
    await rm(folder, { recursive: true, force: true });
  await writeResult(store, async (folder) => {
    const query = `SELECT * EXCLUDE ("overlay segment") FROM ${overlayRows({ schema, base: '', segments: relations })}`;
    const target = { folder, name: SEGMENT, partitionBy: null, codes: {} };
    const files = isNew ? await engine.writeParquet(query, target) : [];
    return {
      format: MANIFEST_FORMAT,
      fingerprint,
      name: schema.name,
      columns: schema.columns.map(({ name, type, nullable }) => ({ name, type: typeName(type), nullable })),
      key: [...schema.key],
      order: [],
      rows: request.rows,
      files: [...files],
      details: { overlay: overlay(files[0]?.rows ?? 0) },
    };
  });
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
