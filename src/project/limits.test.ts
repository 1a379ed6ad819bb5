/** What a source may reject where nothing is said of it. */

import { expect, it } from 'vitest';
import { readProject } from './load.ts';

const HEAD = 'name: a bank\nreporting_currency: EUR\n';

it('takes no reject of rates and members of perimeters, unless a source says how many', () => {
  const tables = ['national_option', 'perimeter_member', 'account'];
  const sources = (more: string) =>
    tables.map((table) => `  - table: ${table}\n    files: a.csv\n${more}`).join('');
  const limits = (more: string) =>
    readProject(`${HEAD}sources:\n${sources(more)}`, '/p').sources.map((each) => each.limits.rejectedRows);
  expect(limits('')).toEqual([0, 0, null]);
  expect(limits('    limits: { rejected_rows: 2 }\n')).toEqual([2, 2, 2]);
});
