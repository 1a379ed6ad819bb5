/**
 * Do two variants give the same? Metrics to the last digit, facts row by row: EXCEPT ALL both ways, per source and type of
 * entity so that it fits into memory at any size.
 */

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
