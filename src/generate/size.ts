/**
 * Skewed amounts without floating point: a table of quantiles, in 65,536ths of the median.
 *
 * The quantile at k of 256 is k / (256 − k) medians (a Lomax distribution with exponent 1): half of the amounts are
 * below the median, one in ten above 9 medians, one in a hundred above 99. Between two quantiles an amount is placed
 * evenly. Amounts end at 512 medians, which makes their mean about 6.1 medians; tickets of the market, which are less
 * unlike each other, end at 16, with a mean of about 2.8.
 */

import { at } from './sql-text.ts';

const SLOTS = 256;
const UNIT = 65_536;

export type Shape = 'amount' | 'ticket';

const TOP: Readonly<Record<Shape, number>> = { amount: 512, ticket: 16 };

/**
 * An amount in minor units with the given median. A median of up to 10^11 minor units keeps the products in 64 bits:
 * 10^11 × 512 × 65,536 is about 3.4 × 10^18.
 */
export function skewedAmount(median: string, draw: string, shape: Shape = 'amount'): string {
  const quantiles = Array.from({ length: SLOTS + 1 }, (_, k) =>
    k === SLOTS ? TOP[shape] * UNIT : Math.min(TOP[shape] * UNIT, Math.floor((UNIT * k) / (SLOTS - k))),
  );
  const lower = quantiles.slice(0, SLOTS);
  const widths = lower.map((quantile, k) => (quantiles[k + 1] ?? 0) - quantile);
  const slot = `(${draw} >> 24)`;
  const within = `((${draw} >> 4) & 1048575)`;
  return `(((${median}) * (${at(lower, slot)} + ((${at(widths, slot)} * ${within}) >> 20))) >> 16)`;
}
