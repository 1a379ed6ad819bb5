/** What `run` and `show` say beside the figures, on the example small-bank with something wrong in it. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;

beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

it('run and show metrics tell the unclassified amount, and nothing when there is none', () => {
  for (const told of [bank.plimsoll('run'), bank.plimsoll('show', 'metrics')]) {
    expect(told.exit).toBe(0);
    expect(told.err).not.toContain('UNCLASSIFIED');
  }
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

it('show tells what can be shown, and in which currency amounts are', () => {
  const unknown = bank.plimsoll('show', 'liquidty');
  expect(unknown.exit).toBe(2);
  expect(unknown.err).toContain(
    'There is nothing called `liquidty` to show. Did you mean `liquidity`? `show` takes metrics, lines, ladder, stages, rejects, or the name of a stage: entity, customer,',
  );
  expect(unknown.err).toContain('final_calc');

  bank.plimsoll('run');
  expect(bank.plimsoll('show', 'liquidity').out).toContain('In EUR, the reporting currency: amount,');
  expect(bank.plimsoll('show', 'holding').out).toContain('own currency, not converted: mtm_dirty,');
  expect(bank.plimsoll('show', 'lines').out).toContain('amounts in EUR');
  expect(bank.json('show', 'account')).toMatchObject({
    amounts_in_own_currency: ['balance', 'operational_amount', 'cooperative_minimum', 'restricted_amount'],
  });
});

it('records that can not be split are told in our words, and a file in Latin-1 with what to set', () => {
  bank.append('data/deposits.csv', 'A98;C2\nA99;M\u00fcller;CUR;10,00;Y;;;Y;;\n');
  const hint = 'If it was written in Latin-1, say `csv: { encoding: latin-1 }` in its source';
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(1);
  expect(run.err).toContain(
    'no text in the encoding of the file: data/deposits.csv. Their rejects say which encoding it may be.',
  );
  expect(run.err).toContain('`plimsoll show rejects --date 2024-01-31` says why');
  const rejects = bank.plimsoll('show', 'rejects').out;
  expect(rejects).toContain('has 2 fields, and 10 are expected');
  expect(rejects).toContain(hint);

  // With the encoding set the record is read, and only the other one is left.
  bank.change('plimsoll.yaml', 'csv: { separator: ";",', 'csv: { encoding: latin-1, separator: ";",');
  bank.plimsoll('run');
  expect(bank.json('show', 'rejects')).toMatchObject({ rejects: [{ row: '12', reason: 'structure' }] });
});

it('show lines has what the limit of ¶50(e) takes off level 1, so that lines and final_calc agree', () => {
  // The government bond becomes foreign-currency debt at 50 %: 300,000 against net outflows of 263,250 - 10,275 = 252,975.
  bank.change(
    'plimsoll.yaml',
    'domestic_currency: { constant: "true" }',
    'domestic_currency: { constant: "false" }',
  );
  bank.change(
    'data/securities.csv',
    'sovereign,1,0,2030-06-15,247500.00',
    'sovereign,1,0.5,2030-06-15,297500.00',
  );
  bank.plimsoll('run');
  const { lines } = bank.json('show', 'lines', '--limit', '100') as {
    readonly lines: readonly Readonly<Record<string, string>>[];
  };
  expect(lines.filter((line) => line['line'] === 'L1.sovFx')).toMatchObject([
    { kind: 'stock', liquidity_value: '300000.0000' },
    { kind: 'deduction', paragraph: '50(e)', amount: null, liquidity_value: '-47025.0000' },
  ]);
  // 10,000 cash + 70,000 at the central bank + 300,000 - 47,025.
  expect(bank.json('show', 'final_calc', '--where', "perimeter = 'SB'")).toMatchObject({
    rows: [{ l1: '332975.0000' }],
  });
});

it('a pledge above the market value is told, with count and amount', () => {
  // 148,900 and 1,100 accrued are pledged as 150,000.01.
  bank.change('data/securities.csv', ',1100.00,50000.00,', ',1100.00,150000.01,');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(0);
  expect(run.err).toContain(
    'taken as pledged in full: SB 1 holdings by 0.01 EUR. `plimsoll show overpledged`',
  );
  expect(bank.json('show', 'overpledged')).toMatchObject({
    rows: [{ holding_id: 'H-FRCORP000001', amount: '150000.00', stated_pledge: '150000.01', excess: '0.01' }],
  });
  // Pledged exactly in full is no excess.
  bank.change('data/securities.csv', ',150000.01,', ',150000.00,');
  const exact = bank.plimsoll('run');
  expect(exact.exit).toBe(0);
  expect(exact.err).not.toContain('PLEDGED');
});
