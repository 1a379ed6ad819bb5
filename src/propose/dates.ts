/** Which date formats the texts of a column fit, and whether they leave it open which part is the day and which the month. */

import { datePattern } from '../input/date-format.ts';
import { parseDate } from '../values/date.ts';

/** In the order in which one is taken when several read every text alike. */
const FORMATS: readonly string[] = [
  '%Y-%m-%d',
  '%d.%m.%Y',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%Y%m%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d.%m.%y',
  '%d/%m/%y',
  '%m/%d/%y',
  '%d-%b-%Y',
  '%d-%b-%y',
  '%d %b %Y',
  '%d%b%Y',
  '%d %B %Y',
  '%-d.%-m.%Y',
  '%-d/%-m/%Y',
  '%-m/%-d/%Y',
  '%-d.%-m.%y',
  '%-d/%-m/%y',
  '%-m/%-d/%y',
  '%d%m%Y',
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%M:%S',
  '%d.%m.%Y %H:%M:%S',
  '%d/%m/%Y %H:%M:%S',
  '%m/%d/%Y %H:%M:%S',
];

const PATTERNS: readonly (readonly [string, RegExp])[] = FORMATS.map((format) => [
  format,
  new RegExp(`^(?:${datePattern(format).replaceAll('(?i:', '(?:')})$`, 'i'),
]);

export const fitsDate = (text: string, format: string): boolean =>
  PATTERNS.some(([one, pattern]) => one === format && pattern.test(text) && isSane(text, format));

export const isAnyDate = (text: string): boolean =>
  PATTERNS.some(([format, pattern]) => pattern.test(text) && isSane(text, format));

/** Digits alone are a date only near our times: an account number may begin with 4711. And the day must be in the calendar. */
function isSane(text: string, format: string): boolean {
  if (!isDay(text, format)) return false;
  if (format === '%Y%m%d') return /^(19|20|21|9999)/.test(text);
  return format !== '%d%m%Y' || /(19|20)\d\d$/.test(text);
}

/** 02/30/2024 has the form of a date and is none. Months by their names, and years of two digits, are not looked at. */
function isDay(text: string, format: string): boolean {
  const [date = ''] = format.split(/[ T]%H/);
  if (/%[bBy]/.test(date)) return true;
  const signs = date.match(/%-?[dmY]/g) ?? [];
  const digits = /^\D*\d+\D*$/.test(text) ? joined(text, signs) : (text.match(/\d+/g) ?? []);
  const part = (sign: string, width: number): string =>
    (digits[signs.findIndex((one) => one.endsWith(sign))] ?? '').padStart(width, '0');
  return parseDate(`${part('Y', 4)}-${part('m', 2)}-${part('d', 2)}`) !== undefined;
}

/** The parts of a date that is written without anything between them. */
function joined(text: string, signs: readonly string[]): readonly string[] {
  let at = 0;
  return signs.map((sign) => {
    const from = at;
    at += sign === '%Y' ? 4 : 2;
    return text.slice(from, at);
  });
}

export interface DateReading {
  /** Formats that most texts fit, each reading them otherwise than the others; one unless it is ambiguous. */
  readonly formats: readonly string[];
  /** Rows that fit. */
  readonly rows: number;
}

/** Of texts with their number of rows; undefined when four of five rows fit no format. */
export function dateReading(counts: ReadonlyMap<string, number>): DateReading | undefined {
  const texts = [...counts];
  const total = texts.reduce((sum, [, rows]) => sum + rows, 0);
  let best = 0;
  let formats: string[] = [];
  for (const [format, pattern] of PATTERNS) {
    const rows = texts.reduce(
      (sum, [text, count]) => sum + (pattern.test(text) && isSane(text, format) ? count : 0),
      0,
    );
    if (rows === 0 || rows < best) continue;
    if (rows > best) formats = [];
    best = rows;
    if (!formats.some((other) => order(other) === order(format))) formats.push(format);
  }
  return best * 5 >= total * 4 && best > 0 ? { formats, rows: best } : undefined;
}

/** Day, month and year in their order: formats with the same one read a text alike. */
const order = (format: string): string => format.replace(/[^dmbBYy]/g, '').toLowerCase();
