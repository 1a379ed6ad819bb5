/** Opens the engine that a base is to be computed on, and lets go of it whatever happens. */

import { join } from 'node:path';
import { fail } from '../errors/error.ts';
import type { EngineName } from '../pipeline/stage.ts';
import { type BaseEngine, onSpark } from './base-engine.ts';
import type { Session } from './session.ts';

/** undefined: the embedded engine of whoever computes, as each of several dates at once has its own. Errors: spark.no_server, and those of openSpark. */
export async function withBase<T>(
  session: Session,
  name: EngineName,
  use: (base: BaseEngine | undefined) => Promise<T>,
): Promise<T> {
  if (name === 'duckdb') return use(undefined);
  const { variable, settings } = session.project.spark;
  const address = process.env[variable] ?? '';
  if (address === '') fail('spark.no_server', { variable });
  // What speaks to a server is read only where one is spoken to.
  const { openSpark } = await import('../engine/spark/spark.ts');
  const engine = await openSpark({ address, settings, temporaryFolder: join(session.store.root, 'tmp') });
  try {
    return await use(onSpark(engine));
  } finally {
    await engine.close();
  }
}
