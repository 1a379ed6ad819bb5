/** What gives liquidity beside securities that are free: pools of collateral, and options that a supervisor opens. */

import { amount, code, table, text } from './column.ts';

export const COLLATERAL_POOL = table(
  'collateral_pool',
  'Pools of securities against which the bank may draw, where nobody says which of them a drawing takes up; most are with a central bank (d238 ¶31).',
  ['pool_id'],
  [
    text('pool_id', 'Identifies the pool; holdings name it in pool_id.'),
    text('currency_code', 'Currency of the amounts, ISO 4217.'),
    amount('used_amount', 'Market value of the collateral that the drawings take up.'),
    amount(
      'other_collateral',
      'Value of what else lies in the pool and is no security, such as loans; it is taken up before any security. Empty: nothing.',
      { optional: true },
    ),
  ],
);

export const OPTION_KINDS = [
  'restricted_facility',
  'committed_facility',
  'foreign_currency',
  'level_2a',
] as const;

export const LIQUIDITY_OPTION = table(
  'liquidity_option',
  'Liquidity that counts only where a supervisor has opened the way to it by a row of national_option for its line: L2B.rclf, ALA1, ALA2, ALA3 (d238 ¶54a, 55–62).',
  ['option_id'],
  [
    text('option_id', 'Identifies the row.'),
    text('entity_id', 'Reporting entity.'),
    text('currency_code', 'Currency of the amount, ISO 4217.'),
    code(
      'kind',
      OPTION_KINDS,
      'restricted_facility: committed facility of a central bank with restricted use (L2B.rclf); committed_facility: the same against a fee (ALA1); foreign_currency: HQLA in a foreign currency, in the stock already, that cover needs in the home currency above the threshold (ALA2); level_2a: level 2A, in the stock already, that counts above its cap (ALA3).',
    ),
    amount('amount', 'Amount of the facility, or market value of the assets.'),
  ],
);
