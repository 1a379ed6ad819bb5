/**
 * Periods of dated tables: of one key no two may hold on one day, and of some keys no day between them may be without one. On
 * whatever day the run is for: a table that is wrong next year is found when it is loaded, not then.
 */

import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';
import { readable } from './file-runs.ts';
import { type BrokenRecords, type FileRun, rowsOf, STATUS, segmentsOf } from './query.ts';
import { withEntity } from './stage.ts';
import { countOf } from './write.ts';

interface Period {
  readonly from: string;
  readonly to: string;
  /** The rest of the key. */
  readonly key: readonly string[];
}

/** Of a table whose key has the first day of a period that another column ends. */
function periodOf({ columns, key }: TableSchema): Period | null {
  const to = columns.find(({ notBefore }) => notBefore !== undefined && key.includes(notBefore));
  if (to?.notBefore === undefined) return null;
  return { from: to.notBefore, to: to.name, key: key.filter((name) => name !== to.notBefore) };
}

/** Stops the import at the first two periods of the staged table that can't both stand. Errors: input.overlapping_periods, input.missing_period. */
export async function checkPeriods(
  engine: Engine,
  table: TableSchema,
  runs: readonly FileRun[],
  broken: BrokenRecords,
): Promise<void> {
  const period = periodOf(table);
  if (period === null || runs.length === 0) return;
  const accepted = `SELECT * FROM "~stage" WHERE "~status" = ${STATUS.accepted}`;
  const [found] = await engine.rows(
    `SELECT count(*) AS n FROM (${neighbours(accepted, table, period, '0')})`,
  );
  if (countOf(found?.['n']) === 0) return;
  const files = runs.flatMap((run) => run.files);
  const segments = segmentsOf(runs, new Set(files.map(({ index }) => index)), broken);
  const rows = withEntity(segments.map((segment) => rowsOf(segment)).join('\nUNION ALL BY NAME\n'), table);
  const shown = files.map((file) => file.shown);
  const [first] = await readable(shown, () =>
    engine.rows(`${neighbours(firstOfKeys(rows, table), table, period, '"~row"')} LIMIT 1`),
  );
  assert(first !== undefined, 'what stands in the staged table stands in the files');
  const rowAt = (prefix: string) => ({
    file: files.find(({ index }) => index === countOf(first[`${prefix}file`]))?.shown ?? '',
    row: countOf(first[`${prefix}row`]),
    from: String(first[`${prefix}from`]),
    to: typeof first[`${prefix}to`] === 'string' ? String(first[`${prefix}to`]) : null,
  });
  fail(first['kind'] === 'gap' ? 'input.missing_period' : 'input.overlapping_periods', {
    table: table.name,
    key: period.key.map((name, i) => `${name} ${String(first[`key_${i}`])}`).join(', '),
    columns: [period.from, period.to],
    before: rowAt('before_'),
    after: rowAt(''),
  });
}

/** Later rows of a key are rejects. */
const firstOfKeys = (rows: string, { key }: TableSchema): string =>
  `SELECT * FROM (${rows}) WHERE "~status" = ${STATUS.accepted}
QUALIFY row_number() OVER (PARTITION BY ${key.map(DUCKDB.quoteName).join(', ')} ORDER BY "~file", "~row") = 1`;

/** Of sorted periods that overlap at all, two neighbours do; overlaps come first, as behind a long period the day after a short one seems to be missing. */
function neighbours(rows: string, { gapless }: TableSchema, period: Period, row: string): string {
  const [from, to] = [DUCKDB.quoteName(period.from), DUCKDB.quoteName(period.to)];
  const key = period.key.map(DUCKDB.quoteName);
  const gap =
    gapless === undefined
      ? ''
      : ` OR (key_${period.key.indexOf(gapless.column)} IN (${gapless.values.map(DUCKDB.textLiteral).join(', ')}) AND last_day + 1 < first_day)`;
  const before = (column: string, name: string) => `lag(${column}) OVER one AS ${name}`;
  const overlaps = 'last_day IS NULL OR last_day >= first_day';
  return `SELECT *, CASE WHEN ${overlaps} THEN 'overlap' ELSE 'gap' END AS kind FROM (
  SELECT ${key.map((name, i) => `${name} AS key_${i}`).join(', ')}, "~file" AS file, "row", CAST(${from} AS VARCHAR) AS "from", CAST(${to} AS VARCHAR) AS "to", ${from} AS first_day,
    ${before('"~file"', 'before_file')}, ${before('"row"', 'before_row')}, ${before(`CAST(${from} AS VARCHAR)`, 'before_from')},
    ${before(`CAST(${to} AS VARCHAR)`, 'before_to')}, ${before(to, 'last_day')}
  FROM (SELECT *, ${row} AS "row" FROM (${rows}))
  WINDOW one AS (PARTITION BY ${key.join(', ')} ORDER BY ${from})
) WHERE before_from IS NOT NULL AND (${overlaps}${gap})
ORDER BY kind DESC, before_file, before_row`;
}
