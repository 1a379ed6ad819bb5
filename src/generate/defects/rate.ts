/** How many of 2^32 equally likely draws make a record bad. */

const DIGITS_MAX = 6;
const ONE = 10n ** BigInt(DIGITS_MAX);
const DRAWS = 2n ** 32n;

/** What a rate may be, for messages. */
export const BAD_RATES = `a fraction above 0 and up to 0.5, with at most ${DIGITS_MAX} digits after the point, for example 0.002`;

/** The draws below which a record is bad, for a rate as decimal text; undefined when it is none that is allowed. */
export function badDraws(rate: string): bigint | undefined {
  const match = /^0?\.(\d{1,6})$/.exec(rate);
  const units = BigInt((match?.[1] ?? '').padEnd(DIGITS_MAX, '0'));
  return units === 0n || units * 2n > ONE ? undefined : (units * DRAWS) / ONE;
}
