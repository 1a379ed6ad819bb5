/** Money taken against securities of a reporting entity: its rate in the perimeters of the issuer, also where rules act on it. */

import { type LcrCase, rowsOf } from './case.ts';
import { CUSTOMERS, ENTITIES } from './perimeter-cases.ts';

const CASH = [
  { field: 'deal_id', operator: '=', value: 'own' },
  { field: 'source', operator: '=', value: 'security_financing' },
];

const ruleOn = (stage: string, conditions: readonly object[], adjustment: object) => [
  { rule_id: 'R1', stage, effective_date: '2000-01-01', conditions, adjustments: [adjustment] },
];

/** What a rule says of a repo of 100, half of it over own paper of level 2A (and of one of 1000 that falls due later); outflows of its entity, and of the group. */
const OWN_PAPER_RULES = [
  ['none', [], '15.0000', '57.5000'],
  [
    'half of the amount',
    ruleOn('deal_enrichment', CASH, { field: 'amount', operation: 'multiply', value: 0.5 }),
    '7.5000',
    '28.7500',
  ],
  [
    'cancelled in the fact',
    ruleOn('liquidity', CASH, { field: 'amount', operation: 'set', value: 0 }),
    '0.0000',
    '0.0000',
  ],
  [
    'a rate of 40 %: what others have issued has it, own paper 100 %',
    ruleOn('deal_enrichment', CASH, { field: 'liquidity_factor', operation: 'set', value: 0.4 }),
    '40.0000',
    '70.0000',
  ],
  [
    'a value of its own',
    ruleOn('liquidity', CASH, { field: 'liquidity_value', operation: 'set', value: 30 }),
    '30.0000',
    '65.0000',
  ],
  [
    'a value above full: own paper keeps it',
    ruleOn('liquidity', CASH, { field: 'liquidity_value', operation: 'set', value: 150 }),
    '150.0000',
    '150.0000',
  ],
  [
    'other outflows instead',
    ruleOn('deal_enrichment', CASH, { field: 'line', operation: 'set', value: 'O.other' }),
    '100.0000',
    '100.0000',
  ],
  [
    'half of what is added for own paper',
    ruleOn(
      'own_paper_rows',
      [
        { field: 'deal_id', operator: '=', value: 'own' },
        { field: 'line', operator: '=', value: 'S.other' },
      ],
      { field: 'liquidity_value', operation: 'multiply', value: 0.5 },
    ),
    '15.0000',
    '32.5000',
  ],
  [
    'money without HQLA by itself',
    ruleOn('deal_enrichment', CASH, { field: 'line', operation: 'set', value: 'S.other' }),
    '100.0000',
    '100.0000',
  ],
  [
    'the later one counted too: six tenths of it are own paper',
    ruleOn('deal_enrichment', [{ field: 'deal_id', operator: '=', value: 'far' }], {
      field: 'line',
      operation: 'set',
      value: 'S.2A',
    }),
    '165.0000',
    '717.5000',
  ],
  [
    'half of the line',
    ruleOn('aggregation', [{ field: 'line', operator: '=', value: 'S.2A' }], {
      field: 'liquidity_value',
      operation: 'multiply',
      value: 0.5,
    }),
    '7.5000',
    '53.7500',
  ],
] as const;

/** Two alike: one of a company of the bank, and one of somebody else. */
const BONDS = rowsOf(
  'security_id asset_class hqla_class maturity_date issuer_id',
  ['OWN', 'covered_bond', 'iia', '2030-01-31', 'DAUGHTER'],
  ['OTHER', 'covered_bond', 'iia', '2030-01-31', 'outside'],
);

