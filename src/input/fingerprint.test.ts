import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprintFiles } from './fingerprint.ts';

let folder: string;
let cacheFile: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-print-'));
  cacheFile = join(folder, 'state/files.json');
});
afterAll(() => rm(folder, { recursive: true }));

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const printOf = async (path: string, verify = false) =>
  (await fingerprintFiles([path], { cacheFile, verify }))[0]?.sha256;

it('is the hash of the content', async () => {
  const path = join(folder, 'a.csv');
  await writeFile(path, 'one');
  const prints = await fingerprintFiles([path, path], { cacheFile });
  expect(prints).toEqual([
    { path, bytes: 3, sha256: hash('one') },
    { path, bytes: 3, sha256: hash('one') },
  ]);
});

it('is remembered until size, time or file number change; verify reads again', async () => {
  const path = join(folder, 'b.csv');
  await writeFile(path, 'one');
  const { mtime } = await stat(path);
  expect(await printOf(path)).toBe(hash('one'));
  // The same size and the same time, which only a reading can tell from the first content.
  await writeFile(path, 'two');
  await utimes(path, mtime, mtime);
  const old = (JSON.parse(await readFile(cacheFile, 'utf8')) as Record<string, { modified: string }>)[path];
  const stamp = await stat(path, { bigint: true });
  // File systems keep nanoseconds that `utimes` does not set, so the memory is given the time that is there now.
  await writeFile(
    cacheFile,
    JSON.stringify({
      [path]: {
        ...old,
        bytes: '3',
        modified: `${stamp.mtimeNs}`,
        inode: `${stamp.ino}`,
        sha256: hash('one'),
      },
    }),
  );
  expect(await printOf(path)).toBe(hash('one'));
  expect(await printOf(path, true)).toBe(hash('two'));
  expect(await printOf(path)).toBe(hash('two'));
  await writeFile(path, 'three');
  expect(await printOf(path)).toBe(hash('three'));
});

it('starts anew from a damaged memory', async () => {
  const path = join(folder, 'c.csv');
  await writeFile(path, 'one');
  for (const damage of ['', 'not json', '[]', 'null', `{"${path}": {"sha256": "x"}}`]) {
    await writeFile(cacheFile, damage);
    expect(await printOf(path)).toBe(hash('one'));
  }
});
