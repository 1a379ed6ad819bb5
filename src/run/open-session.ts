/** Opens a project: configuration, checked pipeline, store and engine; and lets go of the engine whatever happens. */

import { join } from 'node:path';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { checkPipeline } from '../pipeline/check.ts';
import { loadProject } from '../project/load.ts';
import type { Project } from '../project/project.ts';
import { resolveSources } from '../project/resolve.ts';
import { frozen } from '../std/frozen.ts';
import { openStore, type Store } from '../store/store.ts';
import { findPipeline } from './catalog.ts';
import { FetchedSources } from './fetched-sources.ts';
import { clearHalfWritten, clearLeftovers, refuseWhileCleaning } from './files-in-use.ts';
import type { Session } from './session.ts';

/** Everything that Plimsoll keeps in a project lies here. */
export const STATE_FOLDER = '.plimsoll';

/** A session with an engine of its own, and rows of servers of its own date. */
export interface Lane {
  readonly session: Session;
  readonly close: () => Promise<void>;
}

/** `base` may be another session: the new one stands beside it on the same store. */
export async function openLane(base: Omit<Session, 'engine' | 'sourcesOf'>): Promise<Lane> {
  const { project, store } = base;
  const engine = await openEngine(project, store);
  const fetched = new FetchedSources(project, join(store.root, 'work'));
  const sourcesOf: Session['sourcesOf'] = (table, date) =>
    resolveSources(project, table, date, (source, day) => fetched.of(source, day));
  const close = async (): Promise<void> => {
    try {
      await engine.close();
    } finally {
      await fetched.remove();
    }
  };
  return { session: { ...base, engine, sourcesOf }, close };
}

/** An engine with the limits of the project. */
const openEngine = (project: Project, store: Store): Promise<Engine> =>
  openDuckDb({
    temporaryFolder: join(store.root, 'tmp'),
    ...(project.memoryLimit === null ? {} : { memoryLimit: project.memoryLimit }),
    ...(project.threads === null ? {} : { threads: project.threads }),
  });

/** Opens the project in `folder`, runs `use`, and lets go of the engine whatever happens. */
export async function withSession<T>(folder: string, use: (session: Session) => Promise<T>): Promise<T> {
  const project = await loadProject(folder);
  const module = await findPipeline(project.pipeline, project.folder);
  const pipeline = checkPipeline(module.pipeline);
  const store = await openStore(join(project.folder, STATE_FOLDER));
  for (const name of ['work', 'tmp']) await clearLeftovers(join(store.root, name));
  await clearHalfWritten(store.root);
  const referenceTables = frozen(module.referenceTables);
  const { session, close } = await openLane({ project, pipeline, referenceTables, store });
  try {
    await refuseWhileCleaning(store);
    return await use(session);
  } finally {
    await close();
  }
}
