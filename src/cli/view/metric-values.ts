/** Metrics as people read them: ratios in percent, amounts to the cent, differences in points or in the currency. */

import { formatDecimal, parseDecimal, rescaleExact } from '../../values/decimal.ts';
import { roundUnits } from '../../values/rounding.ts';

/** `1.284512` → `128.4512 %`. */
export function percent(fraction: string | null): string | null {
  const value = fraction === null ? undefined : parseDecimal(fraction);
  return value === undefined ? null : `${formatDecimal(value.units, value.scale - 2)} %`;
}

export const cents = (text: string | null | undefined): string | null => amount(text, 2);

/** To `digits` after the point. */
export function amount(text: string | null | undefined, digits: number): string | null {
  const value = text === null || text === undefined ? undefined : parseDecimal(text);
  return value === undefined
    ? null
    : formatDecimal(roundUnits(value.units, value.scale, digits, 'half_away_from_zero'), digits);
}

/** How many digits after the point show all of these amounts exactly; at least cents. */
export const exactDigits = (texts: readonly (string | null)[]): number =>
  Math.max(2, ...texts.map((text) => text?.split('.')[1]?.replace(/0+$/, '').length ?? 0));

/** `after` less `before`, exact; null where either has no value. */
export function difference(before: string | null, after: string | null): string | null {
  const [a, b] = [before, after].map((text) => (text === null ? undefined : parseDecimal(text)));
  if (a === undefined || b === undefined) return null;
  const scale = Math.max(a.scale, b.scale);
  const [was, is] = [a, b].map(({ units, scale: from }) => rescaleExact(units, from, scale));
  return was === undefined || is === undefined ? null : formatDecimal(is - was, scale);
}
