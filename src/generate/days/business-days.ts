/** Consecutive business days: Monday to Friday, without holidays, which no two places share. */

import { formatDate, parseDate } from '../../values/date.ts';

/** More days would go beyond the payments that the loans with a schedule tell. */
export const DAYS_MAX = 60;

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
