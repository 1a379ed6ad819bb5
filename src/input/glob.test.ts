import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesMatching } from './glob.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-glob-'));
  await mkdir(join(folder, 'project'));
  await mkdir(join(folder, 'data/2024/jan'), { recursive: true });
  await mkdir(join(folder, 'data/2024/.store'));
  const names = [
    'b.csv',
    'a.csv',
    'a1.csv',
    '.hidden.csv',
    'a.txt',
    'a+b(1).csv',
    '2024/x.csv',
    '2024/jan/y.csv',
    '2024/.store/z.csv',
  ];
  for (const name of names) await writeFile(join(folder, 'data', name), '');
  // Leads back: without end, or to files twice.
  await symlink(join(folder, 'data/2024'), join(folder, 'data/2024/jan/again'));
  await symlink(join(folder, 'data/2024/x.csv'), join(folder, 'data/link.csv'));
});
afterAll(() => rm(folder, { recursive: true }));

const shown = async (pattern: string) =>
  (await filesMatching(join(folder, 'project'), pattern)).map((file) => file.shown);

it('finds files by name, by pattern, in order, also outside the folder', async () => {
  expect(await shown('../data/b.csv')).toEqual(['../data/b.csv']);
  expect(await shown('../data/*.csv')).toEqual([
    '../data/a+b(1).csv',
    '../data/a.csv',
    '../data/a1.csv',
    '../data/b.csv',
    '../data/link.csv',
  ]);
  expect(await shown('../data/a?.csv')).toEqual(['../data/a1.csv']);
  expect(await shown('../data/a+b(*).csv')).toEqual(['../data/a+b(1).csv']);
  expect(await shown('../data/.h*.csv')).toEqual(['../data/.hidden.csv']);
});

it('goes through folders', async () => {
  expect(await shown('../data/*/x.csv')).toEqual(['../data/2024/x.csv']);
  expect(await shown('../data/2024/**/*.csv')).toEqual(['../data/2024/jan/y.csv', '../data/2024/x.csv']);
  expect(await shown('../data/2024/.store/*.csv')).toEqual(['../data/2024/.store/z.csv']);
  expect(await shown('../data/2024/jan/again/x.csv')).toEqual(['../data/2024/jan/again/x.csv']);
  expect(await shown('../*/2024/jan/y.csv')).toEqual(['../data/2024/jan/y.csv']);
});

it('finds nothing where nothing is, and no folders', async () => {
  expect(await shown('../data/none.csv')).toEqual([]);
  expect(await shown('../none/*.csv')).toEqual([]);
  expect(await shown('../data')).toEqual([]);
  expect(await shown('../dat*')).toEqual([]);
});

it('takes absolute patterns as they are', async () => {
  expect(await shown(join(folder, 'data/2024/*.csv'))).toEqual([join(folder, 'data/2024/x.csv')]);
});
