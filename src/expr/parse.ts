/**
 * Text → `Expr`, by operator precedence. From loosest to tightest:
 *
 *   or < and < not < comparison, in, between, like, is null < || < + - < * < unary -
 *
 * Comparisons do not chain (`a < b < c` is refused, as in SQL it would compare a boolean). Keywords are read in any case; names of
 * columns keep theirs. Names and types are not looked at here: that is `check.ts`. `print.ts` is the way back.
 */

import { fail } from '../errors/error.ts';
import { type BinaryOp, caseBranch, type Expr } from './ast.ts';
import { lex, type Token } from './lex.ts';
import { isReserved } from './words.ts';

/** How tightly operators bind; shared with the printer, which sets parentheses by it. */
export const LEVEL = Object.freeze({
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  concat: 5,
  sum: 6,
  product: 7,
  minus: 8,
  atom: 9,
});

export const BINARY_LEVEL: Readonly<Record<BinaryOp, number>> = Object.freeze({
  or: LEVEL.or,
  and: LEVEL.and,
  '=': LEVEL.comparison,
  '!=': LEVEL.comparison,
  '<': LEVEL.comparison,
  '<=': LEVEL.comparison,
  '>': LEVEL.comparison,
  '>=': LEVEL.comparison,
  '||': LEVEL.concat,
  '+': LEVEL.sum,
  '-': LEVEL.sum,
  '*': LEVEL.product,
});

/** Walks are recursive and engines have limits of their own (DuckDB: 1,000 levels), so depth and size are bounded here. */
const DEPTH_MAX = 500;
const SIZE_MAX = 100_000;

interface Measure {
  readonly depth: number;
  readonly size: number;
}

interface Parser {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Index of the next token. */
  at: number;
  /** Open parentheses, calls and cases around the next token. */
  nesting: number;
  /** Depth and size of each finished node; an operand that stands twice in the tree counts twice. */
  readonly measures: Map<Expr, Measure>;
}

/** Reads an expression; `expr.syntax` with the character (from 1) where it stops making sense. */
export function parseExpr(text: string): Expr {
  const p: Parser = { text, tokens: lex(text), at: 0, nesting: 0, measures: new Map() };
  const expr = expression(p, LEVEL.or);
  if (peek(p).kind !== 'end') unexpected(p, 'an operator or the end of the expression');
  return expr;
}

/** Operands and operators that bind at least as tightly as `min`. */
function expression(p: Parser, min: number): Expr {
  const start = peek(p).span.start;
  const negation = min <= LEVEL.not && isWord(peek(p), 'not');
  let left = negation ? notExpression(p) : unaryExpression(p);
  // What was just read ends the operators that bind more tightly: no chained comparisons.
  let max: number = negation ? LEVEL.not : LEVEL.atom;
  for (;;) {
    const level = infixLevel(p);
    if (level === undefined || level < min || level > max) return left;
    left = level === LEVEL.comparison ? comparison(p, left, start) : binary(p, left, start, level);
    max = level === LEVEL.comparison ? LEVEL.comparison - 1 : level;
  }
}

function infixLevel(p: Parser): number | undefined {
  const token = peek(p);
  if (token.kind === 'symbol') return BINARY_LEVEL[token.value as BinaryOp] ?? undefined;
  if (token.kind !== 'word') return undefined;
  switch (token.value.toLowerCase()) {
    case 'or':
      return LEVEL.or;
    case 'and':
      return LEVEL.and;
    case 'is':
    case 'in':
    case 'like':
    case 'between':
    case 'not':
      return LEVEL.comparison;
    default:
      return undefined;
  }
}

function binary(p: Parser, left: Expr, start: number, level: number): Expr {
  const op = next(p).value.toLowerCase() as BinaryOp;
  const right = expression(p, level + 1);
  return made(p, { kind: 'binary', op, left, right, span: spanFrom(p, start) }, [left, right]);
}

