/**
 * Do two variants give the same? Metrics to the last digit, facts row by row: EXCEPT ALL both ways, per source and type of
 * entity so that it fits into memory at any size. And is a fact laid out as it should be, each row group a short stretch of keys?
 */

import { cpus } from 'node:os';
import { openPlain } from './baseline.mjs';

/** Throws with the first difference between two lists of metrics. */
export function assertSameMetrics(name, wanted, found) {
  if (wanted.length !== found.length)
    throw new Error(`${name}: ${found.length} perimeters instead of ${wanted.length}`);
  for (const [index, row] of wanted.entries()) {
    for (const [column, value] of Object.entries(row)) {
      const other = found[index][column];
      if (other !== value)
        throw new Error(`${name}: ${column} of ${row.perimeter} is ${other} instead of ${value}`);
    }
  }
}

const relation = (folder) => `read_parquet('${folder}/**/*.parquet', hive_partitioning = false)`;

/** Number of rows of the fact; throws when two facts differ in columns, types or rows. */
export async function assertSameFact(name, wantedFolder, foundFolder, spillFolder) {
  const plain = await openPlain(spillFolder);
  const rows = async (sql) => (await plain.connection.runAndReadAll(sql)).getRowObjectsJson();
  try {
    const [wanted, found] = [relation(wantedFolder), relation(foundFolder)];
    const columns = await Promise.all(
      [wanted, found].map(async (from) =>
        (await rows(`DESCRIBE FROM ${from}`))
          .map((row) => `${row.column_name} ${row.column_type}`)
          .join(', '),
      ),
    );
    if (columns[0] !== columns[1]) throw new Error(`${name}: columns ${columns[1]} instead of ${columns[0]}`);
    const parts = await rows(
      `SELECT source, entity_type, count(*) AS rows FROM ${wanted} GROUP BY ALL
       UNION ALL SELECT source, entity_type, 0 FROM ${found} GROUP BY ALL ORDER BY ALL`,
    );
    for (const { source, entity_type } of parts) {
      const part = `WHERE source = '${source}' AND entity_type = '${entity_type}'`;
      const [{ missing, extra }] = await rows(
        `SELECT (SELECT count(*) FROM (FROM ${wanted} ${part} EXCEPT ALL FROM ${found} ${part})) AS missing,
                (SELECT count(*) FROM (FROM ${found} ${part} EXCEPT ALL FROM ${wanted} ${part})) AS extra`,
      );
      if (missing !== '0' || extra !== '0')
        throw new Error(`${name}: ${missing} rows missing, ${extra} extra in ${source}, ${entity_type}`);
    }
    return parts.reduce((sum, part) => sum + Number(part.rows), 0);
  } finally {
    plain.close();
  }
}

/** Row groups of one file overlap few others: those of threads that work side by side, and what each thread has left over. */
const OVERLAPS_MAX = 2 * Math.max(2, cpus().length);

/** Throws when a fact's files are not clustered by entity and deal. */
export async function assertClustered(name, folder) {
  const plain = await openPlain();
  const range = (column, value) => `max(stats_${value}_value) FILTER (path_in_schema = '${column}')`;
  // A column decides unless both row groups hold the same single value of it.
  const [{ overlaps }] = (
    await plain.connection.runAndReadAll(`
      WITH groups AS (
        SELECT file_name, row_group_id AS id, ${range('entity_id', 'min')} AS e1, ${range('entity_id', 'max')} AS e2,
          ${range('deal_id', 'min')} AS d1, ${range('deal_id', 'max')} AS d2
        FROM parquet_metadata('${folder}/**/*.parquet') GROUP BY ALL
      ), pairs AS (
        SELECT a.e2 >= b.e1 AND b.e2 >= a.e1 AND NOT (a.e1 = a.e2 AND b.e1 = b.e2 AND (a.d2 < b.d1 OR b.d2 < a.d1)) AS overlap
        FROM groups AS a JOIN groups AS b ON a.file_name = b.file_name AND a.id < b.id
      )
      SELECT coalesce((SELECT count(*) FROM pairs WHERE overlap) / (SELECT count(*) FROM groups), 0) AS overlaps
    `)
  ).getRowObjectsJson();
  plain.close();
  if (overlaps > OVERLAPS_MAX)
    throw new Error(`${name}: a row group overlaps ${overlaps.toFixed(1)} others, more than ${OVERLAPS_MAX}`);
  return overlaps;
}
