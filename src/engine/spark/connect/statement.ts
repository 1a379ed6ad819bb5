/** Statements and what becomes of their answers: rows, progress, or nothing. */

import { randomUUID } from 'node:crypto';
import { fail } from '../../../errors/error.ts';
import type { ResultRow } from '../../engine.ts';
import type { ExecutePlanResponse, ExecutePlanResponse_ArrowBatch } from './generated/connect.ts';
import { answersTo, type Statement } from './operation.ts';
import { planOf, type SparkFiles, type SparkTarget, viewPlan, writePlan } from './plan.ts';
import { progressOf, type SparkProgress } from './progress.ts';
import { rowsOf } from './rows.ts';
import type { Wire } from './wire.ts';

export interface StatementOptions {
  /** Stops the statement on the server, and here with spark.stopped. */
  readonly signal?: AbortSignal;
  /** A UUID, to interrupt it by. */
  readonly operationId?: string;
  readonly onProgress?: (progress: SparkProgress) => void;
}

/** Errors: those of `answersTo`. */
export async function execute(wire: Wire, sql: string, options: StatementOptions): Promise<void> {
  let isQuery = false;
  // A command is done and hands back what it said; of a query the server makes a plan, and has not begun it.
  for await (const { responseType } of answers(wire, 'command', sql, options))
    if (responseType.case === 'sqlCommandResult')
      isQuery = responseType.value.relation?.relType.case === 'sql';
  if (isQuery) for await (const answer of answers(wire, 'query', sql, options)) void answer;
}

export interface WriteOptions extends StatementOptions {
  /** A query with as many rows; that which is written, where it is not said. */
  readonly countOf?: string;
}

/** Writes the rows of a query; how many they are, as a rule as the tasks counted that wrote them. Errors: those of `answersTo`, spark.protocol. */
export async function write(
  wire: Wire,
  sql: string,
  target: SparkTarget,
  { countOf = sql, ...options }: WriteOptions,
): Promise<bigint> {
  let rows: bigint | undefined;
  const count = `rows ${randomUUID()}`;
  for await (const answer of told(wire, { plan: writePlan(sql, target, count), sql, ...options }, options))
    for (const { name, values } of answer.observedMetrics)
      if (name === count && values[0]?.literalType.case === 'long') rows = values[0].literalType.value;
  return rows ?? counted(wire, countOf, options);
}

/** A server waits a tenth of a second for what its tasks have counted; one that is busy may be later, and says nothing. Then they are counted by the query. */
async function counted(wire: Wire, sql: string, options: StatementOptions): Promise<bigint> {
  const { operationId: _, ...own } = options;
  for await (const [row] of batchesOf(wire, `SELECT count(1) AS n FROM (\n${sql}\n)`, own)) {
    const [count] = Object.values(row ?? {});
    if (typeof count === 'bigint') return count;
  }
  const { host, port } = wire.address;
  return fail('spark.protocol', { host, port, problem: 'it does not say how many rows it has written' });
}

/** Gives files a name. Errors: those of `answersTo`; spark.statement with PATH_NOT_FOUND, where the server misses one. */
export async function nameFiles(
  wire: Wire,
  name: string,
  files: SparkFiles,
  options: StatementOptions,
): Promise<void> {
  const statement = { plan: viewPlan(name, files), sql: `view ${name}`, ...options };
  for await (const answer of told(wire, statement, options)) void answer;
}

/** The rows of a query. Errors: those of `answersTo`, spark.column, spark.protocol. */
export async function* batchesOf(
  wire: Wire,
  sql: string,
  options: StatementOptions,
): AsyncGenerator<readonly ResultRow[], void, undefined> {
  let count = 0n;
  for await (const { responseType } of answers(wire, 'query', sql, options)) {
    if (responseType.case !== 'arrowBatch') continue;
    const rows = checkedRows(wire, responseType.value, count);
    count += BigInt(rows.length);
    if (rows.length > 0) yield rows;
  }
}

const answers = (wire: Wire, kind: 'query' | 'command', sql: string, options: StatementOptions) =>
  told(wire, { plan: planOf(kind, sql), sql, ...options }, options);

/** The answers but those that tell how far it is. */
async function* told(
  wire: Wire,
  statement: Statement,
  options: StatementOptions,
): AsyncGenerator<ExecutePlanResponse, void, undefined> {
  for await (const answer of answersTo(wire, statement)) {
    if (answer.responseType.case === 'executionProgress')
      options.onProgress?.(progressOf(answer.responseType.value));
    else yield answer;
  }
}

/** Rows behind `count` others: the server says which these are and how many, so that none is lost or there twice. */
function checkedRows(
  { address: { host, port } }: Wire,
  { data, rowCount, startOffset }: ExecutePlanResponse_ArrowBatch,
  count: bigint,
): readonly ResultRow[] {
  const rows = rowsOf(data);
  if (BigInt(rows.length) !== rowCount)
    fail('spark.protocol', { host, port, problem: `${rowCount} rows were told, and ${rows.length} came` });
  if (startOffset !== undefined && startOffset !== count)
    fail('spark.protocol', { host, port, problem: `row ${startOffset} came behind ${count} rows` });
  return rows;
}
