/** Columns and look-ups of a derive stage, and (shared with expand) how a list of columns is checked in declared order. */

import { fail, withPlace } from '../errors/error.ts';
import { assignTo, checkText, literalValue } from '../expr/check.ts';
import { commonDigits, DIGITS_MAX, digitsOfType, totalDigits } from '../expr/digits.ts';
import { parseExpr } from '../expr/parse.ts';
import { printExpr } from '../expr/print.ts';
import { type Column, columnNamed, type TableSchema } from '../schema/table.ts';
import { type ColumnType, typeName, type Value } from '../schema/types.ts';
import { nearest } from '../std/nearest.ts';
import { inDomain } from './domain.ts';
import type { CheckedColumn, CheckedLookup } from './pipeline.ts';
import { type StageContext, stageScope } from './scope.ts';
import type { DeriveStage, Lookup, StageColumn } from './stage.ts';

export function checkDerive(stage: DeriveStage, context: StageContext) {
  const input = context.schemaOf(stage.input);
  const { columns, lookups } = checkColumns(stage.columns, stage.lookups, input.columns, context);
  const schema: TableSchema = {
    name: stage.name,
    columns: columns.map((each) => each.column),
    key: passedKey(input.key, columns),
  };
  return { kind: 'derive', name: stage.name, schema, input: stage.input, lookups, columns } as const;
}

/** Checks columns in declared order; `row` is what the input row offers. */
export function checkColumns(
  columns: readonly StageColumn[],
  lookups: readonly Lookup[],
  row: readonly Column[],
  context: StageContext,
): { readonly columns: readonly CheckedColumn[]; readonly lookups: readonly CheckedLookup[] } {
  const done: CheckedColumn[] = [];
  const joined: CheckedLookup[] = [];
  const own = (): readonly Column[] => done.map((each) => each.column);
  for (const [index, column] of columns.entries()) {
    withPlace({ at: `column ${column.name}` }, () => {
      if (columnNamed(own(), column.name) !== undefined)
        fail('pipeline.duplicate_name', { name: column.name, what: 'columns' });
      if (column.kind === 'lookup' && !joined.some((each) => each.name === column.lookup)) {
        const lookup = named(lookups, column.lookup);
        joined.push(checkLookup(lookup, columns, index, row, own(), context));
      }
      done.push(checkColumn(column, row, own(), joined, context));
    });
  }
  const unused = lookups.find((lookup) => !joined.some((each) => each.name === lookup.name));
  if (unused !== undefined) fail('pipeline.unused_lookup', { name: unused.name });
  return { columns: done, lookups: joined };
}

function named(lookups: readonly Lookup[], name: string): Lookup {
  const known = lookups.map((lookup) => lookup.name);
  return (
    lookups.find((lookup) => lookup.name === name) ??
    fail('pipeline.unknown_lookup', { name, nearest: nearest(name, known), known })
  );
}

function rowColumn(row: readonly Column[], name: string): Column {
  const known = row.map((column) => column.name);
  return (
    columnNamed(row, name) ?? fail('pipeline.unknown_column', { name, nearest: nearest(name, known), known })
  );
}

const adjustability = (column: StageColumn): { readonly adjustable?: boolean } =>
  column.adjustable === undefined ? {} : { adjustable: column.adjustable };

function checkColumn(
  column: StageColumn,
  row: readonly Column[],
  own: readonly Column[],
  lookups: readonly CheckedLookup[],
  context: StageContext,
): CheckedColumn {
  if (column.kind === 'pass') {
    const { adjustable: _, ...source } = rowColumn(row, column.from);
    return {
      kind: 'pass',
      from: column.from,
      column: { ...source, name: column.name, ...adjustability(column) },
    };
  }
  if (column.kind === 'lookup') {
    const lookup = lookups.find((each) => each.name === column.lookup);
    const table = context.schemaOf(lookup?.table ?? '');
    return {
      kind: 'lookup',
      lookup: column.lookup,
      from: column.column,
      column: lookedUp(column, table, lookup?.defaults ?? null),
    };
  }
  const expr = checkText(column.expr, stageScope(row, own), context.parameters, column.type);
  assignTo(expr, column.type, column.expr);
  const { name, type, domain, among, unit, doc } = column;
  const required = column.required !== undefined;
  const advice =
    typeof column.required === 'string' ? column.required : 'There is no value, and the column requires one.';
  const output: Column = {
    name,
    type,
    nullable: expr.nullable && !required,
    ...(domain === undefined ? {} : { domain }),
    ...(among === undefined ? {} : { among }),
    ...(unit === undefined ? {} : { unit }),
    ...(doc === undefined ? {} : { doc }),
    ...adjustability(column),
  };
  const text = printExpr(parseExpr(column.expr));
  return { kind: 'compute', expr, text, required: required && expr.nullable ? advice : null, column: output };
}

