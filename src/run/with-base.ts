/** Opens the engine that a base is to be computed on, and lets go of it whatever happens. */

import { join } from 'node:path';
import { fail } from '../errors/error.ts';
import type { EngineName } from '../pipeline/stage.ts';
import { nearest } from '../std/nearest.ts';
import { type BaseEngine, onSpark } from './base-engine.ts';
import type { Session } from './session.ts';

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
  const engine = await openSpark({ address, settings, temporaryFolder: join(session.store.root, 'tmp') });
  try {
    return await use(onSpark(engine, spark));
  } finally {
    await engine.close();
  }
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
