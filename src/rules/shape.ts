/** Reading the shape of a rule: which keys a group has, and of which kind their values are. Errors carry file and line. */

import { type ErrorPlace, fail } from '../errors/error.ts';
import { nearest } from '../std/nearest.ts';
import { parseDate } from '../values/date.ts';
import { shownLiteral } from './literal.ts';
import type { RuleLiteral } from './rule.ts';
import type { RuleNode } from './rule-text.ts';

/** A group of keys that are all known. `where` begins a sentence: "A condition". */
export interface Group {
  readonly where: string;
  readonly file: string;
  readonly line: number;
  /** The value of a key; undefined when it is absent or null. */
  readonly get: (key: string) => RuleNode | undefined;
  /** The value as written, null included. */
  readonly written: (key: string) => RuleNode | undefined;
}

/** Errors: rules.shape when `node` is no group of keys, rules.unknown_key with the nearest one. */
export function groupOf(node: RuleNode, where: string, known: readonly string[], file: string): Group {
  if (node.kind !== 'object') wrongShape(node, where, 'a group of keys', file);
  for (const { key, line } of node.entries) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    fail('rules.unknown_key', { where, name: key, nearest: near, known }, { file, line });
  }
  const written = (key: string): RuleNode | undefined =>
    node.entries.find((entry) => entry.key === key)?.value;
  const get = (key: string): RuleNode | undefined => {
    const value = written(key);
    return value === undefined || isNull(value) ? undefined : value;
  };
  return { where, file, line: node.line, get, written };
}

export function placeOf(group: Group, node?: RuleNode): ErrorPlace {
  return { file: group.file, line: node?.line ?? group.line };
}

/** The value of a key that must be there. */
export function needed(group: Group, key: string, allowed: string): RuleNode {
  return group.get(key) ?? fail('rules.missing_key', { where: group.where, key, allowed }, placeOf(group));
}

export function neededText(group: Group, key: string, allowed: string): string {
  return textIn(needed(group, key, allowed), `\`${key}\``, group.file);
}

/** null when the key is absent or null. */
export function optionalText(group: Group, key: string): string | null {
  const node = group.get(key);
  return node === undefined ? null : textIn(node, `\`${key}\``, group.file);
}

export function neededDate(group: Group, key: string): string {
  return dateIn(needed(group, key, DATE_ALLOWED), `\`${key}\``, group.file);
}

export function optionalDate(group: Group, key: string): string | null {
  const node = group.get(key);
  return node === undefined ? null : dateIn(node, `\`${key}\``, group.file);
}

/** The items of a list; none when the key is absent. */
export function optionalList(group: Group, key: string): readonly RuleNode[] {
  const node = group.get(key);
  if (node === undefined) return [];
  return node.kind === 'list' ? node.items : wrongShape(node, `\`${key}\``, 'a list', group.file);
}

export function textIn(node: RuleNode, what: string, file: string): string {
  const value = node.kind === 'value' ? node.value : null;
  if (typeof value === 'string' && value.trim() !== '') return value;
  return wrongShape(node, what, 'a text that is not empty', file);
}

export function literalIn(node: RuleNode, what: string, file: string): RuleLiteral {
  return node.kind === 'value' ? node.value : wrongShape(node, what, 'one value', file);
}

const DATE_ALLOWED = 'a day of the calendar such as "2024-01-31"';

function dateIn(node: RuleNode, what: string, file: string): string {
  const value = node.kind === 'value' ? node.value : null;
  if (typeof value === 'string' && parseDate(value) !== undefined) return value;
  return wrongShape(node, what, DATE_ALLOWED, file);
}

export function wrongShape(node: RuleNode, what: string, allowed: string, file: string): never {
  return fail('rules.shape', { what, allowed, found: shownNode(node) }, { file, line: node.line });
}

function shownNode(node: RuleNode): string {
  if (node.kind === 'value') return shownLiteral(node.value);
  return node.kind === 'list' ? 'a list' : 'a group of keys';
}

function isNull(node: RuleNode): boolean {
  return node.kind === 'value' && node.value === null;
}
