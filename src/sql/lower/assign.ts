/**
 * Assignment: an expression becomes a value of the column's declared type, rounded half away from zero, or an error.
 *
 * Ways that give the same bits, the quicker first:
 * - A CASE assigns each of its branches, so that each may go its own way.
 * - Sums and differences of decimals of up to 18 digits and one scale use the engine's own + and −: 1–2 ns a row against 60.
 * - A product of two such decimals uses the engine's own × where the engine keeps all digits of it (Spark); else where the result keeps 18
 *   digits, which for amounts is a question of the row: below a limit the engine's product (10 ns), above it the way by units (100 ns and more).
 * - Anything else goes by units (units.ts).
 */

import type { TypedExpr } from '../../expr/ast.ts';
import { type ColumnType, sameType } from '../../schema/types.ts';
import { pow10 } from '../../values/decimal.ts';
import { type SqlExpr, sqlOp } from '../tree.ts';
import {
  type LowerContext,
  literalAs,
  lowerNative,
  lowerRounded,
  lowerUnits,
  nativeOfUnits,
  scaleOf,
} from './expression.ts';
import { magnitude, rescaleUp, type Units } from './units.ts';

/** `expr` assigned to a column of `type`. */
export function lowerAssignment(expr: TypedExpr, type: ColumnType, context: LowerContext): SqlExpr {
  if (expr.kind === 'literal' && expr.value === null) return { kind: 'literal', value: null, type };
  const literal = literalAs(expr, type);
  if (literal !== null) return literal;
  if (expr.kind === 'case') return assignBranches(expr, type, context);
  if (expr.kind === 'convert') return lowerAssignment(expr.arg, type, context);
  if (expr.kind === 'round' && expr.scale === scaleOf(type) && expr.arg.kind === 'arithmetic') {
    return lowerAssignment(expr.arg, type, context);
  }
  if (expr.kind === 'arithmetic') return assignArithmetic(expr, type, context);
  if (sameType(expr.type, type) && expr.kind !== 'round') return lowerNative(expr, context);
  return assignUnits(expr, type, context);
}

function assignBranches(
  expr: Extract<TypedExpr, { kind: 'case' }>,
  type: ColumnType,
  context: LowerContext,
): SqlExpr {
  return {
    kind: 'case',
    branches: expr.branches.map((branch) => ({
      when: lowerNative(branch.when, context),
      then: lowerAssignment(branch.then, type, context),
    })),
    otherwise: lowerAssignment(expr.otherwise, type, context),
  };
}

type Arithmetic = Extract<TypedExpr, { kind: 'arithmetic' }>;

function assignArithmetic(expr: Arithmetic, type: ColumnType, context: LowerContext): SqlExpr {
  if (type.kind !== 'decimal' || type.precision > 18) return assignUnits(expr, type, context);
  if (expr.op === '*') return assignProduct(expr, type, context);
  const sum = shortSum(expr, context);
  if (sum === null || sum.scale !== type.scale) return assignUnits(expr, type, context);
  return { kind: 'cast', arg: sum.expr, type };
}

function assignProduct(expr: Arithmetic, type: ColumnType, context: LowerContext): SqlExpr {
  const [a, b] = [operandOf(expr.left, context), operandOf(expr.right, context)];
  if (a === null || b === null) return assignUnits(expr, type, context);
  const short = shortProduct(expr, [a, b], type, context);
  const otherwise: SqlExpr =
    short === null ? assignUnits(expr, type, context) : { kind: 'cast', arg: short, type };
  return sqlOp('assigned_product', [a.expr, b.expr, otherwise], { type });
}

/** A value as the engine's own decimal of up to 18 digits, with the bounds of its units. */
interface Operand {
  readonly expr: SqlExpr;
  readonly scale: number;
  readonly bounds: Pick<Units, 'low' | 'high'>;
}

const DIGITS_18 = pow10(18);

/** Values that the engine holds as such, and sums of them that can't pass 18 digits. */
function operandOf(expr: TypedExpr, context: LowerContext): Operand | null {
  if (expr.kind === 'convert') return operandOf(expr.arg, context);
  if (expr.kind === 'arithmetic' && expr.op !== '*') {
    const sum = shortSum(expr, context);
    return sum !== null && magnitude(sum.bounds) < DIGITS_18 ? sum : null;
  }
  const isHeld = expr.kind === 'column' || expr.kind === 'literal';
  if (!isHeld || expr.type.kind !== 'decimal' || expr.type.precision > 18) return null;
  return { expr: lowerNative(expr, context), scale: expr.type.scale, bounds: lowerUnits(expr, context) };
}

