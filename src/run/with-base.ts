/** Opens the engine that a base is to be computed on, and lets go of it whatever happens. */

import { join } from 'node:path';
import type { ResultFiles, ResultOf } from '../engine/spark/result-views.ts';
import { fail } from '../errors/error.ts';
import type { EngineName } from '../pipeline/stage.ts';
import { beforeSignal } from '../processes/before-signal.ts';
import { type ColumnType, parseTypeName } from '../schema/types.ts';
import { nearest } from '../std/nearest.ts';
import { findResult, manifestTextOf, type Store } from '../store/store.ts';
import { type BaseEngine, onSpark } from './base-engine.ts';
import type { Session } from './session.ts';
import { sparkFacts } from './spark-work.ts';

/** undefined: the embedded engine of whoever computes, as each of several dates at once has its own. Errors: spark.no_server, spark.unknown_stage, and those of openSpark. */
export async function withBase<T>(
  session: Session,
  name: EngineName,
  use: (base: BaseEngine | undefined) => Promise<T>,
): Promise<T> {
  if (name === 'duckdb') return use(undefined);
  const { spark } = session.project;
  const { variable, settings } = spark;
  refuseUnknownStage(Object.keys(spark.stages), session);
  const address = process.env[variable] ?? '';
  if (address === '') fail('spark.no_server', { variable });
  // What speaks to a server is read only where one is spoken to.
  const { openSpark } = await import('../engine/spark/spark.ts');
  const temporaryFolder = join(session.store.root, 'tmp');
  const engine = await openSpark({ address, settings, temporaryFolder, resultOf: namedFiles(session.store) });
  // A server goes on with what it computes, for minutes, although nobody waits for it any more.
  const off = beforeSignal(async () => {
    await engine.stop().catch(() => undefined);
    await engine.close();
  });
  try {
    return await use(onSpark(engine, spark, await sparkFacts(engine)));
  } finally {
    off();
    await engine.close();
  }
}

/**
 * The server names what it reads of the store as the manifests do. Files are looked at once, and again where another manifest lies beside
 * them: a result may have thousands, and each statement asks. Errors: store.missing.
 */
export function namedFiles(store: Store): ResultOf {
  const known = new Map<string, { readonly text: string; readonly result: ResultFiles }>();
  return async (fingerprint) => {
    const text = await manifestTextOf(store, fingerprint);
    const before = known.get(fingerprint);
    // Without a manifest there is none any more, or for a moment.
    if (text !== '' && before?.text === text) return before.result;
    const result = await resultFiles(store, fingerprint);
    known.set(fingerprint, { text, result });
    return result;
  };
}

async function resultFiles(store: Store, fingerprint: string): Promise<ResultFiles> {
  const found = await findResult(store, fingerprint);
  if (found === undefined) return fail('store.missing', { name: `results/${fingerprint}` });
  const { folder, manifest } = found;
  return {
    paths: manifest.files.map(({ path }) => join(folder, path)),
    columns: manifest.columns.map(({ name, type }) => ({ name, type: parsedType(type) })),
  };
}

function parsedType(text: string): ColumnType {
  const type = parseTypeName(text);
  if (type === undefined) throw new Error(`Invariant broken: a manifest has columns of type ${text}`);
  return type;
}

/** Its settings would never be used. */
function refuseUnknownStage(named: readonly string[], session: Session): void {
  const known = session.pipeline.stages.map((stage) => stage.name);
  const found = named.find((stage) => !known.includes(stage));
  if (found === undefined) return;
  const guess = nearest(found, known);
  fail('spark.unknown_stage', {
    found,
    pipeline: session.pipeline.name,
    ...(guess === undefined ? {} : { nearest: guess }),
  });
}
