/**
 * What: the bank's positions at the close of the calculation date, one row each.
 *
 * Every table has one text column as its key, so that all positions can stand in one table of deals.
 */

import { amount, code, date, days, flag, money, rate, table, text } from './column.ts';

const owner = [
  text('entity_id', 'Reporting entity that holds the position.'),
  text('customer_id', 'Counterparty.'),
  text('currency_code', 'Currency of the amounts, ISO 4217.'),
] as const;

export const ACCOUNT = table(
  'account',
  'Accounts: deposits taken, overdrafts, cash, central bank reserves and balances at other banks.',
  ['account_id'],
  [
    text('account_id', 'Identifies the account.'),
    text('entity_id', 'Reporting entity that holds the position.'),
    text('customer_id', 'Counterparty; empty for coins and banknotes only.', { optional: true }),
    text('currency_code', 'Currency of the amounts, ISO 4217.'),
    code(
      'asset_liability',
      ['liability', 'asset'],
      'liability: money owed to the customer; asset: cash, reserves, balances placed with banks and other financial institutions; of any other customer, an overdraft.',
    ),
    code(
      'type',
      [
        'current',
        'savings',
        'time_deposit',
        'call',
        'vostro',
        'cash',
        'reserve',
        'nostro',
        'cooperative_deposit',
      ],
      'Kind of account.',
    ),
    money(
      'balance',
      'Balance including accrued interest. A liability account below zero is an overdraft: an asset without maturity.',
    ),
    flag('transactional', 'Salaries are paid in or it is used for daily payments (d238 ¶75).'),
    code(
      'purpose',
      ['none', 'clearing', 'custody', 'cash_management', 'correspondent', 'prime_brokerage', 'cooperative'],
      'Operational purpose of the account.',
    ),
    amount(
      'operational_amount',
      'Part of the balance proven to be needed for the operational purpose (d238 ¶96). Empty: nothing of a deposit taken, all of a balance placed.',
      { optional: true },
    ),
    amount(
      'cooperative_minimum',
      'Minimum deposit at the central institution of a cooperative network (d238 ¶105).',
      { optional: true },
    ),
    amount(
      'restricted_amount',
      'Part of a reserve account that may not be drawn down in stress, such as the minimum reserve (d238 ¶50(b)).',
      { optional: true },
    ),
    text('guarantee_scheme', 'Scheme that insures the deposit; empty: not insured.', { optional: true }),
    date('end_date', 'Contractual maturity; empty: on demand.', { optional: true }),
    days('notice_days', 'Binding notice period; empty: none.', { optional: true }),
    date('notice_given', 'Day on which notice was given; empty: not given.', { optional: true }),
    code(
      'withdrawal_penalty',
      ['none', 'weak', 'material', 'not_allowed'],
      'What early withdrawal of a term deposit costs (d238 ¶82–83).',
    ),
    text('channel', 'Sales channel, for example branch, internet.', { optional: true }),
  ],
);

export const LOAN = table(
  'loan',
  'Loans and committed facilities granted to customers, and facilities that others grant the bank.',
  ['loan_id'],
  [
    text('loan_id', 'Identifies the loan or facility.'),
    ...owner,
    code(
      'type',
      [
        'mortgage',
        'personal',
        'term',
        'credit_card',
        'overdraft',
        'interbank',
        'credit_facility',
        'liquidity_facility',
        'facility_received',
      ],
      'Kind of loan. credit_facility and liquidity_facility are committed lines (d238 ¶126–131); facility_received is a line granted to the bank (¶149); what the bank has drawn from it belongs to account.',
    ),
    amount('balance', 'Drawn amount outstanding.'),
    amount('limit_amount', 'Committed limit of a facility; the undrawn part is limit less balance.', {
      optional: true,
    }),
    code(
      'schedule',
      ['bullet', 'cash_flows', 'open'],
      'How it is repaid: at end_date, by the rows of loan_cash_flow, or without maturity.',
    ),
    date('end_date', 'Contractual maturity at the latest possible date; empty: open.', { optional: true }),
    amount('min_principal_repayment', 'Contractual minimum payment due within 30 days of an open loan.', {
      optional: true,
    }),
    date('first_arrears_date', 'Since when a payment is overdue; a loan in arrears gives no inflow.', {
      optional: true,
    }),
    date('default_date', 'Day of default; a defaulted loan gives no inflow.', { optional: true }),
    code(
      'revocability',
      ['irrevocable', 'conditional', 'unconditional'],
      'unconditional: the bank may cancel at any time, so it is no commitment of d238 ¶126.',
    ),
    amount(
      'backed_debt_30d',
      'Liquidity facility: debt of the customer maturing within 30 days that it backs (d238 ¶128). Empty: not known, so all of it counts as liquidity facility.',
      { optional: true },
    ),
    amount(
      'pledged_hqla',
      'HQLA already pledged by the customer for the undrawn part, after haircut (d238 ¶127).',
      { optional: true },
    ),
    rate(
      'risk_weight_std',
      'Standardised risk weight of the loan, as a fraction; up to 0.35 it lowers the required funding (d295 ¶41). Empty: not known, so not low.',
      { optional: true, max: '1.5' },
    ),
    amount('encumbrance_amount', 'Part of the balance that is pledged (d295 ¶31). Empty: nothing.', {
      optional: true,
    }),
    date('encumbrance_end_date', 'When the encumbrance ends; empty: not within a year.', { optional: true }),
  ],
);

