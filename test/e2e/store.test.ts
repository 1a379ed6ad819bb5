/** The store through the command line: what is needed is never removed, and damage is found, told and mended. */

import { execFileSync } from 'node:child_process';
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

  expect(bank.json('store', 'pin', 'filed')).toEqual({ pin: 'filed', date: '2024-01-31', scenarios: [] });
  expect(bank.plimsoll('store', 'pin', 'filed')).toMatchObject({ exit: 2 });
  bank.change('data/deposits.csv', '30.000,00', '31.000,00');
  bank.json('run');
  approve();
  // What was filed is needed, though the date has another run now.
  expect(listed('gc', '--older-than', '0')).toEqual([]);
  expect(
    listed('list').filter(({ needed_by: by }) => by.join() === 'pin filed 2024-01-31').length,
  ).toBeGreaterThan(3);
  expect(bank.plimsoll('store', 'unpin', 'filde').err).toContain('no pin `filde`. Known: filed');
  expect(bank.plimsoll('store', 'unpin', 'filed')).toMatchObject({ exit: 0 });
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

/** Of the last run; a scenario has results of the same name. */
function folderOf(name: string): string {
  const isOfRun = (each: Listed): boolean => each.name === name && each.needed_by.includes('run 2024-01-31');
  const { fingerprint } = listed('list').find(isOfRun) ?? { fingerprint: '' };
  return join(results(), fingerprint);
}

const parquetIn = (folder: string): string =>
  join(
    folder,
    String(readdirSync(folder, { recursive: true }).find((each) => String(each).endsWith('.parquet'))),
  );
const fileOf = (name: string): string => parquetIn(folderOf(name));
/** The rows of an input table; beside them lie counts and rejects. */
const dataOf = (table: string): string => parquetIn(join(folderOf(table), 'data'));

/** Changes one bit in the middle of a file, which then has another time. */
function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(path, bytes);
}

it('a byte that changed in a stored fact or table is found by the next command, told, and its result computed again', () => {
  bank.json('run');
  const before = metrics();
  flip(fileOf('liquidity'));
  const shown = bank.plimsoll('show', 'liquidity');
  expect([shown.exit, shown.err]).toEqual([
    3,
    expect.stringContaining('The stored result of `liquidity` is missing or damaged. Type `plimsoll run`'),
  ]);
  for (const name of ['liquidity', 'account']) {
    // Two flips of one bit would be none.
    if (name !== 'liquidity') flip(fileOf(name));
    const run = bank.json('run') as {
      readonly damaged: readonly unknown[];
      readonly stages: readonly { readonly stage: string; readonly state: string }[];
      readonly inputs: readonly { readonly table: string; readonly state: string }[];
    };
    expect(run.damaged).toEqual([
      { name, problem: expect.stringContaining('has other content than was written') },
    ]);
    const made = [
      ...run.inputs.filter(({ state }) => state === 'imported').map(({ table }) => table),
      ...run.stages.filter(({ state }) => state === 'compute').map(({ stage }) => stage),
    ];
    expect(made).toContain(name);
    // And what may have been computed from it.
    expect(made).toContain('metrics');
    expect(metrics()).toEqual(before);
    expect(bank.plimsoll('store', 'verify')).toMatchObject({ exit: 0 });
  }
});

it('adjustments do not stand on a fact in which a byte changed', () => {
  bank.json('run');
  approve();
  const sound = metrics('reported');
  flip(fileOf('liquidity'));
  expect(bank.plimsoll('run').err).toContain('The stored result of liquidity is not used');
  expect(metrics('reported')).toEqual(sound);
});

it('a file that was cut is told and made again; one with another byte and the old time is found by verifying', () => {
  bank.json('run');
  const before = metrics();
  const cut = fileOf('metrics');
  truncateSync(cut, statSync(cut).size - 7);
  const told = bank.plimsoll('run');
  expect(told.err).toContain('The stored result of metrics is not used: part');
  expect(metrics()).toEqual(before);

  const flipped = fileOf('liquidity');
  const same = join(bank.folder, 'same-time');
  execFileSync('touch', ['-r', flipped, same]);
  flip(flipped);
  execFileSync('touch', ['-r', same, flipped]);
  expect(bank.plimsoll('run').err).not.toContain('damaged');
  const found = bank.plimsoll('store', 'verify');
  expect(found.exit).toBe(1);
  expect(found.err).toMatch(/liquidity [0-9a-f]{12}: .+ has other content than was written/);
  expect(bank.plimsoll('store', 'verify', '--set-aside').out).toContain('1 of them damaged');
  const run = bank.json('run') as { readonly stages: readonly { readonly stage: string; state: string }[] };
  expect(run.stages.find(({ stage }) => stage === 'liquidity')).toMatchObject({ state: 'compute' });
  expect(bank.plimsoll('store', 'verify')).toMatchObject({ exit: 0 });
  expect(metrics()).toEqual(before);
});

