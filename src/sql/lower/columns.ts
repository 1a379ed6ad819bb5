/**
 * The columns of a derive or expand stage as nested selects, one per *layer*.
 *
 * A column that reads a computed column of its own stage stands one layer above it; a look-up joins in the layer of the highest
 * column its key reads. Passed and looked-up columns may be read in their own layer, since they are plain references. Most
 * stages have one or two layers, which the engine's optimizer folds into one projection.
 *
 * Checks ride along: a missed required look-up, a NULL in a required column and a value outside its domain raise an error with
 * stage, column and key, in the same scan.
 */

import type { TypedExpr } from '../../expr/ast.ts';
import { columnsOf } from '../../expr/columns.ts';
import type { CheckedColumn, CheckedLookup } from '../../pipeline/pipeline.ts';
import { type Column, columnNamed, type TableSchema } from '../../schema/table.ts';
import type { ColumnType } from '../../schema/types.ts';
import {
  type CodeType,
  type SqlExpr,
  type SqlItem,
  type SqlJoin,
  type SqlQuery,
  type SqlRelation,
  type SqlType,
  sqlAll,
  sqlColumn,
  sqlOp,
  sqlSelect,
  sqlText,
} from '../tree.ts';
import { lowerAssignment } from './assign.ts';
import { guarded } from './check-value.ts';
import { lowerCode, recoded } from './code.ts';
import {
  assignedBounds,
  type Bounds,
  type LowerContext,
  lowerNative,
  type ResolvedColumn,
} from './expression.ts';

/** Where the rows come from: a relation, what it is joined with, and what each column of the row is. */
export interface RowSource {
  readonly from: SqlRelation;
  readonly alias: string;
  readonly joins: readonly SqlJoin[];
  readonly column: (name: string) => ResolvedColumn;
}

export interface ColumnsRequest {
  readonly stage: string;
  readonly columns: readonly CheckedColumn[];
  readonly lookups: readonly CheckedLookup[];
  readonly filter: TypedExpr | null;
  readonly key: readonly string[];
  readonly source: RowSource;
  readonly parameter: (name: string) => SqlExpr;
  /** Known bounds of the stage's own column. */
  readonly bounds: (column: string) => Bounds | undefined;
  /** The type of codes that the stage's own text column is to have. */
  readonly code: (column: string) => CodeType | undefined;
  readonly table: (name: string) => LookupTable;
}

/** What is looked up in. */
export interface LookupTable {
  readonly relation: SqlRelation;
  readonly schema: TableSchema;
  readonly code: (column: string) => CodeType | undefined;
}

const PREVIOUS = 'p';

export function lowerColumns(request: ColumnsRequest): SqlQuery {
  const layers = assignLayers(request.columns, request.lookups);
  const top = Math.max(1, ...layers.columns);
  let query = layerQuery(request, layers, 1, top, null);
  for (let layer = 2; layer <= top; layer++) query = layerQuery(request, layers, layer, top, query);
  return finish(request, query, layers);
}

interface Layers {
  /** Layer of each column, 1 at the bottom. */
  readonly columns: readonly number[];
  /** Where each of the stage's columns stands among them. */
  readonly index: ReadonlyMap<string, number>;
  readonly lookups: ReadonlyMap<string, number>;
}

function assignLayers(columns: readonly CheckedColumn[], lookups: readonly CheckedLookup[]): Layers {
  const layer = new Map<string, { readonly at: number; readonly computed: boolean }>();
  const joined = new Map<string, number>();
  const needed = (expr: TypedExpr): number =>
    [...columnsOf(expr)].reduce((highest, name) => {
      const own = layer.get(name);
      return own === undefined ? highest : Math.max(highest, own.computed ? own.at + 1 : own.at);
    }, 1);
  const result = columns.map((column, index) => {
    for (const lookup of lookups.filter((each) => each.before === index)) {
      joined.set(lookup.name, Math.max(1, ...lookup.on.map((match) => needed(match.expr))));
    }
    const at =
      column.kind === 'compute'
        ? needed(column.expr)
        : column.kind === 'lookup'
          ? (joined.get(column.lookup) ?? 1)
          : 1;
    layer.set(`own.${column.column.name}`, { at, computed: column.kind === 'compute' });
    return at;
  });
  const index = new Map(columns.map(({ column }, at) => [column.name, at]));
  return { columns: result, index, lookups: joined };
}

