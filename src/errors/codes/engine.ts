/** Errors that an engine raises while it runs. */

import { spec } from '../define.ts';

export const ENGINE_CODES = {
  'engine.row': spec<{ text: string }>(2, (p) => p.text),
  'engine.overflow': spec<{ text: string; sql: string }>(
    2,
    (p) =>
      `A value does not fit in its type, so the calculation stopped rather than wrap or round${overflowing(p.text)}. Look for an amount or a rate in a wrong unit; a column of your own pipeline may need more digits.`,
  ),
  'engine.no_room': spec<{ text: string }>(
    2,
    (p) =>
      `There is no room left to write: ${firstLine(p.text)}. Nothing half written is kept. Make room where the folder .plimsoll lies, or lift the limit on the size of a file, and run again; \`plimsoll store gc\` shows results that nobody needs.`,
  ),
  'engine.failed': spec<{ text: string; sql: string }>(
    3,
    (p) =>
      `The engine refused a statement: a fault of Plimsoll, or too little memory or disk (with --dates, \`--parallel 1\` leaves one date all of the memory). The engine's own words: ${firstLine(p.text)} Where they name a file of the store, \`plimsoll store verify\` tells whether it is damaged.`,
  ),
} as const;

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

/** What did not fit, from the engine's words; a text of our own stays as it is, and words that tell nothing are left out. */
function overflowing(text: string): string {
  const cast = /value "?(-?[\d.]+)"? to (?:type )?DECIMAL\((\d+), ?(\d+)\)/.exec(text);
  if (cast !== null) return `: ${cast[1]} is no decimal(${cast[2]},${cast[3]})`;
  const sum = /Overflow in (\w+) of \w+ \((-?\d+ \S -?\d+)\)/.exec(text);
  if (sum !== null)
    return `: the ${sum[1]} ${sum[2]}, counted in the last digit of each, has too many digits`;
  return /^[\w ]+ Error: /.test(text) ? '' : `: ${firstLine(text).replace(/\.$/, '')}`;
}
