/** Derivatives by netting set and the margin exchanged for them. Only pipelines that compute the NSFR read these tables. */

import { amount, code, flag, money, table, text } from './column.ts';

export const DERIVATIVE = table(
  'derivative',
  'Derivatives at replacement cost.',
  ['derivative_id'],
  [
    text('derivative_id', 'Identifies the derivative.'),
    text('entity_id', 'Reporting entity.'),
    text(
      'netting_set',
      'Netting set: derivatives under one enforceable bilateral netting agreement (d295 ¶19, 34). Empty: no netting, the derivative is a set of its own.',
      { optional: true },
    ),
    text('currency_code', 'Currency of the value, ISO 4217.'),
    money('mtm', 'Replacement cost: positive where the counterparty would owe the bank.'),
  ],
);

export const MARGIN = table(
  'margin',
  'Collateral exchanged for derivatives. What is posted stands here only: the same asset in holding, account or other_balance would need funding twice.',
  ['margin_id'],
  [
    text('margin_id', 'Identifies the margin.'),
    text('entity_id', 'Reporting entity.'),
    text('netting_set', 'The netting set, or the derivative_id of a derivative without one.'),
    text('currency_code', 'Currency of the value, ISO 4217.'),
    code('direction', ['posted', 'received'], 'posted: given by the bank; received: given to it.'),
    code(
      'kind',
      ['variation', 'initial'],
      'variation margin is set off against the value of the set (d295 ¶19, 35); initial margin posted is an asset (¶42(a)).',
    ),
    code('asset', ['cash', 'security'], 'What was exchanged.'),
    amount('market_value', 'Its value.'),
    flag(
      'nets_leverage',
      'Variation margin received in cash: meets the conditions of the leverage ratio, so that it reduces the asset (d295 ¶35).',
    ),
    flag(
      'for_customer',
      'Initial margin posted for a customer whose performance the bank does not guarantee: no requirement (d295 ¶42(a)).',
    ),
  ],
);
