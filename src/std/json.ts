/** Text that may be JSON. */

/** undefined: it is none. */
export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts stay as they are; a number becomes the text that it is written as, since a floating-point number could not hold all of its digits. */
const TEXTS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Behind a name, how far its colon may stand. */
const NAME_END = 100;

/**
 * What the text says, each number as the text that it is written as. undefined: it is no JSON, or an object has a name twice: of the two values
 * the last would stand, and nobody would see it.
 */
export function exactJson(text: string): unknown {
  let names = 0;
  const quoted = text.replace(TEXTS_AND_NUMBERS, (part, at: number) => {
    if (!part.startsWith('"')) return `"${part}"`;
    if (/^\s*:/.test(text.slice(at + part.length, at + part.length + NAME_END))) names++;
    return part;
  });
  try {
    const found: unknown = JSON.parse(quoted);
    // What stands for a name is a text in JSON; a number there would have become one.
    JSON.parse(text);
    return namesIn(found) === names ? found : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside: readonly unknown[] = Object.values(value);
  return inside.reduce<number>((sum, each) => sum + namesIn(each), Array.isArray(value) ? 0 : inside.length);
}
