/** A generated bank with bad records: a run rejects what the answer key names and nothing else, and reckons as if they were not there. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DICTIONARY } from '../../src/dictionary/dictionary.ts';
import { tableDefects } from '../../src/generate/defects/defect.ts';
import type { GenerateFormat } from '../../src/generate/request.ts';
import { REJECT_REASONS } from '../../src/input/reasons.ts';
import { compareWithKey, readKey } from '../support/answer-key.ts';
import { emptyFolder, plimsoll } from './project-folder.ts';

let root: string;
beforeAll(() => {
  root = emptyFolder();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function bank(name: string, ...args: readonly string[]): Promise<string> {
  const folder = join(root, name);
  expect((await plimsoll('.', 'init', folder)).exit).toBe(0);
  const { exit, err } = await plimsoll(folder, 'generate', '--deals', '1500', ...args);
  expect([exit, exit === 0 ? '' : err]).toEqual([0, '']);
  return folder;
}

async function metricsOf(folder: string): Promise<unknown> {
  const run = await plimsoll(folder, 'run');
  expect([run.exit, run.exit === 0 ? '' : run.err]).toEqual([0, '']);
  const { perimeters } = JSON.parse((await plimsoll(folder, '--json', 'show', 'metrics')).out);
  return perimeters;
}

const CASES: readonly (readonly [GenerateFormat, string, string])[] = [
  ['csv', '1', '0.4'],
  ['parquet', '1', '0.4'],
];

describe.each(CASES)('in %s, seed %s, %s bad records for a good one', (format, seed, rate) => {
  const args = ['--seed', seed, '--format', format];
  let folder: string;
  let figures: unknown;
  beforeAll(async () => {
    folder = await bank(`${format}-${seed}`, ...args, '--bad', rate);
    figures = await metricsOf(folder);
  });

  it('every reject is in the answer key, and every line of the key is a reject', async () => {
    const { defects, found, wrong, missed } = await compareWithKey(folder);
    expect({ wrong, missed }).toEqual({ wrong: [], missed: [] });
    expect(found).toBe(defects);
    expect(defects).toBeGreaterThan(100);
  });

  it('has the figures of the same bank without them, to the last digit', async () => {
    expect(figures).toEqual(await metricsOf(await bank(`${format}-${seed}-good`, ...args)));
  });
});

describe('at a high rate', () => {
  it.each(['csv', 'parquet'] as const)('every kind of defect is there: %s', (format) => {
    const key = readKey(join(root, `${format}-1`));
    const words = new Set(key.map((line) => line.defect));
    const kinds = DICTIONARY.flatMap((table) => tableDefects(table, format));
    const absent = [...new Set(kinds.map((defect) => defect.kind))].filter(
      (kind) => !kinds.some((defect) => defect.kind === kind && words.has(defect.words)),
    );
    expect(absent).toEqual([]);
    const tables = new Set(key.map((line) => line.table));
    // These have so few rows that a draw may leave them alone.
    const small = ['entity', 'insurance_scheme', 'national_option'];
    const whole = DICTIONARY.map((table) => table.name).filter((name) => !tables.has(name));
    expect(whole.filter((name) => !small.includes(name))).toEqual([]);
  });

  it('every reason is there that files without a list of codes in their mapping can have', () => {
    const reasons = new Set(readKey(join(root, 'csv-1')).map((line) => line.reason));
    // Periods stand in the few rows of tables that defects are not put into; import-table.test.ts has theirs.
    const elsewhere = ['unknown_code', 'reversed_period'];
    const all = Object.keys(REJECT_REASONS).filter((reason) => !elsewhere.includes(reason));
    expect([...reasons].sort()).toEqual(all.sort());
  });
});

describe('generate --bad', () => {
  it('gives the same bytes for the same request, others for another seed', async () => {
    const hashes = (folder: string): Record<string, string> =>
      Object.fromEntries(
        readdirSync(join(folder, 'data'))
          .sort()
          .map((name) => [
            name,
            createHash('sha256')
              .update(readFileSync(join(folder, 'data', name)))
              .digest('hex'),
          ]),
      );
    const [one, two, other] = [
      hashes(await bank('one', '--seed', '5', '--bad', '0.01')),
      hashes(await bank('two', '--seed', '5', '--bad', '0.01')),
      hashes(await bank('other', '--seed', '6', '--bad', '0.01')),
    ];
    expect(one).toEqual(two);
    expect(one['bad-records.csv']).not.toBe(other['bad-records.csv']);
  });

  it('tells how many of each reason there are, and what the files hold', async () => {
    const folder = await bank('told', '--seed', '5', '--bad', '0.1');
    const { out } = await plimsoll(
      folder,
      '--json',
      'generate',
      '--deals',
      '3000',
      '--seed',
      '5',
      '--bad',
      '0.1',
    );
    const told = JSON.parse(out);
    const key = readKey(folder);
    expect(told.bad.file).toBe('data/bad-records.csv');
    expect(told.bad.records).toBe(String(new Set(key.map((line) => `${line.file} ${line.row}`)).size));
    for (const { table, reason, rejects } of told.bad.rejects) {
      const lines = key.filter((line) => line.table === table && line.reason === reason);
      expect([table, reason, rejects]).toEqual([table, reason, String(lines.length)]);
    }
    const lines = readFileSync(join(folder, 'data/account.csv'), 'latin1').trimEnd().split('\n').length;
    expect(told.tables.find((one: { readonly table: string }) => one.table === 'account').rows).toBe(
      String(lines - 1),
    );
  });

  it('takes the answer key away with the bank that it belonged to, and keeps a file of another', async () => {
    const folder = await bank('again', '--seed', '5', '--bad', '0.1');
    expect((await plimsoll(folder, 'generate', '--deals', '100', '--seed', '5')).exit).toBe(0);
    expect(readdirSync(join(folder, 'data'))).not.toContain('bad-records.csv');
  });

  it.each(['0', '0.6', '1e-3'])('refuses the rate %s', async (rate) => {
    const folder = join(root, 'refused');
    await plimsoll('.', 'init', folder);
    const args = ['generate', '--deals', '100', '--seed', '1', `--bad=${rate}`];
    const { exit, err } = await plimsoll(folder, ...args);
    expect(exit).toBe(2);
    expect(err).toContain('a fraction above 0 and up to 0.5');
  });
});
