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

  it('are all fed by some table', () => {
    expect(LIQ1.rows.flatMap(({ id }) => unfedLines(id))).toEqual([]);
  });

  it('leave a row unfed where a bank gives none of its tables', () => {
    const unfed = (...tables: readonly string[]) =>
      LIQ1.rows.map(({ id }) => id).filter((row) => isUnfed(row, new Set(tables)));
    const deals = ['account', 'loan', 'loan_cash_flow', 'holding', 'security_financing', 'other_flow'];
    expect(unfed(...deals)).toEqual(['8', '11', '12']);
    expect(unfed(...deals, 'margin')).toEqual(['8', '12']);
    // Every bank has capital; that says nothing of what debt it has issued.
    expect(unfed(...deals, 'capital')).toEqual(['8', '11', '12']);
    // Securities that came as collateral are in the stock too.
    expect(unfed('sft_collateral', 'account')).not.toContain('1');
    expect(unfedLines('1', new Set(['sft_collateral']))).not.toContain('L1.sec0');
    expect(unfed(...deals, 'own_issue', 'derivative_flow')).toEqual([]);
    expect(unfedLines('15', new Set(deals))).toEqual([
      ...['G.guar', 'G.buy', 'G.struct', 'G.fund', 'G.other', 'G.trade', 'G.short'],
    ]);
  });

  it('can all be given as amounts, but the alternative options', () => {
    expect(LIQ1.rows.filter(({ id }) => isUnfed(id, 'lines'))).toEqual([]);
    expect(LIQ1.rows.flatMap(({ id }) => unfedLines(id, 'lines'))).toEqual(['ALA1', 'ALA2']);
  });

  it('are meant by themselves, or by the row or level that was given', () => {
    expect(linesNamed('R.less').map(({ id }) => id)).toEqual(['R.less']);
    expect(linesNamed('LIQ1.12').map(({ id }) => id)).toEqual(['F.abs', 'F.abcp']);
    expect(linesNamed('OUT.window').map(({ id }) => id)).toEqual(['OUT.window']);
    expect(linesNamed('LIQ1.5')).toEqual([]);
  });
});
