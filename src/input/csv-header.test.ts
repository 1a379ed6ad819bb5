import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { csvColumns, firstRecord } from './csv-header.ts';
import { DEFAULT_CSV } from './source.ts';

it('splits the first record as RFC 4180 says', () => {
  expect(firstRecord('a,b\n1,2\n', DEFAULT_CSV, true)?.fields).toEqual(['a', 'b']);
  expect(firstRecord('\uFEFFa,"b ""x"", c","d\nd"\r\n1', DEFAULT_CSV, true)?.fields).toEqual([
    'a',
    'b "x", c',
    'd\nd',
  ]);
  expect(firstRecord('"",b', DEFAULT_CSV, true)?.fields).toEqual(['', 'b']);
  expect(firstRecord('a,', DEFAULT_CSV, true)?.fields).toEqual(['a', '']);
  expect(firstRecord('x"y"z,b\n', DEFAULT_CSV, true)?.fields).toEqual(['x"y"z', 'b']);
  expect(firstRecord('"a;b"', { ...DEFAULT_CSV, quote: null, separator: ';' }, true)?.fields).toEqual([
    '"a',
    'b"',
  ]);
});

it('asks for more text until the record is complete', () => {
  for (const begin of ['', 'a,b', 'a,"b', 'a,"b"', 'a,"b""']) {
    expect(firstRecord(begin, DEFAULT_CSV, false)).toBeNull();
  }
  expect(firstRecord('a,b\n', DEFAULT_CSV, false)?.fields).toEqual(['a', 'b']);
});

it('tells how the record ends', () => {
  const endOf = (text: string, ended = true) => firstRecord(text, DEFAULT_CSV, ended)?.lineEnd;
  expect(
    ['a,b\n', 'a,b\r1', 'a,b\r\n', 'a,b', '"a\r\n"\n', '"a\n",b\r\n1'].map((text) => endOf(text)),
  ).toEqual(['\n', '\r', '\r\n', null, '\n', '\r\n']);
  // A line feed may stand in the next block.
  expect(endOf('a,b\r', false)).toBeUndefined();
});

it('skips lines, and finds nothing behind the end', () => {
  expect(firstRecord('one\n\na,b\n', { ...DEFAULT_CSV, skip: 2 }, true)?.fields).toEqual(['a', 'b']);
  expect(firstRecord('one\n', { ...DEFAULT_CSV, skip: 1 }, true)).toBeNull();
  expect(firstRecord('', DEFAULT_CSV, true)).toBeNull();
});

it('finds the first skipped line of which the engine may see the end elsewhere', () => {
  const doubtful = (...lines: readonly string[]) =>
    firstRecord([...lines, 'a,b', '1,2', ''].join('\n'), { ...DEFAULT_CSV, skip: lines.length }, true)
      ?.doubtfulLine;
  const sure = ['', 'Loan book', '"Loan book"', '"a ""b"" c",d', 'Bank "X" list', '5" pipes,b', 'a,"b"\r'];
  for (const line of sure) expect([line, doubtful(line)]).toEqual([line, null]);
  // Of the first, the engine took a record behind the header for a part of what is skipped.
  expect(doubtful('"Loan book', 'as of 31.01.2024"')).toBe(1);
  for (const line of ['"Bank" list', 'a,"b c', '  "b', '"a ""b"" c" d', 'a,"b""'])
    expect([line, doubtful('first', line)]).toEqual([line, 2]);
  const unquoted = { ...DEFAULT_CSV, skip: 1, quote: null };
  expect(firstRecord('"x\na,b\n', unquoted, true)?.doubtfulLine).toBeNull();
});

it('reads headers longer than a block, and of compressed files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-header-'));
  const write = async (shown: string, bytes: Buffer) => {
    await writeFile(join(folder, shown), bytes);
    return { path: join(folder, shown), shown };
  };
  const names = Array.from({ length: 20_000 }, (_, i) => `column ${i}`);
  const long = `${names.join(',')}\n1\n`;
  expect((await csvColumns(await write('long.csv', Buffer.from(long)), DEFAULT_CSV)).names).toEqual(names);
  expect((await csvColumns(await write('long.csv.gz', gzipSync(long)), DEFAULT_CSV)).names).toEqual(names);
  await rm(folder, { recursive: true });
});
