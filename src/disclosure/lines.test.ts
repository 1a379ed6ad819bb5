import { describe, expect, it } from 'vitest';
import { LINES } from '../regulation/basel/lines.ts';
import { isUnfed, linesNamed, linesOf, reasonForNoRow, unfedLines } from './lines.ts';
import { LIQ1 } from './liq1.ts';

describe('the lines of the Basel LCR', () => {
  it('are each in one row of LIQ1, or in none with a reason', () => {
    for (const line of LINES) {
      const rows = LIQ1.rows.filter(({ id }) => linesOf(id).includes(line));
      expect(rows.length, line.id).toBe(reasonForNoRow(line) === undefined ? 1 : 0);
    }
  });

  it('feed rows that are sums of no others, each of its own kind', () => {
    const kinds = LIQ1.rows.flatMap(({ id, parts }) =>
      linesOf(id).map((line) => `${id} ${line.kind}${parts.length > 0 ? ' and a sum' : ''}`),
    );
    const rows = (numbers: readonly number[], kind: string) => numbers.map((row) => `${row} ${kind}`);
    expect([...new Set(kinds)].sort()).toEqual(
      [
        '1 hqla',
        ...rows([3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15], 'outflow'),
        ...rows([17, 18, 19], 'inflow'),
      ].sort(),
    );
  });

  it('leave no row unfed but own debt, derivatives and debt products', () => {
    expect(LIQ1.rows.map(({ id }) => id).filter((row) => isUnfed(row))).toEqual(['8', '11', '12']);
    expect(unfedLines('14')).toEqual(['X.rnf']);
    expect(unfedLines('3')).toEqual([]);
  });

  it('can all be given as amounts, but the alternative options', () => {
    expect(LIQ1.rows.filter(({ id }) => isUnfed(id, 'lines'))).toEqual([]);
    expect(LIQ1.rows.flatMap(({ id }) => unfedLines(id, 'lines'))).toEqual(['ALA1', 'ALA2', 'ALA3']);
  });

  it('are meant by themselves, or by the row or level that was given', () => {
    expect(linesNamed('R.less').map(({ id }) => id)).toEqual(['R.less']);
    expect(linesNamed('LIQ1.12').map(({ id }) => id)).toEqual(['F.abs', 'F.abcp']);
    expect(linesNamed('OUT.window').map(({ id }) => id)).toEqual(['OUT.window']);
    expect(linesNamed('LIQ1.5')).toEqual([]);
  });
});
