/** Consecutive business days: Monday to Friday, without holidays, which no two places share. */

import { formatDate, parseDate } from '../../values/date.ts';

/** A month of them. The queries of a day grow with the days before it, and so does the time that the engine takes to plan them. */
export const DAYS_MAX = 23;

/** So many business days from the first on, as ISO dates; undefined when the first is none. */
export function businessDays(first: string, count: number): readonly string[] | undefined {
  const start = parseDate(first);
  if (start === undefined || !isBusinessDay(start)) return undefined;
  const days: string[] = [];
  for (let day = start; days.length < count; day++) if (isBusinessDay(day)) days.push(formatDate(day));
  return days;
}

/** 1970-01-01, day 0, was a Thursday. */
const isBusinessDay = (day: number): boolean => (((day + 3) % 7) + 7) % 7 < 5;
