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

/** Behind a name. */
const COLON = /\s*:/y;

/**
 * What the text says, each number as the text that it is written as. undefined: it is no JSON, or an object has a name twice: of the two values
 * the last would stand, and nobody would see it.
 */
export function exactJson(text: string): unknown {
  let names = 0;
  const asText = (part: string, at: number): string => {
    if (!part.startsWith('"')) return `"${part}"`;
    COLON.lastIndex = at + part.length;
    if (COLON.test(text)) names++;
    return part;
  };
  try {
    // Of a text of many million characters the engine of the pattern gives up.
    const found: unknown = JSON.parse(text.replace(TEXTS_AND_NUMBERS, asText));
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
