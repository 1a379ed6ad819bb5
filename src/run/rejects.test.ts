import { expect, it } from 'vitest';
import { rejectedText } from './rejects.ts';

const rejects = (rows: number) => ({ path: 'rejects/part-00001.parquet', rows, corrected: 0 });
const bare = (text: string): string => text;

it('tells rejected amounts by currency, and of how many records nobody knows the amount', () => {
  const text = rejectedText(
    [
      {
        table: 'account',
        rejects: rejects(4),
        rejectedAmounts: [
          { currency: 'EUR', rows: 2, amount: '1250.00', unknownRows: 1 },
          { currency: 'USD', rows: 1, amount: '-10.00', unknownRows: 0 },
          { currency: null, rows: 1, amount: null, unknownRows: 1 },
        ],
      },
      { table: 'holding', rejects: null, rejectedAmounts: [] },
      {
        table: 'loan',
        rejects: rejects(1),
        rejectedAmounts: [{ currency: null, rows: 1, amount: null, unknownRows: 1 }],
      },
      { table: 'customer', rejects: rejects(2), rejectedAmounts: [] },
    ],
    bare,
  );
  expect(text).toBe(
    'account 4 records (1250.00 EUR, -10.00 USD, 2 of unknown amount), loan 1 record (unknown amount), customer 2 records',
  );
});
