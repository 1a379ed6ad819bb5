/**
 * How one position becomes tranches: a literal table from a split code to its parts.
 *
 * A position computes its code and the amounts of its parts (`part_1` … `part_7`); the expansion is a join with this small
 * table. Slot 0 takes the whole amount, so the common case, one position and one tranche, costs one look-up.
 * Parts of zero are dropped, except in slot 0; the parts of a position sum to its amount, unwind legs stand beside them.
 */

import type { TableSchema } from '../../schema/table.ts';
import { BOOLEAN, INTEGER, TEXT } from '../../schema/types.ts';
import { type ReferenceTable, withCodes } from './reference-table.ts';

type Part = readonly [part: string, slot: number];

/** Levels of collateral in the order in which the cash of a deal is spread over them; the last takes what is left. */
export const BACKINGS = ['level_1', 'level_2a', 'rmbs', 'level_2b', 'short', 'other'] as const;

/** The slot of the cash leg of an unwound deal, after those of the six backings. */
const UNWIND_SLOT = 7;
const UNWIND_CASH: Part = ['unwind_cash', UNWIND_SLOT];

const SIMPLE: Readonly<Record<string, readonly Part[]>> = {
  whole: [['whole', 0]],
  // Deposits.
  insured: [['insured', 0]],
  insured_excess: [
    ['insured', 1],
    ['uninsured', 2],
  ],
  operational: [
    ['operational_insured', 1],
    ['operational', 2],
    ['excess', 3],
  ],
  minimum: [
    ['minimum', 1],
    ['excess', 2],
  ],
  // Balances placed: all but the operational part can be called.
  placement: [
    ['operational', 1],
    ['excess', 2],
  ],
  reserve: [
    ['restricted', 1],
    ['drawable', 2],
  ],
  // Loans without maturity.
  open: [['open', 0]],
  open_payment: [
    ['payment', 1],
    ['open', 2],
  ],
  // Undrawn lines.
  credit: [['credit', 0]],
  facility: [
    ['liquidity', 1],
    ['credit', 2],
    ['pledged', 3],
  ],
  // Holdings.
  free: [['free', 0]],
  encumbered: [['encumbered', 0]],
  holding: [
    ['free', 1],
    ['encumbered', 2],
  ],
  // Collateral of securities financing.
  stock: [['stock', 0]],
  unwind: [['unwind', 2]],
  stock_unwind: [
    ['stock', 1],
    ['unwind', 2],
  ],
  memo: [['memo', 0]],
  // What comes free where the deal is one between members of a perimeter, and what was passed on.
  memo_released: [
    ['memo', 0],
    ['released', 3],
  ],
  unwind_released: [
    ['unwind', 2],
    ['released', 3],
  ],
  memo_passed: [
    ['memo', 0],
    ['passed_on', 3],
  ],
  unwind_passed: [
    ['unwind', 2],
    ['passed_on', 3],
  ],
  // Own debt, and what conduits may give back.
  issue: [
    ['redemption', 1],
    ['returnable', 2],
  ],
  // What a netting set of derivatives nets across currencies.
  netting: [
    ['paid', 1],
    ['received', 2],
  ],
  agreement: [
    ['downgrade', 1],
    ['excess', 2],
    ['uncalled', 3],
  ],
};

/** Cash of securities financing, `cash_<backing>` or `cash_mixed`, each also as `…_unwound`. */
function cashSplits(): readonly (readonly [string, readonly Part[]])[] {
  const mixed = BACKINGS.map((backing, index): Part => [backing, index + 1]);
  const plain: readonly (readonly [string, readonly Part[]])[] = [
    ...BACKINGS.map((backing) => [`cash_${backing}`, [[backing, 0] as const]] as const),
    ['cash_mixed', mixed],
  ];
  return plain.flatMap(([split, parts]) => [
    [split, parts] as const,
    [`${split}_unwound`, [...parts, UNWIND_CASH]] as const,
  ]);
}

const LCR_SPLIT: TableSchema = {
  name: 'lcr_split',
  doc: 'The parts that a position is cut into.',
  key: ['split', 'part'],
  columns: [
    { name: 'split', type: TEXT, nullable: false, doc: 'Code computed per position.' },
    { name: 'part', type: TEXT, nullable: false, doc: 'Name of the tranche; ends its key.' },
    { name: 'slot', type: INTEGER, nullable: false, doc: '0: the whole amount; n: the column part_n.' },
    { name: 'unwind', type: BOOLEAN, nullable: false, doc: 'Is it a leg of an unwound deal?' },
  ],
};

const TABLE: ReferenceTable = {
  schema: LCR_SPLIT,
  rows: [...Object.entries(SIMPLE), ...cashSplits()].flatMap(([split, parts]) =>
    parts.map(([part, slot]) => ({
      split,
      part,
      slot: String(slot),
      unwind: String(part === 'unwind' || part === 'unwind_cash'),
    })),
  ),
};

export const LCR_SPLIT_TABLE: ReferenceTable = withCodes(TABLE, ['split', 'part']);
