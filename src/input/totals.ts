/** Where every record went, per input file: read = accepted + rejected + corrected + filtered + set aside, in count and in amount. */

import type { Engine } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';
import { formatDecimal, parseDecimal } from '../values/decimal.ts';
import type { Corrections } from './corrections.ts';
import { type BrokenRecords, type FileRun, type NumberedFile, STATUS } from './query.ts';
import { REJECT_REASONS, type RejectReason } from './reasons.ts';
import type { FileTotals, RejectedAmount, SourceTotals, Total } from './result.ts';
import { ENTITY_COLUMN } from './stage.ts';
import { countOf } from './write.ts';

/** The column whose sum is the control total: the table's first required amount of money. */
export function amountColumn(table: TableSchema): string | null {
  return table.columns.find((column) => column.unit === 'money' && !column.nullable)?.name ?? null;
}

/** The column of a table that says in which currency its amounts are. */
const CURRENCY_COLUMN = 'currency_code';

interface Bucket {
  readonly status: number;
  readonly rows: number;
  /** Sum of the readable amounts; null when there is none. */
  readonly amount: string | null;
}

/** By file, status, entity and currency: records, the sum of their readable amounts, and how many have none that can be read. */
export const TOTALS_TABLE = '~totals';

/** SQL of the columns that totals are told by; NULL where the table has none. */
export function totalColumns(table: TableSchema): {
  readonly entity: string;
  readonly currency: string;
  readonly amount: string | null;
} {
  const named = (name: string): string =>
    table.columns.some((column) => column.name === name) ? DUCKDB.quoteName(name) : 'CAST(NULL AS VARCHAR)';
  const amount = amountColumn(table);
  return {
    entity: named(ENTITY_COLUMN),
    currency: named(CURRENCY_COLUMN),
    amount: amount === null ? null : DUCKDB.quoteName(amount),
  };
}

/** Amounts of money have two digits after the point. */
export const sumSql = (amount: string | null): string =>
  `CAST(${amount === null ? 'NULL' : `sum(${amount})`} AS DECIMAL(38,2))`;

/** Makes the table of totals from the staged rows; the `broken` records never became rows. */
export async function makeTotals(
  engine: Engine,
  table: TableSchema,
  broken: BrokenRecords,
  corrections: Corrections,
): Promise<void> {
  const { entity, currency, amount } = totalColumns(table);
  await engine.execute(`CREATE OR REPLACE TEMP TABLE "${TOTALS_TABLE}" AS
SELECT "~file" AS file, CAST("~status" AS INTEGER) AS status, ${entity} AS entity, ${currency} AS currency, count(*) AS n,
  ${sumSql(amount)} AS amount, ${amount === null ? '0' : `count(*) - count(${amount})`} AS unknown,
  ${sumSql(amount === null ? null : `abs(${amount})`)} AS size
FROM "~stage" GROUP BY 1, 2, 3, 4`);
  for (const [file, ordinals] of broken) {
    const corrected = ordinals.filter((ordinal) => corrections.has(file, ordinal)).length;
    const counts = [
      [STATUS.rejected, ordinals.length - corrected],
      [STATUS.corrected, corrected],
    ] as const;
    for (const [status, count] of counts.filter(([, each]) => each > 0))
      await engine.execute(
        `INSERT INTO "${TOTALS_TABLE}" VALUES (${file}, ${status}, NULL, NULL, ${count}, NULL, ${amount === null ? 0 : count}, NULL)`,
      );
  }
}

/** The files in the order of the totals: those of each source, and behind them its corrections. */
export function filesInOrder(
  runs: readonly FileRun[],
): readonly { readonly run: FileRun; readonly file: NumberedFile }[] {
  const sources = [...new Set(runs.map((run) => run.source))];
  return sources.flatMap((source) =>
    runs.filter((run) => run.source === source).flatMap((run) => run.files.map((file) => ({ run, file }))),
  );
}

/** What every file of the sources gave; needs the table of totals. */
export async function totalsOf(
  engine: Engine,
  runs: readonly FileRun[],
  table: TableSchema,
): Promise<readonly SourceTotals[]> {
  const rows = await engine.rows(
    `SELECT file, status, CAST(sum(n) AS BIGINT) AS n, CAST(sum(amount) AS DECIMAL(38,2)) AS amount FROM "${TOTALS_TABLE}" GROUP BY 1, 2`,
  );
  const buckets = new Map<number, Bucket[]>();
  for (const row of rows) {
    const file = countOf(row['file']);
    const { amount: text } = row;
    const bucket = {
      status: countOf(row['status']),
      rows: countOf(row['n']),
      amount: typeof text === 'string' ? text : null,
    };
    buckets.set(file, [...(buckets.get(file) ?? []), bucket]);
  }
  const reasons = await reasonsByFile(engine);
  const hasAmount = amountColumn(table) !== null;
  return [...new Set(runs.map((run) => run.source))].map((source) => {
    const own = runs.filter((run) => run.source === source);
    const files = filesInOrder(own).map(({ run, file }) =>
      fileTotals(run, file, buckets.get(file.index) ?? [], {
        hasAmount,
        reasons: reasons.get(file.index) ?? {},
      }),
    );
    return { source: source + 1, line: own[0]?.spec.place.line ?? null, files };
  });
}

