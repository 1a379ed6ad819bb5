/** `generate --days`: the days of a bank as `run --dates` finds them. */

import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyFolder, plimsoll } from './project-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = join(emptyFolder(), 'bank');
  expect((await plimsoll('.', 'init', folder)).exit).toBe(0);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const generate = (...args: readonly string[]) =>
  plimsoll(folder, '--json', 'generate', '--deals', '2000', '--seed', '1', ...args);

it('three days over a weekend: each is calculated, and no two are alike', async () => {
  const { exit, out } = await generate('--days', '3', '--date', '2024-02-02');
  expect(exit).toBe(0);
  const { tables } = JSON.parse(out) as { tables: { table: string; date: string | null }[] };
  const daysOf = (name: string) => tables.filter(({ table }) => table === name).map(({ date }) => date);
  expect(daysOf('customer')).toEqual([null]);
  expect(daysOf('loan')).toEqual(['2024-02-02', '2024-02-05', '2024-02-06']);

  const run = await plimsoll(folder, '--json', 'run', '--dates', '2024-02-01..2024-02-29');
  expect(run.exit).toBe(0);
  const { runs } = JSON.parse(run.out) as {
    runs: { date: string; metrics: { perimeters: unknown }; inputs: { table: string; state: string }[] }[];
  };
  expect(runs.map(({ date }) => date)).toEqual(['2024-02-02', '2024-02-05', '2024-02-06']);
  expect(new Set(runs.map(({ metrics }) => JSON.stringify(metrics.perimeters))).size).toBe(3);
  const state = (day: number, name: string) => runs[day]?.inputs.find(({ table }) => table === name)?.state;
  expect([state(1, 'customer'), state(1, 'account')]).toEqual(['stored', 'imported']);
  // Without --date the first day is meant.
  expect((await plimsoll(folder, '--json', 'run')).out).toContain('"date": "2024-02-02"');
});

it('takes its days away again, and keeps what a person put beside them', async () => {
  expect((await generate('--days', '2')).exit).toBe(0);
  writeFileSync(join(folder, 'data/2024-02-01/notes.txt'), 'mine\n');
  expect((await generate()).exit).toBe(0);
  expect(existsSync(join(folder, 'data/account.parquet'))).toBe(true);
  expect(readdirSync(join(folder, 'data/2024-02-01'))).toEqual(['notes.txt']);
  expect((await plimsoll(folder, 'run')).exit).toBe(0);
});

it('refuses to begin where a file of a day is not its own', async () => {
  expect((await generate('--days', '2')).exit).toBe(0);
  writeFileSync(join(folder, 'data/2024-02-01/loan.csv'), 'loan_id\n1\n');
  const { exit, out } = await generate('--days', '2');
  expect([exit, JSON.parse(out).error.code]).toEqual([2, 'cli.not_generated']);
  expect(out).toContain('2024-02-01/loan.csv');
});

it.each([
  [['--days', '0'], '--days is `0`'],
  [['--days', '24'], 'up to 23 business days'],
  [['--days', '2', '--date', '2024-02-03'], 'no day from Monday to Friday'],
  [['--days', '2', '--bad', '0.1'], 'takes no --bad'],
])('refuses %j', async (args, text) => {
  const { exit, out } = await generate(...args);
  expect(exit).toBe(2);
  expect(JSON.parse(out).error.message).toContain(text);
  expect(existsSync(join(folder, 'data/2024-01-31'))).toBe(false);
});