export const OWN_PAPER_CASES: readonly LcrCase[] = [
  {
    name: 'money from outsiders against a member’s paper runs off in full where it is a member, from a central bank at 0 %',
    citation: 'd238 ¶115; regulatory.md 1.5: within the perimeter its own paper backs nothing',
    tables: {
      entity: ENTITIES,
      customer: [...CUSTOMERS, { customer_id: 'central', type: 'central_bank' }],
      instrument: BONDS,
      security_financing: rowsOf(
        'deal_id entity_id customer_id sft_type cash_amount end_date',
        ['own', 'E1', 'outside', 'repo', '100.00', '2024-02-10'],
        ['other', 'E1', 'outside', 'repo', '40.00', '2024-02-10'],
        ['central', 'E1', 'central', 'repo', '1000.00', '2024-02-10'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value',
        ['own/1', 'own', 'OWN', '120.00'],
        ['other/1', 'other', 'OTHER', '50.00'],
        ['central/1', 'central', 'OWN', '1200.00'],
      ),
    },
    expected: {
      // 15 % of 140 in E1 alone; 100 and 15 % of 40 in the group, where E2, whose paper it is, is a member.
      perimeter_totals: rowsOf('perimeter outflows', ['E1', '21.0000'], ['GROUP', '106.0000']),
      // The flow itself stands in the ladder of both.
      survival: rowsOf(
        'perimeter currency liabilities',
        ...['E1', 'GROUP'].flatMap((perimeter) =>
          ['EUR', 'TOTAL'].map((currency) => [perimeter, currency, '1140.0000']),
        ),
      ),
    },
  },
  ...OWN_PAPER_RULES.map(
    ([what, rules, solo, group]): LcrCase => ({
      name: `money against a member’s paper as a rule leaves it: ${what}`,
      citation: 'd238 ¶115; what a rule says of the cash holds in every perimeter',
      tables: {
        entity: ENTITIES,
        customer: CUSTOMERS,
        instrument: BONDS,
        security_financing: rowsOf(
          'deal_id entity_id customer_id sft_type cash_amount end_date',
          ['own', 'E1', 'outside', 'repo', '100.00', '2024-02-10'],
          ['far', 'E1', 'outside', 'repo', '1000.00', '2024-12-31'],
        ),
        sft_collateral: rowsOf(
          'collateral_id deal_id security_id market_value',
          ['own/1', 'own', 'OWN', '40.00'],
          ['own/2', 'own', 'OTHER', '40.00'],
          ['far/1', 'far', 'OWN', '600.00'],
          ['far/2', 'far', 'OTHER', '400.00'],
        ),
      },
      rules,
      expected: { perimeter_totals: rowsOf('perimeter outflows', ['E1', solo], ['GROUP', group]) },
    }),
  ),
  {
    name: 'of several issuers each its share, and all of them all, in another currency and where a member took the paper',
    citation: 'd238 ¶115; regulatory.md 1.5; shares go on where those before them end (house convention)',
    tables: {
      entity: [...ENTITIES, { entity_id: 'E3' }, { entity_id: 'E4' }],
      perimeter_member: rowsOf(
        'perimeter entity_id',
        ['SUB12', 'E1'],
        ['SUB12', 'E2'],
        ['SUB13', 'E1'],
        ['SUB13', 'E3'],
      ),
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.500000000']),
      customer: [
        ...CUSTOMERS,
        ...rowsOf(
          'customer_id type reporting_entity_id',
          ['THIRD', 'credit_institution', 'E3'],
          ['FOURTH', 'credit_institution', 'E4'],
        ),
      ],
      instrument: rowsOf(
        'security_id asset_class hqla_class maturity_date issuer_id',
        ['OWN2', 'covered_bond', 'iia', '2030-01-31', 'DAUGHTER'],
        ['OWN3', 'covered_bond', 'iia', '2030-01-31', 'THIRD'],
        ['OWN4', 'covered_bond', 'iia', '2030-01-31', 'FOURTH'],
      ),
      security_financing: rowsOf(
        'deal_id entity_id customer_id sft_type currency_code cash_amount end_date',
        ['thirds', 'E1', 'outside', 'repo', 'EUR', '100.00', '2024-02-10'],
        ['dollars', 'E1', 'outside', 'repo', 'USD', '2000.00', '2024-02-10'],
        ['inside', 'E1', 'DAUGHTER', 'repo', 'EUR', '10000.00', '2024-02-10'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value',
        ['thirds/2', 'thirds', 'OWN2', '40.00'],
        ['thirds/3', 'thirds', 'OWN3', '40.00'],
        ['thirds/4', 'thirds', 'OWN4', '40.00'],
        ['dollars/2', 'dollars', 'OWN2', '1100.00'],
        ['inside/3', 'inside', 'OWN3', '11000.00'],
      ),
    },
    expected: {
      own_paper_rows: rowsOf(
        'deal_id issuer_entity leg line amount liquidity_value',
        ['thirds', 'E2', 'off', 'S.2A', '-33.33', '-5.0000'],
        ['thirds', 'E2', 'on', 'S.other', '33.33', '33.3300'],
        ['thirds', 'E3', 'off', 'S.2A', '-33.34', '-5.0000'],
        ['thirds', 'E3', 'on', 'S.other', '33.34', '33.3400'],
        ['thirds', 'E4', 'off', 'S.2A', '-33.33', '-5.0000'],
        ['thirds', 'E4', 'on', 'S.other', '33.33', '33.3300'],
        ['dollars', 'E2', 'off', 'S.2A', '-1000.00', '-150.0000'],
        ['dollars', 'E2', 'on', 'S.other', '1000.00', '1000.0000'],
        ['inside', 'E3', 'off', 'S.2A', '-10000.00', '-1500.0000'],
        ['inside', 'E3', 'on', 'S.other', '10000.00', '10000.0000'],
      ),
      // E1: 15 % of 100, of 1000 and of 10000. With E2: 10 + 33.33, 1000, and nothing of what it owes E2. With E3: 10 + 33.34, 150, 10000.
      perimeter_totals: rowsOf(
        'perimeter line_outflows',
        ['E1', '1665.0000'],
        ['SUB12', '1043.3300'],
        ['SUB13', '10193.3400'],
        ['GROUP', '1100.0000'],
      ),
    },
  },
  ...[
    ['of the member', '-20.00', '120.00', '15.0000'],
    ['of others', '120.00', '-20.00', '100.0000'],
  ].map(
    ([whose, own, other, group]): LcrCase => ({
      name: `collateral below zero, ${whose}: no more is moved than the cash, and no less than nothing`,
      citation:
        'd238 ¶115; a value below zero is a mistake that must not make other money vanish (house convention)',
      tables: {
        entity: ENTITIES,
        customer: CUSTOMERS,
        instrument: BONDS,
        security_financing: rowsOf('deal_id entity_id customer_id sft_type cash_amount end_date', [
          'own',
          'E1',
          'outside',
          'repo',
          '100.00',
          '2024-02-10',
        ]),
        sft_collateral: rowsOf(
          'collateral_id deal_id security_id market_value',
          ['own/1', 'own', 'OWN', own ?? null],
          ['own/2', 'own', 'OTHER', other ?? null],
        ),
      },
      expected: {
        perimeter_totals: rowsOf('perimeter outflows', ['E1', '15.0000'], ['GROUP', group ?? null]),
      },
    }),
  ),
  ...[
    ['no line', { field: 'line', operation: 'set', value: null }],
    ['a line of outflows', { field: 'line', operation: 'set', value: 'S.other' }],
  ].map(
    ([what, adjustment]): LcrCase => ({
      name: `an unwinding leg that a rule gives ${String(what)} is unclassified: it would stand in no column of the caps`,
      citation: 'what stands nowhere is told (house convention)',
      tables: {
        entity: ENTITIES,
        customer: CUSTOMERS,
        instrument: BONDS,
        security_financing: rowsOf('deal_id entity_id customer_id sft_type cash_amount end_date', [
          'other',
          'E1',
          'outside',
          'repo',
          '100.00',
          '2024-02-10',
        ]),
        sft_collateral: rowsOf('collateral_id deal_id security_id market_value', [
          'other/2',
          'other',
          'OTHER',
          '120.00',
        ]),
      },
      rules: ruleOn(
        'deal_enrichment',
        [{ field: 'part', operator: '=', value: 'unwind' }],
        adjustment as object,
      ),
      expected: {
        unclassified: rowsOf('source rows amount', ['sft_collateral', '1', '120.00']),
        perimeter_totals: rowsOf(
          'perimeter a1 a2a',
          ['E1', '-100.0000', '0.0000'],
          ['GROUP', '-100.0000', '0.0000'],
        ),
      },
    }),
  ),
  {
    name: 'a rule that gives a line to cash over paper of several levels: their shares go on through all of them',
    citation: 'd238 ¶115; the whole of the collateral stands behind it (house convention)',
    tables: {
      entity: ENTITIES,
      customer: CUSTOMERS,
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std maturity_date issuer_id',
        ['OWN', 'covered_bond', 'iia', null, '2030-01-31', 'DAUGHTER'],
        ['PSE', 'pse', 'i', '0.000000', '2030-01-31', 'DAUGHTER'],
        ['OTHER', 'covered_bond', 'iia', null, '2030-01-31', 'outside'],
      ),
      security_financing: rowsOf('deal_id entity_id customer_id sft_type cash_amount end_date', [
        'far',
        'E1',
        'outside',
        'repo',
        '100.00',
        '2024-12-31',
      ]),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value',
        ['far/1', 'far', 'OWN', '40.00'],
        ['far/2', 'far', 'PSE', '40.00'],
        ['far/3', 'far', 'OTHER', '40.00'],
      ),
    },
    rules: ruleOn('deal_enrichment', [{ field: 'deal_id', operator: '=', value: 'far' }], {
      field: 'line',
      operation: 'set',
      value: 'S.2A',
    }),
    expected: {
      // Two thirds of 100 are own paper: 66.67, of which 10 of 15 come off.
      perimeter_totals: rowsOf('perimeter outflows', ['E1', '15.0000'], ['GROUP', '71.6700']),
    },
  },
  {
    name: 'each piece by its issuer, with level 1 and home public bodies; paper of two entities is unwound in no perimeter',
    citation: 'd238 ¶115; regulatory.md 1.5',
    tables: {
      entity: [...ENTITIES, { entity_id: 'E3', type: 'subsidiary' }],
      perimeter_member: rowsOf('perimeter entity_id', ['SUB13', 'E1'], ['SUB13', 'E3']),
      customer: [
        ...CUSTOMERS,
        ...rowsOf(
          'customer_id type reporting_entity_id',
          ['THIRD', 'credit_institution', 'E3'],
          ['state', 'sovereign', null],
        ),
      ],
      instrument: rowsOf(
        'security_id asset_class hqla_class risk_weight_std maturity_date issuer_id',
        ['OWN2', 'covered_bond', 'iia', null, '2030-01-31', 'DAUGHTER'],
        ['OWN3', 'covered_bond', 'iia', null, '2030-01-31', 'THIRD'],
        ['PSE2', 'pse', 'i', '0.000000', '2030-01-31', 'DAUGHTER'],
      ),
      security_financing: rowsOf(
        'deal_id entity_id customer_id sft_type cash_amount end_date',
        ['mixed', 'E1', 'outside', 'repo', '200.00', '2024-02-10'],
        ['top', 'E1', 'outside', 'repo', '1000.00', '2024-02-10'],
        ['home', 'E1', 'state', 'repo', '4000.00', '2024-02-10'],
      ),
      sft_collateral: rowsOf(
        'collateral_id deal_id security_id market_value',
        ['mixed/2', 'mixed', 'OWN2', '100.00'],
        ['mixed/3', 'mixed', 'OWN3', '100.00'],
        ['top/1', 'top', 'PSE2', '1000.00'],
        ['home/1', 'home', 'OWN2', '4000.00'],
      ),
    },
    expected: {
      // E1: 30 + 0 + 600. With E3: 15 + 100 + 0 + 600. GROUP: 200 + 1000 + 25 % of 4000.
      // Unwound are the two others in E1 and SUB13: their cash, and what comes back.
      perimeter_totals: rowsOf(
        'perimeter outflows a1 a2a',
        ['E1', '630.0000', '-4000.0000', '3400.0000'],
        ['SUB13', '715.0000', '-4000.0000', '3400.0000'],
        ['GROUP', '2200.0000', '0.0000', '0.0000'],
      ),
    },
  },
];
