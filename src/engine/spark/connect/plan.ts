/** A statement of SQL as the plan that a request carries. */

import type { MessageInitShape } from '@bufbuild/protobuf';
import type { PlanSchema, RelationSchema } from './generated/connect.ts';

export type Plan = MessageInitShape<typeof PlanSchema>;

/** Where the rows of a query are written as Parquet, in place of what lies there. */
export interface SparkTarget {
  /** A folder as Spark names it, which it makes: `file:/data/x`. */
  readonly path: string;
  /** Columns that become folders `<column>=<value>`, and are not inside the files. */
  readonly partitionBy: readonly string[];
}

/** Of the protocol's SAVE_MODE. */
const OVERWRITE = 2;

/**
 * The rows are counted as they are handed to the files, in the same task: a task that runs again is counted once. `name` is that of the count; on the whole server no other
 * statement may count under the same name at that time, or may be told the rows of this one (4.0.1).
 */
export function writePlan(sql: string, { path, partitionBy }: SparkTarget, name: string): Plan {
  const counted = {
    input: { relType: { case: 'sql' as const, value: { query: sql } } },
    name,
    metrics: [{ exprType: { case: 'expressionString' as const, value: { expression: 'count(1) AS n' } } }],
  };
  const value = {
    input: { relType: { case: 'collectMetrics' as const, value: counted } },
    source: 'parquet',
    saveType: { case: 'path' as const, value: path },
    mode: OVERWRITE,
    partitioningColumns: [...partitionBy],
  };
  const command = { commandType: { case: 'writeOperation' as const, value } };
  return { opType: { case: 'command', value: command } };
}

/** Parquet files by name, and what they hold. */
export interface SparkFiles {
  /** Paths as Spark reads them, at least one. */
  readonly paths: readonly string[];
  /** `name TYPE, …`: nothing is found out from the files. */
  readonly columns: string;
}

/** A name for the rows of files, as long as the session lives. */
export function viewPlan(name: string, { paths, columns }: SparkFiles): Plan {
  const source = { format: 'parquet', schema: columns, paths: [...paths] };
  const value = {
    input: {
      relType: { case: 'read' as const, value: { readType: { case: 'dataSource' as const, value: source } } },
    },
    name,
    replace: true,
  };
  const command = { commandType: { case: 'createDataframeView' as const, value } };
  return { opType: { case: 'command', value: command } };
}

/** A query is executed for its rows; a command at once, for its effect. */
export function planOf(kind: 'query' | 'command', sql: string): Plan {
  const relation: MessageInitShape<typeof RelationSchema> = {
    relType: { case: 'sql', value: { query: sql } },
  };
  if (kind === 'query') return { opType: { case: 'root', value: relation } };
  const command = { commandType: { case: 'sqlCommand' as const, value: { input: relation } } };
  return { opType: { case: 'command', value: command } };
}