function fileTotals(
  run: FileRun,
  file: NumberedFile,
  buckets: readonly Bucket[],
  extra: { readonly hasAmount: boolean; readonly reasons: FileTotals['reasons'] },
): FileTotals {
  const of = (...statuses: readonly number[]): Total =>
    sumOf(
      buckets.filter((bucket) => statuses.includes(bucket.status)),
      extra.hasAmount,
    );
  const setAside = run.compiled.setAside.map(({ name }, i) => [name, of(run.setAsideFrom + i)] as const);
  const known = [
    STATUS.accepted,
    STATUS.filtered,
    STATUS.rejected,
    STATUS.corrected,
    ...setAside.map((_, i) => run.setAsideFrom + i),
  ];
  assert(
    buckets.every((bucket) => known.includes(bucket.status)),
    'every row of a file has a status of its source',
  );
  return {
    file: file.shown,
    corrects: run.corrects,
    read: sumOf(buckets, extra.hasAmount),
    accepted: of(STATUS.accepted),
    rejected: of(STATUS.rejected),
    corrected: of(STATUS.corrected),
    filtered: of(STATUS.filtered),
    setAside: Object.fromEntries(setAside),
    reasons: extra.reasons,
  };
}

function sumOf(buckets: readonly Bucket[], hasAmount: boolean): Total {
  const rows = buckets.reduce((sum, bucket) => sum + bucket.rows, 0);
  const known = buckets.some((bucket) => bucket.amount !== null);
  if (!hasAmount || (!known && rows > 0)) return { rows, amount: null };
  const units = buckets.reduce((sum, bucket) => sum + unitsOf(bucket.amount), 0n);
  return { rows, amount: formatDecimal(units, 2) };
}

/** Amounts of money have two digits after the point. */
function unitsOf(amount: string | null): bigint {
  if (amount === null) return 0n;
  const parsed = parseDecimal(amount);
  assert(
    parsed !== undefined && parsed.scale === 2,
    'the engine writes sums of money with two digits after the point',
  );
  return parsed.units;
}

/** The rejected records by currency; needs the table of totals. */
export async function rejectedAmounts(
  engine: Engine,
  table: TableSchema,
): Promise<readonly RejectedAmount[]> {
  if (amountColumn(table) === null) return [];
  // An amount in no currency says nothing.
  const isKnown = table.columns.some((column) => column.name === CURRENCY_COLUMN)
    ? 'currency IS NOT NULL'
    : 'true';
  const rows = await engine.rows(`SELECT currency, CAST(sum(n) AS BIGINT) AS n,
  CAST(sum(CASE WHEN ${isKnown} THEN amount END) AS DECIMAL(38,2)) AS amount,
  CAST(sum(CASE WHEN ${isKnown} THEN unknown ELSE n END) AS BIGINT) AS unknown
FROM "${TOTALS_TABLE}" WHERE status = ${STATUS.rejected} GROUP BY 1 ORDER BY 1 NULLS LAST`);
  return rows.map(
    (row): RejectedAmount => ({
      currency: typeof row['currency'] === 'string' ? row['currency'] : null,
      rows: countOf(row['n']),
      amount: typeof row['amount'] === 'string' ? row['amount'] : null,
      unknownRows: countOf(row['unknown']),
    }),
  );
}

async function reasonsByFile(engine: Engine): Promise<ReadonlyMap<number, FileTotals['reasons']>> {
  const rows = await engine.rows(
    `SELECT "~file" AS file, "~reason" AS reason, count(DISTINCT "~row") AS n FROM "~rejects" ANTI JOIN "~corrected" USING ("~file", "~row")
GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const files = new Map<number, Partial<Record<RejectReason, number>>>();
  for (const row of rows) {
    const file = countOf(row['file']);
    const reason = row['reason'];
    assert(typeof reason === 'string' && isReason(reason), 'a reject has a known reason');
    files.set(file, { ...files.get(file), [reason]: countOf(row['n']) });
  }
  return files;
}

const isReason = (text: string): text is RejectReason => Object.hasOwn(REJECT_REASONS, text);
