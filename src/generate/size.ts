/**
 * Skewed amounts without floating point: a table of quantiles, in 65,536ths of the median.
 *
 * The quantile at k of 256 is k / (256 − k) medians (a Lomax distribution with exponent 1): half of the amounts are
 * below the median, one in ten above 9 medians, one in a hundred above 99. The top slot ends at 512 medians, which
 * makes the mean about 6.1 medians. Between two quantiles an amount is placed evenly.
 */

import { at } from './sql-text.ts';

const SLOTS = 256;
const TOP = 512;
const QUANTILES = Array.from({ length: SLOTS + 1 }, (_, k) =>
  k === SLOTS ? TOP * 65_536 : Math.floor((65_536 * k) / (SLOTS - k)),
);
const LOWER = QUANTILES.slice(0, SLOTS);
const WIDTHS = LOWER.map((lower, k) => (QUANTILES[k + 1] ?? 0) - lower);

/**
 * An amount in minor units with the given median. A median of up to 10^11 minor units keeps the products in 64 bits:
 * 10^11 × 512 × 65,536 is about 3.4 × 10^18.
 */
export function skewedAmount(median: string, draw: string): string {
  const slot = `(${draw} >> 24)`;
  const within = `((${draw} >> 4) & 1048575)`;
  return `(((${median}) * (${at(LOWER, slot)} + ((${at(WIDTHS, slot)} * ${within}) >> 20))) >> 16)`;
}
