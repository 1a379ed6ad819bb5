/** The count of lines against one that is made from the whole text, whatever the blocks. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordLines } from './record-lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

const PLAIN = { quote: '"', skip: 0, header: true };

async function count(content: string | Buffer, format = PLAIN, name = 'a.csv') {
  const path = join(folder, name);
  await writeFile(path, content);
  return recordLines({ path, shown: name }, format);
}

it('counts what stands behind the header, and no empty lines', async () => {
  expect(await count('a,b\n1,2\n3,4\n')).toBe(2);
  expect(await count('a,b\r\n1,2\r\n\r\n3,4')).toBe(2);
  expect(await count('\uFEFFa,b\n\n\n1,2\n \n')).toBe(2);
  expect(await count('title\n\na,b\n1,2\n', { ...PLAIN, skip: 2 })).toBe(1);
  expect(await count('1,2\n3,4\n', { ...PLAIN, header: false })).toBe(2);
  expect(await count('\uFEFF', { ...PLAIN, header: false })).toBe(0);
  expect(await count('a,b')).toBe(0);
  expect(await count('')).toBe(0);
  expect(await count(gzipSync('a,b\n1,2\n3,4\n'), PLAIN, 'a.csv.gz')).toBe(2);
});

it('does not know where quotes are, or a carriage return that ends no line', async () => {
  expect(await count('a,b\n"1\n",2\n')).toBeNull();
  expect(await count('a,b\n"1\n",2\n', { ...PLAIN, quote: "'" })).toBe(2);
  expect(await count('a,b\r1,2\r')).toBeNull();
  expect(await count('a,b\n1\r,2\n')).toBeNull();
  expect(await count('a,b\n1,2\n3,4\r')).toBeNull();
});

it('is the same wherever the blocks end', async () => {
  const filler = 'x'.repeat(1_048_576 - 12);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('\n', '\r\n', 'a', ',', 'bc', ' '), { maxLength: 24 }),
      fc.nat(14),
      async (parts, less) => {
        const text = `h\n${filler.slice(less)}${parts.join('')}`;
        const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
        expect(await count(text)).toBe(lines.slice(1).filter((line) => line !== '').length);
      },
    ),
    { numRuns: 60 },
  );
});
