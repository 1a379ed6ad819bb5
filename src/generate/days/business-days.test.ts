import { expect, it } from 'vitest';
import { businessDays } from './business-days.ts';

it('leaves out Saturdays and Sundays, over the ends of months and years', () => {
  // 31 January 2024 was a Wednesday, 29 December 2023 a Friday; 31 December 1969 a Wednesday.
  expect(businessDays('2024-01-31', 4)).toEqual(['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-05']);
  expect(businessDays('2023-12-29', 2)).toEqual(['2023-12-29', '2024-01-01']);
  expect(businessDays('1969-12-31', 3)).toEqual(['1969-12-31', '1970-01-01', '1970-01-02']);
});

it.each(['2024-02-03', '2024-02-04', '1969-12-28', '2024-02-30'])('does not begin on %s', (day) => {
  expect(businessDays(day, 2)).toBeUndefined();
});
