/** What the ratios need besides the deals: capital, own debt, contingent obligations and other balances, written out and in proportion to the number of deals. */

import { CAPITAL, CONTINGENT, OTHER_BALANCE, OWN_ISSUE } from '../../dictionary/balance-sheet.ts';
import { assert } from '../../std/assert.ts';
import { addDays, formatDate, parseDate } from '../../values/date.ts';
import { ENTITIES } from '../profile/entities.ts';
import type { LiteralTable } from '../recipe.ts';

/** Whole euros for each deal of the bank, of an entity with a hundredth of its customers. */
const EUROS_PER_DEAL = 10;

function dayAfter(date: string, days: number): string {
  const day = parseDate(date);
  assert(day !== undefined, `${date} is a date`);
  return formatDate(addDays(day, days));
}

/** `weight` hundredths of what an entity's unit is, in whole euros. */
const euros = (deals: number, customers: number, weight: number): string =>
  `${(BigInt(deals) * BigInt(EUROS_PER_DEAL * customers * weight)) / 100n + 1n}.00`;

interface Balance {
  readonly weight: number;
  /** Days from the date; null: no maturity. */
  readonly days: number | null;
}

const CAPITAL_ROWS: readonly (Balance & { readonly tier: string })[] = [
  { tier: 'cet1', weight: 320, days: null },
  { tier: 'at1', weight: 45, days: 1_400 },
  { tier: 'tier2', weight: 60, days: 2_200 },
  { tier: 'tier2', weight: 12, days: 270 },
  { tier: 'tier2', weight: 7, days: 90 },
  { tier: 'other', weight: 5, days: 800 },
];

interface Issue extends Balance {
  readonly kind: string;
  readonly retail?: true;
  /** Hundredths of the entity's unit that a conduit may give back. */
  readonly returnable?: number;
}

const ISSUE_ROWS: readonly Issue[] = [
  { kind: 'unsecured', weight: 4, days: 12 },
  { kind: 'unsecured', weight: 2, days: 20, retail: true },
  { kind: 'covered_bond', weight: 3, days: 25 },
  { kind: 'conduit', weight: 3, days: 8, returnable: 1 },
  { kind: 'conduit', weight: 2, days: 70, returnable: 1 },
  ...[40, 150, 200, 330, 400, 720, 1_100, 1_800, 2_500, 3_600].map(
    (days, index): Issue => ({
      kind: ['unsecured', 'covered_bond', 'asset_backed', 'structured'][index % 4] ?? 'unsecured',
      weight: 10 + 6 * index,
      days,
    }),
  ),
];

const CONTINGENT_ROWS: readonly (Balance & { readonly kind: string })[] = [
  { kind: 'guarantee', weight: 40, days: 700 },
  { kind: 'guarantee', weight: 12, days: null },
  { kind: 'trade_finance', weight: 25, days: 80 },
  { kind: 'buyback', weight: 15, days: null },
  { kind: 'structured_product', weight: 4, days: null },
  { kind: 'managed_fund', weight: 6, days: null },
  { kind: 'customer_short', weight: 1, days: null },
  { kind: 'other', weight: 3, days: null },
];

const BALANCE_ROWS: readonly (Balance & { readonly side: 'asset' | 'liability'; readonly kind: string })[] = [
  { side: 'liability', kind: 'deferred_tax', weight: 6, days: 500 },
  { side: 'liability', kind: 'minority_interest', weight: 3, days: null },
  { side: 'liability', kind: 'short_position', weight: 8, days: null },
  { side: 'liability', kind: 'trade_date', weight: 14, days: 2 },
  { side: 'liability', kind: 'interdependent', weight: 20, days: 1_000 },
  { side: 'liability', kind: 'other', weight: 25, days: null },
  { side: 'liability', kind: 'other', weight: 9, days: 250 },
  { side: 'asset', kind: 'trade_date', weight: 11, days: 2 },
  { side: 'asset', kind: 'interdependent', weight: 20, days: 1_000 },
  { side: 'asset', kind: 'fixed_asset', weight: 30, days: null },
  { side: 'asset', kind: 'deducted', weight: 18, days: null },
  { side: 'asset', kind: 'commodity', weight: 2, days: null },
  { side: 'asset', kind: 'default_fund', weight: 4, days: null },
  { side: 'asset', kind: 'other', weight: 16, days: 100 },
  { side: 'asset', kind: 'other', weight: 12, days: null },
];

type Row = Readonly<Record<string, string>>;

/** For every entity a row of each balance; `key` begins the ids. */
function rowsFor<B extends Balance>(
  balances: readonly B[],
  { deals, date, prefix, key }: { deals: number; date: string; prefix: string; key: string },
  columns: (balance: B, customers: number) => Row,
): readonly Row[] {
  return ENTITIES.flatMap((entity) =>
    balances.map((balance, index) => ({
      [key]: `${prefix}-${entity.id}-${index + 1}`,
      entity_id: entity.id,
      // Banks report what is no deal in their home currency.
      currency_code: entity.currencies[0]?.[0] ?? 'EUR',
      amount: euros(deals, entity.customers, balance.weight),
      ...(balance.days === null ? {} : { end_date: dayAfter(date, balance.days) }),
      ...columns(balance, entity.customers),
    })),
  );
}

export const capitalTable = (deals: number, date: string): LiteralTable => ({
  table: CAPITAL,
  literals: rowsFor(CAPITAL_ROWS, { deals, date, prefix: 'CAP', key: 'capital_id' }, ({ tier }) => ({
    capital_tier: tier,
  })),
});

export const ownIssueTable = (deals: number, date: string): LiteralTable => ({
  table: OWN_ISSUE,
  literals: rowsFor(
    ISSUE_ROWS,
    { deals, date, prefix: 'ISS', key: 'issue_id' },
    ({ kind, retail, returnable }, customers): Row => ({
      kind,
      retail_only: String(retail ?? false),
      ...(returnable === undefined ? {} : { returnable_assets: euros(deals, customers, returnable) }),
    }),
  ),
});

export const contingentTable = (deals: number, date: string): LiteralTable => ({
  table: CONTINGENT,
  literals: rowsFor(CONTINGENT_ROWS, { deals, date, prefix: 'CON', key: 'contingent_id' }, ({ kind }) => ({
    kind,
  })),
});

export const otherBalanceTable = (deals: number, date: string): LiteralTable => ({
  table: OTHER_BALANCE,
  literals: rowsFor(BALANCE_ROWS, { deals, date, prefix: 'BAL', key: 'balance_id' }, ({ side, kind }) => ({
    asset_liability: side,
    kind,
  })),
});
