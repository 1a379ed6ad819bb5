/** How an export comes to its place; what it holds is told by the end-to-end tests of corrections. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { putInPlace } from './export-rejects.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-export-'));
  await writeFile(join(folder, 'made.tmp'), 'made');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a complete file gets its name', async () => {
  await putInPlace(join(folder, 'made.tmp'), join(folder, 'k.csv'));
  expect(await readdir(folder)).toEqual(['k.csv']);
  expect(await readFile(join(folder, 'k.csv'), 'utf8')).toBe('made');
});

it('a file that came to be there meanwhile is not written over', async () => {
  await writeFile(join(folder, 'k.csv'), 'of somebody else');
  await expect(putInPlace(join(folder, 'made.tmp'), join(folder, 'k.csv'))).rejects.toThrow(
    /There is a file .*k.csv already, and it was not touched/,
  );
  expect(await readFile(join(folder, 'k.csv'), 'utf8')).toBe('of somebody else');
});
