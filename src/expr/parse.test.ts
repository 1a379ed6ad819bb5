/** Tests of the parser: what binds to what, spellings, and where it says that a text stops making sense. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import type { Expr } from './ast.ts';
import { parseExpr } from './parse.ts';

/** The tree as a fully parenthesised text in prefix form, written independently of the printer. */
function shape(e: Expr): string {
  switch (e.kind) {
    case 'literal':
      return e.type === 'text' ? `'${e.text}'` : e.type === 'date' ? `d${e.text}` : e.text;
    case 'column':
      return e.name;
    case 'parameter':
      return `:${e.name}`;
    case 'unary':
      return `[${e.op} ${shape(e.arg)}]`;
    case 'binary':
      return `[${e.op} ${shape(e.left)} ${shape(e.right)}]`;
    case 'is_null':
      return `[${e.negated ? 'not_null' : 'null?'} ${shape(e.arg)}]`;
    case 'in':
      return `[${e.negated ? 'not_in' : 'in'} ${[e.arg, ...e.list].map(shape).join(' ')}]`;
    case 'between':
      return `[${e.negated ? 'not_between' : 'between'} ${[e.arg, e.low, e.high].map(shape).join(' ')}]`;
    case 'like':
      return `[${e.negated ? 'not_like' : 'like'} ${shape(e.arg)} ${e.pattern}]`;
    case 'case':
      return `[case ${e.branches.map((b) => `${shape(b.when)}?${shape(b.then)}`).join(' ')}${
        e.otherwise === null ? '' : ` :${shape(e.otherwise)}`
      }]`;
    case 'call':
      return `${e.fn}(${e.args.map(shape).join(' ')})`;
  }
}

function problem(text: string): { column: unknown; found: unknown; expected: unknown } {
  try {
    parseExpr(text);
  } catch (error) {
    if (!(error instanceof PlimsollError) || error.code !== 'expr.syntax') throw error;
    const { column, found, expected } = error.params;
    return { column, found, expected };
  }
  throw new Error(`the test expects ${text} to be refused`);
}

describe('what binds to what', () => {
  it.each([
    ['a or b and c', '[or a [and b c]]'],
    ['a and b or c', '[or [and a b] c]'],
    ['a or b or c', '[or [or a b] c]'],
    ['not a and b', '[and [not a] b]'],
    ['not a = b', '[not [= a b]]'],
    ['not not a', '[not [not a]]'],
    ['a and not b or c', '[or [and a [not b]] c]'],
    ['a = b || c', '[= a [|| b c]]'],
    ['a || b + c', '[|| a [+ b c]]'],
    ['a - b - c', '[- [- a b] c]'],
    ['a - (b - c)', '[- a [- b c]]'],
    ['a + b * c', '[+ a [* b c]]'],
    ['(a + b) * c', '[* [+ a b] c]'],
    ['-a * b', '[* [- a] b]'],
    ['- -a', '[- [- a]]'],
    ['a - -1', '[- a [- 1]]'],
    ['a * -b', '[* a [- b]]'],
    ['a between b + 1 and c and d', '[and [between a [+ b 1] c] d]'],
    ['a not between 1 and 2', '[not_between a 1 2]'],
    ['not a in (1, 2)', '[not [in a 1 2]]'],
    ['a not in (1, b + 1)', '[not_in a 1 [+ b 1]]'],
    ["a like 'x%' and b not like '_'", '[and [like a x%] [not_like b _]]'],
    ['a is null or b is not null', '[or [null? a] [not_null b]]'],
    ['(a = b) = c', '[= [= a b] c]'],
    ['a + b < c * d', '[< [+ a b] [* c d]]'],
  ])('%s', (text, expected) => {
    expect(shape(parseExpr(text))).toBe(expected);
  });
});

