/** Formulas of deposits: the earliest day, insurance per depositor, the operational part, and who is a small business. */

import { type Formula, onceWith, rows, step, term } from './formula.ts';

const PLAIN_SCHEME = rows('guarantee_scheme limit_amount meets_78', ['plain', '100000.00', 'false']);

const EFFECTIVE_DATE: Formula = {
  title: 'The earliest day of a deposit',
  ratio: 'LCR',
  citation: 'd238 ¶82–87; day 1 for what is due or overdue: House',
  law: [
    'callable  = day + 1                                     on demand',
    '            day of notice given, or else day, + notice   under a binding notice',
    'earliest  = callable                                    without a term',
    '            end_date                                    where early withdrawal is not allowed, and for retail',
    '                                                        and small business where its penalty is material',
    '            min(end_date, callable)                     with any other term',
    'effective = max(earliest, day + 1)',
    'in the window: effective ≤ day + 30',
  ],
  terms: [
    term(
      'account_facts',
      'account_id callable_date earliest_date effective_date in_window',
      'the days of an account',
    ),
  ],
  lines: ['R.term', 'OUT.window'],
  note: 'Outside of the window retail and small business is `R.term`, everybody else `OUT.window`.',
  example: {
    story:
      'Deposits of one person on 31 January 2024: on demand; under 45 days’ notice given on 10 January; under the same notice, not given; for a term that may be left at a weak penalty, and at a material one.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['c', 'individual']),
        account: rows(
          'account_id customer_id balance end_date notice_days notice_given withdrawal_penalty',
          ['demand', 'c', '1.00', null, null, null, 'none'],
          ['given', 'c', '1.00', null, '45', '2024-01-10', 'none'],
          ['open', 'c', '1.00', null, '45', null, 'none'],
          ['weak', 'c', '1.00', '2024-06-30', null, null, 'weak'],
          ['material', 'c', '1.00', '2024-06-30', null, null, 'material'],
        ),
      },
      {
        account_facts: rows(
          'account_id effective_date in_window',
          ['demand', '2024-02-01', 'true'],
          ['given', '2024-02-24', 'true'],
          ['open', '2024-03-16', 'false'],
          ['weak', '2024-02-01', 'true'],
          ['material', '2024-06-30', 'false'],
        ),
        liquidity: rows(
          'deal_id line',
          ['demand', 'R.less'],
          ['given', 'R.less'],
          ['open', 'R.term'],
          ['weak', 'R.less'],
          ['material', 'R.term'],
        ),
      },
    ),
    steps: [
      step('account_facts.effective_date', 'max(2024-01-31 + 1, 2024-01-31 + 1)'),
      step('account_facts.effective_date', 'max(2024-01-10 + 45, 2024-01-31 + 1)', 1),
      step('account_facts.effective_date', 'max(2024-01-31 + 45, 2024-01-31 + 1)', 2),
      step('account_facts.effective_date', 'max(min(2024-06-30, 2024-01-31 + 1), 2024-01-31 + 1)', 3),
      step('account_facts.effective_date', 'max(2024-06-30, 2024-01-31 + 1)', 4),
    ],
  },
};

const INSURANCE: Formula = {
  title: 'Deposit insurance per depositor',
  ratio: 'LCR',
  citation: 'd238 ¶75, 78–79, 108; in proportion to balances: House',
  law: [
    'total        = Σ balances of the depositor with the entity that the scheme insures',
    'insured part = balance                   if total ≤ limit',
    '               balance · limit ÷ total   otherwise, to cents',
    'stable       = insured part of an account with daily use, or of a customer with a relationship',
  ],
  terms: [
    term('over_limit', 'customer_id insured_total insured_limit', 'depositors above the limit'),
    term('account_facts', 'account_id fully_insured insured stable', 'the insured part of an account'),
    term('liquidity', 'deal_id part line amount', 'the parts, `insured` and `uninsured`'),
  ],
  lines: ['R.stable3', 'R.stable5', 'R.less', 'SB.stable3', 'SB.stable', 'SB.less', 'W.nfc20'],
  note: 'An account of retail or small business that is neither in daily use nor of a customer with a relationship is less stable as a whole, whatever is insured. Non-financial wholesale has 20 % where all of the depositor’s money is insured, and 40 % for all of it elsewhere: no split.',
  example: {
    story:
      'A person has 90,000 on a current account and 60,000 on a savings account, under one scheme that insures 100,000; the bank has no other relationship.',
    runs: onceWith(
      {
        customer: rows('customer_id type established_relationship', ['c', 'individual', 'false']),
        insurance_scheme: PLAIN_SCHEME,
        account: rows(
          'account_id customer_id type balance transactional guarantee_scheme',
          ['current', 'c', 'current', '90000.00', 'true', 'plain'],
          ['savings', 'c', 'savings', '60000.00', 'false', 'plain'],
        ),
      },
      {
        over_limit: rows('customer_id insured_total insured_limit', ['c', '150000.00', '100000.00']),
        account_facts: rows(
          'account_id insured stable',
          ['current', '60000.00', 'true'],
          ['savings', '40000.00', 'false'],
        ),
        liquidity: rows(
          'deal_id part line amount liquidity_value',
          ['current', 'insured', 'R.stable5', '60000.00', '3000.0000'],
          ['current', 'uninsured', 'R.less', '30000.00', '3000.0000'],
          ['savings', 'whole', 'R.less', '60000.00', '6000.0000'],
        ),
      },
    ),
    steps: [
      step('over_limit.insured_total', '90000 + 60000'),
      step('account_facts.insured', '90000 · 100000 ÷ 150000'),
      step('account_facts.insured', '60000 · 100000 ÷ 150000', 1),
      step('liquidity.liquidity_value', '60000 · 5 %'),
      step('liquidity.liquidity_value', '(90000 − 60000) · 10 %', 1),
      step('liquidity.liquidity_value', '60000 · 10 %', 2),
    ],
  },
};

