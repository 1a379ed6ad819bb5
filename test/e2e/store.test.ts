/** The store through the command line: what is needed is never removed, and damage is found, told and mended. */

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

interface Listed {
  readonly fingerprint: string;
  readonly name: string;
  readonly needed_by: readonly string[];
}

const results = (): string => join(bank.folder, '.plimsoll/results');
const listed = (...args: readonly string[]): readonly Listed[] =>
  (bank.json('store', ...args) as { readonly results: readonly Listed[] }).results;
const metrics = (scenario = 'base'): unknown => bank.json('show', 'metrics', '--scenario', scenario);

const RULE = `{"rule_id": "RUN_OFF", "stage": "deal_enrichment", "effective_date": "2024-01-15",
 "conditions": [{"field": "line", "operator": "=", "value": "R.less"}],
 "adjustments": [{"field": "liquidity_factor", "operation": "multiply", "value": 2}]}`;

function approve(): void {
  const path = join(bank.folder, 'rule.json');
  writeFileSync(path, RULE);
  for (const args of [
    ['add', path],
    ['approve', 'RUN_OFF'],
  ])
    expect(bank.plimsoll('rule', ...args)).toMatchObject({ exit: 0 });
}

it('what no run and no scenario needs is shown first, and then removed; everything else stays', () => {
  bank.json('run');
  const first = listed('list');
  expect(first.filter(({ needed_by: by }) => by.length === 0)).toEqual([]);
  // A second run finds its outputs and looks at nothing below them; what adjustments need of it stays needed.
  bank.json('run');
  expect(listed('gc', '--older-than', '0')).toEqual([]);

  bank.change('data/deposits.csv', '30.000,00', '31.000,00');
  bank.json('run');
  approve();
  const [base, reported] = [metrics(), metrics('reported')];
  const free = listed('gc', '--older-than', '0');
  const names = free.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['account', 'liquidity', 'aggregation', 'metrics']));
  for (const shared of ['entity', 'loan', 'fx', 'instruments']) {
    expect(first.map(({ name }) => name)).toContain(shared);
    expect(names).not.toContain(shared);
  }
  expect(listed('gc')).toEqual([]);
  const all = listed('list').length;
  expect(listed('gc', '--older-than', '0', '--remove')).toEqual(free);
  expect(readdirSync(results())).toHaveLength(all - free.length);
  expect(listed('gc', '--older-than', '0')).toEqual([]);
  expect([metrics(), metrics('reported')]).toEqual([base, reported]);
  expect(bank.json('run')).toMatchObject({
    inputs: expect.not.arrayContaining([expect.objectContaining({ state: 'imported' })]),
  });
});

it('a file that was cut is told and made again; one with another byte is found by its hash', () => {
  bank.json('run');
  const before = metrics();
  const fileOf = (name: string): string => {
    const { fingerprint } = listed('list').find((each) => each.name === name) ?? { fingerprint: '' };
    const folder = join(results(), fingerprint);
    const file = readdirSync(folder, { recursive: true }).find((each) => String(each).endsWith('.parquet'));
    return join(folder, String(file));
  };
  const cut = fileOf('metrics');
  truncateSync(cut, statSync(cut).size - 7);
  const told = bank.plimsoll('run');
  expect(told.err).toContain('The stored result of metrics is damaged and not used: part');
  expect(metrics()).toEqual(before);

  const flipped = fileOf('liquidity');
  const bytes = readFileSync(flipped);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(flipped, bytes);
  const found = bank.plimsoll('store', 'verify');
  expect(found.exit).toBe(1);
  expect(found.err).toMatch(/liquidity [0-9a-f]{12}: .+ has other content than was written/);
  expect(bank.plimsoll('store', 'verify', '--set-aside').out).toContain('1 of them damaged');
  const run = bank.json('run') as { readonly stages: readonly { readonly stage: string; state: string }[] };
  expect(run.stages.find(({ stage }) => stage === 'liquidity')).toMatchObject({ state: 'compute' });
  expect(bank.plimsoll('store', 'verify')).toMatchObject({ exit: 0 });
  expect(metrics()).toEqual(before);
});

it('rejects are part of a result, and what cannot be read keeps everything', () => {
  bank.change('data/deposits.csv', '30.000,00', '30.000,0x');
  bank.json('run');
  const { fingerprint } = listed('list').find(({ name }) => name === 'account') ?? { fingerprint: '' };
  const rejects = join(results(), fingerprint, 'rejects/part-00001.parquet');
  const bytes = readFileSync(rejects);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(rejects, bytes);
  const told = bank.plimsoll('store', 'verify');
  expect([told.exit, told.err]).toEqual([
    1,
    expect.stringMatching(/account [0-9a-f]{12}: rejects\/.+ other content .+needed by run 2024-01-31/),
  ]);
  rmSync(rejects);
  expect(bank.plimsoll('run').err).toContain(
    'The stored result of account is damaged and not used: rejects/',
  );
  expect(bank.plimsoll('store', 'verify')).toMatchObject({ exit: 0 });

  writeFileSync(join(bank.folder, '.plimsoll/runs/2024-01-31.json'), '{"format": 1,');
  const all = listed('list').length;
  const refused = bank.plimsoll('store', 'gc', '--older-than', '0', '--remove');
  expect([refused.exit, refused.err]).toEqual([
    3,
    expect.stringContaining('runs/2024-01-31.json is damaged'),
  ]);
  expect(readdirSync(results())).toHaveLength(all);

  // The input of a run that failed is kept for its rejects, so its record is needed too.
  expect(bank.plimsoll('run').exit).toBe(1);
  writeFileSync(join(bank.folder, '.plimsoll/runs/2024-02-01.failed'), '{');
  const again = bank.plimsoll('store', 'gc', '--older-than', '0', '--remove');
  expect([again.exit, again.err]).toEqual([3, expect.stringContaining('runs/2024-02-01.failed is damaged')]);
});

it('a clean-up and a run do not meet', () => {
  bank.json('run');
  const mark = (name: string): string => {
    const folder = join(bank.folder, '.plimsoll/work', `${name}-${process.pid}-other`);
    mkdirSync(folder);
    return folder;
  };
  const working = mark('result');
  const refused = bank.plimsoll('store', 'gc', '--older-than', '0', '--remove');
  expect([refused.exit, refused.err]).toEqual([
    3,
    expect.stringContaining(`Process ${process.pid} works in this project`),
  ]);
  rmSync(working, { recursive: true });
  const cleaning = mark('cleaning');
  const run = bank.plimsoll('run');
  expect([run.exit, run.err]).toEqual([
    3,
    expect.stringContaining(`Process ${process.pid} is removing results`),
  ]);
  rmSync(cleaning, { recursive: true });
  expect(bank.plimsoll('run')).toMatchObject({ exit: 0 });
});
