/**
 * Rows as Parquet files under the names that an engine gives them.
 *
 * Spark writes into a folder beside the others, whose name begins with a point, and the files are renamed when all of them are there: of a task that fails, or runs
 * twice, nothing is seen.
 *
 * Spark takes the columns of a partition out of the files. So the files are split by a copy, which has a name that can be a folder's, whatever the value.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail } from '../../errors/error.ts';
import { SPARK } from '../../sql/spark/dialect.ts';
import { fileAddress, parquetAt } from '../../sql/spark/files.ts';
import type { WriteTarget, WrittenFile } from '../engine.ts';
import type { SparkSession } from './connect/session.ts';
import { cutOf } from './cut.ts';
import { raise } from './failure.ts';

/** A column of the way. A query that has one of such a name fails, as its columns are no longer told apart. */
const PARTITION = 'plimsoll_partition';

/** Errors: as those of a statement of an engine; spark.rows_missing. */
export async function writeFiles(
  session: SparkSession,
  query: string,
  target: WriteTarget,
): Promise<readonly WrittenFile[]> {
  const { folder, partitionBy, operation } = target;
  const way = join(folder, `.spark-${randomUUID()}`);
  try {
    const written = { path: fileAddress(way), partitionBy: partitionBy === null ? [] : [PARTITION] };
    const rows = await session.write(rowsToWrite(query, target), written, {
      countOf: query,
      ...(operation === undefined ? {} : { operationId: operation }),
    });
    return await named(session, way, target, rows);
  } catch (error) {
    return raise(error, query, folder);
  } finally {
    await rm(way, { recursive: true, force: true });
  }
}

/**
 * Sorted by the target: ranges of rows, as many as their size asks for (adaptive execution), each sorted in a task of its own. Rows that are nearly sorted each task sorts as it has read them,
 * and where no order is asked for it writes them as they come.
 *
 * Where a row goes follows from the row alone: of a shuffle whose worker is lost Spark computes a part again, and behind a join rows may come in another sequence then.
 */
function rowsToWrite(query: string, target: WriteTarget): string {
  const { partitionBy, orderBy = [] } = target;
  const items = partitionBy === null ? '*' : `*, ${partitionValue(partitionBy)}`;
  const order = [...(partitionBy === null ? [] : [PARTITION]), ...orderBy.map(SPARK.quoteName)].join(', ');
  if (order === '') return query;
  // To find the ranges all rows are computed once more.
  const ranges = cutOf(target) === 'reads' ? '' : `/*+ REPARTITION_BY_RANGE(${order}) */ `;
  return `SELECT ${ranges}* FROM (SELECT ${items} FROM (\n${query}\n)) SORT BY ${order}`;
}

const partitionValue = (column: string): string =>
  `coalesce(concat('v', hex(CAST(${SPARK.quoteName(column)} AS STRING))), 'null') AS ${PARTITION}`;

interface Found {
  /** Below the folder that Spark wrote. */
  readonly from: string;
  /** Of the partition, null for NULL and where there is none. */
  readonly value: string | null;
}

async function named(
  session: SparkSession,
  way: string,
  target: WriteTarget,
  rows: bigint,
): Promise<readonly WrittenFile[]> {
  const all = await filesOf(way);
  const counts = all.length === 0 ? new Map() : await countsOf(session, way, target.partitionBy !== null);
  // An executor that does not see the folder writes into one of its own, and says that all is well.
  const found = all.reduce((sum, { from }) => sum + BigInt(counts.get(from) ?? 0), 0n);
  if (found !== rows) fail('spark.rows_missing', { folder: target.folder, written: rows, found });
  if (all.length === 0) return [];
  // A task without rows may leave a file of none.
  const filled = all.filter(({ from }) => counts.has(from));
  const kept = filled.length > 0 ? filled : all.slice(0, 1);
  const paths = namesOf(kept, target);
  const written = await Promise.all(
    kept.map(async ({ from, value }, index): Promise<WrittenFile> => {
      const { size } = await stat(join(way, from));
      return { path: paths[index] ?? '', partition: value, rows: counts.get(from) ?? 0, bytes: size };
    }),
  );
  for (const [index, { path }] of written.entries()) {
    await mkdir(join(target.folder, path, '..'), { recursive: true });
    await rename(join(way, kept[index]?.from ?? ''), join(target.folder, path));
  }
  return written.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Files that follow each other have numbers, in each partition from 0. */
function namesOf(found: readonly Found[], { name, partitionBy }: WriteTarget): readonly string[] {
  const counts = new Map<string | null, number>();
  const numbers = found.map(({ value }) => {
    const number = counts.get(value) ?? 0;
    counts.set(value, number + 1);
    return number;
  });
  return found.map(({ value }, index) => {
    const count = counts.get(value) ?? 1;
    const numbered = `${name}-${String(numbers[index]).padStart(String(count - 1).length, '0')}.parquet`;
    if (partitionBy !== null) return join(folderName(partitionBy, value), numbered);
    return count === 1 ? `${name}.parquet` : numbered;
  });
}

/** Spark's names begin with the number of the task, with five digits or more. */
async function filesOf(way: string): Promise<readonly Found[]> {
  const all = await readdir(way, { recursive: true });
  return all
    .filter((path) => path.endsWith('.parquet'))
    .sort((a, b) => basename(a).localeCompare(basename(b), 'en', { numeric: true }))
    .map((from) => {
      const [, digits] = /^plimsoll_partition=v([0-9A-F]*)\//.exec(from) ?? [];
      return { from, value: digits === undefined ? null : Buffer.from(digits, 'hex').toString('utf8') };
    });
}

/** As the files of DuckDB are named. */
const folderName = (column: string, value: string | null): string =>
  `${column}=${value === null ? '__HIVE_DEFAULT_PARTITION__' : encodeURIComponent(value)}`;

/** Read back from the files, by their way below the folder; one that is not there has no rows. */
async function countsOf(
  session: SparkSession,
  way: string,
  isSplit: boolean,
): Promise<ReadonlyMap<string, number>> {
  const folder = isSplit ? `concat('${PARTITION}=', ${PARTITION}, '/')` : "''";
  const rows = await session.rows(
    `SELECT concat(${folder}, _metadata.file_name) AS path, count(*) AS n FROM ${parquetAt(way)} GROUP BY 1`,
  );
  return new Map(rows.map((row) => [String(row['path']), Number(row['n'])]));
}
