import { expect, test } from 'vitest';
import { grouped, tableLines } from './table.ts';

test('numbers are grouped by thousands and texts are left alone', () => {
  expect(['1', '999', '1000', '-1234567.50', '100000000', '12A', '2024-01-31', ''].map(grouped)).toEqual([
    '1',
    '999',
    '1,000',
    '-1,234,567.50',
    '100,000,000',
    '12A',
    '2024-01-31',
    '',
  ]);
});

test('columns align by their widest cell, numbers to the right', () => {
  const columns = [
    { title: 'entity', align: 'left' },
    { title: 'value', align: 'right' },
  ] as const;
  expect(
    tableLines(columns, [
      ['Zürich', '1234.5'],
      ['A', null],
    ]),
  ).toEqual(['entity    value', '──────  ───────', 'Zürich  1,234.5', 'A']);
});
