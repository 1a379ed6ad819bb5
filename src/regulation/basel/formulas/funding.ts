/** Formulas of the NSFR: residual maturity, encumbrance, and the ratio. */

import { type Formula, onceWith, rows, securities, step, term } from './formula.ts';

const COMPANY = rows('customer_id type', ['c', 'corporate']);

const TERMS: Formula = {
  title: 'Loans by residual maturity',
  ratio: 'NSFR',
  citation: 'd295 ¶29; the pledge from what is due first: House',
  law: [
    'term 1 = Σ listed principal due below 6 months',
    'term 2 = Σ listed principal due from 6 months to below a year',
    'term 3 = balance − term 1 − term 2',
    '',
    'pledged 1 = min(pledged, term 1)',
    'pledged 2 = min(pledged − pledged 1, term 2)',
    'pledged 3 = pledged − pledged 1 − pledged 2',
  ],
  terms: [
    term(
      'funding_loan_terms',
      'loan_id term_1 term_2 term_3 pledged pledged_1 pledged_2 pledged_3',
      'the terms of a loan',
    ),
    term(
      'stable_funding',
      'position_id part part_maturity part_encumbrance line amount factor funding_value',
      'a row for each',
    ),
  ],
  lines: ['R50e', 'R65a', 'R65b', 'R85b'],
  note: 'Six months and a year are the same day so many months later: on 31 January 2024, 31 July 2024 and 31 January 2025. Due on that day is no longer below it. A loan that is not repaid by listed payments is due at its end.',
  example: {
    story:
      'A company owes 100: 20 are due on 30 April 2024, 30 on 31 October 2024, the rest in 2027. 25 are pledged until 2026.',
    runs: onceWith(
      {
        customer: COMPANY,
        loan: rows('loan_id customer_id schedule balance end_date encumbrance_amount encumbrance_end_date', [
          'l',
          'c',
          'cash_flows',
          '100.00',
          '2027-01-31',
          '25.00',
          '2026-01-31',
        ]),
        loan_cash_flow: rows(
          'cash_flow_id loan_id due_date principal',
          ['1', 'l', '2024-04-30', '20.00'],
          ['2', 'l', '2024-10-31', '30.00'],
          ['3', 'l', '2027-01-31', '50.00'],
        ),
      },
      {
        funding_loan_terms: rows('term_1 term_2 term_3 pledged pledged_1 pledged_2 pledged_3', [
          '20.00',
          '30.00',
          '50.00',
          '25.00',
          '20.00',
          '5.00',
          '0.00',
        ]),
        stable_funding: rows(
          'part part_encumbrance line amount factor funding_value',
          ['under_6_months_pledged', 'from_1_year', 'R100a', '20.00', '1.000000', '20.0000'],
          ['under_1_year', 'free', 'R50e', '25.00', '0.500000', '12.5000'],
          ['under_1_year_pledged', 'from_1_year', 'R100a', '5.00', '1.000000', '5.0000'],
          ['from_1_year', 'free', 'R85b', '50.00', '0.850000', '42.5000'],
        ),
      },
    ),
    steps: [
      step('funding_loan_terms.term_3', '100 − 20 − 30'),
      step('funding_loan_terms.pledged_1', 'min(25, 20)'),
      step('funding_loan_terms.pledged_2', 'min(25 − 20, 30)'),
      step('funding_loan_terms.pledged_3', '25 − 20 − 5'),
      step('stable_funding.funding_value', '(30 − 5) · 50 %', 1),
      step('stable_funding.funding_value', '50 · 85 %', 3),
    ],
  },
};

const ENCUMBRANCE: Formula = {
  title: 'Encumbrance and residual maturity',
  ratio: 'NSFR',
  citation: 'd295 ¶31, 40(b), 43(a)',
  law: [
    'factor = own factor                 free, or encumbered for less than 6 months more',
    '         max(own factor, 50 %)      encumbered for 6 months to below a year: R50b for HQLA, else R50.enc or its own line',
    '         100 %                      encumbered for a year or more, or without an end: R100a',
    'value  = amount · factor            of the encumbered and of the free part, each by itself',
  ],
  terms: [
    term(
      'funding_cells',
      'class bucket encumbrance line factor',
      'the line of each class, maturity and encumbrance',
    ),
    term(
      'stable_funding',
      'position_id part part_class part_maturity part_encumbrance line amount factor funding_value',
      'each part',
    ),
  ],
  lines: ['R50b', 'R50.enc', 'R100a'],
  note: '[The table of classes](nsfr-lines.md#classes) has the own lines.',
  example: {
    story:
      'Three holdings of level 1, each worth 100 with 40 pledged: until 31 March 2024, 30 September 2024 and 30 June 2025. And a loan of several years, pledged until 30 September 2024.',
    runs: onceWith(
      {
        customer: COMPANY,
        instrument: securities('GOV'),
        holding: rows(
          'holding_id security_id mtm_dirty encumbrance_amount encumbrance_end_date',
          ['short', 'GOV', '100.00', '40.00', '2024-03-31'],
          ['middle', 'GOV', '100.00', '40.00', '2024-09-30'],
          ['long', 'GOV', '100.00', '40.00', '2025-06-30'],
        ),
        loan: rows('loan_id customer_id balance end_date encumbrance_amount encumbrance_end_date', [
          'loan',
          'c',
          '100.00',
          '2030-01-31',
          '100.00',
          '2024-09-30',
        ]),
      },
      {
        stable_funding: rows(
          'position_id part part_encumbrance line amount factor funding_value',
          ['short', 'free', 'free', 'R5', '60.00', '0.050000', '3.0000'],
          ['short', 'pledged', 'free', 'R5', '40.00', '0.050000', '2.0000'],
          ['middle', 'free', 'free', 'R5', '60.00', '0.050000', '3.0000'],
          ['middle', 'pledged', 'under_1_year', 'R50b', '40.00', '0.500000', '20.0000'],
          ['long', 'free', 'free', 'R5', '60.00', '0.050000', '3.0000'],
          ['long', 'pledged', 'from_1_year', 'R100a', '40.00', '1.000000', '40.0000'],
          ['loan', 'pledged', 'under_1_year', 'R85b', '100.00', '0.850000', '85.0000'],
        ),
      },
    ),
    steps: [
      step('stable_funding.funding_value', '40 · 5 %', 1),
      step('stable_funding.funding_value', '40 · max(5 %, 50 %)', 3),
      step('stable_funding.funding_value', '40 · 100 %', 5),
      step('stable_funding.funding_value', '100 · max(85 %, 50 %)', 6),
    ],
  },
};

