/** The configuration of a project whose data is a generated bank: one source for each table, columns as they are. */

import { NEEDED_WHOLE } from '../dictionary/dictionary.ts';
import type { GeneratedTable, GenerateResult } from './request.ts';

/** The bad records of a bank that has some stop none of its runs. */
const BAD_LIMIT = '    limits: { rejected_rows: 1000000 }';

/** A small bank may have no record of a kind. */
const isEmptyOnSomeDay = ({ table }: GeneratedTable, all: readonly GeneratedTable[]): boolean =>
  all.some((each) => each.table === table && each.rows === 0n);

/**
 * The text of plimsoll.yaml. `dataFolder` is where the bank lies, seen from the configuration's folder. Of the request it
 * holds the date alone: nothing of size or seed, but which tables have no rows.
 */
export function projectFor(result: GenerateResult, dataFolder = 'data'): string {
  // A table of several days is told once.
  const tables = result.tables.filter(({ date }) => date === null || date === result.request.date);
  const sources = tables.flatMap((table) => [
    '',
    `  - table: ${table.table}`,
    `    files: ${pathOf(table, dataFolder)}`,
    '    columns: same',
    ...(isEmptyOnSomeDay(table, result.tables) ? ['    may_be_empty: true'] : []),
    ...(result.bad !== null && NEEDED_WHOLE.includes(table.table) ? [BAD_LIMIT] : []),
  ]);
  return [
    '# A generated bank. Its files have the columns of the data dictionary (docs/reference/input.md), so nothing is mapped.',
    '# Every key: docs/reference/configuration.md.',
    'name: harbour-bank',
    'reporting_currency: EUR',
    'jurisdiction: BASEL',
    ...(result.request.nsfr === true ? ['pipeline: basel'] : []),
    `calculation_date: ${result.request.date}`,
    '',
    'sources:',
    ...sources.slice(1),
    '',
  ].join('\n');
}

/** The files of a day by `{date}`; YAML takes a path that holds a brace after other signs as it is. */
function pathOf({ table, files, date }: GeneratedTable, dataFolder: string): string {
  const [only = ''] = files;
  const name =
    files.length > 1 ? `${table}-*${only.slice(only.lastIndexOf('.'))}` : only.slice(only.indexOf('/') + 1);
  return date === null ? `${dataFolder}/${name}` : `${dataFolder}/{date}/${name}`;
}
