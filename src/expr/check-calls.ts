/** Typing of function calls by the table in functions.ts. */

import { fail } from '../errors/error.ts';
import { type ColumnType, DATE, INTEGER, TEXT } from '../schema/types.ts';
import { nearest } from '../std/nearest.ts';
import type { Expr, TypedExpr } from './ast.ts';
import { checkDiv, checkRound, magnitudeType, wholeLiteral, wrongCount } from './check-arithmetic.ts';
import { type Context, inferAs, numberDigits, sourceOf, wrongType } from './context.ts';
import { type ArgumentKind, FUNCTION_NAMES, type FunctionSpec, functionSpec } from './functions.ts';
import { literalOf } from './literal.ts';
import { inferAlike } from './unify.ts';

type Call = Extract<Expr, { kind: 'call' }>;

/** substring's numbers: engines count characters in 32 bits. */
const POSITION_MAX = 1_000_000_000;

export function checkCall(ctx: Context, whole: Call, expected?: ColumnType): TypedExpr {
  if (whole.fn === 'round') return checkRound(ctx, whole);
  if (whole.fn === 'div') return checkDiv(ctx, whole);
  const found = functionSpec(whole.fn);
  if (found === undefined) {
    const known = FUNCTION_NAMES;
    return fail('expr.unknown_function', { name: whole.fn, nearest: nearest(whole.fn, known), known });
  }
  const { fn, spec } = found;
  const args = checkArguments(ctx, whole, spec, expected);
  const [first] = args;
  if (first === undefined) return wrongCount(ctx, whole, spec.usage);
  const type = spec.result === 'argument' ? argumentType(spec, first.type) : spec.result;
  const nullable = spec.nullWhen === 'any' ? args.some((a) => a.nullable) : args.every((a) => a.nullable);
  return { kind: 'call', fn, args, type, nullable };
}

function checkArguments(
  ctx: Context,
  whole: Call,
  spec: FunctionSpec,
  expected: ColumnType | undefined,
): readonly TypedExpr[] {
  if (spec.args === 'alike') {
    if (whole.args.length < 2) wrongCount(ctx, whole, spec.usage);
    const { exprs, type } = inferAlike(ctx, { what: whole.fn, whole }, whole.args, expected);
    if (whole.fn === 'coalesce' || type.kind !== 'boolean') return exprs;
    const what = `${whole.fn} in \`${sourceOf(ctx, whole)}\``;
    return fail('expr.type', { what, found: 'boolean', allowed: 'numbers, dates or texts' });
  }
  const kinds = spec.args;
  if (whole.args.length !== kinds.length) wrongCount(ctx, whole, spec.usage);
  return whole.args.map((part, i) => {
    const kind = kinds[i];
    if (kind === undefined) throw new Error('Invariant broken: as many kinds as arguments');
    return checkArgument(ctx, whole, part, kind, spec.usage);
  });
}

function checkArgument(ctx: Context, whole: Call, part: Expr, kind: ArgumentKind, usage: string): TypedExpr {
  const at = { what: whole.fn, whole, part };
  switch (kind) {
    case 'text':
      return inferAs(ctx, at, TEXT);
    case 'date':
      return inferAs(ctx, at, DATE, "date (written date '2024-01-31')");
    case 'number': {
      const typed = ctx.infer(part);
      numberDigits(ctx, at, typed);
      return typed;
    }
    case 'whole':
      return checkWhole(ctx, at, ctx.infer(part, INTEGER));
    case 'printable': {
      const typed = ctx.infer(part);
      return typed.type.kind === 'text' ? typed : checkWhole(ctx, at, typed);
    }
    case 'position':
    case 'length': {
      const rule = { usage, name: kind === 'length' ? 'length' : 'start', max: POSITION_MAX };
      const value = wholeLiteral(ctx, whole, part, { ...rule, min: kind === 'length' ? 0 : 1 });
      return literalOf(BigInt(value), INTEGER);
    }
  }
}

function checkWhole(
  ctx: Context,
  at: { readonly what: string; readonly whole: Call; readonly part: Expr },
  typed: TypedExpr,
): TypedExpr {
  const isWhole = typed.type.kind === 'integer' || (typed.type.kind === 'decimal' && typed.type.scale === 0);
  if (isWhole) return typed;
  return wrongType(ctx, { ...at, type: typed.type }, 'a whole number (round(x, 0) makes one)');
}

function argumentType(spec: FunctionSpec, type: ColumnType): ColumnType {
  return spec.args === 'alike' ? type : magnitudeType(type);
}