const OPERATIONAL: Formula = {
  title: 'Operational deposits',
  ratio: 'LCR',
  citation: 'd238 ¶93–104; insurance in proportion: House',
  law: [
    'operational = min(operational_amount, balance)              nothing without a proven amount',
    'insured operational = insured part · operational ÷ balance   to cents; the insured part as above',
    'excess      = balance − operational                         on the line of the counterparty',
  ],
  terms: [
    term('account_facts', 'account_id set_aside insured aside_insured', 'the parts of an account'),
    term(
      'liquidity',
      'deal_id part line amount',
      'the parts, `operational_insured`, `operational`, `excess`',
    ),
  ],
  lines: ['OP.25', 'OP.ins', 'OP.ins3'],
  example: {
    story:
      'A company keeps 150,000 for clearing, of which 90,000 are proven to be needed; the scheme insures 100,000.',
    runs: onceWith(
      {
        customer: rows('customer_id type', ['c', 'corporate']),
        insurance_scheme: PLAIN_SCHEME,
        account: rows('account_id customer_id balance purpose operational_amount guarantee_scheme', [
          'a',
          'c',
          '150000.00',
          'clearing',
          '90000.00',
          'plain',
        ]),
      },
      {
        account_facts: rows('account_id set_aside insured aside_insured', [
          'a',
          '90000.00',
          '100000.00',
          '60000.00',
        ]),
        liquidity: rows(
          'deal_id part line amount liquidity_value',
          ['a', 'operational_insured', 'OP.ins', '60000.00', '3000.0000'],
          ['a', 'operational', 'OP.25', '30000.00', '7500.0000'],
          ['a', 'excess', 'W.nfc40', '60000.00', '24000.0000'],
        ),
      },
    ),
    steps: [
      step('account_facts.set_aside', 'min(90000, 150000)'),
      step('account_facts.insured', '150000 · 100000 ÷ 150000'),
      step('account_facts.aside_insured', '100000 · 90000 ÷ 150000'),
      step('liquidity.liquidity_value', '60000 · 5 %'),
      step('liquidity.liquidity_value', '(90000 − 60000) · 25 %', 1),
      step('liquidity.liquidity_value', '(150000 − 90000) · 40 %', 2),
    ],
  },
};

const SMALL_BUSINESS: Formula = {
  title: 'Who is a small business',
  ratio: 'LCR',
  citation: 'd238 ¶89–92; one million of the reporting currency, deposits alone: House',
  law: [
    'funding(group) = Σ deposits of the group’s customers, over all reporting entities, gross of loans',
    'small business = an SME that is managed as retail, with funding(group) < 1,000,000',
  ],
  terms: [
    term('group_funding', 'funding_group funding', 'deposits of a group'),
    term('customers', 'customer_id segment', 'the class of a customer, `small` or `nonfin`'),
  ],
  lines: ['SB.stable3', 'SB.stable', 'SB.less', 'W.nfc20', 'W.nfc40', 'C.retail', 'I.retail'],
  note: 'An SME without a group is a group of its own.',
  example: {
    story: 'Two groups of two companies each, the one a cent below the limit, the other at it.',
    runs: onceWith(
      {
        customer: rows(
          'customer_id type retail_managed customer_group',
          ['a1', 'sme', 'true', 'A'],
          ['a2', 'sme', 'true', 'A'],
          ['b1', 'sme', 'true', 'B'],
          ['b2', 'sme', 'true', 'B'],
        ),
        account: rows(
          'account_id customer_id balance',
          ['1', 'a1', '600000.00'],
          ['2', 'a2', '399999.99'],
          ['3', 'b1', '600000.00'],
          ['4', 'b2', '400000.00'],
        ),
      },
      {
        group_funding: rows('funding_group funding', ['A', '999999.99'], ['B', '1000000.00']),
        customers: rows(
          'customer_id segment',
          ['a1', 'small'],
          ['a2', 'small'],
          ['b1', 'nonfin'],
          ['b2', 'nonfin'],
        ),
        liquidity: rows(
          'deal_id line liquidity_value',
          ['1', 'SB.less', '60000.0000'],
          ['2', 'SB.less', '39999.9990'],
          ['3', 'W.nfc40', '240000.0000'],
          ['4', 'W.nfc40', '160000.0000'],
        ),
      },
    ),
    steps: [
      step('group_funding.funding', '600000 + 399999.99'),
      step('group_funding.funding', '600000 + 400000', 1),
      step('liquidity.liquidity_value', '399999.99 · 10 %', 1),
      step('liquidity.liquidity_value', '400000 · 40 %', 3),
    ],
  },
};

export const DEPOSIT_FORMULAS: readonly Formula[] = [EFFECTIVE_DATE, INSURANCE, OPERATIONAL, SMALL_BUSINESS];
