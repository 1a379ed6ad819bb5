/** What is looked at beside the engine: whether a packed file is whole, whether bytes are UTF-8, where empty lines stand. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { needsAllColumns } from './all-columns.ts';
import { emptyLinesBefore } from './empty-lines.ts';
import { checkPacked, fileBytes } from './file-bytes.ts';
import { DEFAULT_CSV, type SourceFile } from './source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-bytes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(bytes: string | Buffer, shown = 'file.csv'): Promise<SourceFile> {
  await writeFile(join(folder, shown), bytes);
  return { path: join(folder, shown), shown };
}

it('a packed file that is not whole is refused by its name', async () => {
  const packed = gzipSync('a,b\n'.repeat(100_000));
  await checkPacked(await fileOf(packed, 'a.csv.gz'));
  for (const bytes of [packed.subarray(0, -1), packed.subarray(0, 30), Buffer.from('a,b\n')])
    await expect(checkPacked(await fileOf(bytes, 'b.csv.gz'))).rejects.toMatchObject({
      code: 'input.unreadable_file',
      message: expect.stringContaining('b.csv.gz'),
    });
  // Whoever needs the beginning alone gets it.
  for await (const block of fileBytes(await fileOf(packed, 'a.csv.gz'), 16)) {
    expect(block.toString().startsWith('a,b\n')).toBe(true);
    break;
  }
  await expect(fileBytes({ path: join(folder, 'none'), shown: 'none' }).next()).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

it('bytes are UTF-8 or not, also where a block ends within a sign', async () => {
  const block = 1_048_576;
  for (const sign of ['é', '€', '😀'])
    for (let before = 0; before <= 4; before++) {
      const good = Buffer.concat([Buffer.alloc(block - before, 'a'), Buffer.from(`${sign}\n`)]);
      expect([sign, before, await needsAllColumns(await fileOf(good), '"')]).toEqual([sign, before, false]);
      const bad = Buffer.concat([
        Buffer.alloc(block - before, 'a'),
        Buffer.from(sign).subarray(0, -1),
        Buffer.from('\n'),
      ]);
      expect([sign, before, await needsAllColumns(await fileOf(bad), '"')]).toEqual([sign, before, true]);
    }
  expect(await needsAllColumns(await fileOf(''), '"')).toBe(false);
  expect(await needsAllColumns(await fileOf(Buffer.from([0x61, 0xc3])), '"')).toBe(true);
});

it('two quotes in a row are found, also where a block ends between them', async () => {
  for (let before = 0; before <= 2; before++) {
    const text = Buffer.concat([Buffer.alloc(1_048_576 - before, 'a'), Buffer.from('""\n')]);
    expect([before, await needsAllColumns(await fileOf(text), '"')]).toEqual([before, true]);
    expect([before, await needsAllColumns(await fileOf(text), "'")]).toEqual([before, false]);
    expect([before, await needsAllColumns(await fileOf(text), null)]).toEqual([before, false]);
  }
  expect(await needsAllColumns(await fileOf('"a","b"\n'), '"')).toBe(false);
});

it('empty lines are counted outside quotes and behind the skipped ones', async () => {
  const text = 'title\n\nid,x\n\n"a\n\nb",1\n\r\nc,2\nd\n';
  const file = await fileOf(text);
  const at = (line: string): number => text.indexOf(line);
  const before = await emptyLinesBefore(file, [at('"a'), at('\r\nc'), at('d\n')], {
    ...DEFAULT_CSV,
    skip: 2,
  });
  // The second one begins, by the engine, with the empty line before it.
  expect([...before.values()]).toEqual([1, 2, 2]);
  expect((await emptyLinesBefore(file, [at('"a')], DEFAULT_CSV)).get(at('"a'))).toBe(2);
});
