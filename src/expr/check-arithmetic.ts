/** Typing of minus, + - *, round and div: how many digits the result may have, and the refusal of more than 38. */

import { fail } from '../errors/error.ts';
import { type ColumnType, decimal } from '../schema/types.ts';
import type { Expr, TypedExpr } from './ast.ts';
import { type Context, numberDigits, sourceOf, withinLimit } from './context.ts';
import {
  DIGITS_MAX,
  DIVISION_DIGITS_MAX,
  type Digits,
  decimalOf,
  digitsOfType,
  divisionDigits,
  productDigits,
  quotientDigits,
  roundedDigits,
  sumDigits,
} from './digits.ts';
import { SCALE_USAGE } from './functions.ts';
import { asOwnDecimal, literalOf } from './literal.ts';
import { convertTo, inferPair } from './unify.ts';

type Call = Extract<Expr, { kind: 'call' }>;

const RESULT_DIGITS: Readonly<Record<'+' | '-' | '*', (a: Digits, b: Digits) => Digits>> = {
  '+': sumDigits,
  '-': sumDigits,
  '*': productDigits,
};

/** A minus before a literal is part of the literal. An integer's minus is a decimal: -(-2^63) is no 64-bit integer. */
export function checkMinus(
  ctx: Context,
  whole: Extract<Expr, { kind: 'unary' }>,
  expected?: ColumnType,
): TypedExpr {
  const arg = ctx.infer(whole.arg, expected);
  const digits = numberDigits(ctx, { what: '`-`', whole, part: whole.arg }, arg);
  if (arg.kind === 'literal') return literalOf(typeof arg.value === 'bigint' ? -arg.value : null, arg.type);
  return { kind: 'negate', arg, type: decimalOf(digits), nullable: arg.nullable };
}

export function checkArithmetic(
  ctx: Context,
  whole: Extract<Expr, { kind: 'binary' }>,
  op: '+' | '-' | '*',
): TypedExpr {
  const pair = inferPair(ctx, whole.left, whole.right);
  const left = asOwnDecimal(pair.left);
  const right = asOwnDecimal(pair.right);
  const what = `\`${op}\``;
  const digits = RESULT_DIGITS[op](
    numberDigits(ctx, { what, whole, part: whole.left }, left),
    numberDigits(ctx, { what, whole, part: whole.right }, right),
  );
  const type = decimalOf(withinLimit(ctx, whole, digits));
  return { kind: 'arithmetic', op, left, right, type, nullable: left.nullable || right.nullable };
}

/** round(x, n) with n below the scale of x rounds; otherwise it only adds zeros. */
export function checkRound(ctx: Context, whole: Call): TypedExpr {
  const [part, scalePart] = whole.args;
  if (part === undefined || scalePart === undefined || whole.args.length !== 2) {
    return wrongCount(ctx, whole, SCALE_USAGE.round);
  }
  const arg = asOwnDecimal(ctx.infer(part));
  const digits = numberDigits(ctx, { what: 'round', whole, part }, arg);
  const scale = scaleLiteral(ctx, whole, scalePart, SCALE_USAGE.round);
  if (scale === digits.scale) return arg;
  const type = decimalOf(withinLimit(ctx, whole, roundedDigits(digits, scale)));
  if (scale > digits.scale) return convertTo(arg, type);
  return { kind: 'round', arg, scale, type, nullable: arg.nullable };
}

export function checkDiv(ctx: Context, whole: Call): TypedExpr {
  const [leftPart, rightPart, scalePart] = whole.args;
  if (
    leftPart === undefined ||
    rightPart === undefined ||
    scalePart === undefined ||
    whole.args.length !== 3
  ) {
    return wrongCount(ctx, whole, SCALE_USAGE.div);
  }
  const pair = inferPair(ctx, leftPart, rightPart);
  const left = asOwnDecimal(pair.left);
  const right = asOwnDecimal(pair.right);
  const a = numberDigits(ctx, { what: 'div', whole, part: leftPart }, left);
  const b = numberDigits(ctx, { what: 'div', whole, part: rightPart }, right);
  const scale = scaleLiteral(ctx, whole, scalePart, SCALE_USAGE.div);
  const { numerator, denominator } = divisionDigits(a, b, scale);
  const digits = Math.max(numerator, denominator);
  if (digits > DIVISION_DIGITS_MAX) {
    fail('expr.digits', { text: sourceOf(ctx, whole), digits, limit: DIVISION_DIGITS_MAX });
  }
  const type = decimalOf(withinLimit(ctx, whole, quotientDigits(a, b, scale)));
  return { kind: 'div', left, right, scale, type, nullable: true };
}

/** abs keeps a decimal type; of an integer it is a decimal, as |-2^63| is no 64-bit integer. */
export function magnitudeType(type: ColumnType): ColumnType {
  const digits = digitsOfType(type);
  return type.kind === 'integer' && digits !== undefined ? decimal(digits.whole, 0) : type;
}

export function wrongCount(ctx: Context, whole: Call, usage: string): never {
  const count = whole.args.length;
  const problem = `found ${count} argument${count === 1 ? '' : 's'}`;
  return fail('expr.arguments', { text: sourceOf(ctx, whole), usage, problem });
}

/** A whole number that is written out: the type of the result depends on it. */
export function wholeLiteral(
  ctx: Context,
  whole: Call,
  part: Expr,
  rule: { readonly usage: string; readonly name: string; readonly min: number; readonly max: number },
): number {
  const isWhole = part.kind === 'literal' && part.type === 'number' && /^\d{1,18}$/.test(part.text);
  const value = isWhole ? Number(part.text) : Number.NaN;
  if (value >= rule.min && value <= rule.max) return value;
  const problem = `the ${rule.name} must be a whole number from ${rule.min} to ${rule.max}, written out; found \`${sourceOf(ctx, part)}\``;
  return fail('expr.arguments', { text: sourceOf(ctx, whole), usage: rule.usage, problem });
}

function scaleLiteral(ctx: Context, whole: Call, part: Expr, usage: string): number {
  return wholeLiteral(ctx, whole, part, { usage, name: 'scale', min: 0, max: DIGITS_MAX });
}
