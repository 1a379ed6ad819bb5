/**
 * Calendar dates: whole days since 1970-01-01 in the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31.
 *
 * No Date objects: they carry a time and a time zone, and a reporting date has neither. The conversion counts years
 * from 1 March, so the leap day is the last day of its year and months have a fixed pattern of lengths (153 days
 * in every five).
 */

/** 0001-01-01 */
export const FIRST_DAY = -719162;
/** 9999-12-31 */
export const LAST_DAY = 2932896;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_PER_ERA = 146097; // 400 years
const EPOCH_OFFSET = 719468; // days from 0000-03-01 to 1970-01-01

/** A day, split. `month` is 1 to 12, `day` 1 to 31. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads `2024-01-31`, exactly in this form; `undefined` for other texts and for days that do not exist (2023-02-29). */
export function parseDate(text: string): number | undefined {
  const match = ISO_DATE.exec(text);
  if (match === null) return undefined;
  return dateOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The date of a year (1 to 9999), month and day; `undefined` when there is no such day. */
export function dateOf(year: number, month: number, day: number): number | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil({ year, month, day });
}

/** ISO text of a date; a year beyond 9999 (in messages about it) has a plus sign, one before 1 AD a minus sign. */
export function formatDate(date: number): string {
  const { year, month, day } = calendarDay(date);
  const sign = year > 9999 ? '+' : year < 0 ? '-' : '';
  return `${sign}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Is it a date from 0001-01-01 to 9999-12-31? */
export function isDate(days: number): boolean {
  return Number.isInteger(days) && days >= FIRST_DAY && days <= LAST_DAY;
}

export function calendarDay(date: number): CalendarDay {
  const shifted = date + EPOCH_OFFSET;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / (DAYS_PER_ERA - 1))) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

export function yearOf(date: number): number {
  return calendarDay(date).year;
}

/** 1 to 12 */
export function monthOf(date: number): number {
  return calendarDay(date).month;
}

/** Day of the month, 1 to 31. */
export function dayOf(date: number): number {
  return calendarDay(date).day;
}

export function addDays(date: number, days: number): number {
  return date + days;
}

/** The same day `months` later (earlier if negative), or the month's last day where it is shorter: 31 January + 1 month = 29 February 2024. */
export function addMonths(date: number, months: number): number {
  const { year, month, day } = calendarDay(date);
  const count = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
  return daysFromCivil({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** The last day of the date's month. */
export function monthEnd(date: number): number {
  const { year, month } = calendarDay(date);
  return daysFromCivil({ year, month, day: daysInMonth(year, month) });
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: number, to: number): number {
  return to - from;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysFromCivil({ year, month, day }: CalendarDay): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_OFFSET;
}

function pad(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}
