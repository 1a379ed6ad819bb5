/**
 * Overlays: the rows of a stage that differ from base, as *segments* in the order in which they came about.
 *
 * A segment row has the stage's columns as they are in the scenario (NULL where the row is gone), `before NAME` as they are in
 * base (NULL where base has no such row), the key as `key NAME`, and `overlay op`: insert, update, delete, or same, which takes
 * back what earlier segments said of the key. Of several rows with one key the latest counts.
 *
 *     adjusted = base rows whose key is in no overlay row  +  overlay rows that are inserts or updates
 */

import type { Column, TableSchema } from '../schema/table.ts';
import { keyColumns, quote } from './text.ts';

export const OP = 'overlay op';
export const beforeName = (column: string): string => `before ${column}`;
export const keyName = (column: string): string => `key ${column}`;

/** A stage as it lies in the store. */
export interface StoredStage {
  readonly schema: TableSchema;
  /** Text of the relation with base rows. */
  readonly base: string;
  /** Texts of the segments' relations, the oldest first; none: the stage is as in base. */
  readonly segments: readonly string[];
}

/** Limits rows to some keys: a table and the pairs of columns to compare. */
export interface Restriction {
  readonly table: string;
  /** `target` is a column of the stage, `key` one of the table. */
  readonly on: readonly { readonly target: Column; readonly key: string }[];
  /** Columns of the stage that must have a text, for example the tag of a union. */
  readonly tags: readonly { readonly target: string; readonly value: string }[];
}

const semiJoin = (restriction: Restriction, alias: string, nameOf: (column: string) => string): string => {
  const on = restriction.on.map(({ target, key }) => {
    const operator = target.nullable ? 'IS NOT DISTINCT FROM' : '=';
    return `${alias}.${quote(nameOf(target.name))} ${operator} a.${quote(key)}`;
  });
  return ` SEMI JOIN ${quote(restriction.table)} AS a ON ${on.length === 0 ? 'true' : on.join(' AND ')}`;
};

const tagCondition = (restriction: Restriction, alias: string, nameOf: (column: string) => string) =>
  restriction.tags.map(
    ({ target, value }) => `${alias}.${quote(nameOf(target))} = '${value.replaceAll("'", "''")}'`,
  );

/** The latest segment row of each key. */
export function overlayRows(stage: StoredStage, restriction: Restriction | null = null): string {
  const parts = stage.segments.map((segment, index) => {
    const limited = restriction === null ? '' : semiJoin(restriction, 's', keyName);
    const tags = restriction === null ? [] : tagCondition(restriction, 's', keyName);
    const filter = tags.length === 0 ? '' : ` WHERE ${tags.join(' AND ')}`;
    return `SELECT s.*, ${index} AS "overlay segment" FROM ${segment} AS s${limited}${filter}`;
  });
  if (parts.length === 1) return `(${parts[0]})`;
  const keys = stage.schema.key.map((name) => quote(keyName(name)));
  const partition = keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')} `;
  return `(SELECT * FROM (${parts.join(' UNION ALL ')}) QUALIFY row_number() OVER (${partition}ORDER BY "overlay segment" DESC) = 1)`;
}

/** The stage's rows in the scenario. */
export function adjustedRows(stage: StoredStage, restriction: Restriction | null = null): string {
  const { schema } = stage;
  const columns = schema.columns.map((column) => quote(column.name)).join(', ');
  if (stage.segments.length === 0) return baseRows(stage, restriction);
  const overlay = overlayRows(stage, restriction);
  const told = `(SELECT * FROM ${overlay} WHERE ${quote(OP)} <> 'same')`;
  const kept = `SELECT ${columns} FROM ${baseRows(stage, restriction)} AS b ANTI JOIN ${told} AS o ON ${overlaid(schema)}`;
  return `(${kept} UNION ALL SELECT ${columns} FROM ${overlay} AS o WHERE o.${quote(OP)} IN ('insert', 'update'))`;
}

/** The stage's rows in base. */
export function baseRows(stage: StoredStage, restriction: Restriction | null = null): string {
  if (restriction === null) return stage.base;
  const same = (name: string): string => name;
  const tags = tagCondition(restriction, 'b', same);
  const filter = tags.length === 0 ? '' : ` WHERE ${tags.join(' AND ')}`;
  const columns = stage.schema.columns.map((column) => `b.${quote(column.name)}`).join(', ');
  return `(SELECT ${columns} FROM ${stage.base} AS b${semiJoin(restriction, 'b', same)}${filter})`;
}

const overlaid = (schema: TableSchema): string => {
  const key = keyColumns(schema);
  if (key.length === 0) return 'true';
  return key
    .map((column) => {
      const operator = column.nullable ? 'IS NOT DISTINCT FROM' : '=';
      return `b.${quote(column.name)} ${operator} o.${quote(keyName(column.name))}`;
    })
    .join(' AND ');
};

export interface SegmentRequest {
  readonly schema: TableSchema;
  /** Relations with the stage's columns: rows of the affected keys in base, in the scenario before and in the scenario now. */
  readonly base: string;
  readonly old: string;
  readonly now: string;
  /** Had the scenario an overlay before? Then keys that are as in base again must be taken back. */
  readonly takesBack: boolean;
}

