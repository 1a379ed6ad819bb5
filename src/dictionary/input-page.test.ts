/** The input page shows what a column may hold, and says it for every table of the dictionary. */

import { describe, expect, it } from 'vitest';
import type { TableSchema } from '../schema/table.ts';
import { DATE, decimal, TEXT } from '../schema/types.ts';
import { DICTIONARY } from './dictionary.ts';
import { renderInputPage } from './input-page.ts';

const sample: TableSchema = {
  name: 'sample',
  doc: 'Rows of a sample.',
  key: ['id', 'day'],
  columns: [
    { name: 'id', type: TEXT, nullable: false, doc: 'Identifies it: a|b.' },
    { name: 'day', type: DATE, nullable: true, domain: { kind: 'range', min: '2000-01-01' } },
    {
      name: 'share',
      type: decimal(7, 6),
      nullable: false,
      unit: 'rate',
      domain: { kind: 'range', min: '0', max: '1' },
    },
    { name: 'side', type: TEXT, nullable: false, domain: { kind: 'values', values: ['in', 'out'] } },
  ],
};

describe('renderInputPage', () => {
  const lines = renderInputPage([sample]).split('\n');

  it('gives type, emptiness, unit, allowed values and meaning of each column', () => {
    expect(lines).toContain('| `id` | text |  |  |  | Identifies it: a\\|b. |');
    expect(lines).toContain('| `day` | date | may be empty |  | from 2000-01-01 |  |');
    expect(lines).toContain('| `share` | decimal(7,6) |  | rate | 0 to 1 |  |');
    expect(lines).toContain('| `side` | text |  |  | `in`, `out` |  |');
  });

  it('names the key and lists the table among the contents', () => {
    expect(lines).toContain('Key: `id`, `day`.');
    expect(lines).toContain('- [sample](#sample): rows of a sample.');
  });

  it('has every table and column of the dictionary, each column with a meaning', () => {
    const page = renderInputPage();
    for (const table of DICTIONARY) {
      expect(page).toContain(`\n## ${table.name}\n`);
      for (const column of table.columns) {
        expect(page).toContain(`| \`${column.name}\` |`);
        expect(column.doc ?? '').not.toBe('');
      }
    }
  });

  it('ends with one newline', () => {
    expect(renderInputPage()).toMatch(/[^\n]\n$/);
  });
});
