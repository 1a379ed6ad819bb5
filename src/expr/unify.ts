/**
 * One type for several expressions that stand in for each other: branches of a case, arguments of coalesce, a list after `in`,
 * both sides of a comparison.
 *
 * Integers stay integers; decimals (and integers among them) get the most digits before and after the point that any of them
 * has; other kinds must agree. A bare NULL takes the type of the others.
 */

import { fail } from '../errors/error.ts';
import { type ColumnType, INTEGER, sameType, typeName } from '../schema/types.ts';
import { pow10 } from '../values/decimal.ts';
import type { Expr, TypedExpr } from './ast.ts';
import { type Context, sourceOf, withinLimit, wrongType } from './context.ts';
import { commonDigits, decimalOf, digitsOfType } from './digits.ts';
import { asOwnDecimal, literalOf } from './literal.ts';

/** Types `parts` and converts them to their common type; all of them bare NULLs need `expected`. */
export function inferAlike(
  ctx: Context,
  at: { readonly what: string; readonly whole: Expr },
  parts: readonly Expr[],
  expected?: ColumnType,
): { readonly type: ColumnType; readonly exprs: readonly TypedExpr[] } {
  const typed = parts.map((part) => (isBareNull(part) ? null : ctx.infer(part)));
  const valued = parts.flatMap((part, i) => {
    const one = typed[i];
    return one === null || one === undefined ? [] : [{ part, one }];
  });
  const type = valued.length === 0 ? expected : commonType(ctx, at, valued);
  if (type === undefined) fail('expr.untyped_null', { text: sourceOf(ctx, at.whole) });
  const exprs = parts.map((part, i) => convertTo(typed[i] ?? ctx.infer(part, type), type));
  return { type, exprs };
}

/** Two operands, each with its own type; a bare NULL takes the type of the other. */
export function inferPair(ctx: Context, left: Expr, right: Expr): { left: TypedExpr; right: TypedExpr } {
  if (isBareNull(left)) {
    const other = ctx.infer(right);
    return { left: ctx.infer(left, other.type), right: other };
  }
  const first = ctx.infer(left);
  return { left: first, right: ctx.infer(right, first.type) };
}

/** NULL, or something that can be nothing but NULL and so has no type of its own. */
export function isBareNull(expr: Expr): boolean {
  switch (expr.kind) {
    case 'literal':
      return expr.type === 'null';
    case 'case':
      return [
        ...expr.branches.map((branch) => branch.then),
        ...(expr.otherwise ? [expr.otherwise] : []),
      ].every(isBareNull);
    case 'call':
      return ['coalesce', 'least', 'greatest'].includes(expr.fn) && expr.args.every(isBareNull);
    default:
      return false;
  }
}

/** The same value at a type with room for it: literals are rewritten, others go into a `convert` node. */
export function convertTo(expr: TypedExpr, type: ColumnType): TypedExpr {
  if (sameType(expr.type, type)) return expr;
  const from = digitsOfType(expr.type);
  const to = digitsOfType(type);
  if (from === undefined || to === undefined || to.scale < from.scale) {
    throw new Error(`Invariant broken: ${typeName(expr.type)} does not widen to ${typeName(type)}`);
  }
  if (expr.kind !== 'literal') return { kind: 'convert', arg: expr, type, nullable: expr.nullable };
  const value = typeof expr.value === 'bigint' ? expr.value * pow10(to.scale - from.scale) : expr.value;
  return literalOf(value, type);
}

function commonType(
  ctx: Context,
  at: { readonly what: string; readonly whole: Expr },
  valued: readonly { readonly part: Expr; readonly one: TypedExpr }[],
): ColumnType | undefined {
  const [first] = valued;
  if (first === undefined) return undefined;
  const isNumber = digitsOfType(first.one.type) !== undefined;
  for (const { part, one } of valued) {
    const alike = isNumber ? digitsOfType(one.type) !== undefined : one.type.kind === first.one.type.kind;
    const allowed = `${isNumber ? 'a number' : first.one.type.kind}, as in \`${sourceOf(ctx, first.part)}\``;
    if (!alike) wrongType(ctx, { ...at, part, type: one.type }, allowed);
  }
  if (!isNumber) return first.one.type;
  if (valued.every(({ one }) => one.type.kind === 'integer')) return INTEGER;
  const digits = valued.flatMap(({ one }) => digitsOfType(asOwnDecimal(one).type) ?? []);
  return decimalOf(withinLimit(ctx, at.whole, commonDigits(digits)));
}
