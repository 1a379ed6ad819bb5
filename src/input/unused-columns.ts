/**
 * Raw columns from which nothing is taken although columns are taken by their names (`columns: same`): a name that is nearly that of a column which may be
 * empty and is not there stops the import, since that column would be empty in every record. All others are told. With a mapping of its own a source says
 * what it takes, and nothing is told.
 */

import { fail } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import { nearest } from '../std/nearest.ts';
import type { SourceSpec } from './source.ts';

/** Those of the names that the source neither speaks of nor says to ignore, each once. */
export function unusedNames({ read, ignore }: SourceSpec, names: readonly string[]): readonly string[] {
  const isIgnored = (name: string): boolean =>
    ignore.some((each) => name === each || name.startsWith(`${each}.`));
  return [...new Set(names)].filter((name) => !Object.hasOwn(read, name) && !isIgnored(name));
}

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const firstWord = (name: string): string => name.toLowerCase().split(/[^a-z0-9]/)[0] ?? '';

/** Is the one a slip of the pen for the other? Names of two columns have parts in common: `open_date` is no `end_date`, nor `notice_date` `notice_days`. */
const isSlip = (found: string, column: string): boolean =>
  letters(found) === letters(column) || nearest(found, [column], Math.floor(column.length / 6)) === column;

/** `has`: the columns of the table that the file gives. Errors: input.renamed_column. */
export function refuseRenamed(
  unused: readonly string[],
  { place }: SourceSpec,
  table: TableSchema,
  { file, has }: { readonly file: string; readonly has: readonly string[] },
): void {
  const lacking = table.columns.map(({ name }) => name).filter((name) => !has.includes(name));
  // The end of a period that has another name leaves the period open, and nobody would know.
  const ends = table.columns.filter(({ name, notBefore }) => notBefore !== undefined && !has.includes(name));
  for (const found of unused) {
    const end = ends.find(({ name }) => firstWord(found) === firstWord(name));
    const column = end?.name ?? nearest(found, lacking);
    if (column !== undefined && (end !== undefined || isSlip(found, column)))
      fail('input.renamed_column', { file, found, column, table: table.name }, place);
  }
}