/** `= != < <= > >=`, is null, in, between and like, the last four also with not. */
function comparison(p: Parser, left: Expr, start: number): Expr {
  if (peek(p).kind === 'symbol') return binary(p, left, start, LEVEL.comparison);
  if (skipWord(p, 'is')) {
    const negated = skipWord(p, 'not');
    expectWord(p, 'null');
    return made(p, { kind: 'is_null', arg: left, negated, span: spanFrom(p, start) }, [left]);
  }
  const negated = skipWord(p, 'not');
  if (skipWord(p, 'in')) return inList(p, left, start, negated);
  if (skipWord(p, 'between')) return between(p, left, start, negated);
  if (skipWord(p, 'like')) return like(p, left, start, negated);
  return unexpected(p, 'in, between or like after `not`');
}

function inList(p: Parser, arg: Expr, start: number, negated: boolean): Expr {
  expectSymbol(p, '(');
  const list = nested(p, () => commaList(p));
  expectSymbol(p, ')');
  return made(p, { kind: 'in', arg, list, negated, span: spanFrom(p, start) }, [arg, ...list]);
}

function between(p: Parser, arg: Expr, start: number, negated: boolean): Expr {
  const low = expression(p, LEVEL.concat);
  expectWord(p, 'and');
  const high = expression(p, LEVEL.concat);
  const expr: Expr = { kind: 'between', arg, low, high, negated, span: spanFrom(p, start) };
  return made(p, expr, [arg, low, arg, high]);
}

function like(p: Parser, arg: Expr, start: number, negated: boolean): Expr {
  if (peek(p).kind !== 'text') unexpected(p, "a pattern between quotes, such as 'GB%'");
  const pattern = next(p).value;
  return made(p, { kind: 'like', arg, pattern, negated, span: spanFrom(p, start) }, [arg]);
}

function notExpression(p: Parser): Expr {
  const start = next(p).span.start;
  const arg = nested(p, () => expression(p, LEVEL.not));
  return made(p, { kind: 'unary', op: 'not', arg, span: spanFrom(p, start) }, [arg]);
}

function unaryExpression(p: Parser): Expr {
  if (!isSymbol(peek(p), '-')) return atom(p);
  const start = next(p).span.start;
  const arg = nested(p, () => unaryExpression(p));
  return made(p, { kind: 'unary', op: '-', arg, span: spanFrom(p, start) }, [arg]);
}

function atom(p: Parser): Expr {
  const token = peek(p);
  const span = token.span;
  switch (token.kind) {
    case 'number':
    case 'text':
      p.at++;
      return made(p, { kind: 'literal', type: token.kind, text: token.value, span }, []);
    case 'parameter':
      p.at++;
      return made(p, { kind: 'parameter', name: token.value, span }, []);
    case 'quoted':
      p.at++;
      return made(p, { kind: 'column', name: token.value, span }, []);
    case 'word':
      return wordAtom(p, token.value);
    case 'symbol':
      if (token.value === '(') return parenthesised(p);
      return unexpected(p, 'a value, a column or a function');
    case 'end':
      return unexpected(p, 'a value, a column or a function');
  }
}

function parenthesised(p: Parser): Expr {
  p.at++;
  const inner = nested(p, () => expression(p, LEVEL.or));
  expectSymbol(p, ')');
  return inner;
}

function wordAtom(p: Parser, word: string): Expr {
  const lower = word.toLowerCase();
  if (lower === 'case') return caseExpression(p);
  if (lower === 'true' || lower === 'false' || lower === 'null') {
    const { span } = next(p);
    return made(p, { kind: 'literal', type: lower === 'null' ? 'null' : 'boolean', text: lower, span }, []);
  }
  if (lower === 'not') unexpected(p, 'a value, a column or a function (put parentheses around `not …` here)');
  if (isReserved(word)) {
    unexpected(p, `a value, a column or a function (a column of that name is written "${word}")`);
  }
  const { span } = next(p);
  if (lower === 'date' && peek(p).kind === 'text') {
    const text = next(p).value;
    return made(p, { kind: 'literal', type: 'date', text, span: spanFrom(p, span.start) }, []);
  }
  if (isSymbol(peek(p), '(')) return call(p, lower, span.start);
  return made(p, { kind: 'column', name: word, span }, []);
}

