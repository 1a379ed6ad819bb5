/** Which files belong to a date. */

import { describe, expect, it } from 'vitest';
import { datedProblem, isDated, patternOn } from './dated-files.ts';

describe('a pattern of files', () => {
  it.each([
    ['data/deposits.csv', 'data/deposits.csv'],
    ['data/{date}/*.csv', 'data/2024-02-09/*.csv'],
    ['d-{date:%Y%m%d}.csv.gz', 'd-20240209.csv.gz'],
    ['{date:%d.%m.%y}/a-{date}.parquet', '09.02.24/a-2024-02-09.parquet'],
    ['data/{data}.csv', 'data/{data}.csv'],
  ])('%s is %s on 9 February 2024', (pattern, expected) => {
    expect(patternOn(pattern, '2024-02-09')).toBe(expected);
    expect(isDated(pattern)).toBe(pattern.includes('{date'));
    expect(datedProblem(pattern)).toBeUndefined();
  });

  it.each([
    ['a-{date:%Y-%q-%d}.csv', 'has the sign %q; allowed are %Y, %y, %m and %d'],
    ['a-{date:%Y%m%}.csv', 'has the sign %; allowed are %Y, %y, %m and %d'],
    ['a-{date:%Y%m}.csv', 'must tell year, month and day, for example {date:%Y%m%d}'],
    ['a-{date:}.csv', 'must tell year, month and day, for example {date:%Y%m%d}'],
  ])('%s %s', (pattern, problem) => {
    expect(datedProblem(pattern)).toBe(problem);
  });
});
