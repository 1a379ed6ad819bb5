/** A bounded look at a Parquet file: its columns with their types, rows from the beginning and from places further in. */

import { basename } from 'node:path';
import type { Engine, ResultRow } from '../engine/engine.ts';
import { fail, PlimsollError } from '../errors/error.ts';
import { DEFAULT_CSV } from '../input/source.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { fileLiteral } from '../sql/duckdb/files.ts';
import type { FileLook } from './file-look.ts';

const HEAD_ROWS = 2000;
const PLACE_ROWS = 250;
const PLACES = 4n;

export async function lookAtParquet(path: string, engine: Engine): Promise<FileLook> {
  try {
    return await look(path, engine);
  } catch (error) {
    if (!(error instanceof PlimsollError) || error.code !== 'engine.failed') throw error;
    return fail('propose.no_parquet', { file: basename(path) });
  }
}

async function look(path: string, engine: Engine): Promise<FileLook> {
  const file = `read_parquet(${fileLiteral(path)}, hive_partitioning = false)`;
  const described = await engine.rows(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${file})`,
  );
  const names = described.map((row) => String(row['column_name']));
  const [counted] = await engine.rows(`SELECT CAST(count(*) AS BIGINT) AS n FROM ${file}`);
  const total = counted?.['n'];
  const size = typeof total === 'bigint' ? total : 0n;
  const texts = names.map((name, i) => `CAST(${DUCKDB.quoteName(name)} AS VARCHAR) AS "c${i}"`).join(', ');
  const part = (from: bigint, rows: number): Promise<readonly ResultRow[]> =>
    engine.rows(`SELECT ${texts} FROM ${file} LIMIT ${rows} OFFSET ${from}`);
  const found = [...(await part(0n, HEAD_ROWS))];
  const room = size - BigInt(HEAD_ROWS);
  for (let place = 1n; place <= PLACES && room > 0n; place++) {
    const at = BigInt(HEAD_ROWS) + ((room - BigInt(PLACE_ROWS)) * place) / PLACES;
    found.push(...(await part(at < BigInt(HEAD_ROWS) ? BigInt(HEAD_ROWS) : at, PLACE_ROWS)));
  }
  return {
    path,
    format: 'parquet',
    csv: DEFAULT_CSV,
    csvReasons: {},
    ascii: false,
    names,
    types: described.map((row) => String(row['column_type'])),
    rows: found.map((row) => names.map((_, i) => textOf(row[`c${i}`]))),
    whole: room <= 0n,
    where: null,
    warnings: [],
  };
}

const textOf = (cell: ResultRow[string] | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);
