/**
 * `Expr` → `TypedExpr`: names resolved, every part typed, digits followed through all arithmetic, NULL tracked.
 *
 * What comes out can be evaluated without a further question: `between` and negated forms are rewritten with comparisons,
 * `and` and `not`; a minus before a literal is in the literal; branches and lists have one type. What can't be
 * typed is refused here, with the nearest name or the types that are allowed, so no engine ever reports it.
 */

import { fail } from '../errors/error.ts';
import { BOOLEAN, type ColumnType, DATE, TEXT, typeName } from '../schema/types.ts';
import { frozen } from '../std/frozen.ts';
import { nearest } from '../std/nearest.ts';
import { caseBranch, type Expr, type TypedExpr } from './ast.ts';
import { checkArithmetic, checkMinus } from './check-arithmetic.ts';
import { checkCall } from './check-calls.ts';
import { type Context, inferAs, type Scope, withinLimit, wrongType } from './context.ts';
import { commonDigits, digitsOfType } from './digits.ts';
import { asOwnDecimal, literalOf, literalValue, numberLiteral } from './literal.ts';
import { parseExpr } from './parse.ts';
import { inferAlike, inferPair } from './unify.ts';

export type { Scope } from './context.ts';
export { literalValue } from './literal.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;
type Comparison = Extract<TypedExpr, { kind: 'compare' }>['op'];

/**
 * Types an expression that was parsed from `text` (messages quote it). `expected` is the type that an expression takes
 * which is nothing but NULL; other expressions keep their own type, see `assignTo`.
 */
export function checkExpr(
  expr: Expr,
  scope: Scope,
  parameters: Readonly<Record<string, ColumnType>>,
  text: string,
  expected?: ColumnType,
): TypedExpr {
  const ctx: Context = { scope, parameters, text, infer: (part, type) => infer(ctx, part, type) };
  return frozen(infer(ctx, expr, expected));
}

/** Parses and types. */
export function checkText(
  text: string,
  scope: Scope,
  parameters: Readonly<Record<string, ColumnType>>,
  expected?: ColumnType,
): TypedExpr {
  return checkExpr(parseExpr(text), scope, parameters, text, expected);
}

/** Parses and types a condition: the result is boolean. */
export function checkCondition(
  text: string,
  scope: Scope,
  parameters: Readonly<Record<string, ColumnType>>,
): TypedExpr {
  const typed = checkText(text, scope, parameters, BOOLEAN);
  if (typed.type.kind === 'boolean') return typed;
  const what = `The condition \`${text}\``;
  return fail('expr.type', { what, found: typeName(typed.type), allowed: 'boolean (such as a comparison)' });
}

/** May a value of `expr` be assigned to `type`? Numbers to numbers (rounded at assignment), other kinds to their own. */
export function assignTo(expr: TypedExpr, type: ColumnType, text: string): void {
  const numbers = digitsOfType(expr.type) !== undefined && digitsOfType(type) !== undefined;
  if (numbers || expr.type.kind === type.kind) return;
  const what = `Assigning \`${text}\` to ${typeName(type)}`;
  const allowed = digitsOfType(type) === undefined ? type.kind : 'a number (integer or decimal)';
  fail('expr.type', { what, found: typeName(expr.type), allowed });
}

function infer(ctx: Context, expr: Expr, expected: ColumnType | undefined): TypedExpr {
  switch (expr.kind) {
    case 'literal':
      return checkLiteral(ctx, expr, expected);
    case 'column':
      return checkColumn(ctx, expr);
    case 'parameter':
      return checkParameter(ctx, expr);
    case 'unary':
      return expr.op === '-' ? checkMinus(ctx, expr, expected) : checkNot(ctx, expr);
    case 'binary':
      return checkBinary(ctx, expr);
    case 'is_null':
      return negatedIf(expr.negated, {
        kind: 'is_null',
        arg: ctx.infer(expr.arg),
        type: BOOLEAN,
        nullable: false,
      });
    case 'in':
      return checkIn(ctx, expr);
    case 'between':
      return checkBetween(ctx, expr);
    case 'like': {
      const arg = inferAs(ctx, { what: 'like', whole: expr, part: expr.arg }, TEXT);
      const { pattern } = expr;
      return negatedIf(expr.negated, { kind: 'like', arg, pattern, type: BOOLEAN, nullable: arg.nullable });
    }
    case 'case':
      return checkCase(ctx, expr, expected);
    case 'call':
      return checkCall(ctx, expr, expected);
  }
}

function checkLiteral(ctx: Context, expr: Of<'literal'>, expected: ColumnType | undefined): TypedExpr {
  switch (expr.type) {
    case 'text':
      return literalOf(expr.text, TEXT);
    case 'boolean':
      return literalOf(literalValue(expr.text, BOOLEAN), BOOLEAN);
    case 'date':
      return literalOf(literalValue(expr.text, DATE), DATE);
    case 'null':
      if (expected === undefined) return fail('expr.untyped_null', { text: ctx.text });
      return literalOf(null, expected);
    case 'number': {
      const digits = expr.text.replace('.', '').length;
      return numberLiteral(expr.text) ?? fail('expr.digits', { text: expr.text, digits });
    }
  }
}

function checkColumn(ctx: Context, expr: Of<'column'>): TypedExpr {
  const found = ctx.scope.lookup(expr.name);
  if (found === undefined) {
    const known = ctx.scope.names();
    return fail('expr.unknown_column', { name: expr.name, nearest: nearest(expr.name, known), known });
  }
  return { kind: 'column', name: found.name, type: found.type, nullable: found.nullable };
}

