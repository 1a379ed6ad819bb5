/** Writes the accepted rows of the staged table: sorted Parquet files of at most a million rows, split by entity type. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cell, Engine, ResultRow } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';
import { STATUS } from './query.ts';
import type { OutputFile } from './result.ts';
import { columnList, namesEntity, sortColumns } from './stage.ts';

const ROWS_PER_FILE_MAX = 1_000_000;
const ROW_GROUP_ROWS = 122_880;
export const PARQUET_OPTIONS = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}`;

interface Partition {
  readonly entityType: string | null;
  readonly firstRow: number;
  readonly rows: number;
}

/** Row counts and positions are whole numbers far below 2^53. */
export function countOf(cell: Cell | undefined): number {
  assert(typeof cell === 'bigint', 'a count is an integer');
  return Number.parseInt(cell.toString(), 10);
}

/** Writes `data/…` below `folder`; a table without accepted rows gets one file without rows. */
export async function writeData(
  engine: Engine,
  table: TableSchema,
  types: readonly string[],
  folder: string,
): Promise<readonly OutputFile[]> {
  const files: OutputFile[] = [];
  for (const partition of await partitions(engine, table, types)) {
    const subfolder = partition.entityType === null ? 'data' : `data/entity_type=${partition.entityType}`;
    await mkdir(join(folder, subfolder), { recursive: true });
    const ranges = await rangesOf(engine, table, partition);
    for (let part = 0; part * ROWS_PER_FILE_MAX < Math.max(partition.rows, 1); part++) {
      const path = `${subfolder}/part-${String(part + 1).padStart(5, '0')}.parquet`;
      const first = partition.firstRow + part * ROWS_PER_FILE_MAX;
      const rows = Math.min(ROWS_PER_FILE_MAX, partition.rows - part * ROWS_PER_FILE_MAX);
      await engine.execute(copySql(table, first, rows, join(folder, path)));
      files.push({ path, rows, entityType: partition.entityType, ranges: ranges.get(part) ?? {} });
    }
  }
  return files;
}

function copySql(table: TableSchema, firstRow: number, rows: number, path: string): string {
  const range = `rowid >= ${firstRow} AND rowid < ${firstRow + rows}`;
  return `COPY (SELECT ${columnList(table)} FROM "~stage" WHERE ${range})
TO ${DUCKDB.textLiteral(path)} (${PARQUET_OPTIONS})`;
}

/** The accepted rows by entity type. They stand first and in order, so a partition is a range of row ids. */
async function partitions(
  engine: Engine,
  table: TableSchema,
  types: readonly string[],
): Promise<readonly Partition[]> {
  const type = namesEntity(table) ? '"~type"' : 'NULL::TINYINT';
  const rows = await engine.rows(`SELECT ${type} AS type, count(*) AS n, min(rowid) AS low, max(rowid) AS high
FROM "~stage" WHERE "~status" = ${STATUS.accepted} GROUP BY 1 ORDER BY low`);
  if (rows.length === 0) return [{ entityType: null, firstRow: 0, rows: 0 }];
  let next = 0;
  return rows.map((row) => {
    const found = { low: countOf(row['low']), high: countOf(row['high']), rows: countOf(row['n']) };
    assert(
      found.low === next && found.high - found.low + 1 === found.rows,
      'the accepted rows of one entity type stand together, in order',
    );
    next = found.high + 1;
    const entityType = row['type'] === null ? null : types[countOf(row['type']) - 1];
    assert(entityType !== undefined, 'every entity type has a number');
    return { entityType, firstRow: found.low, rows: found.rows };
  });
}

async function rangesOf(
  engine: Engine,
  table: TableSchema,
  partition: Partition,
): Promise<ReadonlyMap<number, OutputFile['ranges']>> {
  const names = sortColumns(table);
  const bounds = names.flatMap((name, i) => {
    const column = DUCKDB.quoteName(name);
    return [`CAST(min(${column}) AS VARCHAR) AS low${i}`, `CAST(max(${column}) AS VARCHAR) AS high${i}`];
  });
  const { firstRow, rows } = partition;
  const found =
    await engine.rows(`SELECT (rowid - ${firstRow}) // ${ROWS_PER_FILE_MAX} AS part, ${bounds.join(', ')}
FROM "~stage" WHERE rowid >= ${firstRow} AND rowid < ${firstRow + rows} GROUP BY 1`);
  return new Map(found.map((row) => [countOf(row['part']), rangesIn(row, names)]));
}

function rangesIn(row: ResultRow, names: readonly string[]): OutputFile['ranges'] {
  return Object.fromEntries(
    names.map((name, i) => [name, { min: String(row[`low${i}`]), max: String(row[`high${i}`]) }]),
  );
}
