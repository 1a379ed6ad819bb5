/** From the patterns of a project's sources to the files that are there now, and from its tables of servers to those of a date. */

import { fail } from '../errors/error.ts';
import { filesMatching } from '../input/glob.ts';
import type { DatabaseRows, ResolvedSource, SourceFile, SourceSpec } from '../input/source.ts';
import { formatDate, parseDate } from '../values/date.ts';
import { isDated, patternOn } from './dated-files.ts';
import type { Project, ProjectSource, ServerTable } from './project.ts';

/** Gives a source that reads a server, on a date, with the file that its rows were written to. */
export type Fetched = (source: ProjectSource, date: string) => Promise<ResolvedSource>;

/**
 * The sources that feed `table` on a date, in the order of the configuration. Nothing is fetched before all files are found. Errors: input.no_files,
 * corrections.is_source, and those of `fetched`.
 */
export async function resolveSources(
  project: Project,
  table: string,
  date: string,
  fetched: Fetched,
): Promise<readonly ResolvedSource[]> {
  const own = project.sources.filter((source) => source.spec.table === table);
  const found = await Promise.all(own.map((source) => filesOf(project, source, date)));
  return Promise.all(
    own.map((source, i): ResolvedSource | Promise<ResolvedSource> =>
      source.server === null
        ? { spec: specOn(source.spec, date), ...(found[i] ?? NO_FILES) }
        : fetched(source, date),
    ),
  );
}

type FoundFiles = Pick<ResolvedSource, 'files' | 'corrections'>;
const NO_FILES: FoundFiles = { files: [] };

async function filesOf(
  { folder }: Project,
  { spec, patterns, corrections: correcting }: ProjectSource,
  date: string,
): Promise<FoundFiles> {
  const files = await matching(folder, patterns, date, (pattern) =>
    fail('input.no_files', { pattern, folder }, spec.place),
  );
  const corrections = await matching(folder, correcting, date, () => undefined);
  const both = corrections.find(({ path }) => files.some((file) => file.path === path));
  if (both !== undefined) fail('corrections.is_source', { file: both.shown }, spec.place);
  return { files, corrections };
}

/** The files that the patterns find on a date, each once. */
async function matching(
  folder: string,
  patterns: readonly string[],
  date: string,
  onNone: (pattern: string) => void,
): Promise<readonly SourceFile[]> {
  const files = new Map<string, SourceFile>();
  for (const each of patterns) {
    const pattern = patternOn(each, date);
    const found = await filesMatching(folder, pattern);
    if (found.length === 0) onNone(pattern);
    for (const file of found) files.set(file.path, file);
  }
  return [...files.values()];
}

/** What is read of a server on a date. A query is known by its number, whatever its text. */
export function tableOn({ variable, rows, shown }: ServerTable, date: string): ServerTable {
  const isTable = 'table' in rows;
  return { variable, rows: rowsOn(rows, date), shown: isTable ? patternOn(shown, date) : shown };
}

const rowsOn = (rows: DatabaseRows, date: string): DatabaseRows =>
  'table' in rows ? { table: patternOn(rows.table, date) } : { query: patternOn(rows.query, date) };

/** What is read of a DuckDB file is what it says on that date, and so is what the fingerprint holds. */
const specOn = (spec: SourceSpec, date: string): SourceSpec =>
  spec.database === null ? spec : { ...spec, database: rowsOn(spec.database, date) };

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