describe('spellings', () => {
  it.each([
    ['a <> b', '[!= a b]'],
    ['A AND b', '[and A b]'],
    ['ROUND(Amount, 2)', 'round(Amount 2)'],
    ["DATE '2024-01-31'", 'd2024-01-31'],
    ['date + 1', '[+ date 1]'],
    ['.50 + 007', '[+ 0.50 7]'],
    ['0 + 00.10', '[+ 0 0.10]'],
    ["'it''s' || ''", "[|| 'it's' '']"],
    ['"odd ""name""" + "end"', '[+ odd "name" end]'],
    [':calculation_date', ':calculation_date'],
    ['TRUE and False or NULL is null', '[or [and true false] [null? null]]'],
    ['case when a then 1 end', '[case a?1]'],
    ['Case When a Then 1 When b Then 2 Else 3 End', '[case a?1 b?2 :3]'],
    ['case x when 1 then a when y + 1 then b else c end', '[case [= x 1]?a [= x [+ y 1]]?b :c]'],
    ['f()', 'f()'],
    ['\n a\t+\r\n b ', '[+ a b]'],
  ])('%s', (text, expected) => {
    expect(shape(parseExpr(text))).toBe(expected);
  });
});

describe('spans', () => {
  it('cover the text of a node, with the parentheses of its operands', () => {
    const text = '(a + b) * round( c , 2 )';
    const e = parseExpr(text);
    expect(e.span).toEqual({ start: 0, end: text.length });
    if (e.kind !== 'binary') throw new Error('a product is binary');
    expect(text.slice(e.left.span.start, e.left.span.end)).toBe('a + b');
    expect(text.slice(e.right.span.start, e.right.span.end)).toBe('round( c , 2 )');
  });
});

describe('refusals', () => {
  it.each([
    ['', 1, 'the end'],
    ['a +', 4, 'the end'],
    ['a b', 3, '`b`'],
    ['a = b = c', 7, '`=`'],
    ['a < b < c', 7, '`<`'],
    ['not a = b = c', 11, '`=`'],
    ['a and b = c = d', 13, '`=`'],
    ['a is null is null', 11, '`is`'],
    ['a in ()', 7, '`)`'],
    ['a in (1', 8, 'the end'],
    ['a not 5', 7, '`5`'],
    ['a = not b', 5, '`not`'],
    ['a like b', 8, '`b`'],
    ['a between 1 or 2', 13, '`or`'],
    ['case else 1 end', 6, '`else`'],
    ['case a else 1 end', 8, '`else`'],
    ['case when a then 1', 19, 'the end'],
    ['end + 1', 1, '`end`'],
    ['round(a, )', 10, '`)`'],
    ['(a', 3, 'the end'],
    ['a / b', 3, '`/`'],
    ['a -- b', 3, '`--`'],
    ['a % b', 3, '`%`'],
    ['row.x', 4, '`.`'],
    ['1e5', 1, '`1e5`'],
    ['1.2.3', 1, '`1.2.3`'],
    ['12abc', 1, '`12abc`'],
    ["'open", 1, "`'`"],
    ['"open', 1, '`"`'],
    ['"" + 1', 1, '`"`'],
    ['a; b', 2, '`;`'],
    [': x', 1, '`:`'],
    ['é + 1', 1, '`é`'],
    ['a + 😀', 5, '`😀`'],
    ["date '2024-01-31' '", 19, "`'`"],
    ['f(a)(b)', 5, '`(`'],
  ])('%j at character %i', (text, column, found) => {
    expect(problem(text)).toMatchObject({ column, found });
  });

  it('says what to write instead of a division', () => {
    expect(problem('a / b').expected).toContain('div(a, b, scale)');
  });

  it.each([
    ['parentheses', '('.repeat(100_000)],
    ['minus signs', '- '.repeat(100_000)],
    ['nots', 'not '.repeat(100_000)],
    ['calls', 'f('.repeat(100_000)],
    ['cases', 'case '.repeat(100_000)],
    ['a long chain', `a${' + a'.repeat(100_000)}`],
    ['a case that doubles', `${'case '.repeat(40)}a${' when 1 then 2 when 3 then 4 end'.repeat(40)}`],
  ])('refuses %s beyond the limit instead of running out of stack', (_what, text) => {
    expect(problem(text).expected).toContain('500 levels');
  });

  it('reads a long list and a chain below the limit', () => {
    expect(parseExpr(`a in (${Array.from({ length: 5000 }, (_, i) => i).join(', ')})`).kind).toBe('in');
    expect(parseExpr(`a${' + a'.repeat(450)}`).kind).toBe('binary');
    expect(parseExpr(`${'('.repeat(450)}a${')'.repeat(450)}`).kind).toBe('column');
  });
});