/** Two operands of one scale, a number literal written in the scale of the other. */
function alignedOperands(expr: Arithmetic, context: LowerContext): readonly [Operand, Operand] | null {
  const [left, right] = [bare(expr.left), bare(expr.right)];
  const [a, b] = [literalOperand(left, right, context), literalOperand(right, left, context)];
  if (a === null || b === null) return null;
  return a.scale === b.scale ? [a, b] : null;
}

const bare = (expr: TypedExpr): TypedExpr => (expr.kind === 'convert' ? bare(expr.arg) : expr);

function literalOperand(expr: TypedExpr, other: TypedExpr, context: LowerContext): Operand | null {
  const written = other.kind === 'literal' ? null : literalAs(expr, other.type);
  if (written?.kind !== 'literal' || typeof written.value !== 'bigint' || other.type.kind !== 'decimal') {
    return operandOf(expr, context);
  }
  if (other.type.precision > 18) return null;
  return { expr: written, scale: other.type.scale, bounds: { low: written.value, high: written.value } };
}

function shortSum(expr: Arithmetic, context: LowerContext): Operand | null {
  const operands = alignedOperands(expr, context);
  if (operands === null) return null;
  const [a, b] = operands;
  const plus = expr.op === '+';
  return {
    expr: sqlOp(plus ? 'decimal_add' : 'decimal_sub', [a.expr, b.expr]),
    scale: a.scale,
    bounds: plus
      ? { low: a.bounds.low + b.bounds.low, high: a.bounds.high + b.bounds.high }
      : { low: a.bounds.low - b.bounds.high, high: a.bounds.high - b.bounds.low },
  };
}

/** Limits below this leave too few rows to the quick way. */
const LIMIT_MIN = 1_000_000n;

/** For engines whose products of decimals have 18 digits. */
function shortProduct(
  expr: Arithmetic,
  [a, b]: readonly [Operand, Operand],
  type: ColumnType,
  context: LowerContext,
): SqlExpr | null {
  const scale = a.scale + b.scale;
  if (scale >= 18 || scale < scaleOf(type)) return null;
  const [big, small] = magnitude(a.bounds) >= magnitude(b.bounds) ? [a, b] : [b, a];
  const product = sqlOp('decimal_mul', [a.expr, b.expr]);
  if (magnitude(a.bounds) * magnitude(b.bounds) < DIGITS_18) return product;
  const limit = (DIGITS_18 - 1n) / magnitude(small.bounds);
  if (limit < LIMIT_MIN) return null;
  const bound = (value: bigint): SqlExpr => ({
    kind: 'literal',
    value,
    type: { kind: 'decimal', precision: 18, scale: big.scale },
  });
  const above = sqlOp('gt', [big.expr, bound(limit)]);
  const large = big.bounds.low >= 0n ? above : sqlOp('or', [above, sqlOp('lt', [big.expr, bound(-limit)])]);
  const quick: SqlExpr = { kind: 'cast', arg: product, type };
  return {
    kind: 'case',
    branches: [{ when: large, then: assignUnits(expr, type, context) }],
    otherwise: quick,
  };
}

function assignUnits(expr: TypedExpr, type: ColumnType, context: LowerContext): SqlExpr {
  const limited = type.kind === 'integer' || (type.kind === 'decimal' && type.precision <= 18);
  const moves = expr.kind === 'column' || expr.kind === 'call';
  if (
    moves &&
    scaleOf(expr.type) === scaleOf(type) &&
    expr.type.kind === 'decimal' &&
    type.kind === 'decimal'
  ) {
    return { kind: 'cast', arg: lowerNative(expr, context), type };
  }
  const rounded =
    expr.kind === 'round' && expr.scale <= scaleOf(type)
      ? lowerRounded(expr.arg, expr.scale, limited, context)
      : null;
  const units =
    rounded === null
      ? lowerRounded(expr, scaleOf(type), limited, context)
      : rescaleUp(rounded, scaleOf(type));
  return nativeOfUnits(units, type);
}
