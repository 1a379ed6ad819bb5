import { describe, expect, it } from 'vitest';
import { RULES } from './evaluate.ts';
import type { CellRef, Rule, Statement } from './rule.ts';
import { rowOf, rowsOf } from './template.ts';
import { TEMPLATES } from './templates.ts';

function cellsOf(statement: Statement): readonly CellRef[] {
  switch (statement.form) {
    case 'linear':
      return [...statement.left, ...statement.right.flat()];
    case 'not_negative':
    case 'filled':
      return statement.cells;
    case 'implied_rate':
      return [
        { row: statement.row, column: 'weighted' },
        { row: statement.row, column: 'unweighted' },
      ];
    case 'ratio':
      return [statement.ratio, statement.over, statement.under];
    case 'net':
      return [statement.net, statement.outflows, statement.inflows];
    case 'excess':
      return [statement.cell, statement.whole, statement.less];
    case 'magnitude':
      return [statement.cell];
  }
}

describe('the templates', () => {
  it('have the rows of Basel in their order, and the European ones between them', () => {
    const ids = (id: 'LIQ1' | 'LIQ2', form: 'BASEL' | 'EU') =>
      rowsOf(TEMPLATES[id], form).map((row) => row.id);
    const upTo = (last: number) => Array.from({ length: last }, (_, index) => String(index + 1));
    expect(ids('LIQ1', 'BASEL')).toEqual(upTo(23));
    expect(ids('LIQ2', 'BASEL')).toEqual(upTo(34));
    expect(ids('LIQ1', 'EU').filter((id) => id.startsWith('EU'))).toEqual([
      'EU-19a',
      'EU-19b',
      'EU-20a',
      'EU-20b',
      'EU-20c',
    ]);
    expect(ids('LIQ2', 'EU')).toHaveLength(35);
  });

  it('grey out the unweighted cells of LIQ1 that have no meaning', () => {
    const weightedOnly = TEMPLATES.LIQ1.rows.filter(({ cells }) => cells.BASEL.join() === 'weighted');
    expect(weightedOnly.map(({ id }) => id)).toEqual(['1', '9', '16', '21', '22', '23']);
  });

  it('sum rows that they have', () => {
    for (const template of Object.values(TEMPLATES))
      for (const { parts, id } of template.rows)
        for (const part of parts) expect(rowOf(template, part), `${template.id} ${id}`).toBeDefined();
  });
});

describe('the rules', () => {
  const all: readonly Rule[] = Object.values(RULES).flat();

  it('have unique ids, and their template in them', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, template } of all) expect(id.startsWith(`${template}.`)).toBe(true);
  });

  it('speak of cells that their template has, with a left side that each of their forms has', () => {
    for (const { id, template, forms, statement } of all) {
      const has = ({ row, column }: CellRef, form: 'BASEL' | 'EU'): boolean =>
        rowOf(TEMPLATES[template], row)?.cells[form].includes(column) === true;
      const [first, ...others] = cellsOf(statement);
      expect(first === undefined ? [] : forms.filter((form) => !has(first, form)), id).toEqual([]);
      for (const { row } of others) expect(rowOf(TEMPLATES[template], row), `${id}: ${row}`).toBeDefined();
    }
  });
});
