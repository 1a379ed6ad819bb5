/** From the lines of the Basel LCR to the rows of LIQ1: which lines feed a row, which of them nothing feeds, and why a line is in none. */

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
  ALA3: 'Its assets are in row 1 as level 2A; what of them counts above the cap is in row 21 alone (¶62)',
  'I.fac': 'Lines that others grant to the bank give no inflow (¶149), and LIQ1 has no row for them',
});

/** Why the line is in no row; undefined: it is in one. */
export function reasonForNoRow(line: Line): string | undefined {
  return line.kind === 'outside' ? line.item : IN_NO_ROW[line.id];
}

export const linesOf = (row: string): readonly Line[] =>
  LINES.filter((line) => line.liq1Row !== null && String(line.liq1Row) === row);

/** Tables behind the sources of deals that have another name. */
const TABLES: Readonly<Record<string, string>> = {
  facility: 'loan',
  derivative: 'derivative_flow',
  derivative_netting: 'derivative_flow',
  margin_posted: 'margin',
  // Capital alone says nothing of the debt of the bank: its rows come from own issues.
  capital: 'own_issue',
};

/** A line, and a table whose rows a rule of the classification, or of securities, leads to it. */
const REACHED: readonly (readonly [line: string, table: string])[] = CLASSIFICATION.flatMap(
  ({ line, sources }) => {
    const lines = typeof line === 'string' ? [line] : INSTRUMENT_RULES.map(([id]) => id);
    return sources.flatMap((source) => lines.map((id) => [id, TABLES[source] ?? source] as const));
  },
);

const ALL_TABLES: ReadonlySet<string> = new Set(REACHED.map(([, table]) => table));

const GIVABLE: ReadonlySet<string> = new Set(ITEMS.map(({ id }) => id));

/** What a calculation starts from: the tables of deals that a bank gives, or its amounts by line. */
export type Feeding = ReadonlySet<string> | 'lines';

/** The lines that a line stands for: itself, or those of a row or level that was given as a whole. */
export function linesNamed(id: string): readonly Line[] {
  const line = lineById(id);
  return itemById(id)?.lines ?? (line === undefined ? [] : [line]);
}

/** Has the line an input, among all tables or those that a bank gives? */
const isFed = (id: string, feeding: Feeding): boolean =>
  feeding === 'lines' ? GIVABLE.has(id) : REACHED.some(([line, table]) => line === id && feeding.has(table));

/** The lines of a row for which nothing is given. */
export const unfedLines = (row: string, feeding: Feeding = ALL_TABLES): readonly string[] =>
  linesOf(row)
    .map(({ id }) => id)
    .filter((id) => !isFed(id, feeding));

/** Has the row lines, and is none of them fed? Then its cells are unknown, not zero. */
export const isUnfed = (row: string, feeding: Feeding = ALL_TABLES): boolean => {
  const lines = linesOf(row);
  return lines.length > 0 && unfedLines(row, feeding).length === lines.length;
};
