/**
 * Files of a date: `{date}` in a path or pattern stands for the calculation date, as `2024-01-31`, or as the signs in
 * `{date:%Y%m%d}` say. Everything else of a path stays as it is.
 */

const PLACE = /\{date(?::([^}]*))?\}/g;

export const isDated = (pattern: string): boolean => pattern.search(PLACE) >= 0;

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
  const [year = '', month = '', day = ''] = date.split('-');
  const parts: Readonly<Record<string, string>> = {
    '%Y': year,
    '%y': year.slice(-2),
    '%m': month,
    '%d': day,
  };
  return pattern.replace(PLACE, (_, signs: string | undefined) =>
    (signs ?? '%Y-%m-%d').replace(/%./g, (sign) => parts[sign] ?? sign),
  );
}
