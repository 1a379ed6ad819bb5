/**
 * JSON or YAML text as a tree of values with lines. JSON is read as the YAML that it is, so both have one reader.
 *
 * What stands between quotes is a text whatever it says; without quotes, numbers keep their digits, `true`, `false` and `null` are
 * what JSON says, and everything else (`2024-01-31`, `no`) is a text. Anchors and references are refused: a rule says what it does
 * where it stands.
 */

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type ErrorPlace, fail, withPlace } from '../errors/error.ts';
import { isNumber, plainNumber } from './literal.ts';
import type { RuleLiteral } from './rule.ts';

export type RulePath = readonly (string | number)[];

/** `line` of an entry is that of its key. */
export type RuleNode =
  | { readonly kind: 'value'; readonly value: RuleLiteral; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly RuleNode[]; readonly line: number }
  | { readonly kind: 'object'; readonly entries: readonly RuleEntry[]; readonly line: number };

export interface RuleEntry {
  readonly key: string;
  readonly line: number;
  readonly value: RuleNode;
}

interface Reading {
  readonly file: string;
  readonly lineOf: (node: Node | null) => number;
}

/** The YAML reader is recursive, and a text of brackets alone would end the process. */
const DEPTH_MAX = 100;

/** Reads `text`; `file` is how messages name it. Errors: rules.syntax, rules.number, rules.text. */
export function readTree(text: string, file: string): RuleNode {
  if (isDeep(text)) fail('rules.syntax', { problem: `it has more than ${DEPTH_MAX} levels` }, { file });
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0]);
    fail('rules.syntax', { problem: problem.message.replace(/\.$/, '') }, { file, line });
  }
  const lineOf = (node: Node | null): number => Math.max(1, lines.linePos(node?.range?.[0] ?? 0).line);
  return treeOf(document.contents, { file, lineOf });
}

/** The place of the key or item at the end of `path`, or of the nearest thing around it that is there. */
export function placeIn(root: RuleNode, file: string, path: RulePath): ErrorPlace {
  let node: RuleNode | undefined = root;
  let { line } = root;
  for (const step of path) {
    const found: { readonly line: number; readonly value: RuleNode } | undefined = stepInto(node, step);
    if (found === undefined) break;
    line = found.line;
    node = found.value;
  }
  return { file, line };
}

function stepInto(node: RuleNode, step: string | number) {
  if (node.kind === 'object') return node.entries.find((entry) => entry.key === step);
  const item = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
  return item === undefined ? undefined : { line: item.line, value: item };
}

/** Open brackets outside of texts, and the depth of indentation. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth++;
    else if (token.length === 1) depth--;
    if (depth > DEPTH_MAX) return true;
  }
  return /^[ \t\-?:]{400}/m.test(text);
}

function treeOf(node: unknown, reading: Reading): RuleNode {
  if (node === null) return { kind: 'value', value: null, line: 1 };
  if (isAlias(node)) {
    const place = { file: reading.file, line: reading.lineOf(node) };
    return fail('rules.syntax', { problem: 'references (`*name`) are not read; write the value out' }, place);
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => treeOf(item, reading));
    return { kind: 'list', items, line: reading.lineOf(node) };
  }
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => entryOf(key, value, reading));
    return { kind: 'object', entries, line: reading.lineOf(node) };
  }
  if (!isScalar(node)) throw new Error('Invariant broken: YAML is made of scalars, lists and maps');
  const line = reading.lineOf(node);
  const place = { file: reading.file, line };
  return { kind: 'value', value: withPlace(place, () => literalIn(node.value, node.type)), line };
}

function entryOf(key: unknown, value: unknown, reading: Reading): RuleEntry {
  if (!isScalar(key)) return fail('rules.syntax', { problem: 'a key is no text' }, { file: reading.file });
  const line = reading.lineOf(key);
  const text = withPlace({ file: reading.file, line }, () => checkedText(String(key.value)));
  const read: RuleNode = value === null ? { kind: 'value', value: null, line } : treeOf(value, reading);
  return { key: text, line, value: read };
}

function literalIn(value: unknown, written: string | undefined): RuleLiteral {
  const text = String(value ?? '');
  if (written !== 'PLAIN') return checkedText(text);
  if (text === '' || text === 'null' || text === '~') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return isNumber(text) ? { number: plainNumber(text) } : checkedText(text);
}

/** Half a character has no UTF-8, and some databases have no place for U+0000. */
function checkedText(text: string): string {
  if (text.includes('\0')) fail('rules.text', { what: 'A text', problem: 'holds the character U+0000' });
  if (/\p{Surrogate}/u.test(text))
    fail('rules.text', { what: 'A text', problem: 'holds half of a character' });
  return text;
}
