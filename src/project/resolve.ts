/** From the patterns of a project's sources to the files that are there now. */

import { fail } from '../errors/error.ts';
import { filesMatching } from '../input/glob.ts';
import type { ResolvedSource, SourceFile } from '../input/source.ts';
import type { Project } from './project.ts';

/** The sources that feed `table`, in the order of the configuration. Errors: input.no_files. */
export async function resolveSources(project: Project, table: string): Promise<readonly ResolvedSource[]> {
  const own = project.sources.filter((source) => source.spec.table === table);
  return Promise.all(
    own.map(async ({ spec, patterns }) => {
      const files = new Map<string, SourceFile>();
      for (const pattern of patterns) {
        const found = await filesMatching(project.folder, pattern);
        if (found.length === 0) fail('input.no_files', { pattern, folder: project.folder }, spec.place);
        for (const file of found) files.set(file.path, file);
      }
      return { spec, files: [...files.values()] };
    }),
  );
}
