/** What an expression sees while the reference interpreter evaluates it: `row.NAME` and `own.NAME`, and parameters. */

import { PlimsollError } from '../../src/errors/error.ts';
import type { TypedExpr } from '../../src/expr/ast.ts';
import { evaluate } from '../../src/expr/evaluate.ts';
import type { ColumnType, Value } from '../../src/schema/types.ts';
import { OPEN } from './failing-cell.ts';
import { cell, type Row } from './row.ts';

export interface Scope {
  /** The input row; in an expansion with the columns of the expansion beside the parent's. */
  readonly row: Row;
  /** The stage's own columns that are there so far. */
  readonly own: Row;
  readonly parameters: Readonly<Record<string, Value>>;
}

export function exprValue(expr: TypedExpr, scope: Scope): Value {
  return evaluate(expr, (name) => columnValue(name, scope), scope.parameters);
}

/**
 * The value of a condition that may read failing cells: their error where it depends on them. `and` and `or` are decided by either
 * side, as engines look at them in any order. Where they stand deeper inside, nothing is said (OPEN).
 */
export function carriedCondition(expr: TypedExpr, scope: Scope): Value | PlimsollError {
  if (expr.kind === 'not') {
    const arg = carriedCondition(expr.arg, scope);
    return typeof arg === 'boolean' ? !arg : arg;
  }
  if (expr.kind !== 'logic') {
    try {
      return exprValue(expr, scope);
    } catch (error) {
      if (error instanceof PlimsollError) return hasChoice(expr) ? OPEN : error;
      throw error;
    }
  }
  const sides = [carriedCondition(expr.left, scope), carriedCondition(expr.right, scope)];
  const decisive = expr.op === 'or';
  if (sides.includes(decisive)) return decisive;
  const failing = sides.find((side) => side instanceof PlimsollError);
  return failing ?? (sides.includes(null) ? null : !decisive);
}

/**
 * May the condition be decided without its failing part, or whatever that is? `x < x` never holds, nor does `round(x, 2) = 0.005`, and
 * engines know many such cases. Only a column beside a literal with no more digits after the point is surely looked at.
 */
function hasChoice(expr: TypedExpr): boolean {
  if (expr.kind === 'like') return expr.arg.kind !== 'column';
  if (expr.kind !== 'compare' || expr.op === '!=') return true;
  const sides = [expr.left, expr.right];
  const column = sides.find((side) => side.kind === 'column');
  const literal = sides.find((side) => side.kind === 'literal');
  return column === undefined || literal === undefined || scaleOf(literal.type) > scaleOf(column.type);
}

/**
 * The value of `expr` as a value of a key column of `type`, for equality with keys; NULL where no value of that type equals it
 * (1.005 is no decimal(9,2)), so that it matches nothing.
 */
export function exprKeyValue(expr: TypedExpr, type: ColumnType, scope: Scope): Value {
  const value = exprValue(expr, scope);
  if (typeof value !== 'bigint') return value;
  const [from, to] = [scaleOf(expr.type), scaleOf(type)];
  if (to >= from) return value * 10n ** BigInt(to - from);
  const divisor = 10n ** BigInt(from - to);
  return value % divisor === 0n ? value / divisor : null;
}

function scaleOf(type: ColumnType): number {
  return type.kind === 'decimal' ? type.scale : 0;
}

function columnValue(name: string, scope: Scope): Value {
  const point = name.indexOf('.');
  const place = name.slice(0, point);
  if (place === 'row') return cell(scope.row, name.slice(point + 1));
  if (place === 'own') return cell(scope.own, name.slice(point + 1));
  throw new Error(`Invariant broken: the column reference \`${name}\` names neither row nor own`);
}
