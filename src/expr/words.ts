/** Names in expressions: which words are taken by the language, and when a name needs double quotes. */

/** Not usable as a name without double quotes, in any case. `date` is free: it is special only before a text. */
export const RESERVED: readonly string[] = Object.freeze([
  'and',
  'between',
  'case',
  'else',
  'end',
  'false',
  'in',
  'is',
  'like',
  'not',
  'null',
  'or',
  'then',
  'true',
  'when',
]);

export function isReserved(word: string): boolean {
  return RESERVED.includes(word.toLowerCase());
}

/** The name as it stands in an expression: `amount`, `"odd name"`, `"end"`. */
export function quoteName(name: string): string {
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isReserved(name);
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}
