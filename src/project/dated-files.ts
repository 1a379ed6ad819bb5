/**
 * Files of a date: `{date}` in a path or pattern stands for the calculation date, as `2024-01-31`, or as the signs in
 * `{date:%Y%m%d}` say. Everything else of a path stays as it is.
 */

import { formatDate, parseDate } from '../values/date.ts';

const PLACE = /\{date(?::([^}]*))?\}/g;

export const isDated = (pattern: string): boolean => new RegExp(PLACE.source).test(pattern);

/** What is wrong with the places of a pattern, or undefined. */
export function datedProblem(pattern: string): string | undefined {
  for (const [, signs] of pattern.matchAll(PLACE)) {
    const unknown = signs?.match(/%.?/g)?.find((sign) => !['%Y', '%y', '%m', '%d'].includes(sign));
    if (unknown !== undefined) return `has the sign ${unknown}; allowed are %Y, %y, %m and %d`;
    if (signs !== undefined && !(/%[Yy]/.test(signs) && signs.includes('%m') && signs.includes('%d')))
      return 'must tell year, month and day, for example {date:%Y%m%d}';
  }
  return undefined;
}

/** The pattern of the files of a date, which is ISO. */
export function patternOn(pattern: string, date: string): string {
  const day = parseDate(date);
  if (day === undefined) throw new Error(`Invariant broken: ${date} is a day of the calendar`);
  const [year = '', month = '', of = ''] = formatDate(day).split('-');
  const parts: Readonly<Record<string, string>> = { '%Y': year, '%y': year.slice(-2), '%m': month, '%d': of };
  return pattern.replace(PLACE, (_, signs: string | undefined) =>
    (signs ?? '%Y-%m-%d').replace(/%./g, (sign) => parts[sign] ?? sign),
  );
}
