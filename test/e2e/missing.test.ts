/** A run that stops at one position without exchange rate or customer tells how many others miss the same. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;

beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

it('counts the positions of each table and currency that have no rate', () => {
  bank.change('data/cash.csv', ',EUR,asset,cash,10000.00', ',USD,asset,cash,10000.00');
  bank.change('data/cash.csv', ',EUR,asset,reserve,90000.00', ',USD,asset,reserve,90000.00');
  bank.change('data/loans.csv', 'L2,SB,C6,EUR', 'L2,SB,C6,CHF');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err).toContain('there is no exchange rate from its currency_code');
  expect(run.err.slice(run.err.indexOf('In all'))).toBe(
    `In all there are:
  account: 2 records without an exchange rate for USD, with 100,000.00 USD
  loan: 1 records without an exchange rate for CHF, with 20,000.00 CHF
`,
  );
});

it('counts the positions whose customer is not there', () => {
  // Two loans of 20,000 and 40,000, and a deposit of 300,000.
  bank.change('data/customers.csv', 'C6,', 'C66,');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err.slice(run.err.indexOf('In all'))).toBe(
    `In all there are:
  account: 1 records whose customer is not in the table customer, with 300,000.00 EUR
  loan: 2 records whose customer is not in the table customer, with 60,000.00 EUR
`,
  );
});
