/**
 * Variance: the rows of a stage that differ between two scenarios, each with its columns as they are in the one and in the other.
 *
 * Where a scenario keeps the stage as an overlay over what the other one stands on, the overlay says it: nothing else is read.
 */

import { beforeName, keyName, OP, overlayRows } from '../delta/overlay.ts';
import { differs, keyColumns, quote } from '../delta/text.ts';
import type { Cell, Engine } from '../engine/engine.ts';
import type { TableSchema } from '../schema/table.ts';
import { type Side, sideRows } from './side.ts';

export interface VarianceRow {
  readonly change: 'update' | 'insert' | 'delete';
  /** By column of the stage; all null where the row is on one side only. */
  readonly before: Readonly<Record<string, Cell>>;
  readonly after: Readonly<Record<string, Cell>>;
}

export interface Variance {
  /** The first by key. */
  readonly rows: readonly VarianceRow[];
  readonly total: bigint;
}

export interface VarianceSides {
  readonly schema: TableSchema;
  readonly before: Side;
  readonly after: Side;
}

export interface VarianceRequest extends VarianceSides {
  /** Condition on the row as it is on one side, as engine text; columns have the names that the function gives. */
  readonly where: ((nameOf: (column: string) => string) => string) | null;
  readonly limit: number;
}

const BEFORE = 'before';
const AFTER = 'after';
const nameOn =
  (side: string) =>
  (column: string): string =>
    `${side} ${column}`;

/** Errors: those of the calculation. */
export async function stageVariance(engine: Engine, request: VarianceRequest): Promise<Variance> {
  const { schema, where, limit } = request;
  const condition = where === null ? '' : ` WHERE (${where(nameOn(BEFORE))}) OR (${where(nameOn(AFTER))})`;
  const from = `${pairs(request)} AS p${condition}`;
  const order = schema.key.map((name) => `${quote(keyName(name))} NULLS FIRST`).join(', ');
  const [count] = await engine.rows(`SELECT count(*) AS total FROM ${from}`);
  const rows = await engine.rows(
    `SELECT * FROM ${from}${order === '' ? '' : ` ORDER BY ${order}`} LIMIT ${limit}`,
  );
  const columns = schema.columns.map(({ name }) => name);
  const cells = (row: (typeof rows)[number], side: string): Readonly<Record<string, Cell>> =>
    Object.fromEntries(columns.map((name) => [name, row[nameOn(side)(name)] ?? null]));
  return {
    rows: rows.map((row) => ({
      change: changeOf(row[OP]),
      before: cells(row, BEFORE),
      after: cells(row, AFTER),
    })),
    total: BigInt(String(count?.['total'] ?? 0n)),
  };
}

/** How many rows of a stage differ. */
export async function differingCount(engine: Engine, sides: VarianceSides): Promise<bigint> {
  const print = ({ fingerprints }: Side): string | undefined => fingerprints[sides.schema.name];
  if (print(sides.before) === print(sides.after)) return 0n;
  const [count] = await engine.rows(`SELECT count(*) AS total FROM ${pairs(sides)} AS p`);
  return BigInt(String(count?.['total'] ?? 0n));
}

const changeOf = (op: Cell | undefined): VarianceRow['change'] =>
  op === 'insert' || op === 'delete' ? op : 'update';

/** Rows that differ: `key NAME`, the kind of change, and each column as it was and as it is. */
function pairs({ schema, before, after }: VarianceSides): string {
  const [old, now] = [before.stored.get(schema.name), after.stored.get(schema.name)];
  const isOverlay = old !== undefined && now !== undefined && now.segments.length > 0;
  if (isOverlay && old.segments.length === 0 && old.parent === now.parent)
    return overlaidPairs(schema, overlayRows(now));
  return joinedPairs(schema, sideRows(before, schema.name), sideRows(after, schema.name));
}

function overlaidPairs(schema: TableSchema, overlay: string): string {
  const items = [
    ...schema.key.map((name) => quote(keyName(name))),
    quote(OP),
    ...schema.columns.map(({ name }) => `${quote(beforeName(name))} AS ${quote(nameOn(BEFORE)(name))}`),
    ...schema.columns.map(({ name }) => `${quote(name)} AS ${quote(nameOn(AFTER)(name))}`),
  ];
  return `(SELECT ${items.join(', ')} FROM ${overlay} AS o WHERE ${quote(OP)} <> 'same')`;
}

const HERE = quote('is here');

function joinedPairs(schema: TableSchema, before: string, after: string): string {
  const key = keyColumns(schema);
  const on = key.map(({ name }) => `b.${quote(name)} IS NOT DISTINCT FROM a.${quote(name)}`);
  const items = [
    ...key.map(({ name }) => `coalesce(b.${quote(name)}, a.${quote(name)}) AS ${quote(keyName(name))}`),
    `CASE WHEN b.${HERE} IS NULL THEN 'insert' WHEN a.${HERE} IS NULL THEN 'delete' ELSE 'update' END AS ${quote(OP)}`,
    ...schema.columns.map(({ name }) => `b.${quote(name)} AS ${quote(nameOn(BEFORE)(name))}`),
    ...schema.columns.map(({ name }) => `a.${quote(name)} AS ${quote(nameOn(AFTER)(name))}`),
  ];
  const marked = (relation: string): string => `(SELECT *, true AS ${HERE} FROM ${relation})`;
  const join = [...on, `b.${HERE} = a.${HERE}`].join(' AND ');
  return `(SELECT ${items.join(', ')} FROM ${marked(before)} AS b FULL JOIN ${marked(after)} AS a ON ${join}
WHERE b.${HERE} IS NULL OR a.${HERE} IS NULL OR ${differs(schema, 'b', 'a')})`;
}
