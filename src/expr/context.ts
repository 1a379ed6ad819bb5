/** What the checker carries along: the names in scope, the source text for messages, and the way back into itself. */

import { fail } from '../errors/error.ts';
import { type ColumnType, typeName } from '../schema/types.ts';
import type { Expr, TypedExpr } from './ast.ts';
import { DIGITS_MAX, type Digits, digitsOfType, totalDigits } from './digits.ts';

/** The columns that an expression may name. The `name` of what is found goes into the typed tree, so `x` may become `row.x`. */
export interface Scope {
  lookup(
    name: string,
  ): { readonly name: string; readonly type: ColumnType; readonly nullable: boolean } | undefined;
  names(): readonly string[];
}

export interface Context {
  readonly scope: Scope;
  readonly parameters: Readonly<Record<string, ColumnType>>;
  readonly text: string;
  /** Types a part. `expected` is the type that a bare NULL takes; values keep their own. */
  readonly infer: (expr: Expr, expected?: ColumnType) => TypedExpr;
}

/** The source text of a part. */
export function sourceOf(ctx: Context, expr: Expr): string {
  return ctx.text.slice(expr.span.start, expr.span.end);
}

/** Refuses `part` inside `whole`: "`+` in `a + b`: found text `b`, allowed is …". */
export function wrongType(
  ctx: Context,
  at: { readonly what: string; readonly whole: Expr; readonly part: Expr; readonly type: ColumnType },
  allowed: string,
): never {
  return fail('expr.type', {
    what: `${at.what} in \`${sourceOf(ctx, at.whole)}\``,
    found: `${typeName(at.type)} \`${sourceOf(ctx, at.part)}\``,
    allowed,
  });
}

/** Infers a part that must have a given kind of type; a bare NULL takes it. */
export function inferAs(
  ctx: Context,
  at: { readonly what: string; readonly whole: Expr; readonly part: Expr },
  type: ColumnType,
  allowed: string = type.kind,
): TypedExpr {
  const typed = ctx.infer(at.part, type);
  if (typed.type.kind !== type.kind) wrongType(ctx, { ...at, type: typed.type }, allowed);
  return typed;
}

/** The digits of a part that must be a number. */
export function numberDigits(
  ctx: Context,
  at: { readonly what: string; readonly whole: Expr; readonly part: Expr },
  typed: TypedExpr,
): Digits {
  return (
    digitsOfType(typed.type) ?? wrongType(ctx, { ...at, type: typed.type }, 'a number (integer or decimal)')
  );
}

/** Refuses a result that 38 digits can't hold. */
export function withinLimit(ctx: Context, whole: Expr, digits: Digits): Digits {
  if (totalDigits(digits) > DIGITS_MAX) {
    fail('expr.digits', { text: sourceOf(ctx, whole), digits: totalDigits(digits) });
  }
  return digits;
}
