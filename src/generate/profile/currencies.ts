/** The currencies of the generated bank, what a euro is worth in each, and how amounts are turned into them. */

import { at, floorTo } from '../sql-text.ts';

export interface CurrencyProfile {
  readonly code: string;
  /** Units of the currency for one euro, times 10,000. */
  readonly perEuro: bigint;
  /** Amounts are whole multiples of this many hundredths: the yen has no smaller coin. */
  readonly smallest: number;
}

export const CURRENCIES: readonly CurrencyProfile[] = Object.freeze([
  { code: 'EUR', perEuro: 10_000n, smallest: 1 },
  { code: 'USD', perEuro: 10_837n, smallest: 1 },
  { code: 'GBP', perEuro: 8_544n, smallest: 1 },
  { code: 'CHF', perEuro: 9_336n, smallest: 1 },
  { code: 'PLN', perEuro: 43_350n, smallest: 1 },
  { code: 'JPY', perEuro: 1_601_900n, smallest: 100 },
]);

export const CURRENCY_CODES = CURRENCIES.map((currency) => currency.code);

export function currencyIndex(code: string): number {
  return CURRENCY_CODES.indexOf(code);
}

/**
 * An amount in euro cents as hundredths of the currency at position `currency`. The rate is cut to two digits here,
 * which keeps 10^14 cents times 16,019 within 64 bits; the bank's books need no better.
 */
export function inCurrency(euroCents: string, currency: string): string {
  const perEuro = at(
    CURRENCIES.map((c) => c.perEuro / 100n),
    currency,
  );
  const smallest = at(
    CURRENCIES.map((c) => c.smallest),
    currency,
  );
  return floorTo(`((${euroCents}) * ${perEuro}) // 100`, smallest);
}
