import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv, type ImportHarness, NAMES, openHarness, POSITION } from '../../test/support/import-harness.ts';
import { TEXT } from '../schema/types.ts';
import { plainColumn } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(async () => {
  await harness.close();
});

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

describe('rejected amounts', () => {
  const table = {
    ...POSITION,
    columns: [...POSITION.columns, { name: 'currency_code', type: TEXT, nullable: false }],
  };
  const head = `${NAMES.join(',')},currency_code\n`;
  const columns = table.columns.map(({ name }) => plainColumn(name, name));

  it('are summed by currency; what can not be read is unknown, not nothing', async () => {
    const file = bytes(
      head,
      'a,loan,10.00,,x,,EUR\nb,loan,5.50,,x,,EUR\nc,loan,ten,,,,EUR\nd,loan,7.00,,x,,USD\ne,loan,8.00,,,,\nf\xe4,loan,9.00,,,,EUR\ng,loan,1.00,,,,EUR\n',
    );
    const { result, totals } = await harness.importTexts([file], { columns }, table);
    expect(result.rejectedAmounts).toEqual([
      { currency: 'EUR', rows: 3, amount: '15.50', unknownRows: 1 },
      { currency: 'USD', rows: 1, amount: '7.00', unknownRows: 0 },
      { currency: null, rows: 2, amount: null, unknownRows: 2 },
    ]);
    expect(totals[0]?.rejected).toEqual({ rows: 6, amount: '30.50' });
  });

  it('of which none can be read are no amount at all', async () => {
    const { result, totals } = await harness.importTexts(
      [`${head}c,loan,ten,,,,EUR\n`, bytes(head, '\xe4\n')],
      { columns },
      table,
    );
    expect(totals.map((file) => file.rejected)).toEqual([
      { rows: 1, amount: null },
      { rows: 1, amount: null },
    ]);
    expect(totals[0]?.accepted).toEqual({ rows: 0, amount: '0.00' });
    expect(result.rejectedAmounts.map((each) => each.unknownRows)).toEqual([1, 1]);
  });

  it('in no currency of their own have none', async () => {
    const { result } = await harness.importTexts([csv('a,loan,10.00,,x,')]);
    expect(result.rejectedAmounts).toEqual([{ currency: null, rows: 1, amount: '10.00', unknownRows: 0 }]);
  });
});
