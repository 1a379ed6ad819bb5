/** Tests of the printer: one spelling, no needless parenthesis, and the way back to the same tree. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BinaryOp, caseBranch, type Expr } from './ast.ts';
import { parseExpr } from './parse.ts';
import { printExpr } from './print.ts';

const NOWHERE = { start: 0, end: 0 };

describe('printExpr', () => {
  it.each([
    ['((a))+( b*c )', 'a + b * c'],
    ['(a + b) * c', '(a + b) * c'],
    ['a - (b - c)', 'a - (b - c)'],
    ['(a - b) - c', 'a - b - c'],
    ['NOT (a AND b)', 'not (a and b)'],
    ['not (a = b)', 'not a = b'],
    ['(not a) = b', '(not a) = b'],
    ['(a or b) and c', '(a or b) and c'],
    ['a <> b', 'a != b'],
    ['(a = b) = (c is null)', '(a = b) = (c is null)'],
    ['a || (b || c)', 'a || (b || c)'],
    ['-(-a)', '- -a'],
    ['-(a + b)', '-(a + b)'],
    ['-(a) * b', '-a * b'],
    ['a between (b) and (c + 1)', 'a between b and c + 1'],
    ['(a in (1,2)) is null', '(a in (1, 2)) is null'],
    ['"amount" + "odd name" + "END"', 'amount + "odd name" + "END"'],
    ["'it''s' not like '%'''", "'it''s' not like '%'''"],
    ['case x when 1 then 2 else 3 end', 'case when x = 1 then 2 else 3 end'],
    ["DATE '2024-01-31' + .5 + 01.50", "date '2024-01-31' + 0.5 + 1.50"],
    ['Coalesce(a,:p,null)', 'coalesce(a, :p, null)'],
  ])('%s', (text, expected) => {
    expect(printExpr(parseExpr(text))).toBe(expected);
  });

  it('is read back to the same tree, and needs each parenthesis that it writes', () => {
    fc.assert(
      fc.property(anyExpr, (expr) => {
        const text = printExpr(expr);
        expect(withoutSpans(parseExpr(text))).toEqual(withoutSpans(expr));
        for (const shorter of withoutOnePair(text)) {
          expect(parsed(shorter)).not.toEqual(withoutSpans(expr));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** The texts with one matching pair of parentheses taken away, pairs of calls and lists and those inside quotes left alone. */
function withoutOnePair(text: string): string[] {
  if (/['"]/.test(text)) return [];
  const shorter: string[] = [];
  for (let open = 0; open < text.length; open++) {
    if (text[open] !== '(' || /(\w|\bin )$/.test(text.slice(0, open))) continue;
    let depth = 0;
    let close = open;
    do {
      if (text[close] === '(') depth++;
      if (text[close] === ')') depth--;
      close++;
    } while (depth > 0);
    shorter.push(`${text.slice(0, open)} ${text.slice(open + 1, close - 1)} ${text.slice(close)}`);
  }
  return shorter;
}

function parsed(text: string): unknown {
  try {
    return withoutSpans(parseExpr(text));
  } catch {
    return undefined;
  }
}

function withoutSpans(expr: Expr): unknown {
  return JSON.parse(JSON.stringify(expr, (key, value: unknown) => (key === 'span' ? undefined : value)));
}

const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'Amount', 'date', '_x1') },
  { weight: 1, arbitrary: fc.constantFrom('odd name', 'end', 'NOT', 'q"uote', 'é', '1st', 'row.x') },
);
const literal: fc.Arbitrary<Expr> = fc
  .oneof(
    fc.constantFrom(
      ['number', '0'],
      ['number', '12.50'],
      ['number', '0.05'],
      ['boolean', 'true'],
      ['null', 'null'],
    ),
    fc.constantFrom(['text', ''], ['text', "it's"], ['text', 'a\nb -- "c"'], ['date', '2024-01-31']),
  )
  .map(([type, text]) => ({ kind: 'literal', type, text, span: NOWHERE }) as Expr);
const binaryOp = fc.constantFrom<BinaryOp>('+', '-', '*', '=', '!=', '<', '<=', '>', '>=', 'and', 'or', '||');

const { expr: anyExpr } = fc.letrec<{ expr: Expr }>((tie) => {
  const sub = tie('expr');
  const leaf: fc.Arbitrary<Expr> = fc.oneof(
    literal,
    name.map((n): Expr => ({ kind: 'column', name: n, span: NOWHERE })),
    fc
      .constantFrom('p', 'calculation_date')
      .map((n): Expr => ({ kind: 'parameter', name: n, span: NOWHERE })),
  );
  const list = fc.array(sub, { minLength: 1, maxLength: 3 });
  const branch = fc.tuple(sub, sub).map(([when, result]) => caseBranch(when, result));
  const node: fc.Arbitrary<Expr> = fc.oneof(
    fc
      .tuple(fc.constantFrom<'-' | 'not'>('-', 'not'), sub)
      .map(([op, arg]): Expr => ({ kind: 'unary', op, arg, span: NOWHERE })),
    fc
      .tuple(binaryOp, sub, sub)
      .map(([op, left, right]): Expr => ({ kind: 'binary', op, left, right, span: NOWHERE })),
    fc
      .tuple(binaryOp, sub, sub)
      .map(([op, left, right]): Expr => ({ kind: 'binary', op, left, right, span: NOWHERE })),
    fc
      .tuple(sub, fc.boolean())
      .map(([arg, negated]): Expr => ({ kind: 'is_null', arg, negated, span: NOWHERE })),
    fc
      .tuple(sub, list, fc.boolean())
      .map(([arg, items, negated]): Expr => ({ kind: 'in', arg, list: items, negated, span: NOWHERE })),
    fc
      .tuple(sub, sub, sub, fc.boolean())
      .map(
        ([arg, low, high, negated]): Expr => ({ kind: 'between', arg, low, high, negated, span: NOWHERE }),
      ),
    fc
      .tuple(sub, fc.constantFrom('%', "a'_"), fc.boolean())
      .map(([arg, pattern, negated]): Expr => ({ kind: 'like', arg, pattern, negated, span: NOWHERE })),
    fc
      .tuple(fc.array(branch, { minLength: 1, maxLength: 2 }), fc.option(sub))
      .map(([branches, otherwise]): Expr => ({ kind: 'case', branches, otherwise, span: NOWHERE })),
    fc
      .tuple(fc.constantFrom('round', 'f'), fc.array(sub, { maxLength: 3 }))
      .map(([fn, args]): Expr => ({ kind: 'call', fn, args, span: NOWHERE })),
  );
  return { expr: fc.oneof({ maxDepth: 5, depthSize: 'medium' }, leaf, node) };
});
