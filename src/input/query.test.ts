import { expect, it } from 'vitest';
import { dateFormatProblem } from './date-format.ts';
import { baseName, shiftsOf } from './query.ts';

it('moves row numbers behind records that could not be split', () => {
  // Records 2, 3 and 6 are broken: the readable ones are 1, 4, 5, 7, …
  const shifts = shiftsOf([2, 6, 3, 3]);
  const numberOf = (seen: number) =>
    seen + Math.max(0, ...shifts.filter((one) => seen >= one.from).map((one) => one.shift));
  expect([1, 2, 3, 4, 5].map(numberOf)).toEqual([1, 4, 5, 7, 8]);
  expect(shiftsOf([])).toEqual([]);
  expect(shiftsOf([1])).toEqual([{ from: 1, shift: 1 }]);
});

it('takes the name of a file without folder and extensions', () => {
  expect(['data/a.csv', '../x/b.csv.gz', 'c', '.d.csv'].map(baseName)).toEqual(['a', 'b', 'c', '.d']);
});

it('asks of a date form a year, a month and a day, each once', () => {
  for (const good of ['%Y-%m-%d', '%-d/%-m/%y', '%d-%b-%Y', '%Y%j', '%B %d, %Y', '%Y-%m-%dT%H:%M:%S']) {
    expect(dateFormatProblem(good)).toBeUndefined();
  }
  expect(dateFormatProblem('%Y-%m')).toMatch(/year, a month and a day/);
  expect(dateFormatProblem('%d/%m/%Y/%d')).toMatch(/once/);
  expect(dateFormatProblem('DD/MM/YYYY')).toMatch(/year, a month and a day/);
  expect(dateFormatProblem('%Q/%m/%Y')).toMatch(/%Q/);
});
