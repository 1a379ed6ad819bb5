/**
 * `Expr` → its one canonical text: keywords in lower case, one space around operators, no parenthesis that is not needed.
 *
 * Law: `parseExpr(printExpr(e))` is `e` up to spans, so two texts that print alike mean the same. Definitions are
 * stored and compared in this form.
 */

import type { Expr } from './ast.ts';
import { BINARY_LEVEL, LEVEL } from './parse.ts';
import { quoteName } from './words.ts';

export function printExpr(expr: Expr): string {
  return print(expr, LEVEL.or);
}

/** The text of `expr` where operators of level `min` and tighter may stand without parentheses. */
function print(expr: Expr, min: number): string {
  const text = bare(expr);
  return levelOf(expr) < min ? `(${text})` : text;
}

function levelOf(expr: Expr): number {
  switch (expr.kind) {
    case 'literal':
    case 'column':
    case 'parameter':
    case 'case':
    case 'call':
      return LEVEL.atom;
    case 'unary':
      return expr.op === '-' ? LEVEL.minus : LEVEL.not;
    case 'binary':
      return BINARY_LEVEL[expr.op];
    case 'is_null':
    case 'in':
    case 'between':
    case 'like':
      return LEVEL.comparison;
  }
}

function bare(expr: Expr): string {
  switch (expr.kind) {
    case 'literal':
      return literal(expr.type, expr.text);
    case 'column':
      return quoteName(expr.name);
    case 'parameter':
      return `:${expr.name}`;
    case 'unary':
      return unary(expr.op, expr.arg);
    case 'binary':
      return binary(expr);
    case 'is_null':
      return `${operand(expr.arg)} is ${expr.negated ? 'not ' : ''}null`;
    case 'in':
      return `${operand(expr.arg)} ${not(expr.negated)}in (${commaList(expr.list)})`;
    case 'between':
      return `${operand(expr.arg)} ${not(expr.negated)}between ${operand(expr.low)} and ${operand(expr.high)}`;
    case 'like':
      return `${operand(expr.arg)} ${not(expr.negated)}like ${quoteText(expr.pattern)}`;
    case 'case':
      return caseText(expr);
    case 'call':
      return `${expr.fn}(${commaList(expr.args)})`;
  }
}

function literal(type: Extract<Expr, { kind: 'literal' }>['type'], text: string): string {
  if (type === 'text') return quoteText(text);
  return type === 'date' ? `date ${quoteText(text)}` : text;
}

function unary(op: '-' | 'not', arg: Expr): string {
  if (op === 'not') return `not ${print(arg, LEVEL.not)}`;
  const text = print(arg, LEVEL.minus);
  return text.startsWith('-') ? `- ${text}` : `-${text}`;
}

function binary(expr: Extract<Expr, { kind: 'binary' }>): string {
  const level = BINARY_LEVEL[expr.op];
  // Operators group to the left; comparisons do not group at all.
  const left = print(expr.left, level === LEVEL.comparison ? level + 1 : level);
  return `${left} ${expr.op} ${print(expr.right, level + 1)}`;
}

function caseText(expr: Extract<Expr, { kind: 'case' }>): string {
  const branches = expr.branches.map(({ when, then }) => `when ${printExpr(when)} then ${printExpr(then)}`);
  const otherwise = expr.otherwise === null ? [] : [`else ${printExpr(expr.otherwise)}`];
  return ['case', ...branches, ...otherwise, 'end'].join(' ');
}

/** An operand of a comparison. */
function operand(expr: Expr): string {
  return print(expr, LEVEL.comparison + 1);
}

function commaList(list: readonly Expr[]): string {
  return list.map(printExpr).join(', ');
}

function not(negated: boolean): string {
  return negated ? 'not ' : '';
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