function layerQuery(
  request: ColumnsRequest,
  layers: Layers,
  layer: number,
  top: number,
  below: SqlQuery | null,
): SqlQuery {
  const context = layerContext(request, layers, layer);
  const lookups = request.lookups.filter((lookup) => layers.lookups.get(lookup.name) === layer);
  const items: SqlItem[] = [];
  for (const [index, column] of request.columns.entries()) {
    const at = layers.columns[index] ?? 1;
    const alias = `own.${column.column.name}`;
    if (at === layer) items.push({ expr: columnExpr(request, column, context), alias });
    else if (at < layer) items.push({ expr: sqlColumn(PREVIOUS, alias), alias });
  }
  if (layer < top) {
    for (const name of rowColumnsAbove(request, layers, layer))
      items.push({ expr: context.column(name).expr, alias: name });
  }
  const joins = lookups.map((lookup) => lookupJoin(request, lookup, context));
  const where = sqlAll(
    lookups.filter((lookup) => lookup.defaults === null).map((lookup) => missCheck(request, lookup, context)),
  );
  return below === null
    ? sqlSelect({
        items,
        from: request.source.from,
        alias: request.source.alias,
        joins: [...request.source.joins, ...joins],
        where,
      })
    : sqlSelect({ items, from: { kind: 'query', query: below }, alias: PREVIOUS, joins, where });
}

interface LayerContext extends LowerContext {
  /** Is the stage's own column there to be read in this layer? */
  readonly ready: (name: string) => boolean;
}

/** How names resolve inside one layer. */
function layerContext(request: ColumnsRequest, layers: Layers, layer: number): LayerContext {
  const column = (name: string): ResolvedColumn => {
    const [side, bare] = splitName(name);
    if (side === 'row') {
      const row = request.source.column(bare);
      return layer === 1 ? row : { ...row, expr: sqlColumn(PREVIOUS, name) };
    }
    const index = layers.index.get(bare) ?? -1;
    const own = request.columns[index];
    if (own === undefined) throw new Error(`Invariant broken: the stage has a column ${bare}`);
    const known = { column: own.column, bounds: request.bounds(bare), code: request.code(bare) };
    if ((layers.columns[index] ?? 1) < layer) return { ...known, expr: sqlColumn(PREVIOUS, name) };
    if (own.kind === 'pass') return column(`row.${own.from}`);
    if (own.kind === 'lookup') return { ...known, expr: lookedUpExpr(request, own) };
    throw new Error(`Invariant broken: the computed column ${bare} is a layer below its reader`);
  };
  const ready = (name: string): boolean => {
    const index = layers.index.get(name) ?? -1;
    const at = layers.columns[index];
    return at !== undefined && (at < layer || (at === layer && request.columns[index]?.kind !== 'compute'));
  };
  return { column, parameter: request.parameter, ready };
}

const splitName = (name: string): readonly [side: string, bare: string] => {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
};

/** The columns of the input row that higher layers read. */
function rowColumnsAbove(request: ColumnsRequest, layers: Layers, layer: number): readonly string[] {
  const names = new Set<string>();
  const read = (expr: TypedExpr): void => {
    for (const name of columnsOf(expr)) if (name.startsWith('row.')) names.add(name);
  };
  for (const [index, column] of request.columns.entries()) {
    if (column.kind === 'compute' && (layers.columns[index] ?? 1) > layer) read(column.expr);
  }
  for (const lookup of request.lookups) {
    if ((layers.lookups.get(lookup.name) ?? 1) > layer) for (const match of lookup.on) read(match.expr);
  }
  return [...names];
}

function columnExpr(request: ColumnsRequest, column: CheckedColumn, context: LayerContext): SqlExpr {
  const code = request.code(column.column.name);
  if (column.kind === 'pass') {
    const row = context.column(`row.${column.from}`);
    return recoded(row.expr, row.code, code);
  }
  if (column.kind === 'lookup') return lookedUpExpr(request, column);
  // A text that a domain limits is checked as text, so that what lies outside is shown, and becomes a code afterwards.
  const early = column.column.domain === undefined ? code : undefined;
  const value =
    early === undefined
      ? lowerAssignment(column.expr, column.column.type, context)
      : lowerCode(column.expr, early, context);
  // An engine may fold what reads no column, and give a NULL that comes out another type.
  const assigned: SqlExpr =
    columnsOf(column.expr).size === 0
      ? { kind: 'cast', arg: value, type: early ?? column.column.type }
      : value;
  const { type } = column.column;
  const isNumber = type.kind === 'decimal' || type.kind === 'integer';
  const bounds = isNumber ? assignedBounds(column.expr, type, context) : null;
  const tell = (advice: string) => adviceParts(request, advice, context);
  const where = { stage: request.stage, key: keyParts(request, context), code: early, tell };
  return recoded(guarded(assigned, column, bounds, where), early, code);
}