function checkParameter(ctx: Context, expr: Of<'parameter'>): TypedExpr {
  const { name } = expr;
  const type = Object.hasOwn(ctx.parameters, name) ? ctx.parameters[name] : undefined;
  if (type === undefined) {
    const known = Object.keys(ctx.parameters);
    return fail('expr.unknown_parameter', { name, nearest: nearest(name, known), known });
  }
  return { kind: 'parameter', name, type, nullable: false };
}

function checkNot(ctx: Context, expr: Of<'unary'>): TypedExpr {
  const arg = inferAs(ctx, { what: '`not`', whole: expr, part: expr.arg }, BOOLEAN);
  return { kind: 'not', arg, type: BOOLEAN, nullable: arg.nullable };
}

function checkBinary(ctx: Context, expr: Of<'binary'>): TypedExpr {
  switch (expr.op) {
    case '+':
    case '-':
    case '*':
      return checkArithmetic(ctx, expr, expr.op);
    case 'and':
    case 'or': {
      const { left, right } = operandsOf(ctx, expr, BOOLEAN, 'boolean');
      return logic(expr.op, left, right);
    }
    case '||': {
      const { left, right } = operandsOf(ctx, expr, TEXT, 'text (to_text(x) makes it of a whole number)');
      return { kind: 'concat', left, right, type: TEXT, nullable: left.nullable || right.nullable };
    }
    default: {
      const { left, right } = inferPair(ctx, expr.left, expr.right);
      return compare(
        ctx,
        expr,
        expr.op,
        { part: expr.left, typed: left },
        { part: expr.right, typed: right },
      );
    }
  }
}

function operandsOf(
  ctx: Context,
  whole: Of<'binary'>,
  type: ColumnType,
  allowed: string,
): { readonly left: TypedExpr; readonly right: TypedExpr } {
  const what = `\`${whole.op}\``;
  const left = inferAs(ctx, { what, whole, part: whole.left }, type, allowed);
  return { left, right: inferAs(ctx, { what, whole, part: whole.right }, type, allowed) };
}

interface Operand {
  readonly part: Expr;
  readonly typed: TypedExpr;
}

function compare(ctx: Context, whole: Expr, op: Comparison, left: Operand, right: Operand): TypedExpr {
  const what = `\`${op}\``;
  const type = left.typed.type;
  const a = digitsOfType(asOwnDecimal(left.typed).type);
  const b = digitsOfType(asOwnDecimal(right.typed).type);
  if (a !== undefined && b !== undefined) {
    // Engines bring both sides to one scale before they compare.
    withinLimit(ctx, whole, commonDigits([a, b]));
  } else if (type.kind !== right.typed.type.kind) {
    const allowed = a === undefined ? type.kind : 'a number (integer or decimal)';
    wrongType(ctx, { what, whole, part: right.part, type: right.typed.type }, allowed);
  }
  if (type.kind === 'boolean' && op !== '=' && op !== '!=') {
    wrongType(ctx, { what, whole, part: left.part, type }, 'numbers, dates or texts');
  }
  const nullable = left.typed.nullable || right.typed.nullable;
  return { kind: 'compare', op, left: left.typed, right: right.typed, type: BOOLEAN, nullable };
}

function checkBetween(ctx: Context, expr: Of<'between'>): TypedExpr {
  const pair = inferPair(ctx, expr.arg, expr.low);
  const arg: Operand = { part: expr.arg, typed: pair.left };
  const low: Operand = { part: expr.low, typed: pair.right };
  const high: Operand = { part: expr.high, typed: ctx.infer(expr.high, pair.left.type) };
  const above = compare(ctx, expr, '>=', arg, low);
  return negatedIf(expr.negated, logic('and', above, compare(ctx, expr, '<=', arg, high)));
}

function checkIn(ctx: Context, expr: Of<'in'>): TypedExpr {
  const { exprs } = inferAlike(ctx, { what: '`in`', whole: expr }, [expr.arg, ...expr.list]);
  const [arg, ...list] = exprs;
  if (arg === undefined) throw new Error('Invariant broken: `in` has something before it');
  const nullable = exprs.some((one) => one.nullable);
  return negatedIf(expr.negated, { kind: 'in', arg, list, type: BOOLEAN, nullable });
}

function checkCase(ctx: Context, expr: Of<'case'>, expected: ColumnType | undefined): TypedExpr {
  const whens = expr.branches.map(({ when }) =>
    inferAs(ctx, { what: '`when`', whole: expr, part: when }, BOOLEAN),
  );
  const thens = expr.branches.map((branch) => branch.then);
  const results = expr.otherwise === null ? thens : [...thens, expr.otherwise];
  const { type, exprs } = inferAlike(ctx, { what: '`case`', whole: expr }, results, expected);
  const branches = whens.map((when, i) => caseBranch(when, exprs[i] ?? literalOf(null, type)));
  const otherwise = exprs[thens.length] ?? literalOf(null, type);
  const nullable = otherwise.nullable || branches.some((branch) => branch.then.nullable);
  return { kind: 'case', branches, otherwise, type, nullable };
}

function logic(op: 'and' | 'or', left: TypedExpr, right: TypedExpr): TypedExpr {
  return { kind: 'logic', op, left, right, type: BOOLEAN, nullable: left.nullable || right.nullable };
}

function negatedIf(negated: boolean, arg: TypedExpr): TypedExpr {
  return negated ? { kind: 'not', arg, type: BOOLEAN, nullable: arg.nullable } : arg;
}
