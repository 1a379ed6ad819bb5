/** Accounts whose balance is the other way round than they are booked, and accounts that are assets: cash, reserves, balances placed. */

import { FACT, type LcrCase, rowsOf } from './case.ts';

const credits: readonly LcrCase[] = [
  {
    name: 'a credit balance on an account booked as an asset counts towards the depositor’s limit',
    citation: 'd238 ¶75; limit 100,000 over both accounts: 100,000 × 90/150 and × 60/150',
    tables: {
      customer: rowsOf('customer_id type established_relationship', ['ann', 'individual', 'true']),
      account: rowsOf(
        'account_id customer_id asset_liability balance guarantee_scheme',
        ['A1', 'ann', 'liability', '90000.00', 'plain'],
        ['A2', 'ann', 'asset', '-60000.00', 'plain'],
        ['A3', 'ann', 'liability', '-5000.00', 'plain'],
        ['A4', 'ann', 'asset', '7000.00', 'plain'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['A1', 'insured', 'R.stable5', 'outflow', '60000.00', '3000.0000'],
        ['A1', 'uninsured', 'R.less', 'outflow', '30000.00', '3000.0000'],
        ['A2', 'insured', 'R.stable5', 'outflow', '40000.00', '2000.0000'],
        ['A2', 'uninsured', 'R.less', 'outflow', '20000.00', '2000.0000'],
        ['A3', 'whole', 'OUT.open', 'outside', '5000.00', '0.0000'],
        ['A4', 'whole', 'OUT.open', 'outside', '7000.00', '0.0000'],
      ),
    },
  },
  {
    name: 'and towards the million of a small business',
    citation: 'd238 ¶90',
    tables: {
      customer: rowsOf('customer_id type retail_managed', ['firm', 'sme', 'true']),
      account: rowsOf(
        'account_id customer_id asset_liability balance',
        ['F1', 'firm', 'liability', '600000.00'],
        ['F2', 'firm', 'asset', '-400000.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['F1', 'whole', 'W.nfc40', 'outflow', '600000.00', '240000.0000'],
        ['F2', 'whole', 'W.nfc40', 'outflow', '400000.00', '160000.0000'],
      ),
    },
  },
];

const assets: readonly LcrCase[] = [
  {
    name: 'a reserve account with anybody but a central bank is unclassified, and no level 1 asset',
    citation: 'd238 ¶50(b)',
    tables: {
      account: rowsOf(
        'account_id customer_id asset_liability type balance restricted_amount',
        ['none', null, 'asset', 'reserve', '10.00', null],
        ['bank', 'credit_institution', 'asset', 'reserve', '20.00', '5.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['none', 'whole', 'L1.reserves', 'stock', '10.00', '10.0000'],
        ['bank', 'restricted', null, 'unclassified', '5.00', '0.0000'],
        ['bank', 'drawable', null, 'unclassified', '15.00', '0.0000'],
      ),
      unclassified: rowsOf('source product_type deal_type rows amount', [
        'account',
        'CASH',
        'RESERVE',
        '2',
        '20.00',
      ]),
    },
  },
  {
    name: 'cash, reserves with a tied part, balances placed, overdrafts both ways',
    citation: 'd238 ¶50(a), (b), 154, 156–157',
    tables: {
      account: rowsOf(
        'account_id customer_id asset_liability type balance purpose operational_amount restricted_amount end_date',
        ['till', null, 'asset', 'cash', '70.00', 'none', null, null, null],
        ['cb', 'central_bank', 'asset', 'reserve', '500.00', 'none', null, '120.00', null],
        ['free', 'credit_institution', 'asset', 'nostro', '100.00', 'none', null, null, null],
        ['op', 'credit_institution', 'asset', 'nostro', '100.00', 'clearing', '60.00', null, null],
        ['op2', 'credit_institution', 'asset', 'nostro', '100.00', 'custody', null, null, null],
        ['term', 'credit_institution', 'asset', 'nostro', '100.00', 'none', null, null, '2024-03-01'],
        ['late', 'credit_institution', 'asset', 'nostro', '100.00', 'none', null, null, '2024-01-31'],
        ['coop', 'credit_institution', 'asset', 'cooperative_deposit', '100.00', 'none', null, null, null],
        ['red', 'individual', 'liability', 'current', '-50.00', 'none', null, null, null],
        ['owed', 'credit_institution', 'asset', 'nostro', '-20.00', 'none', null, null, null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `product_type ${FACT}`,
        ['CASH', 'till', 'whole', 'L1.coins', 'stock', '70.00', '70.0000'],
        ['CASH', 'cb', 'restricted', 'OUT.reserve', 'outside', '120.00', '0.0000'],
        ['CASH', 'cb', 'drawable', 'L1.reserves', 'stock', '380.00', '380.0000'],
        ['PLACEMENT', 'free', 'whole', 'I.fi', 'inflow', '100.00', '100.0000'],
        ['PLACEMENT', 'op', 'operational', 'I.op', 'inflow', '60.00', '0.0000'],
        ['PLACEMENT', 'op', 'excess', 'I.fi', 'inflow', '40.00', '40.0000'],
        ['PLACEMENT', 'op2', 'operational', 'I.op', 'inflow', '100.00', '0.0000'],
        ['PLACEMENT', 'term', 'whole', 'I.fi', 'inflow', '100.00', '100.0000'],
        ['PLACEMENT', 'late', 'whole', 'OUT.window', 'outside', '100.00', '0.0000'],
        ['PLACEMENT', 'coop', 'whole', 'I.coop', 'inflow', '100.00', '0.0000'],
        ['LOAN', 'red', 'whole', 'OUT.open', 'outside', '50.00', '0.0000'],
        ['DEPOSIT', 'owed', 'whole', 'W.other', 'outflow', '20.00', '20.0000'],
      ),
    },
  },
  {
    name: 'an overdraft booked as an asset is the same overdraft; only money placed with financial institutions is an inflow',
    citation: 'd238 ¶153–154',
    tables: {
      account: rowsOf(
        'account_id customer_id asset_liability type balance purpose operational_amount end_date',
        ['person', 'individual', 'asset', 'current', '10.00', 'none', null, null],
        ['person_liability', 'individual', 'liability', 'current', '-10.00', 'none', null, null],
        ['business', 'sme', 'asset', 'current', '20.00', 'none', null, null],
        ['company', 'corporate', 'asset', 'current', '30.00', 'cash_management', '25.00', null],
        ['state', 'sovereign', 'asset', 'call', '40.00', 'none', null, null],
        ['any', 'other', 'asset', 'current', '50.00', 'none', null, null],
        ['term', 'corporate', 'asset', 'time_deposit', '60.00', 'none', null, '2024-02-10'],
        ['credit', 'individual', 'asset', 'current', '-70.00', 'none', null, null],
        ['bank', 'credit_institution', 'asset', 'current', '100.00', 'none', null, null],
        ['insurer', 'insurer', 'asset', 'call', '110.00', 'none', null, null],
        ['fund', 'mmkt_fund', 'asset', 'call', '120.00', 'none', null, null],
        ['central', 'central_bank', 'asset', 'call', '130.00', 'none', null, null],
        ['nobody', null, 'asset', 'nostro', '140.00', 'correspondent', null, null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `product_type deal_type ${FACT}`,
        ['LOAN', 'OVERDRAFT', 'person', 'whole', 'OUT.open', 'outside', '10.00', '0.0000'],
        ['LOAN', 'OVERDRAFT', 'person_liability', 'whole', 'OUT.open', 'outside', '10.00', '0.0000'],
        ['LOAN', 'OVERDRAFT', 'business', 'whole', 'OUT.open', 'outside', '20.00', '0.0000'],
        ['LOAN', 'OVERDRAFT', 'company', 'whole', 'OUT.open', 'outside', '30.00', '0.0000'],
        ['LOAN', 'OVERDRAFT', 'state', 'whole', 'OUT.open', 'outside', '40.00', '0.0000'],
        ['LOAN', 'OVERDRAFT', 'any', 'whole', 'OUT.open', 'outside', '50.00', '0.0000'],
        ['LOAN', 'OVERDRAFT', 'term', 'whole', 'OUT.open', 'outside', '60.00', '0.0000'],
        ['DEPOSIT', 'DEPOSIT', 'credit', 'whole', 'R.less', 'outflow', '70.00', '7.0000'],
        ['PLACEMENT', 'NOSTRO', 'bank', 'whole', 'I.fi', 'inflow', '100.00', '100.0000'],
        ['PLACEMENT', 'NOSTRO', 'insurer', 'whole', 'I.fi', 'inflow', '110.00', '110.0000'],
        ['PLACEMENT', 'NOSTRO', 'fund', 'whole', 'I.fi', 'inflow', '120.00', '120.0000'],
        ['PLACEMENT', 'NOSTRO', 'central', 'whole', 'I.fi', 'inflow', '130.00', '130.0000'],
        ['PLACEMENT', 'NOSTRO', 'nobody', 'whole', null, 'unclassified', '140.00', '0.0000'],
      ),
    },
  },
];

export const ACCOUNT_CASES: readonly LcrCase[] = [...credits, ...assets];
