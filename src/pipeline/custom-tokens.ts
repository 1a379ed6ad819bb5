/** An author's SQL text as tokens: no parser, only as much as it takes to see names, parentheses and placeholders. */

import { fail } from '../errors/error.ts';
import type { EngineName } from './stage.ts';

export interface TextToken {
  /** `input` and `parameter` are placeholders; `value` is then the name. */
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'symbol' | 'input' | 'parameter';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

interface Pattern {
  readonly kind: TextToken['kind'] | 'space';
  readonly pattern: RegExp;
}

const PATTERNS: readonly Pattern[] = [
  { kind: 'space', pattern: /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y },
  { kind: 'parameter', pattern: /\{\{:[^{}]+\}\}/y },
  { kind: 'input', pattern: /\{\{[^{}]+\}\}/y },
  { kind: 'text', pattern: /'(?:[^']|'')*'/y },
  { kind: 'quoted', pattern: /"(?:[^"]|"")+"|`[^`]+`/y },
  { kind: 'word', pattern: /[\p{L}_][\p{L}\p{N}_$]*/uy },
  { kind: 'number', pattern: /[0-9][0-9a-zA-Z_.]*/y },
  { kind: 'symbol', pattern: /[-+*/%(),.<>=!|&^~?:[\]{}]/y },
];

/** The tokens without spaces and comments. Errors: pipeline.custom_text. */
export function textTokens(text: string, engine: EngineName): readonly TextToken[] {
  const tokens: TextToken[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    at = token.end;
    if (token.kind === 'space') checkComment(token.value);
    else tokens.push(checked({ ...token, kind: token.kind, value: meaning(token) }, tokens.at(-1), engine));
  }
  return tokens;
}

interface Matched {
  readonly kind: Pattern['kind'];
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

function tokenAt(text: string, start: number): Matched {
  for (const { kind, pattern } of PATTERNS) {
    // A sticky expression carries its position, and the table is shared.
    const sticky = new RegExp(pattern);
    sticky.lastIndex = start;
    const value = sticky.exec(text)?.[0];
    if (value !== undefined) return { kind, value, start, end: start + value.length };
  }
  const found = String.fromCodePoint(text.codePointAt(start) ?? 0);
  if (found === ';') return refuse('has a `;`. It must be one query and nothing after it.');
  return refuse(
    `has \`${found}\` where a name, a value or an operator was expected (character ${start + 1}).`,
  );
}

function meaning({ kind, value }: Matched): string {
  if (kind === 'input') return value.slice(2, -2).trim();
  if (kind === 'parameter') return value.slice(3, -2).trim();
  return kind === 'quoted' ? value.slice(1, -1).replaceAll('""', '"') : value;
}

/** Texts are set into a larger query line by line, so nothing may stand across two of them. */
function checked(token: TextToken, before: TextToken | undefined, engine: EngineName): TextToken {
  if ((token.kind === 'text' || token.kind === 'quoted') && /[\r\n]/.test(token.value))
    refuse('has a line break between quotes. Write chr(10) for one.');
  if (token.kind !== 'text') return token;
  if (before?.kind === 'word' && before.end === token.start)
    refuse(`has \`${before.value}${token.value}\`. Write a plain text between single quotes.`);
  if (engine === 'spark' && token.value.includes('\\'))
    refuse('has a backslash in a text, which Spark reads as an escape. Write chr(92) for one.');
  return token;
}

function checkComment(value: string): void {
  if (value.startsWith('/*') && value.slice(2).includes('/*'))
    refuse('has a comment inside a comment. Write them one after another.');
}

const refuse = (problem: string): never => fail('pipeline.custom_text', { problem });