/** A default outside the looked-up column's domain means that the domain holds no longer. */
function lookedUp(
  column: Extract<StageColumn, { kind: 'lookup' }>,
  table: TableSchema,
  defaults: Readonly<Record<string, Value>> | null,
): Column {
  const { adjustable: _, domain, ...source } = rowColumn(table.columns, column.column);
  const fallback = defaults === null ? undefined : defaults[column.column];
  if (defaults !== null && fallback === undefined) {
    fail('pipeline.domain', {
      column: column.column,
      found: 'no default',
      allowed: 'a default for each looked-up column (null for NULL)',
    });
  }
  const keepsDomain =
    domain !== undefined &&
    (fallback === undefined || fallback === null || inDomain(fallback, source.type, domain));
  return {
    ...source,
    name: column.name,
    nullable: source.nullable || fallback === null,
    ...(keepsDomain ? { domain } : {}),
    ...adjustability(column),
  };
}

function checkLookup(
  lookup: Lookup,
  columns: readonly StageColumn[],
  before: number,
  row: readonly Column[],
  own: readonly Column[],
  context: StageContext,
): CheckedLookup {
  return withPlace({ at: `look-up ${lookup.name}` }, () => {
    const table = context.schemaOf(lookup.table);
    const found = Object.keys(lookup.on);
    if (found.length !== table.key.length || table.key.some((name) => !found.includes(name))) {
      fail('pipeline.lookup_key', { table: lookup.table, key: table.key, found });
    }
    const on = table.key.map((keyColumn) =>
      keyMatch(keyColumn, lookup.on[keyColumn] ?? '', table, stageScope(row, own), context),
    );
    const used = columns.flatMap((column) =>
      column.kind === 'lookup' && column.lookup === lookup.name ? [column.column] : [],
    );
    const defaults = lookup.miss === 'error' ? null : defaultValues(lookup.miss.defaults, table, used);
    const advice = lookup.advice === undefined ? {} : { advice: lookup.advice };
    return { name: lookup.name, table: lookup.table, on, defaults, ...advice, before };
  });
}

/** `text` must have the kind of the key column and, for decimals, a common form with it, so that the join compares like with like. */
export function keyMatch(
  keyColumn: string,
  text: string,
  table: TableSchema,
  scope: ReturnType<typeof stageScope>,
  context: StageContext,
): { readonly keyColumn: string; readonly expr: CheckedLookup['on'][number]['expr'] } {
  const expr = checkText(text, scope, context.parameters);
  const { type } = rowColumn(table.columns, keyColumn);
  if (
    expr.type.kind !== type.kind &&
    !(type.kind === 'integer' && expr.type.kind === 'decimal' && expr.type.scale === 0)
  ) {
    fail('expr.type', {
      what: `\`${text}\` for the key column ${keyColumn}`,
      found: expr.type.kind,
      allowed: type.kind,
    });
  }
  checkKeyDigits(keyColumn, text, type, expr.type);
  return { keyColumn, expr };
}

/** Engines bring both sides to one type before they compare; more than 38 digits have none. */
function checkKeyDigits(keyColumn: string, text: string, key: ColumnType, expr: ColumnType): void {
  const [inTable, inRow] = [digitsOfType(key), digitsOfType(expr)];
  if (inTable === undefined || inRow === undefined) return;
  const digits = totalDigits(commonDigits([inTable, inRow]));
  if (digits <= DIGITS_MAX) return;
  fail('pipeline.key_digits', {
    keyColumn,
    keyType: typeName(key),
    text,
    type: typeName(expr),
    digits,
    limit: DIGITS_MAX,
  });
}

function defaultValues(
  defaults: Readonly<Record<string, string | null>>,
  table: TableSchema,
  used: readonly string[],
): Readonly<Record<string, Value>> {
  const entries = Object.entries(defaults).map(([name, text]): [string, Value] => {
    const column = rowColumn(table.columns, name);
    return [name, text === null ? null : literalValue(text, column.type)];
  });
  return Object.fromEntries(entries.filter(([name]) => used.includes(name)));
}

/** The output names of the input's key columns, in the key's order; each must be passed. */
export function passedKey(key: readonly string[], columns: readonly CheckedColumn[]): readonly string[] {
  return key.map((name) => {
    const passed = columns.find((column) => column.kind === 'pass' && column.from === name);
    return passed?.column.name ?? fail('pipeline.key_not_passed', { column: name, key });
  });
}
