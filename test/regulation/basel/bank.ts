/**
 * The small bank that every case starts from: one entity, a customer of each kind (the id is its type), two insurance
 * schemes of 100,000, a security of each level; and for each table the values of columns that a case does not give.
 */

import { CUSTOMER_TYPES } from '../../../src/dictionary/parties.ts';
import { rowsOf, type TextRow } from './case.ts';

export const CALCULATION_DATE = '2024-01-31';

/** Values of columns that may not be empty. Nullable columns left out are NULL. */
export const DEFAULTS: Readonly<Record<string, TextRow>> = {
  entity: { reporting_entity_name: 'Bank', type: 'bank', country_code: 'GB' },
  perimeter_member: { valid_from: '2015-01-01' },
  customer: { country_code: 'GB', established_relationship: 'false', retail_managed: 'false' },
  insurance_scheme: { valid_from: '2015-01-01', currency_code: 'EUR', meets_78: 'false' },
  account: {
    entity_id: 'E1',
    currency_code: 'EUR',
    asset_liability: 'liability',
    type: 'current',
    transactional: 'false',
    purpose: 'none',
    withdrawal_penalty: 'none',
  },
  loan: {
    entity_id: 'E1',
    currency_code: 'EUR',
    type: 'term',
    balance: '0.00',
    schedule: 'bullet',
    revocability: 'irrevocable',
  },
  loan_cash_flow: { principal: '0.00', interest: '0.00' },
  instrument: { domestic_currency: 'true' },
  holding: { entity_id: 'E1', currency_code: 'EUR', encumbrance_amount: '0.00', treasury_control: 'true' },
  security_financing: { entity_id: 'E1', currency_code: 'EUR', customer_id: 'credit_institution' },
  sft_collateral: { reuse: 'none', rehypothecation: 'true' },
  other_flow: { entity_id: 'E1', currency_code: 'EUR' },
  capital: { entity_id: 'E1', currency_code: 'EUR' },
  own_issue: { entity_id: 'E1', currency_code: 'EUR', kind: 'unsecured', retail_only: 'false' },
  contingent: { entity_id: 'E1', currency_code: 'EUR' },
  derivative_flow: { currency_code: 'EUR', exchange: 'false' },
  netting_agreement: { entity_id: 'E1', currency_code: 'EUR' },
  collateral_flow: { entity_id: 'E1', currency_code: 'EUR' },
  other_balance: { entity_id: 'E1', currency_code: 'EUR' },
  derivative: { entity_id: 'E1', currency_code: 'EUR' },
  margin: {
    entity_id: 'E1',
    currency_code: 'EUR',
    reusable: 'false',
    substitutable: 'false',
    nets_leverage: 'false',
    for_customer: 'false',
  },
  liquidity_option: { entity_id: 'E1', currency_code: 'EUR' },
  perimeter_totals: { alternatives: '0.00', extra_2a_amount: '0.00', extra_2a_total: '0.00' },
  line_amount: { entity_id: 'E1', currency_code: 'EUR' },
  funding_amount: { entity_id: 'E1', currency_code: 'EUR' },
  exchange_rate: { date: CALCULATION_DATE, quote_currency_code: 'EUR' },
  national_option: { jurisdiction: 'BASEL', valid_from: '2015-01-01' },
};

/** Rows of the bank for tables that a case leaves out. */
export const BANK: Readonly<Record<string, readonly TextRow[]>> = {
  entity: [{ entity_id: 'E1' }],
  customer: CUSTOMER_TYPES.map((type) => ({ customer_id: type, type })),
  insurance_scheme: rowsOf(
    'guarantee_scheme limit_amount meets_78',
    ['plain', '100000.00', 'false'],
    ['funded', '100000.00', 'true'],
  ),
  instrument: rowsOf(
    'security_id asset_class hqla_class risk_weight_std maturity_date',
    ['GILT', 'sovereign', 'i', '0.000000', '2030-01-31'],
    ['CORP_2A', 'corporate', 'iia', null, '2030-01-31'],
    ['RMBS', 'rmbs', 'iib', null, '2040-01-31'],
    ['CORP_2B', 'corporate', 'iib', null, '2030-01-31'],
    ['SHARE', 'equity', 'iib', null, null],
    ['JUNK', 'corporate', 'ineligible', null, '2024-02-20'],
  ),
};
