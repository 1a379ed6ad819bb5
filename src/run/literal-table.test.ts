import { expect, test } from 'vitest';
import type { ReferenceTable } from '../regulation/basel/reference-table.ts';
import { decimal, TEXT } from '../schema/types.ts';
import { literalSources } from './literal-table.ts';

const table = (...rows: ReferenceTable['rows']): Readonly<Record<string, ReferenceTable>> => ({
  factor: {
    schema: {
      name: 'factor',
      key: ['line'],
      columns: [
        { name: 'line', type: TEXT, nullable: false },
        { name: 'rate', type: decimal(7, 6), nullable: false, domain: { kind: 'range', min: '0', max: '1' } },
      ],
    },
    rows,
  },
});

test('rows of a reference table are checked like any input', () => {
  expect(literalSources(table({ line: 'A', rate: '0.5' }))['factor']?.rows).toBe(1);
  expect(() => literalSources(table({ line: 'A', rate: '0.5' }, { line: 'A', rate: '0.6' }))).toThrow(
    /row 2: found the key A again/,
  );
  expect(() => literalSources(table({ line: 'A', rates: '0.5' }))).toThrow(
    /found a column `rates`, allowed is line, rate/,
  );
  expect(() => literalSources(table({ line: 'A' }))).toThrow(/found no value of `rate`/);
  expect(() => literalSources(table({ line: 'A', rate: '1.5' }))).toThrow(/found `1.5` in `rate`/);
});
