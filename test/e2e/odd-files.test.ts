/** Files that are whole and readable, and yet not what they should be, through the command line. */

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

interface Run {
  readonly metrics: unknown;
  readonly inputs: readonly { readonly table: string; readonly rows: number }[];
}

const rejects = (): unknown =>
  (bank.json('show', 'rejects') as { readonly rejects: readonly Record<string, unknown>[] }).rejects.map(
    ({ file, row, reason }) => [file, row, reason],
  );

it('a customer that is not in its table stops the run, with who, where and how much', () => {
  bank.change('data/deposits.csv', 'A01;C1;', 'A01;C99;');
  const { exit, err } = bank.plimsoll('run');
  expect(exit).toBe(2);
  expect(err).toContain("its customer_id 'C99' is not in the table customer");
  expect(err).toContain(
    "account: 1 record whose customer is not in the table customer ('C99'), with 80,000.00 EUR",
  );
});

it('a file that is named twice is read once; its copy under another name is refused', () => {
  const once = bank.json('run') as Run;
  bank.change('plimsoll.yaml', 'files: data/loans.csv', "files: [data/loans.csv, 'data/loan?.csv']");
  expect((bank.json('run') as Run).metrics).toEqual(once.metrics);

  copyFileSync(join(bank.folder, 'data/loans.csv'), join(bank.folder, 'data/loans-again.csv'));
  bank.change('plimsoll.yaml', "'data/loan?.csv'", 'data/loans-again.csv');
  const { exit, err } = bank.plimsoll('run');
  expect(exit).toBe(2);
  expect(err).toContain('data/loans.csv and data/loans-again.csv of one source have the same content');
});

it('a text that a spreadsheet would calculate is a text', () => {
  bank.change('data/other_flows.csv', 'F1,', '=HYPERLINK(1),');
  bank.change('data/other_flows.csv', 'F2,', '@SUM(1)+-,');
  expect(bank.plimsoll('run').exit).toBe(0);
  const { rows } = bank.json('show', 'other_flow') as {
    readonly rows: readonly { readonly flow_id: string }[];
  };
  expect(rows.map((row) => row.flow_id)).toEqual(['=HYPERLINK(1)', '@SUM(1)+-']);
});

it('a field of ten million characters is a reject, and the records around it are read', () => {
  bank.change('data/other_flows.csv', 'F2,', `"${'x'.repeat(10_000_000)}",`);
  bank.append('data/other_flows.csv', 'F3,SB,,EUR,out,operating,2024-02-26,1.00\n');
  const { inputs } = bank.json('run') as Run;
  expect(inputs.find(({ table }) => table === 'other_flow')?.rows).toBe(2);
  expect(rejects()).toEqual([['data/other_flows.csv', '2', 'structure']]);
});

it('a column that is nearly one that may be empty stops the run; one that nothing uses is told in every run', () => {
  bank.change('data/loans.csv', 'limit_amount', 'limit_amnt');
  expect(bank.plimsoll('run')).toMatchObject({
    exit: 2,
    err: expect.stringMatching(
      /^plimsoll.yaml:\d+: data\/loans.csv has a column `limit_amnt`, .* and lacks `limit_amount`/,
    ),
  });
  bank.change('data/loans.csv', 'limit_amnt', 'limit_amount');
  bank.change('data/entity.csv', 'country_code', 'country_code,branch');
  bank.change('data/entity.csv', 'bank,PT', 'bank,PT,7');
  const warning = 'NOT USED: branch of data/entity.csv; the table entity has no such column.';
  for (const _ of ['read', 'found in the store']) expect(bank.plimsoll('run').err).toContain(warning);
  bank.change('plimsoll.yaml', 'files: data/entity.csv', 'files: data/entity.csv\n    ignore: [branch]');
  expect(bank.plimsoll('run').err).not.toContain('NOT USED');
});