it('a run that was computed as a change is pinned, and what it needs outlives the damage of a later one', () => {
  bank.json('run');
  bank.change('data/deposits.csv', '30.000,00', '31.000,00');
  bank.json('run', '--mode', 'delta');
  expect(bank.plimsoll('store', 'pin', 'filed')).toMatchObject({ exit: 0, err: '' });
  bank.change('data/deposits.csv', '31.000,00', '34.000,00');
  bank.json('run', '--mode', 'full');
  const needed = (): readonly string[] =>
    listed('list').flatMap((each) =>
      each.needed_by.includes('pin filed 2024-01-31') ? [each.fingerprint] : [],
    );
  const before = needed();
  flip(dataOf('account'));
  const { damaged, derived } = bank.json('store', 'verify', '--set-aside') as {
    readonly damaged: readonly Listed[];
    readonly derived: readonly Listed[];
  };
  expect([damaged.map(({ name }) => name), derived.map(({ name }) => name)]).toEqual([
    ['account'],
    expect.arrayContaining(['metrics']),
  ]);
  expect(needed()).toEqual(before);
});

/** Figures that were computed from accounts of another bank, with the right ones. The file has its old time. */
function computedFromAnother(): { readonly before: unknown; readonly stored: string } {
  bank.change('data/deposits.csv', '30.000,00', '31.000,00');
  bank.json('run');
  const before = metrics();
  // The file gets the accounts of another bank, and keeps its time.
  const stored = dataOf('account');
  const time = join(bank.folder, 'same-time');
  execFileSync('touch', ['-r', stored, time]);
  bank.change('data/deposits.csv', '31.000,00', '34.000,00');
  bank.json('run');
  // Of the same size, which is looked at.
  expect(statSync(dataOf('account')).size).toBe(statSync(stored).size);
  writeFileSync(stored, readFileSync(dataOf('account')));
  execFileSync('touch', ['-r', time, stored]);
  bank.change('data/deposits.csv', '34.000,00', '31.000,00');
  bank.change('data/customers.csv', 'C9,individual,PT', 'C9,individual,ES');
  bank.json('run', '--mode', 'full');
  expect(metrics()).not.toEqual(before);
  return { before, stored };
}

it('what was computed from a damaged file before anybody noticed goes with it', () => {
  const { before } = computedFromAnother();
  const found = bank.json('store', 'verify', '--set-aside') as {
    readonly damaged: readonly Listed[];
    readonly derived: readonly Listed[];
  };
  expect(found.damaged.map(({ name }) => name)).toEqual(['account']);
  const derived = found.derived.map(({ name }) => name);
  expect(derived).toEqual(expect.arrayContaining(['liquidity', 'metrics']));
  expect(derived).not.toContain('customer');
  bank.json('run');
  expect(metrics()).toEqual(before);
});

it.each([
  ['nothing else', () => {}],
  ['a result that is gone in part', () => rmSync(fileOf('customers'))],
  ['a manifest that is broken', () => writeFileSync(join(folderOf('metrics'), 'manifest.json'), '{')],
  [
    "a record that can't be read",
    () => writeFileSync(join(bank.folder, '.plimsoll/runs/2023-01-31.json'), '{'),
  ],
] as const)('it goes with the next run too, where beside the file there is %s', (_, harm) => {
  const { before, stored } = computedFromAnother();
  execFileSync('touch', [stored]);
  harm();
  expect(bank.plimsoll('run').err).toContain('has other content than was written');
  expect(metrics()).toEqual(before);
});

it('rejects are part of a result, and what cannot be read keeps everything', () => {
  bank.change('data/deposits.csv', '30.000,00', '30.000,0x');
  bank.json('run');
  const { fingerprint } = listed('list').find(({ name }) => name === 'account') ?? { fingerprint: '' };
  const rejects = join(results(), fingerprint, 'rejects/part-00001.parquet');
  flip(rejects);
  const told = bank.plimsoll('store', 'verify');
  expect([told.exit, told.err]).toEqual([
    1,
    expect.stringMatching(/account [0-9a-f]{12}: rejects\/.+ other content .+needed by run 2024-01-31/),
  ]);
  rmSync(rejects);
  expect(bank.plimsoll('run').err).toContain('The stored result of account is not used: rejects/');
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

it('what a later version wrote is refused before anything is touched; what an earlier one wrote is told and computed again', () => {
  bank.json('run');
  const before = metrics();
  const all = readdirSync(results()).length;
  const manifest = join(results(), listed('list').find(({ name }) => name === 'metrics')?.fingerprint ?? '');
  const setFormat = (format: number): void => {
    const path = join(manifest, 'manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"format": \d+/, `"format": ${format}`));
  };
  const clean = () => bank.plimsoll('store', 'gc', '--older-than', '0', '--remove');
  const later = { exit: 2, err: expect.stringMatching(/says format 3, and this version .+ up to 2/) };

  setFormat(3);
  for (const told of [clean(), bank.plimsoll('run')]) expect(told).toMatchObject(later);
  expect(readdirSync(results())).toHaveLength(all);

  setFormat(1);
  const older = clean();
  expect([older.exit, older.err]).toEqual([
    3,
    expect.stringContaining('of run 2024-01-31 is of an earlier version, in format 1'),
  ]);
  expect(bank.plimsoll('run').err).toContain('manifest.json is of an earlier version, in format 1');
  expect(metrics()).toEqual(before);

  writeFileSync(join(bank.folder, '.plimsoll/format.json'), '{"format": 99}');
  expect(bank.plimsoll('run')).toMatchObject({ exit: 2, err: expect.stringContaining('format 99') });
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