export const LOAN_CASH_FLOW = table(
  'loan_cash_flow',
  'Contractual payments of loans with schedule cash_flows.',
  ['cash_flow_id'],
  [
    text('cash_flow_id', 'Identifies the payment.'),
    text('loan_id', 'The loan.'),
    date('due_date', 'When the payment is due.'),
    amount('principal', 'Principal due.'),
    amount('interest', 'Interest due.'),
  ],
);

export const INSTRUMENT = table(
  'instrument',
  'Securities: what is true of the paper whoever holds it.',
  ['security_id'],
  [
    text('security_id', 'Identifies the security.'),
    text('isin_code', 'ISIN.', { optional: true }),
    code(
      'asset_class',
      [
        'sovereign',
        'central_bank',
        'pse',
        'mdb',
        'corporate',
        'covered_bond',
        'rmbs',
        'equity',
        'financial',
        'other',
      ],
      'Kind of issuer or security; guaranteed paper takes the guarantor’s class.',
    ),
    code(
      'hqla_class',
      ['i', 'iia', 'iib', 'ineligible'],
      'Asset level by the eligibility criteria of d238 ¶49–54.',
    ),
    rate('risk_weight_std', 'Standardised risk weight of issuer or guarantor, as a fraction.', {
      optional: true,
      max: '1.5',
    }),
    flag('domestic_currency', 'Issued in the home currency of the sovereign (d238 ¶50(d)).'),
    date('maturity_date', 'Maturity; empty for equities and perpetuals.', { optional: true }),
    text(
      'issuer_id',
      'The issuer, a customer. Where it is a reporting entity of the bank, the security is no asset of a perimeter that both are in. Empty: somebody else.',
      { optional: true },
    ),
    code(
      'listing',
      ['exchange', 'none'],
      'exchange: an equity traded on an exchange (d295 ¶42(c)). Empty: not known, so not traded.',
      {
        optional: true,
      },
    ),
  ],
);

export const HOLDING = table(
  'holding',
  'Securities held outright, at market value.',
  ['holding_id'],
  [
    text('holding_id', 'Identifies the holding.'),
    text('entity_id', 'Reporting entity that holds it.'),
    text('security_id', 'The security.'),
    text('currency_code', 'Currency of the amounts, ISO 4217.'),
    amount('mtm_dirty', 'Market value including accrued interest.'),
    amount('encumbrance_amount', 'Part of the market value that is pledged.'),
    date('encumbrance_end_date', 'When the encumbrance ends.', { optional: true }),
    flag('treasury_control', 'Under the control of the liquidity function (d238 ¶33).'),
    text(
      'pool_id',
      'Pool that what is not pledged otherwise lies in; nobody says which securities of a pool are taken up, so the least liquid are (d238 ¶31). Empty: none.',
      { optional: true },
    ),
  ],
);

export const SECURITY_FINANCING = table(
  'security_financing',
  'Repos, reverse repos, margin loans and collateral swaps: the cash side.',
  ['deal_id'],
  [
    text('deal_id', 'Identifies the transaction.'),
    ...owner,
    code(
      'sft_type',
      ['repo', 'sell_buy_back', 'rev_repo', 'buy_sell_back', 'margin_loan', 'collateral_swap'],
      'repo, sell_buy_back: cash taken; rev_repo, buy_sell_back, margin_loan: cash lent; collateral_swap: securities against securities.',
    ),
    amount('cash_amount', 'Cash to be paid or received at maturity; 0 for a collateral swap.'),
    date('end_date', 'Maturity; empty: open.', { optional: true }),
    days('notice_days', 'Notice period of an open transaction.', { optional: true }),
  ],
);

export const SFT_COLLATERAL = table(
  'sft_collateral',
  'Collateral of securities financing: one row per security.',
  ['collateral_id'],
  [
    text('collateral_id', 'Identifies the piece of collateral.'),
    text('deal_id', 'The transaction.'),
    code(
      'direction',
      ['given', 'received'],
      'Which side of a collateral swap; for other transactions the type says it, and it may be empty.',
      { optional: true },
    ),
    text('security_id', 'The security; empty: collateral that is no listed security.', { optional: true }),
    amount('market_value', 'Market value, in the transaction’s currency.'),
    code('reuse', ['none', 'repo', 'short'], 'Collateral received: what it is used for now (d238 ¶146).'),
    flag('rehypothecation', 'May the receiver re-use it? Only then it counts in the stock (d238 ¶31).'),
  ],
);

export const OTHER_FLOW = table(
  'other_flow',
  'Other contractual cash flows.',
  ['flow_id'],
  [
    text('flow_id', 'Identifies the flow.'),
    text('entity_id', 'Reporting entity.'),
    text('customer_id', 'Counterparty, if any.', { optional: true }),
    text('currency_code', 'Currency, ISO 4217.'),
    code('direction', ['in', 'out'], 'in: to be received; out: to be paid.'),
    code(
      'kind',
      ['dividend', 'interest', 'settlement', 'extend_funds', 'client_release', 'operating', 'other'],
      'extend_funds: contractual lending within 30 days (d238 ¶132–133); client_release: balances kept apart for clients that are released (¶160); operating costs take no part (¶141).',
    ),
    date('due_date', 'When it is due.'),
    amount('amount', 'Amount.'),
  ],
);