/**
 * A looked-up value. Where a miss is an error the value itself raises it, besides the check in `where`: otherwise an engine may
 * see that a later filter drops NULLs, join only what matches, and the row that found nothing would vanish without a word.
 */
function lookedUpExpr(request: ColumnsRequest, column: Extract<CheckedColumn, { kind: 'lookup' }>): SqlExpr {
  const lookup = request.lookups.find((each) => each.name === column.lookup);
  if (lookup === undefined)
    throw new Error(`Invariant broken: ${request.stage} has a look-up ${column.lookup}`);
  const table = request.table(lookup.table);
  const code = request.code(column.column.name);
  const found = recoded(sqlColumn(lookupAlias(column.lookup), column.from), table.code(column.from), code);
  const type: SqlType = code ?? column.column.type;
  const fallback = lookup.defaults?.[column.from] ?? null;
  if (lookup.defaults !== null && fallback === null) return found;
  const instead: SqlExpr =
    lookup.defaults === null
      ? raiseShortMiss(request, lookup, type)
      : { kind: 'literal', value: fallback, type };
  const stored = columnNamed(table.schema.columns, column.from);
  if (stored?.nullable !== true) return sqlOp('coalesce', [found, instead]);
  return { kind: 'case', branches: [{ when: missed(lookup), then: instead }], otherwise: found };
}

const lookupAlias = (lookup: string): string => `look-up ${lookup}`;

/** A match is never NULL in the column that it matched on, so that column tells a miss; a table without key gets a mark. */
function missed(lookup: CheckedLookup): SqlExpr {
  return sqlOp('is_null', [sqlColumn(lookupAlias(lookup.name), lookup.on[0]?.keyColumn ?? FOUND)]);
}

const FOUND = 'found it';

function lookupJoin(request: ColumnsRequest, lookup: CheckedLookup, context: LowerContext): SqlJoin {
  const { relation, schema } = request.table(lookup.table);
  const alias = lookupAlias(lookup.name);
  const on = sqlAll(
    lookup.on.map((match) => keyEquals(alias, tableColumn(schema, match.keyColumn), match, context)),
  );
  const yes: SqlExpr = { kind: 'literal', value: true, type: { kind: 'boolean' } };
  if (on !== null) return { kind: 'left', relation, alias, on };
  const items = schema.columns.map((column) => ({ expr: sqlColumn(alias, column.name), alias: column.name }));
  const marked = sqlSelect({ items: [...items, { expr: yes, alias: FOUND }], from: relation, alias });
  return { kind: 'left', relation: { kind: 'query', query: marked }, alias, on: yes };
}

export function tableColumn(table: TableSchema, name: string): Column {
  const column = columnNamed(table.columns, name);
  if (column === undefined) throw new Error(`Invariant broken: ${table.name} has a column ${name}`);
  return column;
}

/** The key column of the joined table equals the expression, compared like any two values of the language. */
export function keyEquals(
  alias: string,
  keyColumn: Column,
  match: CheckedLookup['on'][number],
  context: LowerContext,
): SqlExpr {
  const { name, type } = keyColumn;
  const inTable = `${alias}.${name}`;
  const left: TypedExpr = { kind: 'column', name: inTable, type, nullable: true };
  const compared: TypedExpr = {
    kind: 'compare',
    op: '=',
    left,
    right: match.expr,
    type: { kind: 'boolean' },
    nullable: true,
  };
  return lowerNative(compared, {
    ...context,
    column: (each) =>
      each === inTable ? { expr: sqlColumn(alias, name), column: keyColumn } : context.column(each),
  });
}

function missCheck(request: ColumnsRequest, lookup: CheckedLookup, context: LayerContext): SqlExpr {
  const type: ColumnType = { kind: 'boolean' };
  return {
    kind: 'case',
    branches: [{ when: missed(lookup), then: raiseMiss(request, lookup, context, type) }],
    otherwise: { kind: 'literal', value: true, type },
  };
}

