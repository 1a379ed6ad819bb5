/**
 * Canonical JSON (RFC 8785): one text for one value, so that a hash of it is a hash of the value.
 *
 * Keys are sorted by their UTF-16 units, there is no space, and texts and numbers are written as ECMAScript writes them. Numbers
 * are doubles there; amounts never are, so whoever hashes an amount gives it as text.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`Invariant broken: ${value} is a number that JSON has`);
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${quoted(key)}:${canonicalJson(inner)}`);
  return `{${members.join(',')}}`;
}

/** `Array.isArray` does not tell a readonly list from an object. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new Error('Invariant broken: a text of whole characters');
  return JSON.stringify(text);
}
