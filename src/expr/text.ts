/**
 * Text as the expression language sees it: a sequence of Unicode code points. JavaScript counts and compares UTF-16
 * units instead, which puts U+FF5E after an emoji and counts the emoji as two.
 */

/** -1, 0 or 1 by code points, which is also the order of the UTF-8 bytes. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  const left = codePoints(a);
  const right = codePoints(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = codeAt(left, i) - codeAt(right, i);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  if (left.length === right.length) return 0;
  return left.length < right.length ? -1 : 1;
}

export function textLength(text: string): number {
  return codePoints(text).length;
}

/** `length` characters from `start`, the first one being 1; fewer where the text ends. */
export function substring(text: string, start: number, length: number): string {
  return codePoints(text)
    .slice(start - 1, start - 1 + length)
    .join('');
}

/** Without spaces (U+0020, no other white space) at either end. */
export function trimSpaces(text: string): string {
  return text.replace(/^ +/, '').replace(/ +$/, '');
}

/** Only A to Z and a to z change: other letters have rules that differ between engines and languages. */
export function upperAscii(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** `%` stands for any text, `_` for one character, everything else for itself; there is no escape character. */
export function matchesLike(text: string, pattern: string): boolean {
  const characters = codePoints(text);
  // reachable[i]: the pattern so far matches the first i characters.
  let reachable = characters.map(() => false);
  reachable = [true, ...reachable];
  for (const symbol of codePoints(pattern)) {
    reachable = symbol === '%' ? afterAny(reachable) : afterOne(reachable, characters, symbol);
  }
  return reachable[characters.length] ?? false;
}

function afterAny(reachable: readonly boolean[]): boolean[] {
  const first = reachable.indexOf(true);
  return reachable.map((_, i) => first >= 0 && i >= first);
}

function afterOne(reachable: readonly boolean[], characters: readonly string[], symbol: string): boolean[] {
  return reachable.map((_, i) => {
    const before = i > 0 && reachable[i - 1] === true;
    return before && (symbol === '_' || characters[i - 1] === symbol);
  });
}

function codePoints(text: string): readonly string[] {
  return [...text];
}

function codeAt(characters: readonly string[], index: number): number {
  return characters[index]?.codePointAt(0) ?? 0;
}
