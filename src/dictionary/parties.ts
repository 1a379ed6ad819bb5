/** Who: the bank's own reporting entities, its customers and counterparties, and the schemes that insure deposits. */

import { amount, code, date, flag, rate, table, text, validTo } from './column.ts';

/** FIRE's entity.type, cut to what the ratios tell apart. */
export const CUSTOMER_TYPES = [
  'individual',
  'sme',
  'corporate',
  'sovereign',
  'central_bank',
  'pse',
  'mdb',
  'credit_institution',
  'investment_firm',
  'insurer',
  'pension_fund',
  'hedge_fund',
  'mmkt_fund',
  'sspe',
  'other_financial',
  'other',
] as const;

/** Every order of the three levels. */
export const TRAPPED_ORDERS = ['1-2A-2B', '1-2B-2A', '2A-1-2B', '2A-2B-1', '2B-1-2A', '2B-2A-1'] as const;

export const ENTITY = table(
  'entity',
  'Reporting entities of the bank: one row per legal entity or branch that reports.',
  ['entity_id'],
  [
    text('entity_id', 'Identifies the reporting entity.'),
    text('reporting_entity_name', 'Name as reported.'),
    code(
      'type',
      ['bank', 'branch', 'subsidiary', 'other'],
      'Kind of entity; persisted results are split by it.',
    ),
    text('country_code', 'Home country, ISO 3166 alpha-2.'),
    flag(
      'transfer_restricted',
      'Its liquid assets can’t be moved to other members of a perimeter, so that they count there up to its own net outflows (d238 ¶36, 171). Empty: they can.',
      { optional: true },
    ),
    code(
      'trapped_order',
      TRAPPED_ORDERS,
      'In which order of levels that is taken out which can’t be moved. Empty: level 1 first.',
      { optional: true },
    ),
  ],
);

export const PERIMETER_MEMBER = table(
  'perimeter_member',
  'Perimeters of consolidation beside each entity alone and all of them (`GROUP`): who belongs to which, dated. An entity may belong to several.',
  ['entity_id', 'perimeter', 'valid_from'],
  [
    text('entity_id', 'Reporting entity.'),
    text(
      'perimeter',
      'Name of the perimeter; no reporting entity may have it, and GROUP stands for all entities.',
    ),
    date('valid_from', 'First day of this row.'),
    validTo('Last day of this row; empty while it holds.'),
  ],
);

export const CUSTOMER = table(
  'customer',
  'Customers and counterparties.',
  ['customer_id'],
  [
    text('customer_id', 'Identifies the customer.'),
    code('type', CUSTOMER_TYPES, 'Kind of counterparty; a sole trader is an sme.'),
    text('country_code', 'Country, ISO 3166 alpha-2.', { optional: true }),
    text(
      'customer_group',
      'Group of connected customers; the small-business threshold counts per group. Empty: the customer alone.',
      { optional: true },
    ),
    flag(
      'established_relationship',
      'Has other relationships with the bank that make withdrawal unlikely (d238 ¶75).',
    ),
    flag('retail_managed', 'An sme that is managed as retail (d238 ¶90).'),
    rate(
      'risk_weight_std',
      'Standardised risk weight, as a fraction; tells 0 % and 20 % sovereigns, PSEs and MDBs apart.',
      { optional: true, max: '1.5' },
    ),
    text(
      'reporting_entity_id',
      'The customer is a reporting entity of the bank itself: its entity_id. What the two owe each other is eliminated where both are in a perimeter. Empty: somebody else.',
      { optional: true },
    ),
  ],
);

export const INSURANCE_SCHEME = table(
  'insurance_scheme',
  'Deposit insurance schemes, dated.',
  ['guarantee_scheme', 'valid_from'],
  [
    text('guarantee_scheme', 'Identifies the scheme, for example gb_fscs.'),
    date('valid_from', 'First day of this row.'),
    validTo('Last day of this row; empty while it holds.'),
    amount('limit_amount', 'Limit per depositor and bank, over all accounts.'),
    text('currency_code', 'Currency of the limit.'),
    flag('meets_78', 'Meets the additional criteria of d238 ¶78, which allow 3 % instead of 5 %.'),
  ],
);
