import { describe, expect, it } from 'vitest';
import { factorText, percentText } from './factor-text.ts';
import { LCR_FACTOR, LCR_FACTOR_TABLE } from './factors.ts';

describe('factors as text', () => {
  it('are per cent, with no more digits than there are', () => {
    expect(['0.150000', '0.125000', '0.000001', '1.000000', '0.000000'].map(percentText)).toEqual([
      '15 %',
      '12.5 %',
      '0.0001 %',
      '100 %',
      '0 %',
    ]);
  });

  it('say where and since when each holds', () => {
    expect(factorText(LCR_FACTOR_TABLE, 'R.less', 'liquidity_factor')).toEqual({
      values: '10 %',
      since: 'BASEL 2015-01-01',
    });
    const [row = {}] = LCR_FACTOR_TABLE.rows.filter((each) => each['line'] === 'R.less');
    const two = {
      schema: LCR_FACTOR,
      rows: [
        { ...row, valid_to: '2026-03-31' },
        { ...row, valid_from: '2026-04-01', liquidity_factor: '0.125000' },
      ],
    };
    expect(factorText(two, 'R.less', 'liquidity_factor')).toEqual({
      values: '10 %; 12.5 %',
      since: 'BASEL 2015-01-01 to 2026-03-31; BASEL 2026-04-01',
    });
    expect(factorText(two, 'G.disc', 'liquidity_factor')).toEqual({ values: '', since: '' });
  });
});
