/** Tests of calendar dates: known days, month ends, and the whole range walked against the runtime's own UTC calendar. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  calendarDay,
  dateOf,
  dayOf,
  daysBetween,
  FIRST_DAY,
  formatDate,
  isDate,
  LAST_DAY,
  monthEnd,
  monthOf,
  parseDate,
  yearOf,
} from './date.ts';

const DAY_MS = 86_400_000;
const anyDate = fc.integer({ min: FIRST_DAY, max: LAST_DAY });

function day(text: string): number {
  const date = parseDate(text);
  if (date === undefined) throw new Error(`the test means ${text} to be a date`);
  return date;
}

describe('parseDate', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11016],
    ['2024-01-31', 19753],
    ['0001-01-01', FIRST_DAY],
    ['9999-12-31', LAST_DAY],
  ])('reads %s', (text, days) => {
    expect(parseDate(text)).toBe(days);
    expect(formatDate(days)).toBe(text);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-01-00',
    '0000-01-01',
    '2024-1-31',
    '20240131',
    '31/01/2024',
    ' 2024-01-31',
    '2024-01-31T00:00:00',
    '2024-01-31\n',
    '',
  ])('refuses %j', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});

describe('the calendar', () => {
  it('agrees with the UTC calendar of the runtime on every day of the range it shares', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const utc = new Date(date * DAY_MS);
        expect([yearOf(date), monthOf(date), dayOf(date)]).toEqual([
          utc.getUTCFullYear(),
          utc.getUTCMonth() + 1,
          utc.getUTCDate(),
        ]);
        expect(parseDate(formatDate(date))).toBe(date);
      }),
      { numRuns: 2000 },
    );
  });

  it('counts every day from 1890 to 2110 without a gap', () => {
    let expected = calendarDay(day('1890-01-01'));
    for (let date = day('1890-01-01'); date < day('2110-01-01'); date++) {
      const actual = calendarDay(date);
      expect(actual).toEqual(expected);
      const next = new Date(Date.UTC(actual.year, actual.month - 1, actual.day + 1));
      expected = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
    }
  });

  it('has no month 13', () => {
    expect(dateOf(2024, 13, 1)).toBeUndefined();
    expect(dateOf(2024, 12, 31)).toBe(day('2024-12-31'));
    expect(dateOf(10000, 1, 1)).toBeUndefined();
  });
});

describe('addMonths', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-01-31', 3, '2024-04-30'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-05-17', 0, '2024-05-17'],
    ['2024-01-31', -13, '2022-12-31'],
  ])('%s + %i months = %s', (from, months, to) => {
    expect(formatDate(addMonths(day(from), months))).toBe(to);
  });
});

describe('other steps', () => {
  it('finds month ends', () => {
    expect(formatDate(monthEnd(day('2024-02-01')))).toBe('2024-02-29');
    expect(formatDate(monthEnd(day('2100-02-28')))).toBe('2100-02-28');
    expect(formatDate(monthEnd(day('2024-12-31')))).toBe('2024-12-31');
  });

  it('counts days', () => {
    expect(daysBetween(day('2024-02-28'), day('2024-03-01'))).toBe(2);
    expect(daysBetween(day('2024-03-01'), day('2024-02-28'))).toBe(-2);
    expect(formatDate(addDays(day('2023-12-31'), 60))).toBe('2024-02-29');
  });

  it('says what is outside the range, and still writes it for messages', () => {
    expect(isDate(LAST_DAY)).toBe(true);
    expect(isDate(LAST_DAY + 1)).toBe(false);
    expect(isDate(FIRST_DAY - 1)).toBe(false);
    expect(isDate(0.5)).toBe(false);
    expect(formatDate(LAST_DAY + 1)).toBe('+10000-01-01');
    expect(formatDate(FIRST_DAY - 1)).toBe('0000-12-31');
  });
});
