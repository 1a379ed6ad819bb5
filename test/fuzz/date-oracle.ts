/** Dates as the forms of sources write them: a pattern per form, and a calendar of its own. */

export const DATE_FORMS = ['%Y-%m-%d', '%d.%m.%Y', '%d/%m/%y', '%Y%m%d', '%-m/%-d/%Y'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

const two = (value: number): string => `${value}`.padStart(2, '0');

/** A date of the years 1000 to 9999 as the form writes it. */
export function csvDate(year: number, month: number, day: number, form: DateForm): string {
  switch (form) {
    case '%Y-%m-%d':
      return `${year}-${two(month)}-${two(day)}`;
    case '%d.%m.%Y':
      return `${two(day)}.${two(month)}.${year}`;
    case '%d/%m/%y':
      return `${two(day)}/${two(month)}/${two(year % 100)}`;
    case '%Y%m%d':
      return `${year}${two(month)}${two(day)}`;
    case '%-m/%-d/%Y':
      return `${month}/${day}/${year}`;
  }
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function exists(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (DAYS[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0);
  return day >= 1 && day <= days;
}

const PATTERNS: Readonly<Record<DateForm, RegExp>> = {
  '%Y-%m-%d': /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)$/,
  '%d.%m.%Y': /^(?<d>\d\d)\.(?<m>\d\d)\.(?<y>\d{4})$/,
  '%d/%m/%y': /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d\d)$/,
  '%Y%m%d': /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/,
  '%-m/%-d/%Y': /^(?<m>[1-9]\d?)\/(?<d>[1-9]\d?)\/(?<y>\d{4})$/,
};

/** The date that the text writes, in ISO form; undefined when it is none from 1900 to 9999. */
export function readDate(text: string, form: DateForm): string | undefined {
  const { y, m, d } = PATTERNS[form].exec(text)?.groups ?? {};
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const short = Number.parseInt(y, 10);
  // Two digits: 69 to 99 are of the last century, by the page of date signs.
  const year = y.length === 2 ? (short >= 69 ? 1900 : 2000) + short : short;
  const [month, day] = [Number.parseInt(m, 10), Number.parseInt(d, 10)];
  if (year < 1900 || !exists(year, month, day)) return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}
