import { describe, expect, it } from 'vitest';
import { LINE_AMOUNT } from '../../dictionary/line-amounts.ts';
import { ITEMS, itemById } from './items.ts';
import { LINES } from './lines.ts';

const codesOf = (column: string): readonly string[] => {
  const domain = LINE_AMOUNT.columns.find(({ name }) => name === column)?.domain;
  return domain?.kind === 'values' ? domain.values : [];
};

const idsGivenAs = (kind: string): readonly string[] =>
  ITEMS.filter(({ givenAs }) => givenAs === kind).map(({ id }) => id);

describe('the items that amounts are given for', () => {
  it('are the rows and levels that the input table knows', () => {
    expect(idsGivenAs('row')).toHaveLength(codesOf('liq1_row').length);
    expect([...idsGivenAs('row')].sort()).toEqual(
      codesOf('liq1_row')
        .map((row) => `LIQ1.${row}`)
        .sort(),
    );
    expect([...idsGivenAs('level')].sort()).toEqual(
      codesOf('level')
        .map((level) => `HQLA.${level}`)
        .sort(),
    );
  });

  it('are all lines but those without level, of unwound cash, and outside the ratio', () => {
    const missing = LINES.filter(({ id }) => !idsGivenAs('line').includes(id));
    expect(missing.filter(({ kind }) => kind !== 'outside').map(({ id }) => id)).toEqual([
      'ALA1',
      'ALA2',
      'ALA3',
      'UNW.cash',
    ]);
  });

  it('stand for lines of one kind and one level, and each line is in one whole', () => {
    for (const { id, lines } of ITEMS) {
      expect(new Set(lines.map(({ kind, level }) => `${kind} ${level}`)).size, id).toBe(1);
      expect(lines.length, id).toBeGreaterThan(0);
    }
    const wholes = ITEMS.filter(({ givenAs }) => givenAs !== 'line').flatMap(({ lines }) => lines);
    expect(new Set(wholes).size).toBe(wholes.length);
    expect(itemById('LIQ1.4')?.lines.map(({ id }) => id)).toEqual(['R.less', 'SB.less']);
    expect(itemById('HQLA.2A')?.lines.map(({ id }) => id)).toEqual(['L2A.sec20', 'L2A.corp', 'L2A.cb']);
    expect(itemById('R.term')?.whole).toBe('R.term');
  });
});
