/** Where the rows of a source are: in files, or on a database server; and what is read of a database. */

import { plimsollError } from '../errors/error.ts';
import type { DatabaseRows } from '../input/source.ts';
import { datedProblem } from './dated-files.ts';
import type { ServerTable } from './project.ts';
import type { SourceShape } from './shape.ts';
import type { SourceContext } from './source-context.ts';

/** Can an environment variable have the name? */
export const isVariableName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);

/** null: the source reads files. */
export function readServer(shape: SourceShape, context: SourceContext): ServerTable | null {
  const { server, files } = shape;
  const { placeOf, problems } = context;
  if ((server === undefined) === (files === undefined)) {
    const found = server === undefined ? 'neither' : 'both';
    problems.push(plimsollError('project.files_or_server', { found }, placeOf(['table'])));
  }
  if (server === undefined) return null;
  // An address stands there by mistake, perhaps with a password: it is not shown.
  if (!isVariableName(server)) problems.push(plimsollError('project.server_name', {}, placeOf(['server'])));
  for (const option of ['format', 'records', 'csv', 'corrections'] as const)
    if (shape[option] !== undefined)
      problems.push(plimsollError('project.mapping_option', { kind: 'server', option }, placeOf([option])));
  const rows = tableOrQuery(shape, 'server', context);
  return { variable: server, rows, shown: shownName(server, rows, context) };
}

/** What is read of a database: exactly one of a table and a query, with `{date}` as it is written. */
export function tableOrQuery(
  shape: SourceShape,
  key: 'files' | 'server',
  { problems, placeOf }: SourceContext,
): DatabaseRows {
  const { from, query } = shape;
  for (const dated of ['from', 'query'] as const) {
    const text = shape[dated];
    const problem = text === undefined ? undefined : datedProblem(text);
    if (text !== undefined && problem !== undefined)
      problems.push(plimsollError('project.value', { key: dated, found: text, problem }, placeOf([dated])));
  }
  if (from !== undefined && query === undefined) return { table: from };
  if (query !== undefined && from === undefined) return { query };
  const found = from === undefined ? 'nothing' : 'both';
  const what = key === 'files' ? 'a DuckDB file' : 'a server';
  const problem = `must say what is read of ${what}: give \`from\` (a table) or \`query\`, one of the two`;
  problems.push(plimsollError('project.value', { key: 'from', found, problem }, placeOf([key])));
  return { table: '' };
}

/** Queries have no name of their own and are numbered per server, in the order of the configuration. */
function shownName(variable: string, rows: DatabaseRows, { nextQuery }: SourceContext): string {
  return 'table' in rows ? `${variable}:${rows.table}` : `${variable}:query ${nextQuery(variable)}`;
}
