/** Deliveries that lack what the one before had, and signs that a terminal would act on, through the command line. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyFolder, plimsoll } from './project-folder.ts';

let root: string;
let bank: string;
const loans = (): string => join(bank, 'data/loan.csv');

beforeAll(async () => {
  root = emptyFolder();
  bank = join(root, 'bank');
  await plimsoll(root, 'init', bank);
  await plimsoll(bank, 'generate', '--deals', '300', '--seed', '3', '--format', 'csv');
  const config = join(bank, 'plimsoll.yaml');
  writeFileSync(config, readFileSync(config, 'utf8').replace('data/loan.csv', "'data/loan*.csv'"));
  rmSync(join(bank, 'data/loan_cash_flow.csv'));
  const text = readFileSync(config, 'utf8').replace(/ {2}- table: loan_cash_flow\n.*\n.*\n(\n)?/, '');
  writeFileSync(config, text);
  expect(await plimsoll(bank, 'run')).toMatchObject({ exit: 0 });
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

/** Without the column `name`; no field of the file has a comma. */
const withoutColumn = (text: string, name: string): string => {
  const lines = text.trimEnd().split('\n');
  const at = lines[0]?.split(',').indexOf(name) ?? -1;
  return `${lines
    .map((line) =>
      line
        .split(',')
        .filter((_, i) => i !== at)
        .join(','),
    )
    .join('\n')}\n`;
};

it('a column that may be empty, and is gone, is told against the run before', async () => {
  const whole = readFileSync(loans(), 'utf8');
  writeFileSync(loans(), withoutColumn(whole, 'first_arrears_date'));
  const { exit, err } = await plimsoll(bank, 'run');
  expect(exit).toBe(0);
  expect(err).toContain('GONE: first_arrears_date of loan, which the run for 2024-01-31 had.');
  // Told once: now it is what the run before had.
  expect((await plimsoll(bank, 'run')).err).not.toContain('GONE');
  writeFileSync(loans(), whole);
  expect((await plimsoll(bank, 'run')).err).not.toContain('GONE');
}, 60_000);

it('a file without records beside others is told', async () => {
  const [header = ''] = readFileSync(loans(), 'utf8').split('\n');
  writeFileSync(join(bank, 'data/loan2.csv'), `${header}\n`);
  const { exit, err } = await plimsoll(bank, 'run');
  rmSync(join(bank, 'data/loan2.csv'));
  expect(exit).toBe(0);
  expect(err).toContain('WITHOUT RECORDS: data/loan2.csv.');
}, 60_000);

it('line ends of two kinds are said to be what is wrong, of the file alone', async () => {
  const whole = readFileSync(loans(), 'utf8');
  writeFileSync(loans(), whole.replace('\n', '\r\n'));
  const { exit, err } = await plimsoll(bank, 'run');
  writeFileSync(loans(), whole);
  expect([exit, err]).toEqual([
    2,
    expect.stringContaining(
      "data/loan.csv can't be read: its lines seem to end in more than one way (LF, CR LF, CR), or a quote stands where none may.",
    ),
  ]);
}, 60_000);

it('signs that a terminal acts on are shown as what they are', async () => {
  const whole = readFileSync(loans(), 'utf8');
  writeFileSync(loans(), whole.replace(/,(personal|term|mortgage),/, ',\u001b[2Jterm,'));
  await plimsoll(bank, 'run');
  const { out } = await plimsoll(bank, 'show', 'rejects');
  writeFileSync(loans(), whole);
  expect(out).toContain('\\x1b[2Jterm');
  expect(out).not.toContain('\u001b');
}, 60_000);
