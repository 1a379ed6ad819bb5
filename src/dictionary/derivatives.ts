/** Derivatives by netting set, their payments, and the margin exchanged for them. */

import { amount, code, date, flag, money, table, text } from './column.ts';

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
    text(
      'customer_id',
      'Counterparty, a customer; needed where it is a reporting entity of the bank. All derivatives of a netting set have the same.',
      { optional: true },
    ),
    text('currency_code', 'Currency of the value, ISO 4217.'),
    money('mtm', 'Replacement cost: positive where the counterparty would owe the bank.'),
  ],
);

export const DERIVATIVE_FLOW = table(
  'derivative_flow',
  'Contractual payments of derivatives, options included where they will be exercised (d238 ¶116–117).',
  ['payment_id'],
  [
    text('payment_id', 'Identifies the payment.'),
    text('derivative_id', 'The derivative.'),
    text('currency_code', 'Currency of the payment, ISO 4217.'),
    code('direction', ['in', 'out'], 'in: to be received; out: to be paid.'),
    date('due_date', 'When it is due.'),
    amount('amount', 'Amount.'),
    flag(
      'exchange',
      'Part of a full exchange of principal within one day: the payments of that derivative and day are netted without a netting agreement too (d238 ¶116).',
    ),
  ],
);

export const NETTING_AGREEMENT = table(
  'netting_agreement',
  'What counterparties of derivatives may ask for, by netting set.',
  ['agreement_id'],
  [
    text('agreement_id', 'Identifies the row.'),
    text('entity_id', 'Reporting entity.'),
    text('netting_set', 'The netting set, or the derivative_id of a derivative without one.'),
    text('currency_code', 'Currency of the amounts, ISO 4217.'),
    amount(
      'downgrade_amount',
      'Collateral, cash and payments due after a downgrade by up to three notches (d238 ¶118); empty: none.',
      { optional: true },
    ),
    amount(
      'excess_amount',
      'Collateral held that is not kept apart and that the counterparty may recall, because its exposure is smaller (d238 ¶120); empty: none.',
      { optional: true },
    ),
    amount(
      'uncalled_amount',
      'Collateral due to the counterparty that it has not called yet (d238 ¶121); empty: none.',
      { optional: true },
    ),
  ],
);

export const COLLATERAL_FLOW = table(
  'collateral_flow',
  'Collateral paid and received for market valuation changes of derivatives, by day, for the last 24 months (d238 ¶123).',
  ['collateral_flow_id'],
  [
    text('collateral_flow_id', 'Identifies the row.'),
    text('entity_id', 'Reporting entity.'),
    text('currency_code', 'Currency, ISO 4217; converted at the rate of the calculation date.'),
    date('flow_date', 'The day.'),
    money('net_amount', 'Received less paid on that day.'),
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
    text('security_id', 'The security, which gives its level; empty: cash, or a security of no level.', {
      optional: true,
    }),
    amount('market_value', 'Its value.'),
    flag('reusable', 'Received: not kept apart, and the bank may re-use it (d238 ¶119, 122).'),
    flag(
      'substitutable',
      'Received: the counterparty may replace it by assets that are no HQLA without consent (d238 ¶122).',
    ),
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
