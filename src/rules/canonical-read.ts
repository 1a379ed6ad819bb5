/**
 * The way back from a canonical text: what the control log keeps of a rule becomes a `RuleDocument` again.
 *
 * Law: `canonicalRule(readCanonicalRule(text))` is the text. The approval claim is in no canonical text, so it is not in the document.
 */

import type { Json } from './canonical-json.ts';
import { parseRules } from './parse.ts';
import type { RuleDocument } from './rule.ts';

/** `text` was made by `canonicalRule`. Errors: rules.*, for a text that was not. */
export function readCanonicalRule(text: string, file: string): RuleDocument {
  const value: Json = JSON.parse(text);
  const members = Object.entries(isGroup(value) ? value : {})
    .filter(([, inner]) => inner !== null)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${PARTS[key]?.(inner) ?? JSON.stringify(inner)}`);
  const [document] = parseRules(`{${members.join(', ')}}`, file);
  if (document === undefined) throw new Error('Invariant broken: a text of one rule holds a rule');
  return document;
}

type Group = { readonly [key: string]: Json };
const isGroup = (value: Json): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const items = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);
const inBrackets = (parts: readonly string[]): string => `[${parts.join(', ')}]`;

/** `{"number": "0.95"}` → 0.95, with every digit. */
function literal(value: Json): string {
  const number = isGroup(value) ? value['number'] : undefined;
  return typeof number === 'string' ? number : JSON.stringify(value);
}

function group(value: Json, write: (key: string, inner: Json) => string | null): string {
  const members = Object.entries(isGroup(value) ? value : {}).flatMap(([key, inner]) => {
    const text = write(key, inner);
    return text === null ? [] : [`${JSON.stringify(key)}: ${text}`];
  });
  return `{${members.join(', ')}}`;
}

const condition = (value: Json): string =>
  group(value, (key, inner) => {
    if (key === 'all' || key === 'any') return inBrackets(items(inner).map(condition));
    if (key !== 'value') return JSON.stringify(inner);
    return Array.isArray(inner) ? inBrackets(items(inner).map(literal)) : literal(inner);
  });

const adjustment = (value: Json): string =>
  group(value, (key, inner) => {
    if (key === 'weight' && inner === null) return null;
    return key === 'value' || key === 'total' ? literal(inner) : JSON.stringify(inner);
  });

const entry = (value: Json): string => group(value, (_, inner) => literal(inner));

const PARTS: Readonly<Record<string, (value: Json) => string>> = {
  conditions: (value) => inBrackets(items(value).map(condition)),
  adjustments: (value) => inBrackets(items(value).map(adjustment)),
  entries: (value) => inBrackets(items(value).map(entry)),
};
