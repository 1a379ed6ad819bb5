/**
 * Rows as Parquet files under the names that an engine gives them.
 *
 * Spark writes into a folder beside the others, whose name begins with a point, and the files are renamed when all of them are there: of a task that fails, or runs
 * twice, nothing is seen. Rows keep their sequence by a number that each is given after the query, as Spark promises no order behind an ORDER BY.
 *
 * Spark takes the columns of a partition out of the files. So the files are split by a copy, which has a name that can be a folder's, whatever the value.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SPARK } from '../../sql/spark/dialect.ts';
import { fileAddress, parquetFiles } from '../../sql/spark/files.ts';
import { assert } from '../../std/assert.ts';
import type { WriteTarget, WrittenFile } from '../engine.ts';
import type { SparkSession } from './connect/session.ts';
import { raise } from './failure.ts';

/** Columns of the way; no stage can have a column of such a name. */
const SEQUENCE = SPARK.quoteName('row of the query');
const PARTITION = 'plimsoll_partition';

/** Errors: as those of a statement of an engine. */
export async function writeFiles(
  session: SparkSession,
  query: string,
  target: WriteTarget,
): Promise<readonly WrittenFile[]> {
  const { folder, partitionBy } = target;
  const way = join(folder, `.spark-${randomUUID()}`);
  try {
    await session.write(rowsInSequence(query, partitionBy), {
      path: fileAddress(way),
      partitionBy: partitionBy === null ? [] : [PARTITION],
    });
    return await named(session, way, target);
  } catch (error) {
    return raise(error, query);
  } finally {
    await rm(way, { recursive: true, force: true });
  }
}

/** The rows of a partition, or all, in one task, in the sequence of the query. */
function rowsInSequence(query: string, partitionBy: string | null): string {
  const numbered = `SELECT *, monotonically_increasing_id() AS ${SEQUENCE} FROM (\n${query}\n)`;
  if (partitionBy === null)
    return `SELECT * EXCEPT (${SEQUENCE}) FROM (SELECT /*+ REPARTITION(1) */ * FROM (${numbered}) SORT BY ${SEQUENCE})`;
  const value = SPARK.quoteName(partitionBy);
  const copy = `coalesce(concat('v', hex(CAST(${value} AS STRING))), 'null') AS ${PARTITION}`;
  const split = `SELECT *, ${copy} FROM (${numbered})`;
  return `SELECT * EXCEPT (${SEQUENCE}) FROM (SELECT * FROM (${split}) DISTRIBUTE BY ${PARTITION} SORT BY ${PARTITION}, ${SEQUENCE})`;
}

interface Found {
  /** Below the folder that Spark wrote. */
  readonly from: string;
  /** Of the partition, null for NULL and where there is none. */
  readonly value: string | null;
}

async function named(
  session: SparkSession,
  way: string,
  { folder, name, partitionBy }: WriteTarget,
): Promise<readonly WrittenFile[]> {
  const found = await filesOf(way);
  if (found.length === 0) return [];
  const counts = await countsOf(session, way, partitionBy !== null);
  const written = await Promise.all(
    found.map(async ({ from, value }): Promise<WrittenFile> => {
      const path =
        partitionBy === null ? `${name}.parquet` : join(folderName(partitionBy, value), `${name}-0.parquet`);
      const rows = counts.get(value);
      assert(rows !== undefined, 'every file that was written has a number of rows');
      const { size } = await stat(join(way, from));
      return { path, partition: value, rows, bytes: size };
    }),
  );
  assert(new Set(written.map(({ path }) => path)).size === written.length, 'there is one file per partition');
  for (const [index, { path }] of written.entries()) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await rename(join(way, found[index]?.from ?? ''), join(folder, path));
  }
  return written.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function filesOf(way: string): Promise<readonly Found[]> {
  const all = await readdir(way, { recursive: true });
  return all
    .filter((path) => path.endsWith('.parquet'))
    .map((from) => {
      const [, digits] = /^plimsoll_partition=v([0-9A-F]*)\//.exec(from) ?? [];
      return { from, value: digits === undefined ? null : Buffer.from(digits, 'hex').toString('utf8') };
    });
}

/** As the files of DuckDB are named. */
const folderName = (column: string, value: string | null): string =>
  `${column}=${value === null ? '__HIVE_DEFAULT_PARTITION__' : encodeURIComponent(value)}`;

/** Read back from the files, by partition. */
async function countsOf(
  session: SparkSession,
  way: string,
  isSplit: boolean,
): Promise<ReadonlyMap<string | null, number>> {
  const files = parquetFiles([way]);
  const counts = isSplit
    ? `SELECT decode(unhex(CASE WHEN ${PARTITION} <> 'null' THEN substring(${PARTITION}, 2) END), 'UTF-8') AS v, ${PARTITION} = 'null' AS missing, count(*) AS n FROM ${files} GROUP BY 1, 2`
    : `SELECT CAST(NULL AS STRING) AS v, true AS missing, count(*) AS n FROM ${files}`;
  const rows = await session.rows(counts);
  return new Map(
    rows.map((row) => [row['missing'] === true ? null : String(row['v'] ?? ''), Number(row['n'])]),
  );
}
