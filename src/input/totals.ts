/** Where every record went, per input file: read = accepted + rejected + filtered + set aside, in count and in amount. */

import type { Engine } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';
import { formatDecimal, parseDecimal } from '../values/decimal.ts';
import { type FileRun, type NumberedFile, STATUS } from './query.ts';
import { REJECT_REASONS, type RejectReason } from './reasons.ts';
import type { FileTotals, RejectedAmount, SourceTotals, Total } from './result.ts';
import { countOf } from './write.ts';

/** The column whose sum is the control total: the table's first required amount of money. */
export function amountColumn(table: TableSchema): string | null {
  return table.columns.find((column) => column.unit === 'money' && !column.nullable)?.name ?? null;
}

/** The column of a table that says in which currency its amounts are. */
const CURRENCY = 'currency_code';

interface Bucket {
  readonly status: number;
  readonly rows: number;
  /** Sum of the readable amounts; null when there is none. */
  readonly amount: string | null;
}

/** Counts the staged rows; `broken` are the numbers of records per file that never became rows. */
export async function totalsOf(
  engine: Engine,
  runs: readonly FileRun[],
  table: TableSchema,
  broken: ReadonlyMap<number, number>,
): Promise<readonly SourceTotals[]> {
  const amount = amountColumn(table);
  const sum = amount === null ? 'NULL' : `CAST(sum(${DUCKDB.quoteName(amount)}) AS DECIMAL(38,2))`;
  const rows = await engine.rows(
    `SELECT "~file" AS file, CAST("~status" AS INTEGER) AS status, count(*) AS n, ${sum} AS amount FROM "~stage" GROUP BY 1, 2`,
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
  const extraOf = (file: NumberedFile) => ({
    hasAmount: amount !== null,
    reasons: reasons.get(file.index) ?? {},
  });
  return [...new Set(runs.map((run) => run.source))].map((source) => {
    const own = runs.filter((run) => run.source === source);
    const files = own.flatMap((run) =>
      run.files.map((file) =>
        fileTotals(run, file, buckets.get(file.index) ?? [], broken.get(file.index) ?? 0, extraOf(file)),
      ),
    );
    return { source: source + 1, line: own[0]?.spec.place.line ?? null, files };
  });
}

function fileTotals(
  run: FileRun,
  file: NumberedFile,
  buckets: readonly Bucket[],
  broken: number,
  extra: { readonly hasAmount: boolean; readonly reasons: FileTotals['reasons'] },
): FileTotals {
  const of = (...statuses: readonly number[]): Total =>
    sumOf(
      buckets.filter((bucket) => statuses.includes(bucket.status)),
      extra.hasAmount,
    );
  const rejected = of(STATUS.rejected);
  const everything = sumOf(buckets, extra.hasAmount);
  const setAside = run.compiled.setAside.map(({ name }, i) => [name, of(run.setAsideFrom + i)] as const);
  const known = [
    STATUS.accepted,
    STATUS.filtered,
    STATUS.rejected,
    ...setAside.map((_, i) => run.setAsideFrom + i),
  ];
  assert(
    buckets.every((bucket) => known.includes(bucket.status)),
    'every row of a file has a status of its source',
  );
  return {
    file: file.shown,
    read: withBroken(everything, broken),
    accepted: of(STATUS.accepted),
    rejected: withBroken(rejected, broken),
    filtered: of(STATUS.filtered),
    setAside: Object.fromEntries(setAside),
    reasons: extra.reasons,
  };
}

/** Nobody knows the amount of a record that could not be split into fields. */
function withBroken(total: Total, broken: number): Total {
  const unknown = total.rows === 0 && broken > 0;
  return { rows: total.rows + broken, amount: unknown ? null : total.amount };
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

/** The rejected rows by currency; `broken` is the number of records that never became rows. */
export async function rejectedAmounts(
  engine: Engine,
  table: TableSchema,
  broken: number,
): Promise<readonly RejectedAmount[]> {
  const amount = amountColumn(table);
  if (amount === null) return [];
  const hasCurrency = table.columns.some((column) => column.name === CURRENCY);
  // An amount in no currency says nothing.
  const known = hasCurrency
    ? `CASE WHEN ${CURRENCY} IS NOT NULL THEN ${DUCKDB.quoteName(amount)} END`
    : DUCKDB.quoteName(amount);
  const rows =
    await engine.rows(`SELECT ${hasCurrency ? CURRENCY : 'CAST(NULL AS VARCHAR)'} AS currency, count(*) AS n,
  CAST(sum(${known}) AS DECIMAL(38,2)) AS amount, count(*) - count(${known}) AS unknown
FROM "~stage" WHERE "~status" = ${STATUS.rejected} GROUP BY 1 ORDER BY 1 NULLS LAST`);
  const groups = rows.map(
    (row): RejectedAmount => ({
      currency: typeof row['currency'] === 'string' ? row['currency'] : null,
      rows: countOf(row['n']),
      amount: typeof row['amount'] === 'string' ? row['amount'] : null,
      unknownRows: countOf(row['unknown']),
    }),
  );
  if (broken === 0) return groups;
  const none = groups.find((group) => group.currency === null);
  const others = groups.filter((group) => group !== none);
  const { rows: count = 0, amount: sum = null, unknownRows = 0 } = none ?? {};
  return [
    ...others,
    { currency: null, rows: count + broken, amount: sum, unknownRows: unknownRows + broken },
  ];
}

async function reasonsByFile(engine: Engine): Promise<ReadonlyMap<number, FileTotals['reasons']>> {
  const rows = await engine.rows(
    'SELECT "~file" AS file, "~reason" AS reason, count(DISTINCT "~row") AS n FROM "~rejects" GROUP BY 1, 2 ORDER BY 1, 2',
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
