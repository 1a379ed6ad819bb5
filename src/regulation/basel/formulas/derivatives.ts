/** Formulas of derivatives and their collateral, in the LCR and in the NSFR. */

import { EXAMPLE_DATE, type Formula, onceWith, rows, securities, step, term } from './formula.ts';

const DERIVATIVE_NET: Formula = {
  title: 'Net payments of derivatives',
  ratio: 'LCR',
  citation: 'd238 ¶116–117, 158–159; rows in no currency: House',
  law: [
    'net(set, currency) = Σ received − Σ paid within 30 days',
    'outflow = Σ over currencies of max(−net, 0)          a row each, D.net',
    'inflow  = Σ over currencies of max(net, 0)           a row each, I.deriv',
    'netted  = min(outflow, inflow)                       taken off both, in no currency (NONE)',
  ],
  terms: [
    term('derivative_payments', 'leg_id currency_code net_payment paid received', 'by set and currency'),
    term('derivative_offsets', 'set_id netted', 'what a set nets across currencies'),
    term('liquidity', 'source deal_id part line currency_code amount', 'the rows'),
  ],
  lines: ['D.net', 'I.deriv'],
  note: 'A derivative without a netting set nets nothing but the two sides of an exchange of principal on one day.',
  example: {
    story:
      'One set, the dollar at 0.9: the bank pays 100 euros and receives 30, receives 50 dollars and pays 10.',
    runs: onceWith(
      {
        exchange_rate: rows('date base_currency_code quote_currency_code rate', [
          EXAMPLE_DATE,
          'USD',
          'EUR',
          '0.900000000',
        ]),
        derivative: rows('derivative_id netting_set mtm', ['irs', 'CSA', '0.00'], ['ccs', 'CSA', '0.00']),
        derivative_flow: rows(
          'payment_id derivative_id currency_code direction due_date amount',
          ['1', 'irs', 'EUR', 'out', '2024-02-10', '100.00'],
          ['2', 'irs', 'EUR', 'in', '2024-02-20', '30.00'],
          ['3', 'ccs', 'USD', 'in', '2024-03-01', '50.00'],
          ['4', 'ccs', 'USD', 'out', '2024-02-15', '10.00'],
        ),
      },
      {
        derivative_payments: rows(
          'currency_code net_payment paid received',
          ['EUR', '-70.00', '70.00', '0.00'],
          ['USD', '36.00', '0.00', '36.00'],
        ),
        derivative_offsets: rows('netted taken_off', ['36.00', '-36.00']),
        liquidity: rows(
          'source line currency_code amount',
          ['derivative', 'D.net', 'EUR', '70.00'],
          ['derivative', 'I.deriv', 'USD', '36.00'],
          ['derivative_netting', 'D.net', 'NONE', '-36.00'],
          ['derivative_netting', 'I.deriv', 'NONE', '-36.00'],
        ),
        final_calc: rows('perimeter outflows inflows', ['E1', '34.0000', '0.0000']),
      },
    ),
    steps: [
      step('derivative_payments.net_payment', '30 − 100'),
      step('derivative_payments.net_payment', '50 · 0.9 − 10 · 0.9', 1),
      step('derivative_offsets.netted', 'min(70, 36)'),
      step('final_calc.outflows', '70 − 36'),
      step('final_calc.inflows', '36 − 36'),
    ],
  },
};

const POSTED: Formula = {
  title: 'Posted collateral',
  ratio: 'LCR',
  citation: 'd238 ¶119',
  law: [
    'net(set) = max(Σ posted − Σ received that may be re-used, 0)    of assets below level 1; cash is level 1',
    'outflow  = 20 % · net(set)                                      each set by itself',
  ],
  terms: [
    term('margin_posted_net', 'set_id given taken net_posted', 'by netting set'),
    term('liquidity', 'line amount liquidity_value', 'the outflow, with source `margin_posted`'),
  ],
  lines: ['D.posted20'],
  example: {
    story:
      'One set: posted are level 2A worth 100, something of no level worth 50, and cash; received are 30 of no level that may be re-used, and 70 that may not.',
    runs: onceWith(
      {
        instrument: securities('CORP_2A', 'JUNK'),
        margin: rows(
          'margin_id netting_set direction kind asset security_id market_value reusable',
          ['a', 'S', 'posted', 'initial', 'security', 'CORP_2A', '100.00', 'false'],
          ['b', 'S', 'posted', 'variation', 'security', 'JUNK', '50.00', 'false'],
          ['c', 'S', 'posted', 'variation', 'cash', null, '900.00', 'false'],
          ['d', 'S', 'received', 'variation', 'security', 'JUNK', '30.00', 'true'],
          ['e', 'S', 'received', 'variation', 'security', 'JUNK', '70.00', 'false'],
        ),
      },
      {
        margin_posted_net: rows('given taken net_posted', ['150.00', '30.00', '120.00']),
        liquidity: rows('source line amount liquidity_value', [
          'margin_posted',
          'D.posted20',
          '120.00',
          '24.0000',
        ]),
      },
    ),
    steps: [
      step('margin_posted_net.given', '100 + 50'),
      step('margin_posted_net.net_posted', 'max(150 − 30, 0)'),
      step('liquidity.liquidity_value', '20 % · 120'),
    ],
  },
};

