/** Texts that mean "no value" in a file, beside the empty text. */

import { isAnyDate } from './dates.ts';
import { isNumberLike } from './numbers.ts';

/** They are nothing else in any column. */
const ALWAYS = new Set(['NULL', 'null', '(null)', '<null>', 'N/A', 'n/a', '#N/A', '\\N', '#NV']);
/** They are "no value" where the other texts are numbers or dates; elsewhere they may be a code or a country. */
const AMONG_VALUES = new Set([
  'NA',
  'nan',
  'NaN',
  'None',
  'none',
  '-',
  '--',
  '.',
  '?',
  'k.A.',
  '00.00.0000',
  '00000000',
  '00/00/0000',
  '0000-00-00',
]);

export interface NullText {
  readonly text: string;
  readonly rows: number;
}

/** Found in the columns of a file, each given as texts with their number of rows. */
export function nullTexts(columns: readonly ReadonlyMap<string, number>[]): readonly NullText[] {
  const found = new Map<string, number>();
  for (const counts of columns) {
    const candidates = [...counts].filter(([text]) => ALWAYS.has(text) || AMONG_VALUES.has(text));
    if (candidates.length === 0) continue;
    const others = [...counts].filter(
      ([text]) => text !== '' && !ALWAYS.has(text) && !AMONG_VALUES.has(text),
    );
    const typed = others.length > 0 && others.every(([text]) => isNumberLike(text) || isAnyDate(text));
    for (const [text, rows] of candidates)
      if (ALWAYS.has(text) || typed) found.set(text, (found.get(text) ?? 0) + rows);
  }
  return [...found].map(([text, rows]) => ({ text, rows }));
}
