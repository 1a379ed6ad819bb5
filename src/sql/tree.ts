/**
 * SQL as data: what lowering makes and `render` turns into text. It has only the constructs that Plimsoll emits.
 *
 * Decimal arithmetic never uses the engine's own decimal operators. A decimal is turned into its *units* (an integer of 64 or
 * 128 bits), calculated with integer operators, and turned back; see lower/units.ts. How an engine does each of these
 * operations is one entry in its table of functions (duckdb/functions.ts).
 */

import type { ColumnType } from '../schema/types.ts';

export type Width = 64 | 128;

/** A text column's few values as codes. An engine that knows no codes takes text. Compared and sorted like text. */
export interface CodeType {
  readonly kind: 'code';
  /** One name, one list, within a query. */
  readonly name: string;
  /** In the order in which texts sort. */
  readonly values: readonly string[];
}

export type SqlType = ColumnType | CodeType;

/** Every operation that an engine must know, with the numbers that some of them need. */
export type SqlOp =
  // integers of `width` bits; an overflow is an error
  | 'int_add'
  | 'int_sub'
  | 'int_mul'
  | 'int_div'
  | 'int_mod'
  // without its last `detail.digits` digits, rounded half away from zero; as many as there are, or more
  | 'int_rounded'
  // of 128 bits and at most 37 digits: the quotient rounded half away from zero; NULL for a divisor of zero
  | 'int_quotient'
  | 'int_neg'
  | 'int_abs'
  | 'widen'
  // between decimals and their units
  | 'units_of_decimal'
  | 'decimal_of_units'
  | 'integer_of_units'
  // the engine's own arithmetic on decimals of up to 18 digits: exact, or an error; × adds the scales (below 18 together)
  | 'decimal_add'
  | 'decimal_sub'
  | 'decimal_mul'
  // the product of its first two arguments, decimals of up to 18 digits, rounded half away from zero to `detail.type`, or an error; the third argument is the
  // same for an engine whose products have 18 digits
  | 'assigned_product'
  // any comparable type
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'and'
  | 'or'
  | 'not'
  | 'is_null'
  | 'is_not_null'
  // equal, where NULL equals NULL
  | 'same'
  | 'coalesce'
  | 'least'
  | 'greatest'
  | 'concat'
  | 'like'
  | 'length'
  | 'substring'
  | 'starts_with'
  | 'trim'
  | 'upper'
  | 'lower'
  | 'to_text'
  | 'add_days'
  | 'add_months'
  | 'days_between'
  | 'month_end'
  | 'year'
  | 'month'
  | 'day'
  // one row per day: only as a select item
  | 'explode_days'
  // what the engine says of a type: is it `detail.type`, and what is it called
  | 'has_type'
  | 'type_name'
  // raises an error with the text of its argument, when evaluated; has the type of `detail.type`
  | 'raise'
  // aggregates
  | 'sum_decimal'
  | 'sum_integer'
  | 'count'
  | 'count_rows'
  | 'count_distinct'
  | 'min'
  | 'max'
  | 'rows_in_partition'
  // over the partition of all arguments after the first; integers
  | 'sum_over'
  | 'min_over'
  | 'max_over'
  // 1, 2, … by the first `detail.ordered` arguments (ascending, NULL first), within the partition of the others
  | 'row_number';

/** Numbers and types that an operation needs beside its arguments. */
export interface OpDetail {
  readonly width?: Width;
  readonly precision?: number;
  readonly scale?: number;
  /** int_rounded: the digits that are dropped, at least one. */
  readonly digits?: number;
  /** int_rounded: the argument is never below zero. */
  readonly nonNegative?: boolean;
  /** units_of_decimal: the largest absolute units that can come, when known to be below the type's own bound. */
  readonly maxUnits?: bigint;
  readonly type?: SqlType;
  readonly ordered?: number;
  /** like: the text of its second argument, a literal. */
  readonly pattern?: string;
}

export type SqlExpr =
  | { readonly kind: 'column'; readonly relation: string | null; readonly name: string }
  | { readonly kind: 'int'; readonly value: bigint; readonly width: Width }
  | {
      readonly kind: 'literal';
      readonly value: string | boolean | bigint | number | null;
      readonly type: SqlType;
    }
  | { readonly kind: 'cast'; readonly arg: SqlExpr; readonly type: SqlType }
  | { readonly kind: 'in'; readonly arg: SqlExpr; readonly list: readonly SqlExpr[] }
  | {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: SqlExpr; readonly then: SqlExpr }[];
      readonly otherwise: SqlExpr;
    }
  | { readonly kind: 'op'; readonly op: SqlOp; readonly args: readonly SqlExpr[]; readonly detail: OpDetail };

export interface SqlItem {
  readonly expr: SqlExpr;
  readonly alias: string;
}

export type SqlRelation =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'query'; readonly query: SqlQuery }
  /** Text of the engine's own that reads stored files or a registered table. */
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'values';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly SqlExpr[])[];
    };

export interface SqlJoin {
  readonly kind: 'left' | 'inner' | 'cross';
  readonly relation: SqlRelation;
  readonly alias: string;
  readonly on: SqlExpr | null;
}

export type SqlQuery =
  | {
      readonly kind: 'select';
      readonly items: readonly SqlItem[];
      readonly from: SqlRelation;
      readonly alias: string;
      readonly joins: readonly SqlJoin[];
      readonly where: SqlExpr | null;
      readonly groupBy: readonly SqlExpr[];
      readonly orderBy: readonly SqlExpr[];
    }
  /** A query in the engine's own words, with names of relations and values in between. */
  | {
      readonly kind: 'text';
      readonly parts: readonly (string | SqlExpr | Extract<SqlRelation, { kind: 'named' }>)[];
    }
  | { readonly kind: 'union'; readonly queries: readonly SqlQuery[] }
  | {
      readonly kind: 'with';
      readonly parts: readonly {
        readonly name: string;
        readonly query: SqlQuery;
        readonly materialized: boolean;
      }[];
      readonly body: SqlQuery;
    };

export const sqlColumn = (relation: string | null, name: string): SqlExpr => ({
  kind: 'column',
  relation,
  name,
});
export const sqlInt = (value: bigint, width: Width = 64): SqlExpr => ({ kind: 'int', value, width });
export const sqlText = (value: string): SqlExpr => ({ kind: 'literal', value, type: { kind: 'text' } });
export const sqlOp = (op: SqlOp, args: readonly SqlExpr[], detail: OpDetail = {}): SqlExpr => ({
  kind: 'op',
  op,
  args,
  detail,
});

/** All conditions joined by `and`; null for none. */
export function sqlAll(conditions: readonly SqlExpr[]): SqlExpr | null {
  const [first, ...rest] = conditions;
  return first === undefined ? null : rest.reduce((left, right) => sqlOp('and', [left, right]), first);
}

/** A select with everything optional left out. */
export function sqlSelect(
  parts: Pick<Extract<SqlQuery, { kind: 'select' }>, 'items' | 'from' | 'alias'> &
    Partial<Omit<Extract<SqlQuery, { kind: 'select' }>, 'kind'>>,
): SqlQuery {
  return { kind: 'select', joins: [], where: null, groupBy: [], orderBy: [], ...parts };
}