const LOOK_BACK: Formula = {
  title: 'Look-back of 24 months',
  ratio: 'LCR',
  citation: 'd238 ¶123; rates of the calculation date, by entity: House',
  law: [
    'net(period) = Σ flows of collateral of 30 days in a row',
    'outflow     = max over all periods within the last 24 months of abs(net(period))',
  ],
  terms: [
    term('collateral_period_nets', 'entity_id period_end net', 'each period by its last day'),
    term('collateral_look_back', 'entity_id size', 'the largest, without its sign'),
  ],
  lines: ['D.mktval'],
  example: {
    story:
      'Paid are 60 on 1 March 2023, 30 on 30 March, the last day of the period that begins with the first, and 25 on 31 March; 85 come back on 1 June. A flow older than 24 months is in no period.',
    runs: onceWith(
      {
        collateral_flow: rows(
          'collateral_flow_id flow_date net_amount',
          ['1', '2023-03-01', '-60.00'],
          ['2', '2023-03-30', '-30.00'],
          ['3', '2023-03-31', '-25.00'],
          ['4', '2023-06-01', '85.00'],
          ['5', '2022-01-31', '999.00'],
        ),
      },
      {
        collateral_look_back: rows('entity_id size', ['E1', '90.0000']),
        liquidity: rows('source line amount liquidity_value', [
          'collateral_flow',
          'D.mktval',
          '90.00',
          '90.0000',
        ]),
      },
    ),
    steps: [step('collateral_look_back.size', 'max(abs(−60 − 30), abs(−30 − 25), abs(85))')],
  },
};

const NETTING_SETS: Formula = {
  title: 'Derivatives of the NSFR',
  ratio: 'NSFR',
  citation: 'd295 ¶19–20, 34–35, 25(c), 43(b), 43(d)',
  law: [
    'RC(set)        = Σ value of its derivatives',
    'asset(set)     = max(RC − cash variation margin received that meets the conditions, 0)',
    'liability(set) = max(−RC − variation margin posted, 0)',
    'add-on(set)    = max(−RC, 0)',
    '',
    'required  = 100 % · max(Σ asset − Σ liability, 0) + 20 % · Σ add-on     R100b, R100d',
    'available =   0 % · max(Σ liability − Σ asset, 0)                       A0c',
  ],
  terms: [
    term('netting_sets', 'set_id replacement received posted asset liability add_on', 'each netting set'),
    term('net_derivatives', 'perimeter line amount funding_value', 'net over the sets of a perimeter'),
    term('stable_funding', 'position_id part line amount factor funding_value', 'with source `derivative`'),
  ],
  lines: ['D.asset', 'D.liability', 'A0c', 'R100b', 'R100d'],
  note: 'The 20 % of the add-on are a national option from 5 % to 20 %.',
  example: {
    story:
      'Set S1 is worth 120 − 20, and 30 of cash were received for it; S2 is worth −80, and 50 were posted.',
    runs: onceWith(
      {
        derivative: rows(
          'derivative_id netting_set mtm',
          ['d1', 'S1', '120.00'],
          ['d2', 'S1', '-20.00'],
          ['d3', 'S2', '-80.00'],
        ),
        margin: rows(
          'margin_id netting_set direction kind asset market_value nets_leverage',
          ['m1', 'S1', 'received', 'variation', 'cash', '30.00', 'true'],
          ['m2', 'S2', 'posted', 'variation', 'cash', '50.00', 'false'],
        ),
      },
      {
        netting_sets: rows(
          'replacement received posted asset liability add_on',
          ['100.00', '30.00', '0.00', '70.00', '0.00', '0.00'],
          ['-80.00', '0.00', '50.00', '0.00', '30.00', '80.00'],
        ),
        net_derivatives: rows(
          'perimeter line amount funding_value',
          ['E1', 'A0c', '0.0000', '0.0000'],
          ['E1', 'R100b', '40.0000', '40.0000'],
        ),
        stable_funding: rows(
          'part line amount factor funding_value',
          ['asset', 'D.asset', '70.00', '0.000000', '0.0000'],
          ['liability', 'D.liability', '30.00', '0.000000', '0.0000'],
          ['add_on', 'R100d', '80.00', '0.200000', '16.0000'],
        ),
        nsfr_calc: rows('perimeter asf rsf', ['E1', '0.0000', '56.0000']),
      },
    ),
    steps: [
      step('netting_sets.asset', 'max(120 − 20 − 30, 0)'),
      step('netting_sets.liability', 'max(80 − 50, 0)', 1),
      step('netting_sets.add_on', 'max(80, 0)', 1),
      step('net_derivatives.amount', 'max(70 − 30, 0)', 1),
      step('stable_funding.funding_value', '20 % · 80', 2),
      step('nsfr_calc.rsf', '40 + 16'),
    ],
  },
};

export const DERIVATIVE_FORMULAS: readonly Formula[] = [DERIVATIVE_NET, POSTED, LOOK_BACK];
export const DERIVATIVE_FUNDING_FORMULAS: readonly Formula[] = [NETTING_SETS];
