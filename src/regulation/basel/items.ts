/**
 * What an amount without deals can be given for: a line, a row of LIQ1 as a whole, or a level of assets as a whole.
 *
 * An item stands for one line or several, of one kind. Of several, an amount has a known weight only where their rates agree.
 */

import type { TableSchema } from '../../schema/table.ts';
import { TEXT } from '../../schema/types.ts';
import type { Level, Line } from './line.ts';
import { LINES } from './lines.ts';
import { type ReferenceTable, withCodes } from './reference-table.ts';

export type GivenAs = 'line' | 'row' | 'level';

export interface Item {
  /** The line's id, `LIQ1.4`, or `HQLA.2A`. */
  readonly id: string;
  readonly givenAs: GivenAs;
  /** The item of which this one is a part or the whole: an amount is given for the one or for the others. */
  readonly whole: string;
  readonly lines: readonly Line[];
}

const rowItem = (row: number): string => `LIQ1.${row}`;
const levelItem = (level: Level): string => `HQLA.${level}`;

/** Alternative options have no level yet, unwound cash is no asset of its own, and what takes no part has no amount here. */
const isGivable = ({ id, kind, level }: Line): boolean =>
  kind !== 'outside' && id !== 'UNW.cash' && (kind !== 'hqla' || level !== null);

const GIVABLE = LINES.filter(isGivable);

function wholeOf({ id, level, liq1Row }: Line): string {
  if (level !== null) return levelItem(level);
  return liq1Row === null ? id : rowItem(liq1Row);
}

const wholes = [...new Set(GIVABLE.map(wholeOf))].filter((id) => GIVABLE.every((line) => line.id !== id));

export const ITEMS: readonly Item[] = Object.freeze([
  ...GIVABLE.map((line): Item => ({ id: line.id, givenAs: 'line', whole: wholeOf(line), lines: [line] })),
  ...wholes.map((id): Item => {
    const lines = GIVABLE.filter((line) => wholeOf(line) === id);
    return { id, givenAs: id.startsWith('HQLA') ? 'level' : 'row', whole: id, lines };
  }),
]);

export const itemById = (id: string): Item | undefined => ITEMS.find((item) => item.id === id);

const LCR_ITEM: TableSchema = {
  name: 'lcr_item',
  doc: 'What an amount can be given for, with the lines that it stands for.',
  key: ['item', 'line'],
  columns: [
    { name: 'item', type: TEXT, nullable: false, doc: 'Line id, LIQ1.<row> or HQLA.<level>.' },
    { name: 'line', type: TEXT, nullable: false, doc: 'A line that it stands for.' },
    { name: 'given_as', type: TEXT, nullable: false, doc: 'line, row or level.' },
    { name: 'whole', type: TEXT, nullable: false, doc: 'The row or level that the line is in.' },
  ],
};

const TABLE: ReferenceTable = {
  schema: LCR_ITEM,
  rows: ITEMS.flatMap(({ id, givenAs, whole, lines }) =>
    lines.map((line) => ({ item: id, line: line.id, given_as: givenAs, whole })),
  ),
};

export const LCR_ITEM_TABLE: ReferenceTable = withCodes(TABLE, ['given_as']);
