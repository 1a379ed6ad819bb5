/** Exchange rates of the calculation date, each currency in each other, and the national options that runs need. */

import { EXCHANGE_RATE, NATIONAL_OPTION } from '../../dictionary/reference.ts';
import { CURRENCIES } from '../profile/currencies.ts';
import { hashText } from '../random.ts';
import type { LiteralTable } from '../recipe.ts';

const RATE_DIGITS = 9n;

/** Rates of the first day. */
export function exchangeRateTable(date: string): LiteralTable {
  return ratesOf(
    date,
    CURRENCIES.map(({ code, perEuro }) => ({ code, perEuro })),
  );
}

/** Up to so many ten-thousandths from one day to the next, up or down. */
const STEP_MAX = 50n;
/** More digits than the profile has, so that small steps are not lost. */
const FINE = 100_000n;

/** Rates of the last of several days: what a euro is worth in another currency takes a step on each. */
export function movedRateTable(seed: number, dates: readonly string[]): LiteralTable {
  const moved = CURRENCIES.map(({ code, perEuro }) => {
    const steps = dates.slice(1).map((_, day) => {
      const draw = BigInt(hashText(`${seed}/exchange_rate/${code}/${day + 1}`));
      return code === 'EUR' ? 0n : (draw % (2n * STEP_MAX + 1n)) - STEP_MAX;
    });
    return {
      code,
      perEuro: steps.reduce((rate, step) => (rate * (10_000n + step)) / 10_000n, perEuro * FINE),
    };
  });
  return ratesOf(dates.at(-1) ?? '', moved);
}

function ratesOf(
  date: string,
  currencies: readonly { readonly code: string; readonly perEuro: bigint }[],
): LiteralTable {
  const pairs = currencies.flatMap((base) =>
    currencies
      .filter((quote) => quote !== base)
      .map((quote) => ({
        date,
        base_currency_code: base.code,
        quote_currency_code: quote.code,
        rate: quotient(quote.perEuro, base.perEuro),
      })),
  );
  return { table: EXCHANGE_RATE, literals: pairs };
}

/** a ÷ b as a decimal text with nine digits after the point, half up. */
function quotient(a: bigint, b: bigint): string {
  const one = 10n ** RATE_DIGITS;
  const units = (2n * a * one + b) / (2n * b);
  return `${units / one}.${String(units % one).padStart(9, '0')}`;
}

/**
 * Rates that d238 leaves to the supervisor, made up. One has an older row with another value, so that a run on the
 * wrong row shows.
 */
export const nationalOptionTable = (nsfr: boolean): LiteralTable => ({
  table: NATIONAL_OPTION,
  literals: [
    option('G.disc', '2015-01-01', undefined, '0.02', 'd238 ¶134–137'),
    option('G.trade', '2015-01-01', undefined, '0.03', 'd238 ¶138–139'),
    option('I.oth', '2015-01-01', '2019-12-31', '1', 'd238 ¶160'),
    option('I.oth', '2020-01-01', undefined, '0.5', 'd238 ¶160'),
    option('I.seg', '2015-01-01', undefined, '0', 'd238 ¶160'),
    ...(nsfr ? NSFR_OPTIONS : []),
  ],
});

const NSFR_OPTIONS = [
  option('G.guar', '2015-01-01', undefined, '0.05', 'd238 ¶134–137'),
  option('G.buy', '2015-01-01', undefined, '0.02', 'd238 ¶134–137'),
  option('G.struct', '2015-01-01', undefined, '0.01', 'd238 ¶134–137'),
  option('G.fund', '2015-01-01', undefined, '0.05', 'd238 ¶134–137'),
  option('G.other', '2015-01-01', undefined, '0', 'd238 ¶134–137'),
  option('OBd', '2018-01-01', undefined, '0.01', 'd295 ¶47'),
  option('R100d', '2018-01-01', '2019-12-31', '0.2', 'd295 ¶43(d)'),
  option('R100d', '2020-01-01', undefined, '0.05', 'd295 ¶43(d)'),
];

function option(
  line: string,
  valid_from: string,
  valid_to: string | undefined,
  value: string,
  paragraph: string,
): Readonly<Record<string, string>> {
  const row = { line, jurisdiction: 'BASEL', valid_from, value, paragraph };
  return valid_to === undefined ? row : { ...row, valid_to };
}
