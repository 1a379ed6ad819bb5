/**
 * What happens to the rows of a table from one business day to the next, in 10,000 rows of the first day: how many are new, how many are
 * closed, how many move; and when a row ends by itself. Tables that are not here, and are no exchange rates, are the same on all days.
 */

import { type BankSize, LEGS_MAX, PAYMENTS_GIVEN, SCHEDULED_EVERY } from '../bank-size.ts';
import type { Recipe } from '../recipe.ts';
import { daysAfter } from '../sql-text.ts';
import { TERM_DAYS } from '../tables/secured.ts';

export interface DayRule {
  /** The deals that the rows belong to; rows of one deal are closed together. */
  readonly deals: keyof BankSize & ('accounts' | 'loans' | 'holdings' | 'securedDeals' | 'otherFlows');
  readonly added: number;
  readonly closed: number;
  /** Rows whose deal is one of these are never closed. */
  readonly kept?: string;
  readonly moved: number;
  /** Amounts that move together, so that none comes to exceed another. */
  readonly amounts: readonly string[];
  /** Amounts of a line only fall: a drawing has the undrawn part for its limit. */
  readonly direction: 'both' | 'down';
  /** SQL of the last day on which the row is in the file; null: it does not end by itself. */
  readonly lastDay: (recipe: Recipe, date: string) => string | null;
  /** The row number at which the rows of a deal begin. */
  readonly firstRow: (deal: number) => number;
}

const STILL = {
  closed: 0,
  moved: 0,
  amounts: [],
  direction: 'both',
  firstRow: (deal: number) => deal,
} as const;
const before = (column: string) => (recipe: Recipe) => `(${recipe.columns[column]} - 1)`;

const LOANS = { ...STILL, deals: 'loans', added: 40, closed: 10 } as const;
/** As many as end: one in five is overnight. */
const SECURED = { ...STILL, deals: 'securedDeals', added: 1_600 } as const;

export const DAY_RULES: Readonly<Record<string, DayRule>> = Object.freeze({
  account: {
    ...STILL,
    deals: 'accounts',
    added: 60,
    closed: 30,
    kept: 'own',
    moved: 100,
    amounts: ['balance', 'operational_amount', 'cooperative_minimum', 'restricted_amount'],
    lastDay: before('end_date'),
  },
  loan: { ...LOANS, moved: 100, amounts: ['balance'], direction: 'down', lastDay: before('end_date') },
  // A payment that is due on the day itself is still told.
  loan_cash_flow: {
    ...LOANS,
    lastDay: (recipe) => `${recipe.columns['due_date']}`,
    firstRow: (deal) => Math.ceil(deal / SCHEDULED_EVERY) * PAYMENTS_GIVEN,
  },
  holding: {
    ...STILL,
    deals: 'holdings',
    added: 40,
    closed: 30,
    moved: 100,
    amounts: ['mtm_dirty', 'encumbrance_amount'],
    lastDay: () => null,
  },
  security_financing: { ...SECURED, lastDay: before('end_date') },
  sft_collateral: {
    ...SECURED,
    lastDay: (_, date) => `(${daysAfter(date, TERM_DAYS)} - 1)`,
    firstRow: (deal) => deal * LEGS_MAX,
  },
  other_flow: { ...STILL, deals: 'otherFlows', added: 170, lastDay: before('due_date') },
});
