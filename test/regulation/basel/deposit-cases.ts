/** Deposits: insurance per depositor, stability, term and notice, operational and cooperative parts, small business. */

import { FACT, type LcrCase, rowsOf } from './case.ts';

const retail = rowsOf(
  'customer_id type established_relationship',
  ['ann', 'individual', 'true'],
  ['bob', 'individual', 'false'],
);

const insurance: readonly LcrCase[] = [
  {
    name: 'tricky 1: a company’s 130,000 with a limit of 100,000 is not split',
    citation: 'd238 ¶107–108: insured in full or not at all',
    tables: {
      account: rowsOf(
        'account_id customer_id balance guarantee_scheme',
        ['D1', 'corporate', '130000.00', 'plain'],
        ['D2', 'pse', '100000.00', 'plain'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['D1', 'whole', 'W.nfc40', 'outflow', '130000.00', '52000.0000'],
        ['D2', 'whole', 'W.nfc20', 'outflow', '100000.00', '20000.0000'],
      ),
    },
  },
  {
    name: 'the limit holds over all accounts of a depositor and is spread by balance',
    citation: 'd238 ¶75; spread by balance: house convention',
    tables: {
      customer: retail,
      account: rowsOf(
        'account_id customer_id balance guarantee_scheme transactional',
        ['A1', 'ann', '90000.00', 'plain', 'false'],
        ['A2', 'ann', '60000.00', 'plain', 'false'],
        ['A3', 'ann', '5000.00', null, 'false'],
        ['B1', 'bob', '30000.00', 'plain', 'false'],
        ['B2', 'bob', '20000.00', 'funded', 'true'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['A1', 'insured', 'R.stable5', 'outflow', '60000.00', '3000.0000'],
        ['A1', 'uninsured', 'R.less', 'outflow', '30000.00', '3000.0000'],
        ['A2', 'insured', 'R.stable5', 'outflow', '40000.00', '2000.0000'],
        ['A2', 'uninsured', 'R.less', 'outflow', '20000.00', '2000.0000'],
        ['A3', 'whole', 'R.less', 'outflow', '5000.00', '500.0000'],
        ['B1', 'whole', 'R.less', 'outflow', '30000.00', '3000.0000'],
        ['B2', 'insured', 'R.stable3', 'outflow', '20000.00', '600.0000'],
      ),
    },
  },
  {
    name: 'the limit is per entity, and a limit in another currency is converted',
    citation: 'd238 ¶75; limit of the depositor at one bank',
    tables: {
      entity: rowsOf('entity_id', ['E1'], ['E2']),
      customer: retail,
      insurance_scheme: rowsOf('guarantee_scheme limit_amount currency_code', ['uk', '85000.00', 'GBP']),
      exchange_rate: rowsOf('base_currency_code rate', ['GBP', '1.200000000']),
      account: rowsOf(
        'account_id entity_id customer_id balance guarantee_scheme',
        ['A1', 'E1', 'ann', '102000.00', 'uk'],
        ['A2', 'E2', 'ann', '102001.00', 'uk'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        `entity_id ${FACT}`,
        ['E1', 'A1', 'insured', 'R.stable5', 'outflow', '102000.00', '5100.0000'],
        ['E2', 'A2', 'insured', 'R.stable5', 'outflow', '102000.00', '5100.0000'],
        ['E2', 'A2', 'uninsured', 'R.less', 'outflow', '1.00', '0.1000'],
      ),
    },
  },
  {
    name: 'a deposit insured by an unknown scheme stops the run',
    citation: 'look-ups are required',
    tables: {
      account: rowsOf('account_id customer_id balance guarantee_scheme', [
        'A1',
        'individual',
        '1.00',
        'nowhere',
      ]),
    },
    error: 'nowhere',
  },
];

const timing: readonly LcrCase[] = [
  {
    name: 'retail term money: only a material penalty or a bar keeps it out',
    citation: 'd238 ¶82–84',
    tables: {
      account: rowsOf(
        'account_id customer_id balance end_date withdrawal_penalty',
        ['weak', 'individual', '100.00', '2024-12-31', 'weak'],
        ['none', 'individual', '100.00', '2024-12-31', 'none'],
        ['material', 'individual', '100.00', '2024-12-31', 'material'],
        ['barred', 'individual', '100.00', '2024-12-31', 'not_allowed'],
        ['day30', 'individual', '100.00', '2024-03-01', 'not_allowed'],
        ['day31', 'individual', '100.00', '2024-03-02', 'not_allowed'],
        ['overdue', 'individual', '100.00', '2024-01-15', 'not_allowed'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        'deal_id line effective_date liquidity_value',
        ['weak', 'R.less', '2024-02-01', '10.0000'],
        ['none', 'R.less', '2024-02-01', '10.0000'],
        ['material', 'R.term', '2024-12-31', '0.0000'],
        ['barred', 'R.term', '2024-12-31', '0.0000'],
        ['day30', 'R.less', '2024-03-01', '10.0000'],
        ['day31', 'R.term', '2024-03-02', '0.0000'],
        ['overdue', 'R.less', '2024-02-01', '10.0000'],
      ),
    },
  },
  {
    name: 'wholesale term money that may be withdrawn counts, whatever the penalty',
    citation: 'd238 ¶86: options of the provider of funds; ¶82–84 are for retail',
    tables: {
      account: rowsOf(
        'account_id customer_id balance end_date withdrawal_penalty',
        ['material', 'corporate', '100.00', '2024-12-31', 'material'],
        ['barred', 'corporate', '100.00', '2024-12-31', 'not_allowed'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        'deal_id line effective_date liquidity_value',
        ['material', 'W.nfc40', '2024-02-01', '40.0000'],
        ['barred', 'OUT.window', '2024-12-31', '0.0000'],
      ),
    },
  },
  {
    name: 'binding notice: from the day it was given, else from today; above 30 days out',
    citation: 'd238 ¶86–87',
    tables: {
      account: rowsOf(
        'account_id customer_id balance notice_days notice_given',
        ['n30', 'individual', '100.00', '30', null],
        ['n31', 'individual', '100.00', '31', null],
        ['n90', 'corporate', '100.00', '90', null],
        ['given', 'corporate', '100.00', '90', '2023-11-30'],
        ['past', 'corporate', '100.00', '32', '2023-11-30'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        'deal_id line effective_date liquidity_value',
        ['n30', 'R.less', '2024-03-01', '10.0000'],
        ['n31', 'R.term', '2024-03-02', '0.0000'],
        ['n90', 'OUT.window', '2024-04-30', '0.0000'],
        ['given', 'W.nfc40', '2024-02-28', '40.0000'],
        ['past', 'W.nfc40', '2024-02-01', '40.0000'],
      ),
    },
  },
];

const wholesale: readonly LcrCase[] = [
  {
    name: 'tricky 2: only the proven part of a bank’s custody account is operational',
    citation: 'd238 ¶93–103, 109',
    tables: {
      account: rowsOf('account_id customer_id balance purpose operational_amount', [
        'V1',
        'credit_institution',
        '1000000.00',
        'custody',
        '600000.00',
      ]),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['V1', 'operational', 'OP.25', 'outflow', '600000.00', '150000.0000'],
        ['V1', 'excess', 'W.other', 'outflow', '400000.00', '400000.0000'],
      ),
      metrics: rowsOf('perimeter metric value', ...flowMetrics('550000')),
    },
  },
  {
    name: 'insurance covers the operational part in proportion',
    citation: 'd238 ¶104; in proportion: house convention',
    tables: {
      account: rowsOf(
        'account_id customer_id balance purpose operational_amount guarantee_scheme',
        ['O1', 'corporate', '200000.00', 'clearing', '120000.00', 'plain'],
        ['O2', 'pse', '80000.00', 'cash_management', '50000.00', 'funded'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['O1', 'operational_insured', 'OP.ins', 'outflow', '60000.00', '3000.0000'],
        ['O1', 'operational', 'OP.25', 'outflow', '60000.00', '15000.0000'],
        ['O1', 'excess', 'W.nfc40', 'outflow', '80000.00', '32000.0000'],
        ['O2', 'operational_insured', 'OP.ins3', 'outflow', '50000.00', '1500.0000'],
        ['O2', 'excess', 'W.nfc20', 'outflow', '30000.00', '6000.0000'],
      ),
    },
  },
  {
    name: 'wholesale depositors by kind, correspondent balances, cooperative minimum',
    citation: 'd238 ¶99, 105–109',
    tables: {
      account: rowsOf(
        'account_id customer_id balance type purpose operational_amount cooperative_minimum',
        ['sov', 'sovereign', '100.00', 'call', 'none', null, null],
        ['cb', 'central_bank', '100.00', 'call', 'none', null, null],
        ['fund', 'hedge_fund', '100.00', 'call', 'none', null, null],
        ['ins', 'insurer', '100.00', 'call', 'none', null, null],
        ['oth', 'other', '100.00', 'call', 'none', null, null],
        ['vostro', 'credit_institution', '100.00', 'vostro', 'none', null, null],
        ['corr', 'credit_institution', '100.00', 'vostro', 'correspondent', '60.00', null],
        ['unproven', 'corporate', '100.00', 'call', 'custody', null, null],
        ['coop', 'credit_institution', '100.00', 'call', 'cooperative', null, '70.00'],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['sov', 'whole', 'W.nfc40', 'outflow', '100.00', '40.0000'],
        ['cb', 'whole', 'W.nfc40', 'outflow', '100.00', '40.0000'],
        ['fund', 'whole', 'W.other', 'outflow', '100.00', '100.0000'],
        ['ins', 'whole', 'W.other', 'outflow', '100.00', '100.0000'],
        ['oth', 'whole', 'W.other', 'outflow', '100.00', '100.0000'],
        ['vostro', 'whole', 'W.prime', 'outflow', '100.00', '100.0000'],
        ['corr', 'whole', 'W.prime', 'outflow', '100.00', '100.0000'],
        ['unproven', 'whole', 'W.nfc40', 'outflow', '100.00', '40.0000'],
        ['coop', 'minimum', 'OP.coop', 'outflow', '70.00', '17.5000'],
        ['coop', 'excess', 'W.other', 'outflow', '30.00', '30.0000'],
      ),
    },
  },
];

/** A bank with outflows only: the figures that differ from 0. */
function flowMetrics(outflows: string): readonly (readonly (string | null)[])[] {
  const zero = [
    'stock',
    'inflows',
    'capped_inflows',
    'l1',
    'l2a',
    'l2b',
    'a1',
    'a2a',
    'a2b',
    'adj15',
    'adj40',
    'outside_caps',
  ];
  const figures: readonly (readonly [string, string])[] = [
    ...zero.map((metric) => [metric, '0.000000'] as const),
    ['lcr', '0.000000'],
    ['outflows', `${outflows}.000000`],
    ['net_outflows', `${outflows}.000000`],
    ['inflow_cap', '412500.000000'],
  ];
  return ['E1', 'GROUP'].flatMap((perimeter) => figures.map((figure) => [perimeter, ...figure]));
}

const small: readonly LcrCase[] = [
  {
    name: 'small business: managed as retail, and the group’s deposits below one million',
    citation: 'd238 ¶89–92',
    tables: {
      entity: rowsOf('entity_id', ['E1'], ['E2']),
      customer: rowsOf(
        'customer_id type customer_group retail_managed established_relationship',
        ['alone', 'sme', null, 'true', 'true'],
        ['big', 'sme', null, 'true', 'false'],
        ['daughter', 'sme', 'G1', 'true', 'false'],
        ['mother', 'corporate', 'G1', 'false', 'false'],
        ['unmanaged', 'sme', null, 'false', 'false'],
      ),
      account: rowsOf(
        'account_id entity_id customer_id balance guarantee_scheme',
        ['a1', 'E1', 'alone', '999999.99', 'plain'],
        ['b1', 'E1', 'big', '600000.00', null],
        ['b2', 'E2', 'big', '400000.00', null],
        ['d1', 'E1', 'daughter', '1000.00', null],
        ['m1', 'E1', 'mother', '999000.00', null],
        ['u1', 'E1', 'unmanaged', '1000.00', null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['a1', 'insured', 'SB.stable', 'outflow', '100000.00', '5000.0000'],
        ['a1', 'uninsured', 'SB.less', 'outflow', '899999.99', '89999.9990'],
        ['b1', 'whole', 'W.nfc40', 'outflow', '600000.00', '240000.0000'],
        ['b2', 'whole', 'W.nfc40', 'outflow', '400000.00', '160000.0000'],
        ['d1', 'whole', 'W.nfc40', 'outflow', '1000.00', '400.0000'],
        ['m1', 'whole', 'W.nfc40', 'outflow', '999000.00', '399600.0000'],
        ['u1', 'whole', 'W.nfc40', 'outflow', '1000.00', '400.0000'],
      ),
    },
  },
];

export const DEPOSIT_CASES: readonly LcrCase[] = [...insurance, ...timing, ...wholesale, ...small];
