/**
 * Expression text as tokens with positions. Words keep their spelling; which of them are keywords is the parser's affair.
 *
 * Two spellings of SQL are refused here rather than read in another way than a database would: `--` (a comment there)
 * and numbers with an exponent (floating point there).
 */

import { fail } from '../errors/error.ts';
import type { Span } from './ast.ts';

export type Token =
  /** `value` is what the token means: the name, the text without quotes, the number in its one spelling (`.5` → `0.5`). */
  | {
      readonly kind: 'word' | 'quoted' | 'number' | 'text' | 'parameter' | 'symbol';
      readonly value: string;
      readonly span: Span;
    }
  | { readonly kind: 'end'; readonly value: ''; readonly span: Span };

interface Rule {
  readonly kind: Exclude<Token['kind'], 'end'>;
  /** Sticky; what it matches is the whole token. */
  readonly pattern: RegExp;
  readonly value: (matched: string) => string;
}

const RULES: readonly Rule[] = [
  { kind: 'word', pattern: /[A-Za-z_][A-Za-z0-9_]*/y, value: (matched) => matched },
  { kind: 'number', pattern: /\d+(?:\.\d+)?|\.\d+/y, value: canonicalNumber },
  { kind: 'text', pattern: /'(?:[^']|'')*'/y, value: (matched) => unquoted(matched, "'") },
  { kind: 'quoted', pattern: /"(?:[^"]|"")+"/y, value: (matched) => unquoted(matched, '"') },
  { kind: 'parameter', pattern: /:[A-Za-z_][A-Za-z0-9_]*/y, value: (matched) => matched.slice(1) },
  {
    kind: 'symbol',
    pattern: /<>|!=|<=|>=|\|\||[-+*(),<>=]/y,
    value: (matched) => (matched === '<>' ? '!=' : matched),
  },
];

const SPACE = /[ \t\r\n]+/y;

/** What to write instead of something that looks like SQL and is not in the language. */
const ADVICE: readonly { readonly pattern: RegExp; readonly expected: string }[] = [
  { pattern: /--/y, expected: 'one minus (`--` starts a comment in SQL; write `- -x` for minus minus x)' },
  { pattern: /\//y, expected: 'an operator (division is div(a, b, scale))' },
  { pattern: /%/y, expected: 'an operator (there is no remainder)' },
  { pattern: /'/y, expected: "a closing ' (write '' for a quote inside a text)" },
  { pattern: /"/y, expected: 'a name between double quotes' },
  { pattern: /\./y, expected: 'an operator (names have no dots, and digits follow a decimal point)' },
  { pattern: /:/y, expected: 'the name of a parameter after `:`' },
  { pattern: /;/y, expected: 'one expression and nothing after it' },
];

/** All tokens of `text`, the last one `end`. */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipSpace(text, token.span.end);
  }
  tokens.push({ kind: 'end', value: '', span: { start: text.length, end: text.length } });
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  if (matchAt(/--/y, text, start) !== undefined) unreadable(text, start);
  for (const rule of RULES) {
    const matched = matchAt(rule.pattern, text, start);
    if (matched === undefined) continue;
    const end = start + matched.length;
    // 1e5, 12abc and 1.2.3 are neither numbers nor names.
    if (rule.kind === 'number' && matchAt(/[A-Za-z_.]/y, text, end) !== undefined) {
      const word = matchAt(/[A-Za-z0-9_.]+/y, text, start) ?? matched;
      fail('expr.syntax', {
        text,
        column: start + 1,
        found: `\`${word}\``,
        expected: 'a number such as 12 or 0.05, without exponent',
      });
    }
    return { kind: rule.kind, value: rule.value(matched), span: { start, end } };
  }
  return unreadable(text, start);
}

function unreadable(text: string, start: number): never {
  const advice = ADVICE.find((entry) => matchAt(entry.pattern, text, start) !== undefined);
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const found = matchAt(/--/y, text, start) ?? character;
  const expected =
    advice?.expected ?? 'a name, a value or an operator (other names go between double quotes)';
  return fail('expr.syntax', { text, column: start + 1, found: `\`${found}\``, expected });
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  // A sticky expression carries its position, so it is set for each call; a fresh one would be compiled for each.
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function skipSpace(text: string, at: number): number {
  return at + (matchAt(SPACE, text, at)?.length ?? 0);
}

function unquoted(matched: string, quote: string): string {
  return matched.slice(1, -1).replaceAll(quote + quote, quote);
}

/** No leading zeros but one before a point; zeros at the end stay, they say the scale. */
function canonicalNumber(matched: string): string {
  const stripped = matched.replace(/^0+(?=\d)/, '');
  return stripped.startsWith('.') ? `0${stripped}` : stripped;
}
