/** The configuration of a project whose data is a generated bank: one source for each table, columns as they are. */

import type { GeneratedTable, GenerateResult } from './request.ts';

/**
 * The text of plimsoll.yaml. `dataFolder` is where the bank lies, seen from the configuration's folder. Of the request it
 * holds the date alone: nothing of size or seed.
 */
export function projectFor(result: GenerateResult, dataFolder = 'data'): string {
  // A table of several days is told once.
  const tables = result.tables.filter(({ date }) => date === null || date === result.request.date);
  const sources = tables.flatMap((table) => [
    '',
    `  - table: ${table.table}`,
    `    files: ${pathOf(table, dataFolder)}`,
    '    columns: same',
  ]);
  return [
    '# A generated bank. Its files have the columns of the data dictionary (docs/reference/input.md), so nothing is mapped.',
    '# Every key: docs/reference/configuration.md.',
    'name: harbour-bank',
    'reporting_currency: EUR',
    'jurisdiction: BASEL',
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
