/** From the lines of the Basel LCR to the rows of LIQ1: which lines feed a row, which no input table feeds yet, and why a line is in none. */

import { ITEMS, itemById } from '../regulation/basel/items.ts';
import { INSTRUMENT_RULES } from '../regulation/basel/lcr-instruments.ts';
import type { Line } from '../regulation/basel/line.ts';
import { LINES, lineById } from '../regulation/basel/lines.ts';
import { CLASSIFICATION } from '../regulation/basel/rules.ts';

/** Lines of the standard that are in no row, with the reason. Amounts outside the ratio need none here: their item is the reason. */
const IN_NO_ROW: Readonly<Record<string, string>> = Object.freeze({
  'UNW.cash':
    'Cash leg of an unwound deal: it moves the adjusted amounts behind row 21 and is no asset of row 1',
  'R.term': 'Due after the window of 30 days; LIQ1 has what is due or callable within it',
  'I.fac': 'Lines that others grant to the bank give no inflow (¶149), and LIQ1 has no row for them',
});

/** Why the line is in no row; undefined: it is in one. */
export function reasonForNoRow(line: Line): string | undefined {
  return line.kind === 'outside' ? line.item : IN_NO_ROW[line.id];
}

export const linesOf = (row: string): readonly Line[] =>
  LINES.filter((line) => line.liq1Row !== null && String(line.liq1Row) === row);

/** Lines that a rule of the classification, or of securities, leads to. */
const REACHED: ReadonlySet<string> = new Set([
  ...CLASSIFICATION.flatMap(({ line }) => (typeof line === 'string' ? [line] : [])),
  ...INSTRUMENT_RULES.map(([line]) => line),
]);

const GIVABLE: ReadonlySet<string> = new Set(ITEMS.map(({ id }) => id));

/** What a calculation starts from: a bank's deals, or its amounts by line. */
export type Feeding = 'deals' | 'lines';

/** The lines that a line stands for: itself, or those of a row or level that was given as a whole. */
export function linesNamed(id: string): readonly Line[] {
  const line = lineById(id);
  return itemById(id)?.lines ?? (line === undefined ? [] : [line]);
}

/** The lines of a row that no input table feeds yet. */
export const unfedLines = (row: string, feeding: Feeding = 'deals'): readonly string[] =>
  linesOf(row)
    .map(({ id }) => id)
    .filter((id) => !(feeding === 'lines' ? GIVABLE : REACHED).has(id));

/** Has the row lines, and is none of them fed? Then its cells are unknown, not zero. */
export const isUnfed = (row: string, feeding: Feeding = 'deals'): boolean => {
  const lines = linesOf(row);
  return lines.length > 0 && unfedLines(row, feeding).length === lines.length;
};
