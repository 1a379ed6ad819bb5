/** Where bad records stand, read from the bytes of the files; what a run makes of them is in test/e2e/bad-bank.test.ts. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../engine/duckdb.ts';
import type { Engine } from '../../engine/engine.ts';
import { generateBank } from '../generate.ts';
import type { GenerateRequest, GenerateResult } from '../request.ts';
import { replaceMarks } from './no-text-bytes.ts';

let engine: Engine;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-bad-'));
  engine = await openDuckDb({ temporaryFolder: root });
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

async function generate(
  name: string,
  overrides: Partial<GenerateRequest> = {},
  on = engine,
): Promise<GenerateResult> {
  const request = {
    deals: 3_000,
    seed: 3,
    date: '2024-01-31',
    format: 'csv',
    outFolder: join(root, name),
  } as const;
  return generateBank(on, { ...request, bad: { rate: '0.1', shownFolder: 'data' }, ...overrides });
}

/** The lines of a file by its name in the key; the first is the header. */
async function lines(name: string, file: string): Promise<readonly string[]> {
  return (await readFile(join(root, name, file.replace('data/', '')), 'latin1')).trimEnd().split('\n');
}

const keyOf = (name: string) =>
  engine.rows(
    `SELECT * FROM read_csv('${join(root, name, 'bad-records.csv')}', all_varchar = true, header = true)`,
  );

describe('the answer key', () => {
  it('names the line of every record that could not be split, in each of several files', async () => {
    await generate('parts', { rowsPerFile: 400 });
    const broken = (await keyOf('parts')).filter((line) => line['reason'] === 'structure');
    expect(new Set(broken.map((line) => line['file'])).size).toBeGreaterThan(5);
    for (const line of broken) {
      const found = (await lines('parts', String(line['file'])))[Number(line['row'])];
      expect(found).toBe(line['value']);
    }
  });

  it('has bytes that are no UTF-8 where it says so, and nowhere else', async () => {
    await generate('bytes');
    const expected = (await keyOf('bytes')).filter((line) => line['reason'] === 'encoding');
    expect(expected.length).toBeGreaterThan(10);
    for (const line of expected) {
      const found = (await lines('bytes', String(line['file'])))[Number(line['row'])] ?? '';
      const shown = found.replace(
        /[\x80\xe4\xfc]/,
        (sign) => `\\x${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      );
      expect(shown).toBe(line['value']);
    }
    const files = [...new Set((await keyOf('bytes')).map((line) => String(line['file'])))];
    const all = (await Promise.all(files.map((file) => lines('bytes', file)))).flat();
    expect(all.filter((line) => /[\x80\xe4\xfc]/.test(line) && line.includes(' M'))).toHaveLength(
      expected.length,
    );
  });
});

it('every good record is there, in its place, with nothing changed', async () => {
  await generate('bad');
  const { bad: _, ...good } = (await generate('good')).request;
  await generateBank(engine, good);
  const wrong = new Set((await keyOf('bad')).map((line) => `${line['file']} ${line['row']}`));
  for (const file of ['account.csv', 'loan.csv', 'sft_collateral.csv', 'exchange_rate.csv']) {
    const kept = (await lines('bad', file)).filter((_line, row) => !wrong.has(`data/${file} ${row}`));
    expect([file, kept]).toEqual([file, await lines('good', file)]);
  }
});

it('the same request gives the same bytes with one thread and with two', async () => {
  for (const threads of [1, 2]) {
    const own = await openDuckDb({ temporaryFolder: root, threads });
    await generate(`threads-${threads}`, { deals: 210_000, bad: { rate: '0.01', shownFolder: 'data' } }, own);
    await own.close();
  }
  for (const file of ['account.csv', 'sft_collateral.csv', 'bad-records.csv']) {
    const [one, two] = [await lines('threads-1', file), await lines('threads-2', file)];
    expect([file, one.findIndex((line, row) => line !== two[row]), two.length]).toEqual([
      file,
      -1,
      one.length,
    ]);
  }
}, 240_000);

it('marks are replaced at the edges of what is read at once, too', async () => {
  const path = join(root, 'marks');
  const bytes = Buffer.alloc(4_194_304 + 10, 'a');
  for (const at of [0, 4_194_303, 4_194_304, bytes.length - 1]) bytes[at] = 28;
  await writeFile(path, bytes);
  expect(await replaceMarks(path)).toBe(4);
  const found = await readFile(path);
  expect(found.length).toBe(bytes.length);
  expect([...found.entries()].filter(([, byte]) => byte !== 0x61)).toEqual(
    [0, 4_194_303, 4_194_304, bytes.length - 1].map((at) => [at, 0xe4]),
  );
});
