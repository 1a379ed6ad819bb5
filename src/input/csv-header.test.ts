import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { csvColumns, firstRecord } from './csv-header.ts';
import { DEFAULT_CSV } from './source.ts';

it('splits the first record as RFC 4180 says', () => {
  expect(firstRecord('a,b\n1,2\n', DEFAULT_CSV, true)).toEqual(['a', 'b']);
  expect(firstRecord('\uFEFFa,"b ""x"", c","d\nd"\r\n1', DEFAULT_CSV, true)).toEqual([
    'a',
    'b "x", c',
    'd\nd',
  ]);
  expect(firstRecord('"",b', DEFAULT_CSV, true)).toEqual(['', 'b']);
  expect(firstRecord('a,', DEFAULT_CSV, true)).toEqual(['a', '']);
  expect(firstRecord('x"y"z,b\n', DEFAULT_CSV, true)).toEqual(['x"y"z', 'b']);
  expect(firstRecord('"a;b"', { ...DEFAULT_CSV, quote: null, separator: ';' }, true)).toEqual(['"a', 'b"']);
});

it('asks for more text until the record is complete', () => {
  for (const begin of ['', 'a,b', 'a,"b', 'a,"b"', 'a,"b""']) {
    expect(firstRecord(begin, DEFAULT_CSV, false)).toBeNull();
  }
  expect(firstRecord('a,b\n', DEFAULT_CSV, false)).toEqual(['a', 'b']);
});

it('skips lines, and finds nothing behind the end', () => {
  expect(firstRecord('one\n\na,b\n', { ...DEFAULT_CSV, skip: 2 }, true)).toEqual(['a', 'b']);
  expect(firstRecord('one\n', { ...DEFAULT_CSV, skip: 1 }, true)).toBeNull();
  expect(firstRecord('', DEFAULT_CSV, true)).toBeNull();
});

it('reads headers longer than a block, of compressed files, and in other encodings', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-header-'));
  const write = async (shown: string, bytes: Buffer) => {
    await writeFile(join(folder, shown), bytes);
    return { path: join(folder, shown), shown };
  };
  const names = Array.from({ length: 20_000 }, (_, i) => `column ${i}`);
  const long = `${names.join(',')}\n1\n`;
  expect(await csvColumns(await write('long.csv', Buffer.from(long)), DEFAULT_CSV)).toEqual(names);
  expect(await csvColumns(await write('long.csv.gz', gzipSync(long)), DEFAULT_CSV)).toEqual(names);
  const wide = await write('wide.csv', Buffer.from('\uFEFFgröße,b\n', 'utf16le'));
  expect(await csvColumns(wide, { ...DEFAULT_CSV, encoding: 'utf-16' })).toEqual(['größe', 'b']);
  await rm(folder, { recursive: true });
});
