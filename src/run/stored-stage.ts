/**
 * A stage's rows as they lie in the store: files of their own, or those of another result with an overlay's segments over them.
 *
 * Overlays have names of their own, so that nothing which reads whole results ever takes one for a stage's rows.
 */

import { join } from 'node:path';
import type { StoredStage } from '../delta/overlay.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { keptStages } from '../plan/build-plan.ts';
import type { TableSchema } from '../schema/table.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { type Overlay, overlayOf } from '../store/overlay.ts';
import {
  damageSeen,
  findResult,
  resultFolder,
  type SeenDamage,
  type Store,
  type StoredResult,
} from '../store/store.ts';

export interface KeptStage extends StoredStage {
  readonly rows: number;
  /** The result whose files are `base`, and those that hold the segments. */
  readonly parent: string;
  readonly under: Overlay['segments'];
  /** Of its own and of what it stands on. */
  readonly files: number;
  readonly bytes: number;
}

export const SEGMENT = 'segment';

export const segmentRelation = (store: Store, result: string): string =>
  parquetFiles([join(resultFolder(store, result), `${SEGMENT}.parquet`)]);

export const overlayName = (fingerprint: string): string => `${fingerprint}-overlay`;

/** A stage's result; undefined when it is not there whole. */
export async function readStored(
  store: Store,
  schema: TableSchema,
  fingerprint: string,
): Promise<KeptStage | undefined> {
  return (await readWhole(store, schema, fingerprint)) ?? readOverlay(store, schema, fingerprint);
}

/** Why something that lies there is no result of a stage; undefined: nothing lies there. */
export async function storedDamage(store: Store, fingerprint: string): Promise<SeenDamage | undefined> {
  const overlay = overlayName(fingerprint);
  const seen = (await damageSeen(store, fingerprint)) ?? (await damageSeen(store, overlay));
  if (seen !== undefined || (await findResult(store, overlay)) === undefined) return seen;
  return { problem: 'a result that it stands on is missing or damaged', isReadable: false };
}

/** By stage, those of `kept` that are in the store; left out: of what every run keeps. */
export async function readKept(
  store: Store,
  pipeline: Pipeline,
  fingerprints: Readonly<Record<string, string>>,
  kept: ReadonlyMap<string, unknown> = keptStages({ pipeline, persist: true }),
): Promise<ReadonlyMap<string, KeptStage>> {
  const found = new Map<string, KeptStage>();
  for (const { name, schema } of pipeline.stages) {
    const stored = kept.has(name) ? await readStored(store, schema, fingerprints[name] ?? '') : undefined;
    if (stored !== undefined) found.set(name, stored);
  }
  return found;
}

async function readWhole(
  store: Store,
  schema: TableSchema,
  fingerprint: string,
): Promise<KeptStage | undefined> {
  const result = await findResult(store, fingerprint);
  if (result === undefined) return undefined;
  const files = result.manifest.files.map((file) => join(result.folder, file.path));
  const base = parquetFiles(files);
  return { schema, base, segments: [], parent: fingerprint, under: [], ...sizeOf(result) };
}

export async function readOverlay(
  store: Store,
  schema: TableSchema,
  fingerprint: string,
): Promise<KeptStage | undefined> {
  const result = await findResult(store, overlayName(fingerprint));
  const overlay = result === undefined ? undefined : overlayOf(result.manifest);
  if (result === undefined || overlay === undefined) return undefined;
  const base = await readWhole(store, schema, overlay.base);
  const segments = await segmentResults(store, overlay);
  if (base === undefined || segments === undefined) return undefined;
  const sizes = [base, ...segments.map(sizeOf)];
  return {
    schema,
    base: base.base,
    segments: overlay.segments.map((segment) => segmentRelation(store, segment.result)),
    rows: result.manifest.rows,
    parent: overlay.base,
    under: overlay.segments,
    files: sizes.reduce((sum, { files }) => sum + files, 0),
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Of a result by itself. */
export const sizeOf = ({ manifest: { rows, files } }: StoredResult) => ({
  rows,
  files: files.length,
  bytes: files.reduce((sum, file) => sum + file.bytes, 0),
});

/** Each segment must still be the one over the same base and the same segments: its result may have been computed again another way. */
async function segmentResults(store: Store, overlay: Overlay): Promise<readonly StoredResult[] | undefined> {
  const results: StoredResult[] = [];
  for (const [index, segment] of overlay.segments.entries()) {
    const result = await findResult(store, segment.result);
    const own = result === undefined ? undefined : overlayOf(result.manifest);
    const wanted = overlay.segments.slice(0, index + 1);
    if (own?.base !== overlay.base || JSON.stringify(own.segments) !== JSON.stringify(wanted))
      return undefined;
    if (result !== undefined) results.push(result);
  }
  return results;
}