const OWN_PAPER: Formula = {
  title: 'Own paper within a perimeter',
  ratio: 'NSFR',
  citation: 'House',
  law: [
    'where holder and issuer are members:',
    'required  − value of the holding                              it is no asset there',
    'available − market value of the holding · factor              of the issuer’s funding of that maturity',
  ],
  terms: [
    term('own_paper', 'holding_id issuer_id funded', 'holdings of securities of members'),
    term('stable_funding', 'source position_id line amount factor funding_value', 'with source `own_paper`'),
    term('nsfr_perimeter_rows', 'perimeter line counts_as eliminated funding_value', 'what counts where'),
  ],
  lines: [],
  example: {
    story:
      'E2 has issued a bond of 100 that is due in 2030; E1 holds 30 of it. In the group 70 are left, and no asset.',
    runs: onceWith(
      {
        entity: rows('entity_id', ['E1'], ['E2']),
        customer: rows('customer_id type reporting_entity_id', ['sister', 'credit_institution', 'E2']),
        instrument: rows('security_id asset_class hqla_class maturity_date issuer_id', [
          'OWN',
          'corporate',
          'ineligible',
          '2030-01-31',
          'sister',
        ]),
        own_issue: rows('issue_id entity_id amount end_date', ['i', 'E2', '100.00', '2030-01-31']),
        holding: rows('holding_id entity_id security_id mtm_dirty', ['h', 'E1', 'OWN', '30.00']),
      },
      {
        stable_funding: rows(
          'source position_id line amount factor funding_value',
          ['own_issue', 'i', 'A100c', '100.00', '1.000000', '100.0000'],
          ['holding', 'h', 'R85c', '30.00', '0.850000', '25.5000'],
          ['own_paper', 'h', 'A100c', '-30.00', '1.000000', '-30.0000'],
        ),
        nsfr_calc: rows(
          'perimeter asf rsf',
          ['E1', '0.0000', '25.5000'],
          ['E2', '100.0000', '0.0000'],
          ['GROUP', '70.0000', '0.0000'],
        ),
      },
    ),
    steps: [
      step('nsfr_calc.rsf', '30 · 85 %'),
      step('nsfr_calc.asf', '100 · 100 %', 1),
      step('nsfr_calc.asf', '(100 − 30) · 100 %', 2),
      step('nsfr_calc.rsf', '30 · 85 % − 30 · 85 %', 2),
    ],
  },
};

const NSFR: Formula = {
  title: 'The NSFR',
  ratio: 'NSFR',
  citation: 'd295 ¶9',
  law: [
    'available = Σ value of available funding + 0 % · net derivative liability',
    'required  = Σ value of required funding + 100 % · net derivative asset',
    'NSFR      = available ÷ required                  to six digits; none where nothing is required',
  ],
  terms: [
    term('nsfr_calc', 'sum_available sum_required asf rsf nsfr', 'by perimeter'),
    term('nsfr_perimeter_rows', 'perimeter line liq2_row counts_as funding_value', 'what it is the sum of'),
  ],
  lines: [],
  example: {
    story: 'Capital of 50 and deposits of a company of 100 fund a loan of 100 until 2030.',
    runs: onceWith(
      {
        customer: COMPANY,
        capital: rows('capital_id capital_tier amount', ['k', 'cet1', '50.00']),
        account: rows('account_id customer_id balance', ['a', 'c', '100.00']),
        loan: rows('loan_id customer_id balance end_date', ['l', 'c', '100.00', '2030-01-31']),
      },
      {
        stable_funding: rows(
          'position_id line amount factor funding_value',
          ['k', 'A100a', '50.00', '1.000000', '50.0000'],
          ['a', 'A50a', '100.00', '0.500000', '50.0000'],
          ['l', 'R85b', '100.00', '0.850000', '85.0000'],
        ),
        nsfr_calc: rows('perimeter asf rsf nsfr', ['E1', '100.0000', '85.0000', '1.176471']),
      },
    ),
    steps: [
      step('nsfr_calc.asf', '50 · 100 % + 100 · 50 %'),
      step('nsfr_calc.rsf', '100 · 85 %'),
      step('nsfr_calc.nsfr', '100 ÷ 85'),
    ],
  },
};

export const FUNDING_FORMULAS: readonly Formula[] = [TERMS, ENCUMBRANCE];
export const RATIO_FORMULAS: readonly Formula[] = [OWN_PAPER, NSFR];
