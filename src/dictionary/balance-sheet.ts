/** Own debt and contingent obligations, which both ratios read; capital and all balances that are no deal, which the NSFR needs besides. */

import { amount, code, date, flag, table, text } from './column.ts';

const holder = [
  text('entity_id', 'Reporting entity.'),
  text('currency_code', 'Currency of the amount, ISO 4217.'),
] as const;

export const CAPITAL = table(
  'capital',
  'Capital instruments and reserves, before deductions and filters (d295 ¶17, 21); those with a maturity fall due in the LCR too (d238 ¶110). No instrument stands here and in own_issue.',
  ['capital_id'],
  [
    text('capital_id', 'Identifies the instrument or reserve.'),
    ...holder,
    code(
      'capital_tier',
      ['cet1', 'at1', 'tier2', 'other'],
      'cet1, at1, tier2: regulatory capital; other: instruments that are no regulatory capital (d295 ¶21(b)).',
    ),
    amount('amount', 'Carrying value before deductions.'),
    date(
      'end_date',
      'Maturity, or the earliest call that the market expects (d295 ¶18); empty: perpetual and not expected to be called.',
      { optional: true },
    ),
  ],
);

export const OWN_ISSUE = table(
  'own_issue',
  'Debt securities that the bank has issued.',
  ['issue_id'],
  [
    text('issue_id', 'Identifies the issue.'),
    ...holder,
    code(
      'kind',
      ['unsecured', 'covered_bond', 'asset_backed', 'structured', 'conduit'],
      'unsecured: bonds, notes, certificates (d238 ¶110); covered_bond, asset_backed, structured: ¶124; conduit: commercial paper of conduits and vehicles (¶125).',
    ),
    flag('retail_only', 'Sold to retail and small business customers only, and held by them (d238 ¶110).'),
    amount('amount', 'Carrying value outstanding.'),
    amount('redemption_amount', 'What is due at end_date; empty: the carrying value.', { optional: true }),
    amount(
      'returnable_assets',
      'Conduits: assets that may come back to the bank within 30 days (d238 ¶125); empty: none.',
      { optional: true },
    ),
    date(
      'end_date',
      'The earliest of maturity, put, and a call that the market expects (d295 ¶18); empty: none.',
      { optional: true },
    ),
  ],
);

export const CONTINGENT = table(
  'contingent',
  'Contingent obligations other than undrawn lines: what the bank may have to pay or fund.',
  ['contingent_id'],
  [
    text('contingent_id', 'Identifies the obligation.'),
    ...holder,
    code(
      'kind',
      [
        'guarantee',
        'trade_finance',
        'buyback',
        'structured_product',
        'managed_fund',
        'customer_short',
        'other',
      ],
      'guarantee: guarantees and letters of credit outside trade; trade_finance: d238 ¶138–139; buyback: own debt that the bank may buy back, structured_product, managed_fund: ¶137; customer_short: short positions of customers covered by other customers’ collateral that is not HQLA (¶140).',
    ),
    amount('amount', 'Amount of the obligation.'),
    date('end_date', 'Last day; empty: none.', { optional: true }),
  ],
);

export const BALANCE_KINDS = [
  'deferred_tax',
  'minority_interest',
  'short_position',
  'trade_date',
  'interdependent',
  'fixed_asset',
  'deducted',
  'commodity',
  'default_fund',
  'other',
] as const;

export const OTHER_BALANCE = table(
  'other_balance',
  'Balances that are no deal: one row for each kind and maturity.',
  ['balance_id'],
  [
    text('balance_id', 'Identifies the balance.'),
    ...holder,
    code('asset_liability', ['liability', 'asset'], 'Side of the balance sheet.'),
    code(
      'kind',
      BALANCE_KINDS,
      'deferred_tax, minority_interest, short_position: liabilities (d295 ¶25(b)); trade_date: payables or receivables of the customary cycle (¶25(d), 36(d)); interdependent: pairs that the supervisor accepts (¶45); commodity (¶42(d)), default_fund (¶42(a)), fixed_asset and deducted (¶43(c)): assets. A kind on the side where it does not belong counts as other.',
    ),
    amount('amount', 'Carrying value.'),
    date('end_date', 'Maturity, or the nearest day of reversal of deferred tax (d295 ¶25(b)); empty: none.', {
      optional: true,
    }),
  ],
);
