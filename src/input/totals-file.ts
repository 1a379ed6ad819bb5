/**
 * The totals of an import as a file beside its rows: where every record went, by source, file, entity and currency. Columns:
 * source (position among the sources of the table, from 1), file, outcome (`accepted`, `filtered`, `rejected`, `corrected`, or `set aside: NAME`), entity_id and
 * currency_code (NULL: can't be read, or the table has none), records, amount (of those that can be read, 2 digits; NULL: none), unknown
 * (records without an amount that can be read), size (the sum of the amounts without their signs).
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { type FileRun, STATUS } from './query.ts';
import { sumSql, TOTALS_TABLE, totalColumns } from './totals.ts';
import { PARQUET_OPTIONS } from './write.ts';

const PATH = 'totals/part-00001.parquet';

/** Writes the table of totals below `folder`; returns the path inside. */
export async function writeTotals(engine: Engine, runs: readonly FileRun[], folder: string): Promise<string> {
  await mkdir(join(folder, 'totals'), { recursive: true });
  await engine.execute(`COPY (
SELECT f.source, f.name AS file, o.name AS outcome, t.entity AS entity_id, t.currency AS currency_code, t.n AS records, t.amount, t.unknown, t.size
FROM "${TOTALS_TABLE}" AS t JOIN (${fileNames(runs)}) AS f(index, source, name) ON t.file = f.index
JOIN (${outcomes(runs)}) AS o(status, name) ON t.status = o.status
ORDER BY t.file, t.status, t.entity, t.currency)
TO ${DUCKDB.textLiteral(join(folder, PATH))} (${PARQUET_OPTIONS})`);
  return PATH;
}

function fileNames(runs: readonly FileRun[]): string {
  const files = runs.flatMap((run) =>
    run.files.map((file) => `(${file.index}, ${run.source + 1}, ${DUCKDB.textLiteral(file.shown)})`),
  );
  return files.length === 0 ? "SELECT 0, 0, '' WHERE false" : `VALUES ${files.join(', ')}`;
}

/** Runs of one source have the same conditions for setting aside. */
function outcomes(runs: readonly FileRun[]): string {
  const aside = runs.flatMap((run) =>
    run.compiled.setAside.map(({ name }, i): [number, string] => [
      run.setAsideFrom + i,
      `set aside: ${name}`,
    ]),
  );
  const names = new Map<number, string>([
    [STATUS.accepted, 'accepted'],
    [STATUS.filtered, 'filtered'],
    [STATUS.rejected, 'rejected'],
    [STATUS.corrected, 'corrected'],
    ...aside,
  ]);
  return `VALUES ${[...names].map(([status, name]) => `(${status}, ${DUCKDB.textLiteral(name)})`).join(', ')}`;
}

/**
 * Groups of entity and currency in which the rows of `stored` (a relation with the table's columns) and the accepted records of `totals` (such a
 * file) are not the same, in count or in amount. Columns: entity_id, currency_code, and `records`, `amount` each as `stored_` and `accepted_`.
 */
export function differingTotalsSql(table: TableSchema, stored: string, totals: string): string {
  const { entity, currency, amount } = totalColumns(table);
  return `SELECT coalesce(s.e, a.e) AS entity_id, coalesce(s.c, a.c) AS currency_code, s.n AS stored_records, a.n AS accepted_records,
  s.amount AS stored_amount, a.amount AS accepted_amount
FROM (SELECT ${entity} AS e, ${currency} AS c, count(*) AS n, ${sumSql(amount)} AS amount FROM ${stored} GROUP BY 1, 2) AS s
FULL JOIN (SELECT entity_id AS e, currency_code AS c, CAST(sum(records) AS BIGINT) AS n, CAST(sum(amount) AS DECIMAL(38,2)) AS amount
  FROM ${totals} WHERE outcome = 'accepted' GROUP BY 1, 2) AS a
ON s.e IS NOT DISTINCT FROM a.e AND s.c IS NOT DISTINCT FROM a.c
WHERE s.n IS DISTINCT FROM a.n OR s.amount IS DISTINCT FROM a.amount ORDER BY 1, 2`;
}
