/** A typed expression as SQL text over named columns: what mappings of input files use. */

import type { TypedExpr } from '../expr/ast.ts';
import type { ColumnType, Value } from '../schema/types.ts';
import type { Dialect } from './dialect.ts';
import { DUCKDB } from './duckdb/dialect.ts';
import { lowerAssignment } from './lower/assign.ts';
import { type LowerContext, lowerNative } from './lower/expression.ts';
import { incalculable } from './lower/incalculable.ts';
import { renderExpr } from './render.ts';
import { sqlColumn } from './tree.ts';

export interface ExpressionBindings {
  /** Type of each column node's name; the column is rendered by that name, quoted. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The column's name in SQL, where it is another one. */
  readonly nameOf?: (name: string) => string;
  readonly parameters: Readonly<Record<string, { readonly type: ColumnType; readonly value: Value }>>;
}

/** SQL text of the expression, in the engine's type for `expr.type`, or assigned to `target`. */
export function expressionSql(
  expr: TypedExpr,
  bindings: ExpressionBindings,
  target: ColumnType | null = null,
  dialect: Dialect = DUCKDB,
): string {
  const context = contextOf(bindings);
  return renderExpr(
    target === null ? lowerNative(expr, context) : lowerAssignment(expr, target, context),
    dialect,
  );
}

/** An expression that stops no row. */
export interface PartialSql {
  /** NULL where `fails`. */
  readonly value: string;
  /** A condition that is never NULL: a date would leave the calendar. null: no row has that. */
  readonly fails: string | null;
}

/** The expression, and which rows have no value by its fault; where `expressionSql` raises an error for all. */
export function partialSql(
  expr: TypedExpr,
  bindings: ExpressionBindings,
  dialect: Dialect = DUCKDB,
): PartialSql {
  const context: LowerContext = { ...contextOf(bindings), outOfRange: 'null' };
  const fails = incalculable(expr, context);
  return {
    value: renderExpr(lowerNative(expr, context), dialect),
    fails: fails === null ? null : `(${renderExpr(fails, dialect)})`,
  };
}

const contextOf = (bindings: ExpressionBindings): LowerContext => ({
  column: (name) => {
    const type = bindings.columns[name];
    if (type === undefined) throw new Error(`Invariant broken: the expression's column ${name} is bound`);
    return { expr: sqlColumn(null, bindings.nameOf?.(name) ?? name), column: { type } };
  },
  parameter: (name) => {
    const parameter = bindings.parameters[name];
    if (parameter === undefined)
      throw new Error(`Invariant broken: the expression's parameter ${name} is bound`);
    return { kind: 'literal', value: parameter.value, type: parameter.type };
  },
});
