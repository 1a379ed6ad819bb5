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

const PLAIN = { quote: '"', separator: ',', skip: 0, header: true };

async function count(content: string | Buffer, format = PLAIN, name = 'a.csv') {
  const path = join(folder, name);
  await writeFile(path, content);
  const lines = await recordLines({ path, shown: name }, format);
  return lines.kind === 'counted' ? lines.records : lines.kind === 'unknown' ? null : lines;
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

it('holds a record together that has a line break within quotes', async () => {
  expect(await count('a,b\n"1\n",2\n')).toBe(1);
  expect(await count('"a\n\nx",b\n1,"2\r\n3"\r\n"4 ""5"" 6",7\n"","8"')).toBe(3);
  expect(await count('a;b\n"1;\n"";""";2\n', { ...PLAIN, separator: ';' })).toBe(1);
  expect(await count('\uFEFF"a",b\n\n1,"2"\n')).toBe(1);
});

it('does not know where a quote is in doubt, or a carriage return ends no line', async () => {
  expect(await count('a,b\n1 "x" 2,3\n')).toBeNull();
  expect(await count('a,b\n "1",2\n')).toBeNull();
  expect(await count('a,b\n"1" ,2\n')).toBeNull();
  expect(await count('a,b\n"1\n",2\n', { ...PLAIN, quote: "'" })).toBe(2);
  expect(await count('a,b\n"1\r2",2\n')).toBe(1);
  expect(await count('a,b\r1,2\r')).toBeNull();
  expect(await count('a,b\n1\r,2\n')).toBeNull();
  expect(await count('a,b\n"1"\r,2\n')).toBeNull();
  expect(await count('a,b\n1,2\n3,4\r')).toBeNull();
});

it('tells a zero byte, which no text has', async () => {
  expect(await count('a,b\n1,2\n3,\0\n')).toEqual({ kind: 'zero_byte', record: 2 });
  expect(await count('a,b\n"1\n",2\n3,4\n\0\0')).toEqual({ kind: 'zero_byte', record: 3 });
  const doubt = { kind: 'zero_byte', record: null };
  expect(await count('a,b\n1 "x" 2,3\n4,5\n6,\0\n')).toEqual(doubt);
  expect(await count(`a,b\n1 "x" 2,3\n${'4,5\n'.repeat(300_000)}6,\0\n`)).toEqual(doubt);
});

it('tells a quote that takes the lines behind it into its record', async () => {
  const lines = (n: number): string => '1,2\n'.repeat(n);
  expect(await count(`a,b\n1,2\n"1,2\n${lines(3)}`)).toEqual({ kind: 'open_quote', record: 2, lines: 4 });
  // That of the last record alone takes nothing with it: the record is one.
  expect(await count(`a,b\n"1,2\n`)).toBe(1);
  expect(await count('a,b\n3,4\n1,"')).toBe(2);
  // A line before the header is no record.
  expect(await count('",title', { ...PLAIN, skip: 2 })).toBeNull();
  // The most usual form: the next quoted field seems to close it.
  expect(await count('a,b\n"1,2\n"3",4\n"5",6\n')).toEqual({ kind: 'open_quote', record: 1, lines: 1 });
  expect(await count('a,b\n"1" ,2\n"3",4\n')).toBeNull();
  expect(await count(`a,b\n"1,2\n${lines(900)}"3",4\n`)).toMatchObject({ kind: 'open_quote', lines: 901 });
  expect(await count(`a,b\n"1,2\n${lines(1200)}"3",4\n${lines(5)}`)).toMatchObject({
    kind: 'open_quote',
    record: 1,
  });
  expect(await count(`a,b\n"x\n${'y\n'.repeat(900)}",2\n${lines(300_000)}`)).toBe(300_001);
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

it('counts whole records with quoted fields wherever the blocks end', async () => {
  const filler = 'x'.repeat(1_048_576 - 20);
  const field = fc.oneof(
    fc.constantFrom('', 'a', 'bc'),
    fc.array(fc.constantFrom('\n', '\r\n', '\r', ',', '""', 'd')).map((parts) => `"${parts.join('')}"`),
  );
  const record = fc.tuple(field, field, fc.constantFrom('\n', '\r\n'));
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 8 }), fc.nat(30), async (records, less) => {
      const text = records.map(([a, b, end]) => `${a},${b}${end}`).join('');
      expect(await count(`h,i\n${filler.slice(less)},"\n"\n${text}`)).toBe(records.length + 1);
    }),
    { numRuns: 60 },
  );
});
