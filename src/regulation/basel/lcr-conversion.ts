/**
 * Conversion to the reporting currency, once per position: amounts round half away from zero to cents, tranches are cut afterwards.
 *
 * A rate has nine digits after the point. Up to 9 units per unit, the product with an amount of any size needs 64
 * bits only; few currencies lie above. `rate_near` holds such rates; only rows without it take the 128-bit way. The reporting
 * currency needs no rate. Any other currency without one gives NULL, which the position's amount refuses.
 */

import { compute, lookupColumn, pass } from '../../pipeline/build.ts';
import type { DeriveStage, Lookup, StageColumn } from '../../pipeline/stage.ts';
import { decimal } from '../../schema/types.ts';

/**
 * Amounts in the reporting currency: below 10^14, which is as far as values with four digits after the point reach. Two digits
 * less than 18 let an engine turn them into cents with one multiplication.
 */
export const CONVERTED = decimal(16, 2);

const NEAR = decimal(10, 9);
const NEAR_DOMAIN = { kind: 'range', min: '0', max: '9' } as const;

/** Rates of the calculation date into the reporting currency. */
export const FX_STAGE: DeriveStage = {
  kind: 'derive',
  name: 'fx',
  doc: 'Rates of the calculation date into the reporting currency.',
  input: 'exchange_rate',
  lookups: [],
  columns: [
    ...pass('date', 'base_currency_code', 'quote_currency_code', 'rate'),
    compute('rate_near', 'case when rate <= 9 then rate end', NEAR, { domain: NEAR_DOMAIN }),
  ],
  filter: 'date = :calculation_date and quote_currency_code = :reporting_currency',
};

export const FX_LOOKUP: Lookup = {
  name: 'fx',
  table: 'fx',
  on: {
    date: ':calculation_date',
    base_currency_code: 'currency_code',
    quote_currency_code: ':reporting_currency',
  },
  miss: { defaults: { rate: null, rate_near: null } },
};

/** The columns `rate_near` and `rate_far` for a row with `currency_code`; they need FX_LOOKUP. */
export const RATE_COLUMNS: readonly StageColumn[] = [
  lookupColumn('fx', 'rate_far', { column: 'rate' }),
  lookupColumn('fx', 'rate_near'),
];

const NO_RATE =
  'there is no exchange rate from {currency_code} into {:reporting_currency} on {:calculation_date}. Add the rate to exchange_rate, or correct the currency_code.';

/**
 * Column `name`: the amount column `amount` (decimal(18,2)), converted. With `optional` a missing amount stays NULL; otherwise
 * NULL, which then means a missing rate, is an error that names the position.
 */
export function converted(name: string, amount: string, optional?: 'optional'): readonly StageColumn[] {
  const ownCurrency = 'currency_code = :reporting_currency';
  return [
    compute(`${name}_near`, `${amount} * rate_near`, CONVERTED),
    compute(`${name}_far`, `case when rate_near is null then round(${amount} * rate_far, 2) end`, CONVERTED),
    compute(
      name,
      `case when ${ownCurrency} then ${amount} else coalesce(${name}_near, ${name}_far) end`,
      CONVERTED,
      { unit: 'money', ...(optional === undefined ? { required: NO_RATE } : {}) },
    ),
  ];
}
