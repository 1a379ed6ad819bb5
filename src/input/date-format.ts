/**
 * Date formats: which signs a format may have, and SQL that reads a text strictly by one.
 *
 * DuckDB reads dates leniently: `5/7/23` by `%d/%m/%Y` is 5 July of the year 23, ` 2024-1-5` is a date, `infinity` too.
 * Here a text is a date when writing the date that was read gives the same text again. So a single digit where the
 * format has two, a century left out or a stray space is a reject, never another date. Years before 1900 are rejects
 * as well: they come from lost centuries.
 */

import { DUCKDB } from '../sql/duckdb/dialect.ts';

export const ISO_DATE = '%Y-%m-%d';

/** The signs of a format that can be read, with what they stand for. */
export const DATE_SIGNS: Readonly<Record<string, string>> = Object.freeze({
  '%Y': 'year, four digits',
  '%y': 'year, two digits (69–99 are 1969–1999)',
  '%m': 'month, two digits',
  '%-m': 'month, no leading zero',
  '%b': 'month, short English name',
  '%B': 'month, English name',
  '%d': 'day, two digits',
  '%-d': 'day, no leading zero',
  '%j': 'day of the year, three digits',
  '%H': 'hour',
  '%M': 'minute',
  '%S': 'second',
});

/** What is wrong with a format, or undefined when it can be used. */
export function dateFormatProblem(format: string): string | undefined {
  const signs = format.match(/%-?./g) ?? [];
  const unknown = signs.find((sign) => !Object.hasOwn(DATE_SIGNS, sign));
  if (unknown !== undefined) return `it has the sign ${unknown}`;
  const has = (pattern: RegExp) => signs.filter((sign) => pattern.test(sign)).length;
  const [years, months, days, ordinals] = [has(/[Yy]/), has(/m|b|B/), has(/d/), has(/j/)];
  if (
    years === 1 &&
    ((months === 1 && days === 1 && ordinals === 0) || (ordinals === 1 && months + days === 0))
  )
    return undefined;
  return 'it does not have a year, a month and a day once each';
}

const SIGN_PATTERNS: Readonly<Record<string, string>> = Object.freeze({
  '%Y': '(19|[2-9][0-9])[0-9]{2}',
  '%y': '[0-9]{2}',
  '%m': '(0[1-9]|1[0-2])',
  '%-m': '([1-9]|1[0-2])',
  '%b': '(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)',
  '%B': '(?i:january|february|march|april|may|june|july|august|september|october|november|december)',
  '%d': '(0[1-9]|[12][0-9]|3[01])',
  '%-d': '([1-9]|[12][0-9]|3[01])',
  '%j': '(00[1-9]|0[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])',
  '%H': '([01][0-9]|2[0-3])',
  '%M': '[0-5][0-9]',
  '%S': '[0-5][0-9]',
});

/** A pattern for texts written as `format` says, from 1900 on. One that is no date after all, such as 2025-02-30, is a day that does not exist. */
export function datePattern(format: string): string {
  const parts = format.split(/(%-?[A-Za-z])/);
  return parts
    .map((part) => SIGN_PATTERNS[part] ?? part.replace(/[^A-Za-z0-9]/g, '[$&]').replaceAll('[^]', '\\^'))
    .join('');
}

/** SQL that gives the DATE which `text` (SQL of a VARCHAR) writes in `format`, NULL when it is none. */
export function strictDate(text: string, format: string): string {
  if (format === ISO_DATE) {
    const date = `TRY_CAST(${text} AS DATE)`;
    return `CASE WHEN CAST(${date} AS VARCHAR) = ${text} AND strlen(${text}) = 10 AND ${date} >= DATE '1900-01-01' THEN ${date} END`;
  }
  const quoted = DUCKDB.textLiteral(format);
  const moment = `try_strptime(${text}, ${quoted})`;
  const again = `strftime(${moment}, ${quoted})`;
  const same = /%b/i.test(format) ? `lower(${again}) = lower(${text})` : `${again} = ${text}`;
  return `CASE WHEN ${same} AND ${moment} >= TIMESTAMP '1900-01-01' THEN CAST(${moment} AS DATE) END`;
}