/** The rows of the segment that leads from the scenario before to the scenario now. */
export function segmentRows(request: SegmentRequest): string {
  const { schema, takesBack } = request;
  const key = keyColumns(schema);
  const sides = takesBack ? ['n', 'b', 'o'] : ['n', 'b'];
  const known = (column: Column): string =>
    `coalesce(${sides.map((side) => `${side}.${quote(column.name)}`).join(', ')})`;
  const items = [
    ...key.map((column) => `${known(column)} AS ${quote(keyName(column.name))}`),
    `${operation(schema)} AS ${quote(OP)}`,
    ...schema.columns.map((column) => `n.${quote(column.name)} AS ${quote(column.name)}`),
    ...schema.columns.map((column) => `b.${quote(column.name)} AS ${quote(beforeName(column.name))}`),
  ];
  const from = `${marked(request.now)} AS n FULL JOIN ${marked(request.base)} AS b ON ${joined(key, ['n'], 'b')}`;
  const changed = `${quote(OP)} <> 'same'`;
  if (!takesBack) return `(SELECT * FROM (SELECT ${items.join(', ')} FROM ${from}) WHERE ${changed})`;
  const all = `${from} FULL JOIN ${marked(request.old)} AS o ON ${joined(key, ['n', 'b'], 'o')}`;
  const was = `NOT (${isSame(schema, 'o', 'b')}) AS "was overlaid"`;
  return `(SELECT * EXCLUDE ("was overlaid") FROM (SELECT ${[...items, was].join(', ')} FROM ${all}) WHERE ${changed} OR "was overlaid")`;
}

/** A row that a full join did not find has no mark. */
const HERE = quote('is here');
const marked = (relation: string): string => `(SELECT *, true AS ${HERE} FROM ${relation})`;

function joined(key: readonly Column[], left: readonly string[], right: string): string {
  const value = (column: Column): string => {
    const sides = left.map((side) => `${side}.${quote(column.name)}`);
    return sides.length === 1 ? (sides[0] ?? '') : `coalesce(${sides.join(', ')})`;
  };
  const mark = `coalesce(${left.map((side) => `${side}.${HERE}`).join(', ')}) = ${right}.${HERE}`;
  return [
    ...key.map((column) => `${value(column)} IS NOT DISTINCT FROM ${right}.${quote(column.name)}`),
    mark,
  ].join(' AND ');
}

function isSame(schema: TableSchema, left: string, right: string): string {
  const columns = [HERE, ...schema.columns.map((column) => quote(column.name))];
  return columns.map((name) => `${left}.${name} IS NOT DISTINCT FROM ${right}.${name}`).join(' AND ');
}

const operation = (schema: TableSchema): string =>
  `CASE WHEN ${isSame(schema, 'n', 'b')} THEN 'same' WHEN n.${HERE} IS NULL THEN 'delete' WHEN b.${HERE} IS NULL THEN 'insert' ELSE 'update' END`;

/** The distinct keys of rows that differ; a relation. */
export function changedKeys(
  schema: TableSchema,
  rows: { readonly old: string; readonly now: string },
): string {
  const key = schema.key.map(quote);
  const items = key.length === 0 ? '1 AS "any"' : key.join(', ');
  return `(SELECT ${items} FROM ${rows.old} UNION SELECT ${items} FROM ${rows.now})`;
}

/** What a first segment says of the rows that differ from those it is over. */
export function segmentSides(
  schema: TableSchema,
  segment: string,
): { readonly old: string; readonly now: string } {
  const list = (nameOf: (column: string) => string): string =>
    schema.columns.map((column) => `${quote(nameOf(column.name))} AS ${quote(column.name)}`).join(', ');
  const side = (columns: string, without: string): string =>
    `(SELECT ${columns} FROM ${segment} WHERE ${quote(OP)} <> '${without}')`;
  return {
    old: side(list(beforeName), 'insert'),
    now: side(
      list((name) => name),
      'delete',
    ),
  };
}

/** The rows that differ between two relations of the stage, as they are in `wanted`; rows that `other` alone has are not in it. */
export function differingRows(schema: TableSchema, wanted: string, other: string): string {
  const columns = schema.columns.map((column) => quote(column.name)).join(', ');
  return `(SELECT ${columns} FROM ${wanted} EXCEPT ALL SELECT ${columns} FROM ${other})`;
}

/**
 * The rows of the keys in which two scenarios over the same rows may differ, as the first and as the second has them. A key that
 * only one of them overlays is in the other as in base, and what that is stands in the overlay.
 */
export function overlaidRows(
  first: StoredStage,
  second: StoredStage,
): { readonly first: string; readonly second: string } {
  const { schema } = first;
  const list = (nameOf: (column: string) => string): string =>
    schema.columns.map((column) => `o.${quote(nameOf(column.name))} AS ${quote(column.name)}`).join(', ');
  const told = (stage: StoredStage): string | null =>
    stage.segments.length === 0 ? null : `(SELECT * FROM ${overlayRows(stage)} WHERE ${quote(OP)} <> 'same')`;
  const rowsOf = (mine: string | null, other: string | null): string => {
    const own =
      mine === null
        ? []
        : [`SELECT ${list((name) => name)} FROM ${mine} AS o WHERE o.${quote(OP)} <> 'delete'`];
    const both = mine === null ? '' : ` ANTI JOIN ${mine} AS m ON ${overlaidTwice(schema)}`;
    const base =
      other === null
        ? []
        : [`SELECT ${list(beforeName)} FROM ${other} AS o${both} WHERE o.${quote(OP)} <> 'insert'`];
    const queries = [...own, ...base];
    return queries.length === 0
      ? `(SELECT * FROM ${first.base} WHERE false)`
      : `(${queries.join(' UNION ALL ')})`;
  };
  const [a, b] = [told(first), told(second)];
  return { first: rowsOf(a, b), second: rowsOf(b, a) };
}

const overlaidTwice = (schema: TableSchema): string =>
  keyColumns(schema).length === 0
    ? 'true'
    : keyColumns(schema)
        .map(
          (column) =>
            `o.${quote(keyName(column.name))} IS NOT DISTINCT FROM m.${quote(keyName(column.name))}`,
        )
        .join(' AND ');
