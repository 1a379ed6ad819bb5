/** From the patterns of a project's sources to the files that are there now. */

import { fail } from '../errors/error.ts';
import { filesMatching } from '../input/glob.ts';
import type { ResolvedSource, SourceFile } from '../input/source.ts';
import { formatDate, parseDate } from '../values/date.ts';
import { isDated, patternOn } from './dated-files.ts';
import type { Project } from './project.ts';

/** The sources that feed `table` on a date, in the order of the configuration. Errors: input.no_files, corrections.is_source. */
export async function resolveSources(
  project: Project,
  table: string,
  date: string,
): Promise<readonly ResolvedSource[]> {
  const own = project.sources.filter((source) => source.spec.table === table);
  return Promise.all(
    own.map(async ({ spec, patterns, corrections }) => {
      const files = new Map<string, SourceFile>();
      for (const each of patterns) {
        const pattern = patternOn(each, date);
        const found = await filesMatching(project.folder, pattern);
        if (found.length === 0) fail('input.no_files', { pattern, folder: project.folder }, spec.place);
        for (const file of found) files.set(file.path, file);
      }
      const correcting = await correctionsOn(project, corrections, date);
      const both = correcting.find(({ path }) => files.has(path));
      if (both !== undefined) fail('corrections.is_source', { file: both.shown }, spec.place);
      return { spec, files: [...files.values()], corrections: correcting };
    }),
  );
}

/** Whatever is there. */
async function correctionsOn(
  project: Project,
  patterns: readonly string[],
  date: string,
): Promise<readonly SourceFile[]> {
  const found = new Map<string, SourceFile>();
  for (const pattern of patterns)
    for (const file of await filesMatching(project.folder, patternOn(pattern, date)))
      found.set(file.path, file);
  return [...found.values()];
}

/** The days from `first` to `last`, both ISO and included, for which any file with the date in its name is there. */
export async function datesWithFiles(
  project: Project,
  first: string,
  last: string,
): Promise<readonly string[]> {
  const dated = project.sources.flatMap(({ patterns }) => patterns).filter(isDated);
  const [from, to] = [parseDate(first), parseDate(last)];
  if (from === undefined || to === undefined)
    throw new Error('Invariant broken: both are days of the calendar');
  const found: string[] = [];
  for (let day = from; day <= to; day++) {
    const date = formatDate(day);
    for (const pattern of dated) {
      if ((await filesMatching(project.folder, patternOn(pattern, date))).length === 0) continue;
      found.push(date);
      break;
    }
  }
  return found;
}
