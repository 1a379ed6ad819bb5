/**
 * Fetches tables and queries of one server, all in one transaction and so of one state, each into a file.
 *
 * 1. The columns of all are asked for before any row is read: a mistake in the last query is told before the first table is read for an hour, and
 *    all tables are locked against being emptied from then on. One that was emptied or rebuilt while its lock was waited for has no rows in the state
 *    that was taken before; so another state is taken.
 * 2. Each is copied as the server sends it. How many rows there were stands in the server's last word.
 */

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { type CopyToStreamQuery, to as copyTo } from 'pg-copy-streams';
import { fail } from '../errors/error.ts';
import { assert } from '../std/assert.ts';
import { withConnection } from './connect.ts';
import { fetchFailure } from './failure.ts';
import { BEGIN, columnsSql, copySql, floatsOf, REBUILT, type ServerColumn } from './select.ts';
import type { FetchedRows, ServerRows } from './server-rows.ts';

/** The rows of `asked`, all of one variable, in `folder`, which exists. Errors: fetch.…. */
export async function fetchRows(
  asked: readonly ServerRows[],
  folder: string,
): Promise<readonly FetchedRows[]> {
  const [first] = asked;
  if (first === undefined) return [];
  assert(
    asked.every(({ variable }) => variable === first.variable),
    'one transaction is about one server',
  );
  return withConnection(first.variable, first.place, async (client) => {
    const copies: Copy[] = [];
    for (const [i, table] of (await lockedTables(client, first, asked)).entries())
      copies.push(await telling(table.asked, () => copied(client, table, join(folder, `${i}.csv`))));
    // Until this is answered, the server may not have said how many rows there were.
    await telling(first, () => client.query('COMMIT'));
    const memory = join(folder, 'files.json');
    return copies.map(({ asked: { shown }, columns, path, stream }): FetchedRows => {
      const file = { path, shown, records: stream.rowCount, floats: floatsOf(columns), memory };
      return { file, names: columns.map(({ name }) => name) };
    });
  });
}

/** What was asked for, with its columns; later, where its rows are. */
interface Table {
  readonly asked: ServerRows;
  readonly columns: readonly ServerColumn[];
}

interface Copy extends Table {
  readonly path: string;
  /** It has the number of rows. */
  readonly stream: CopyToStreamQuery;
}

/** States that are taken before it is told that there is none. */
const STATES_MAX = 5;

/** Begins the transaction; all with their columns, whose tables are locked and have the rows that they have in its state. */
async function lockedTables(
  client: pg.Client,
  first: ServerRows,
  asked: readonly ServerRows[],
): Promise<readonly Table[]> {
  for (let state = 0; state < STATES_MAX; state++) {
    await telling(first, () => client.query(BEGIN));
    const tables: Table[] = [];
    for (const each of asked)
      tables.push({ asked: each, columns: await telling(each, () => columnsOf(client, each)) });
    const rebuilt = await telling(first, () => client.query(REBUILT));
    if (rebuilt.rowCount === 0) return tables;
    await telling(first, () => client.query('ROLLBACK'));
  }
  const text = 'its tables are emptied or rebuilt again and again';
  return fail('fetch.failed', { shown: first.shown, text, state: '' }, first.place);
}

async function telling<T>(asked: ServerRows, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    return fetchFailure(error, asked);
  }
}

async function columnsOf(client: pg.Client, asked: ServerRows): Promise<readonly ServerColumn[]> {
  // In this form a text that has several statements is refused: nothing but one query gets as far as being copied.
  const one = { text: columnsSql(asked.rows), queryMode: 'extended' };
  const { fields } = await client.query(one);
  if (fields.length === 0) fail('fetch.no_columns', { shown: asked.shown }, asked.place);
  return fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID }));
}

async function copied(client: pg.Client, table: Table, path: string): Promise<Copy> {
  const stream = client.query(copyTo(copySql(table.asked.rows, table.columns)));
  // The first error ends the copy and is told; that the connection breaks after it is no news, and would end the process without a listener.
  stream.on('error', () => undefined);
  await pipeline(stream, createWriteStream(path));
  return { ...table, path, stream };
}
