/**
 * Deposit insurance per depositor: the scheme's limit holds over all accounts of one customer at one entity (d238 ¶75).
 *
 * Only depositors above the limit are kept, few among many, so that the look-up from accounts stays small: an insured
 * account that finds nothing here is insured in full. Above the limit, the limit is spread over the accounts in
 * proportion to their balances (house convention; d238 does not say).
 */

import { MONEY } from '../../dictionary/column.ts';
import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN } from '../../schema/types.ts';
import { OWED } from './constants.ts';
import { converted, FX_LOOKUP, RATE_COLUMNS } from './lcr-conversion.ts';

const SCHEMES: DeriveStage = {
  kind: 'derive',
  name: 'schemes',
  doc: 'Insurance schemes with the limit in the reporting currency; NULL where its currency has no rate.',
  input: 'insurance_scheme',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('guarantee_scheme', 'limit_amount', 'currency_code', 'meets_78'),
    ...RATE_COLUMNS,
    ...converted('insured_limit', 'limit_amount', 'optional'),
  ],
};

const INSURED_BALANCES: DeriveStage = {
  kind: 'derive',
  name: 'insured_balances',
  doc: 'Balances of insured deposit accounts, in the reporting currency.',
  input: 'account',
  lookups: [FX_LOOKUP],
  columns: [
    ...pass('account_id', 'entity_id', 'customer_id', 'guarantee_scheme'),
    ...pass('currency_code', 'balance'),
    compute('owed', OWED, BOOLEAN),
    compute('position', 'abs(balance)', MONEY),
    ...RATE_COLUMNS,
    ...converted('amount', 'position'),
  ],
  filter: 'guarantee_scheme is not null and owed and position > 0',
};

const INSURED_TOTALS: AggregateStage = {
  kind: 'aggregate',
  name: 'insured_totals',
  doc: 'Insured balances per depositor, entity and scheme.',
  input: 'insured_balances',
  groupBy: ['entity_id', 'customer_id', 'guarantee_scheme'],
  measures: [{ name: 'balance', fn: 'sum', column: 'amount' }],
};

const OVER_LIMIT: DeriveStage = {
  kind: 'derive',
  name: 'over_limit',
  doc: 'Depositors with more than the limit of their scheme.',
  input: 'insured_totals',
  lookups: [
    {
      name: 'scheme',
      table: 'schemes',
      on: { guarantee_scheme: 'guarantee_scheme' },
      miss: 'error',
      advice:
        "Its scheme '{guarantee_scheme}' has no row in the table insurance_scheme that holds on {:calculation_date}, or the row was rejected there (`plimsoll show rejects`). Without the limit nobody knows which part is insured (d238 ¶75). Add the scheme, or leave guarantee_scheme empty where nothing is insured.",
    },
  ],
  columns: [
    ...pass('entity_id', 'customer_id', 'guarantee_scheme'),
    compute('insured_total', 'balance', MONEY, { required: true }),
    lookupColumn('scheme', 'scheme_limit', { column: 'insured_limit' }),
    compute('insured_limit', 'scheme_limit', MONEY, {
      required:
        "the limit of its insurance scheme '{guarantee_scheme}' has no exchange rate into {:reporting_currency} on {:calculation_date}. Add the rate to exchange_rate.",
    }),
  ],
  filter: 'insured_total > insured_limit',
};

export const INSURANCE_STAGES = [SCHEMES, INSURED_BALANCES, INSURED_TOTALS, OVER_LIMIT] as const;
