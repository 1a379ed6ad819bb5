/** Runs that are disturbed: two at once, killed, on files that are still being written, on a damaged store. No half state, same figures. */

import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  leftovers,
  plimsoll,
  ratio,
  SMALL_BANK_RATIO,
  smallBankFolder,
  start,
  storedFiles,
} from './project-folder.ts';

let folder: string;
beforeEach(() => {
  folder = smallBankFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface RunDocument {
  readonly stages: readonly { readonly stage: string; readonly state: string }[];
  readonly inputs: readonly { readonly table: string; readonly state: string }[];
}

/** What a further run had to do. */
async function computed(): Promise<readonly string[]> {
  const { exit, out } = await plimsoll(folder, '--json', 'run');
  expect(exit).toBe(0);
  const { stages, inputs } = JSON.parse(out) as RunDocument;
  return [
    ...inputs.filter((input) => input.state === 'imported').map((input) => input.table),
    ...stages.filter((stage) => stage.state === 'compute').map((stage) => stage.stage),
  ];
}

it('two runs at once in one project both end well, with the same figures, and leave whole results', async () => {
  for (let round = 0; round < 2; round++) {
    rmSync(join(folder, '.plimsoll'), { recursive: true, force: true });
    const told = await Promise.all([1, 2].map(() => plimsoll(folder, '--json', 'run')));
    expect(told.map(({ exit, err }) => [exit, err.includes('fault')])).toEqual(Array(2).fill([0, false]));
    const metrics = told.map(({ out }) => (JSON.parse(out) as { readonly metrics: unknown }).metrics);
    expect(metrics[1]).toEqual(metrics[0]);
    expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
    expect(leftovers(folder)).toEqual([]);
    expect(await computed()).toEqual([]);
  }
});

it('of two runs with other input the one that began later stands, also when the other one ends last', async () => {
  const results = join(folder, '.plimsoll/results');
  const early = start(folder, '--json', 'run');
  // All of its input is read by then, and it stands still while the file is corrected and the other one runs.
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (!existsSync(results) || readdirSync(results).length < 13) return;
      clearInterval(timer);
      early.child.kill('SIGSTOP');
      resolve();
    }, 1);
  });
  const deposits = join(folder, 'data/deposits.csv');
  const before = readFileSync(deposits, 'utf8');
  writeFileSync(deposits, before.replace('30.000,00', '31.000,00'));
  expect((await plimsoll(folder, 'run')).exit).toBe(0);
  const corrected = await ratio(folder);
  expect(corrected).not.toBe(SMALL_BANK_RATIO);

  early.child.kill('SIGCONT');
  const told = await early.told;
  expect(told.exit).toBe(1);
  expect(JSON.parse(told.out)).toMatchObject({ error: { code: 'run.overtaken' } });
  expect(await ratio(folder)).toBe(corrected);
  expect(await computed()).toEqual([]);
  // What it has computed is there for a run of the same input.
  writeFileSync(deposits, before);
  expect(await computed()).toEqual([]);
  expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
});

it('a run that is killed leaves whole results only, and the next one goes on from them', async () => {
  const results = join(folder, '.plimsoll/results');
  for (const enough of [1, 13]) {
    rmSync(join(folder, '.plimsoll'), { recursive: true, force: true });
    const { child, told } = start(folder, 'run');
    const timer = setInterval(() => {
      if (existsSync(results) && readdirSync(results).length >= enough) child.kill('SIGKILL');
    }, 1);
    expect((await told).exit).toBeNull();
    clearInterval(timer);
    for (const name of readdirSync(results))
      expect(existsSync(join(results, name, 'manifest.json'))).toBe(true);
    const finished = readdirSync(results).length;
    expect(finished).toBeGreaterThanOrEqual(enough);
    const rest = await computed();
    expect(rest.length).toBe(readdirSync(results).length - finished);
    expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
    expect(leftovers(folder)).toEqual([]);
  }
});

it('a file that is still being written stops the run by name, and nothing of it is kept', async () => {
  const deposits = join(folder, 'data/deposits.csv');
  const before = readFileSync(deposits);
  expect((await plimsoll(folder, 'run')).exit).toBe(0);
  let written = 0;
  const writer = setInterval(() => {
    written++;
    appendFileSync(deposits, `X${written};C1;CUR;1.000,00;N;;;Y;;\n`);
  }, 1);
  const { exit, out } = await plimsoll(folder, '--json', 'run');
  clearInterval(writer);
  const { error } = JSON.parse(out) as {
    readonly error: { readonly code: string; readonly message: string };
  };
  expect(exit).toBe(2);
  expect(error.code).toBe('input.file_changed');
  expect(error.message).toContain('data/deposits.csv changed while it was read');
  expect(leftovers(folder)).toEqual([]);

  const shown = await plimsoll(folder, 'show', 'metrics');
  expect(shown.err).toContain('The last run for 2024-01-31 failed; this is the one before it.');
  expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);

  // The file is complete now: its rows count, all of them.
  const accounts = async (): Promise<string> =>
    (
      JSON.parse((await plimsoll(folder, '--json', 'show', 'account', '--limit', '1')).out) as {
        total: string;
      }
    ).total;
  expect((await plimsoll(folder, 'run')).exit).toBe(0);
  expect(await accounts()).toBe(String(12 + written));
  writeFileSync(deposits, before);
  expect((await plimsoll(folder, 'run')).exit).toBe(0);
  expect(await accounts()).toBe('12');
  expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
});

it('a damaged result is computed again, and nothing else is', async () => {
  const missing = (path: string): void => rmSync(path);
  const cut = (path: string): void => writeFileSync(path, readFileSync(path).subarray(0, 100));
  const zeros = (path: string): void => writeFileSync(path, Buffer.alloc(statSync(path).size));
  expect((await plimsoll(folder, 'run')).exit).toBe(0);
  const damages = [
    ['account', missing],
    ['account', zeros],
    ['liquidity', cut],
    ['liquidity', zeros],
    ['metrics', zeros],
  ] as const;
  for (const [name, damage] of damages) {
    const [path] = storedFiles(folder, name);
    expect(path).toBeDefined();
    damage(path ?? '');
    expect([name, damage.name, await computed()]).toEqual([name, damage.name, [name]]);
    expect(await ratio(folder)).toBe(SMALL_BANK_RATIO);
  }
  expect(leftovers(folder)).toEqual([]);
});
