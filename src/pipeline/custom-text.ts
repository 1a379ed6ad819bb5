/**
 * Reads the text of a custom stage into parts, and refuses what would make its rows depend on something else than its inputs: other tables,
 * files, the clock, chance.
 *
 * What a text computes is not understood here. The list of functions has the obvious ones; that nothing depends on the order of rows is up to the author.
 */

import { fail } from '../errors/error.ts';
import { nearest } from '../std/nearest.ts';
import { type TextToken, textTokens } from './custom-tokens.ts';
import { REFUSED_FUNCTIONS, REFUSED_WORDS } from './hidden-inputs.ts';
import type { TextPart } from './pipeline.ts';
import type { EngineName } from './stage.ts';

/** Functions that may stand where rows are read, because all their rows come from their arguments. */
const TABLE_FUNCTIONS: readonly string[] = [
  'range',
  'generate_series',
  'unnest',
  'explode',
  'posexplode',
  'stack',
];

/** Inside their parentheses FROM reads no rows: `extract(year FROM day)`. */
const FROM_INSIDE: readonly string[] = ['extract', 'substring', 'trim', 'overlay'];

export interface TextContext {
  readonly engine: EngineName;
  readonly inputs: readonly string[];
  readonly parameters: readonly string[];
}

/** Errors: pipeline.custom_text, pipeline.custom_function. */
export function readText(text: string, context: TextContext): readonly TextPart[] {
  const tokens = textTokens(text, context.engine);
  const [first] = tokens;
  if (first === undefined || !(isWord(first, 'select', 'with', 'values') || first.value === '('))
    refuse('must be one query: it begins with SELECT, WITH or VALUES.');
  checkParentheses(tokens);
  checkWords(tokens);
  checkRelations(tokens);
  return partsOf(text, tokens, context);
}

const refuse = (problem: string): never => fail('pipeline.custom_text', { problem });

const isWord = (token: TextToken | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.value.toLowerCase());

const isSymbol = (token: TextToken | undefined, symbol: string): boolean =>
  token?.kind === 'symbol' && token.value === symbol;

function checkParentheses(tokens: readonly TextToken[]): void {
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, '(')) depth++;
    if (isSymbol(token, ')')) depth--;
    if (depth < 0) refuse('closes a parenthesis that it did not open.');
  }
  if (depth > 0) refuse('does not close all of its parentheses.');
}

function checkWords(tokens: readonly TextToken[]): void {
  for (const [index, token] of tokens.entries()) {
    // A name after a point, or between quotes, is a column.
    if (token.kind !== 'word' || isSymbol(tokens[index - 1], '.')) continue;
    const name = token.value.toLowerCase();
    const called = isSymbol(tokens[index + 1], '(');
    const problem = (called ? REFUSED_FUNCTIONS[name] : undefined) ?? REFUSED_WORDS[name];
    if (problem !== undefined)
      fail('pipeline.custom_function', { name: called ? `${name}()` : name, problem });
  }
}

/** One level of parentheses. */
interface Level {
  /** FROM inside it reads no rows. */
  readonly call: boolean;
  /** Between FROM and the next clause, where a comma is followed by a relation. */
  inFrom: boolean;
}

const CLAUSES = ['where', 'group', 'order', 'having', 'window', 'qualify', 'limit', 'select'] as const;
const BETWEEN = ['union', 'except', 'intersect'] as const;

/** Where rows are read there must be an input, a query, a part of the text's own WITH, or a table function. */
function checkRelations(tokens: readonly TextToken[]): void {
  const own = ownNames(tokens);
  const levels: Level[] = [{ call: false, inFrom: false }];
  let wanted = false;
  for (const [index, token] of tokens.entries()) {
    const level = levels.at(-1) ?? { call: false, inFrom: false };
    if (wanted) {
      if (isSymbol(token, '(')) {
        levels.push({ call: false, inFrom: true });
        continue;
      }
      if (isWord(token, 'lateral')) continue;
      if (!isWord(token, 'select', 'with', 'values')) checkRelation(token, tokens[index + 1], own);
      wanted = false;
    }
    if (isSymbol(token, '(')) {
      levels.push({ call: isWord(tokens[index - 1], ...FROM_INSIDE), inFrom: false });
    } else if (isSymbol(token, ')')) levels.pop();
    else if (isWord(token, 'table', 'describe', 'summarize'))
      refuse(`has \`${token.value}\`. Write SELECT … FROM and an input.`);
    else if (isWord(token, 'from')) {
      const compared = isWord(tokens[index - 1], 'distinct') && isWord(tokens[index - 2], 'is', 'not');
      wanted = !level.call && !compared;
      level.inFrom ||= wanted;
    } else if (isWord(token, 'join') || (isSymbol(token, ',') && level.inFrom)) wanted = true;
    else if (isWord(token, ...CLAUSES, ...BETWEEN)) level.inFrom = false;
  }
}

function checkRelation(token: TextToken, next: TextToken | undefined, own: ReadonlySet<string>): void {
  if (token.kind === 'input') return;
  const name = token.value.toLowerCase();
  if (isSymbol(next, '(') && TABLE_FUNCTIONS.includes(name)) return;
  if (token.kind !== 'text' && !isSymbol(next, '(') && !isSymbol(next, '.') && own.has(name)) return;
  refuse(
    `reads rows from \`${token.value}\`. It may read its inputs, written as {{name}}, queries and parts of its own WITH, and ${TABLE_FUNCTIONS.join(', ')}.`,
  );
}

/** Names before `AS (`, with or without a list of columns between. */
function ownNames(tokens: readonly TextToken[]): ReadonlySet<string> {
  const names = tokens.filter((token, index) => {
    if (token.kind !== 'word' && token.kind !== 'quoted') return false;
    const after = isSymbol(tokens[index + 1], '(')
      ? tokens.findIndex((each, at) => at > index && isSymbol(each, ')')) + 1
      : index + 1;
    if (!isWord(tokens[after], 'as')) return false;
    const rest = tokens.slice(after + 1, after + 4).filter((each) => !isWord(each, 'not', 'materialized'));
    return isSymbol(rest[0], '(');
  });
  return new Set(names.map((token) => token.value.toLowerCase()));
}

function partsOf(text: string, tokens: readonly TextToken[], context: TextContext): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const token of tokens) {
    if (token.kind !== 'input' && token.kind !== 'parameter') continue;
    const known = token.kind === 'input' ? context.inputs : context.parameters;
    if (!known.includes(token.value)) unknownPlaceholder(token, known);
    parts.push({ kind: 'sql', text: text.slice(at, token.start) }, { kind: token.kind, name: token.value });
    at = token.end;
  }
  return [...parts, { kind: 'sql', text: text.slice(at) }];
}

function unknownPlaceholder({ kind, value }: TextToken, known: readonly string[]): never {
  const near = nearest(value, known);
  const what =
    kind === 'input' ? `{{${value}}}, which is not among its inputs` : `{{:${value}}}, which is no parameter`;
  const found = near === undefined ? ` There are: ${known.join(', ')}.` : ` Did you mean \`${near}\`?`;
  return refuse(`has ${what}.${found}`);
}
