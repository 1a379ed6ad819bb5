/** Metrics before and after: the rows of the stage `metrics` side by side. */

import type { Cell, ResultRow } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';

export interface MetricMove {
  /** The key, for example `perimeter` and `metric`. */
  readonly key: Readonly<Record<string, string>>;
  readonly unit: string | null;
  /** Decimal text, null for no value. */
  readonly before: string | null;
  readonly after: string | null;
}

/** One move per key of either side, in the order of the keys; those that stand still too. */
export function metricMoves(
  schema: TableSchema,
  before: readonly ResultRow[],
  after: readonly ResultRow[],
): readonly MetricMove[] {
  const keyOf = (row: ResultRow): string => JSON.stringify(schema.key.map((name) => text(row[name])));
  const [old, now] = [before, after].map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  const keys = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  return keys.map((key) => {
    const [was, is] = [old?.get(key), now?.get(key)];
    const any = is ?? was ?? {};
    return {
      key: Object.fromEntries(schema.key.map((name) => [name, text(any[name]) ?? ''])),
      unit: text(any['unit']),
      before: text(was?.['value']),
      after: text(is?.['value']),
    };
  });
}

const text = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);