function call(p: Parser, fn: string, start: number): Expr {
  p.at++;
  const args = isSymbol(peek(p), ')') ? [] : nested(p, () => commaList(p));
  expectSymbol(p, ')');
  return made(p, { kind: 'call', fn, args, span: spanFrom(p, start) }, args);
}

/** `case when c then v … end`; `case x when v then …` means `case when x = v then …`. */
function caseExpression(p: Parser): Expr {
  const start = next(p).span.start;
  return nested(p, () => {
    const operand = isWord(peek(p), 'when') ? null : expression(p, LEVEL.or);
    const branches: { readonly when: Expr; readonly then: Expr }[] = [];
    while (skipWord(p, 'when')) {
      const condition = expression(p, LEVEL.or);
      const when = operand === null ? condition : equality(p, operand, condition);
      expectWord(p, 'then');
      branches.push(caseBranch(when, expression(p, LEVEL.or)));
    }
    if (branches.length === 0) unexpected(p, '`when`');
    const otherwise = skipWord(p, 'else') ? expression(p, LEVEL.or) : null;
    expectWord(p, 'end');
    const parts = branches.flatMap((branch) => [branch.when, branch.then]);
    const expr: Expr = { kind: 'case', branches, otherwise, span: spanFrom(p, start) };
    return made(p, expr, otherwise === null ? parts : [...parts, otherwise]);
  });
}

function equality(p: Parser, operand: Expr, value: Expr): Expr {
  const expr: Expr = { kind: 'binary', op: '=', left: operand, right: value, span: value.span };
  return made(p, expr, [operand, value]);
}

function commaList(p: Parser): readonly Expr[] {
  const list = [expression(p, LEVEL.or)];
  while (isSymbol(peek(p), ',')) {
    p.at++;
    list.push(expression(p, LEVEL.or));
  }
  return list;
}

/** Every node passes here, so no tree is deeper or larger than the walks can bear. */
function made(p: Parser, expr: Expr, parts: readonly Expr[]): Expr {
  let depth = 0;
  let size = 1;
  for (const part of parts) {
    const measure = p.measures.get(part);
    depth = Math.max(depth, measure?.depth ?? 0);
    size += measure?.size ?? 1;
  }
  if (depth >= DEPTH_MAX || size > SIZE_MAX) tooLarge(p);
  p.measures.set(expr, { depth: depth + 1, size });
  return expr;
}

function nested<T>(p: Parser, read: () => T): T {
  p.nesting++;
  if (p.nesting > DEPTH_MAX) tooLarge(p);
  const result = read();
  p.nesting--;
  return result;
}

function tooLarge(p: Parser): never {
  return unexpected(
    p,
    `at most ${DEPTH_MAX} levels and ${SIZE_MAX} parts in one expression (use \`in\` for long lists, or a column of its own for a part)`,
  );
}

function peek(p: Parser): Token {
  const token = p.tokens[Math.min(p.at, p.tokens.length - 1)];
  if (token === undefined) throw new Error('Invariant broken: the token list ends with `end`');
  return token;
}

function next(p: Parser): Token {
  const token = peek(p);
  p.at++;
  return token;
}

function spanFrom(p: Parser, start: number): { readonly start: number; readonly end: number } {
  return { start, end: p.tokens[p.at - 1]?.span.end ?? start };
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.value.toLowerCase() === word;
}

function isSymbol(token: Token, symbol: string): boolean {
  return token.kind === 'symbol' && token.value === symbol;
}

function skipWord(p: Parser, word: string): boolean {
  if (!isWord(peek(p), word)) return false;
  p.at++;
  return true;
}

function expectWord(p: Parser, word: string): void {
  if (!skipWord(p, word)) unexpected(p, `\`${word}\``);
}

function expectSymbol(p: Parser, symbol: string): void {
  if (!isSymbol(peek(p), symbol)) unexpected(p, `\`${symbol}\``);
  p.at++;
}

function unexpected(p: Parser, expected: string): never {
  const { kind, span } = peek(p);
  const found = kind === 'end' ? 'the end' : `\`${p.text.slice(span.start, span.end)}\``;
  return fail('expr.syntax', { text: p.text, column: span.start + 1, found, expected });
}
