/** Errors of values: what a type can't hold, and texts that are no value of a type. */

import { spec } from '../define.ts';

export const VALUES_CODES = {
  'values.overflow': spec<{ value: string; type: string }>(
    2,
    (p) =>
      `The value ${p.value} does not fit ${p.type}. Give the column more digits, or correct the row that it comes from.`,
  ),
  'values.literal': spec<{ text: string; type: string; expected: string }>(
    2,
    (p) => `Can't read \`${p.text}\` as ${p.type}: expected ${p.expected}.`,
  ),
  'values.date_range': spec<{ what: string }>(
    2,
    (p) =>
      `${p.what} is outside the calendar: dates go from 0001-01-01 to 9999-12-31. Correct the dates or the number added to them.`,
  ),
} as const;
