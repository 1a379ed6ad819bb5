/** Opens a project: configuration, checked pipeline, store and engine; and lets go of the engine whatever happens. */

import { join } from 'node:path';
import { openDuckDb } from '../engine/duckdb.ts';
import { checkPipeline } from '../pipeline/check.ts';
import { loadProject } from '../project/load.ts';
import { resolveSources } from '../project/resolve.ts';
import { frozen } from '../std/frozen.ts';
import { openStore } from '../store/store.ts';
import { findPipeline } from './catalog.ts';
import { FetchedSources } from './fetched-sources.ts';
import { clearHalfWritten, clearLeftovers, refuseWhileCleaning } from './files-in-use.ts';
import type { Session } from './session.ts';

/** Everything that Plimsoll keeps in a project lies here. */
export const STATE_FOLDER = '.plimsoll';

/** Opens the project in `folder`, runs `use`, and lets go of the engine whatever happens. */
export async function withSession<T>(folder: string, use: (session: Session) => Promise<T>): Promise<T> {
  const project = await loadProject(folder);
  const module = await findPipeline(project.pipeline, project.folder);
  const pipeline = checkPipeline(module.pipeline);
  const store = await openStore(join(project.folder, STATE_FOLDER));
  for (const name of ['work', 'tmp']) await clearLeftovers(join(store.root, name));
  await clearHalfWritten(store.root);
  const engine = await openDuckDb({
    temporaryFolder: join(store.root, 'tmp'),
    ...(project.memoryLimit === null ? {} : { memoryLimit: project.memoryLimit }),
    ...(project.threads === null ? {} : { threads: project.threads }),
  });
  const fetched = new FetchedSources(project, join(store.root, 'work'));
  try {
    await refuseWhileCleaning(store);
    return await use({
      project,
      pipeline,
      referenceTables: frozen(module.referenceTables),
      store,
      engine,
      sourcesOf: (table, date) =>
        resolveSources(project, table, date, (source, day) => fetched.of(source, day)),
    });
  } finally {
    await engine.close();
    await fetched.remove();
  }
}