/** Without the row at hand: a text of the row would be built for every row, because several columns of a look-up share it. */
function raiseShortMiss(request: ColumnsRequest, lookup: CheckedLookup, type: SqlType): SqlExpr {
  const text = `Stage ${request.stage}: look-up ${lookup.name} finds no row of ${lookup.table} for a row that a filter would drop.`;
  return sqlOp('raise', [sqlText(text)], { type });
}

function raiseMiss(
  request: ColumnsRequest,
  lookup: CheckedLookup,
  context: LayerContext,
  type: ColumnType,
): SqlExpr {
  const wanted = lookup.on.flatMap((match, index) => [
    sqlText(`${index === 0 ? '' : ', '}${match.keyColumn} = `),
    shown(lowerNative(match.expr, context), match.expr.type.kind === 'text'),
  ]);
  const text = [
    sqlText(`Stage ${request.stage}: look-up ${lookup.name} finds no row of ${lookup.table} for `),
    ...wanted,
    sqlText(' (row '),
    ...keyParts(request, context),
    sqlText('). '),
    ...adviceParts(request, lookup.advice ?? 'Add the row, or give the look-up a default.', context),
  ].reduce((left, right) => sqlOp('concat', [left, right]));
  return sqlOp('raise', [text], { type });
}

function shown(expr: SqlExpr, isText: boolean): SqlExpr {
  return sqlOp('coalesce', [isText ? expr : sqlOp('to_text', [expr]), sqlText('NULL')]);
}

/**
 * A sentence of the pipeline's author, with the values of the row at hand: `{currency_code}` is the stage's own column, `{:calculation_date}` a
 * parameter. A column that is not calculated yet where the check stands is shown by its name.
 */
function adviceParts(request: ColumnsRequest, advice: string, context: LayerContext): readonly SqlExpr[] {
  return advice.split(/(\{:?[a-z_0-9]+\})/).flatMap((part): readonly SqlExpr[] => {
    const [, colon, name] = /^\{(:?)([a-z_0-9]+)\}$/.exec(part) ?? [];
    if (name === undefined) return part === '' ? [] : [sqlText(part)];
    if (colon === ':') return [sqlOp('to_text', [request.parameter(name)])];
    if (!context.ready(name)) return [sqlText(name)];
    const { expr, code, column } = context.column(`own.${name}`);
    return [shown(recoded(expr, code, undefined), column.type.kind === 'text')];
  });
}

/** `deal_id = D-17` of the row at hand, for messages; in parts, so that no two checks share a text that is then always built. */
function keyParts(request: ColumnsRequest, context: LowerContext): readonly SqlExpr[] {
  const parts = request.key.flatMap((name, index) => {
    const own = request.columns.find((each) => each.column.name === name);
    const value = context.column(`own.${name}`).expr;
    const text = own?.column.type.kind === 'text' ? value : sqlOp('to_text', [value]);
    const shownText = own?.column.nullable === false ? text : sqlOp('coalesce', [text, sqlText('NULL')]);
    return [sqlText(`${index === 0 ? '' : ', '}${name} = `), shownText];
  });
  return parts.length === 0 ? [sqlText('the only one')] : parts;
}

/** Declared order, plain names, and the filter over the finished columns. */
function finish(request: ColumnsRequest, query: SqlQuery, layers: Layers): SqlQuery {
  const flat = query.kind === 'select' && Math.max(1, ...layers.columns) === 1 && request.filter === null;
  if (flat)
    return { ...query, items: query.items.map((item) => ({ ...item, alias: splitName(item.alias)[1] })) };
  const filter = request.filter === null ? null : lowerNative(request.filter, filterContext(request));
  return sqlSelect({
    items: request.columns.map(({ column }) => ({
      expr: sqlColumn(PREVIOUS, `own.${column.name}`),
      alias: column.name,
    })),
    from: { kind: 'query', query },
    alias: PREVIOUS,
    where: filter,
  });
}

function filterContext(request: ColumnsRequest): LowerContext {
  const columns: readonly Column[] = request.columns.map((each) => each.column);
  return {
    parameter: request.parameter,
    column: (name) => {
      const column = columnNamed(columns, splitName(name)[1]);
      if (column === undefined) throw new Error(`Invariant broken: the filter reads the column ${name}`);
      return { expr: sqlColumn(PREVIOUS, name), column };
    },
  };
}
