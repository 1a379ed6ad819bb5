/** The store of a project, for commands that need no engine. */

import { join } from 'node:path';
import { loadProject } from '../project/load.ts';
import { STATE_FOLDER } from '../run/open-session.ts';
import { openStore, type Store } from '../store/store.ts';

/** Errors: those of the configuration. */
export async function projectStore(folder: string): Promise<Store> {
  const project = await loadProject(folder);
  return openStore(join(project.folder, STATE_FOLDER));
}
