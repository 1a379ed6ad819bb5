/** What `run` and `show` say beside the figures, on the example small-bank with something wrong in it. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;

beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

it('run and show metrics tell the unclassified amount, and nothing when there is none', () => {
  expect(bank.plimsoll('run')).toMatchObject({ exit: 0, err: '' });
  expect(bank.plimsoll('show', 'metrics')).toMatchObject({ exit: 0, err: '' });
  // No corporate bond is of level 1: the bond of 250,000 has no line.
  bank.change('data/securities.csv', 'sovereign,1,', 'corporate,1,');
  const told = 'UNCLASSIFIED, and not in these figures: 1 tranches with 250,000.00 EUR';
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(1);
  expect(run.err).toContain(told);
  expect(bank.plimsoll('show', 'metrics').err).toContain(told);
  expect(bank.json('show', 'metrics')).toMatchObject({
    unclassified: [{ source: 'holding', product_type: 'BOND', rows: '1', amount: '250000.00' }],
  });
});
