import { expect, it } from 'vitest';
import { utf16ToUtf8 } from './utf-16.ts';

/** The bytes in UTF-8, read in blocks of so many bytes. */
function read(bytes: Buffer, blockBytes: number): Buffer {
  const reader = utf16ToUtf8();
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += blockBytes)
    parts.push(reader.read(bytes.subarray(at, at + blockBytes)));
  return Buffer.concat([...parts, reader.rest()]);
}

it('is the same text in UTF-8, wherever blocks end', () => {
  const text = 'a,Müller €,😀🏦\r\n\uFEFF\0b';
  for (const mark of ['', '\uFEFF'])
    for (let block = 1; block <= 12; block++)
      expect(read(Buffer.from(mark + text, 'utf16le'), block).toString()).toBe(text);
});

it('has bytes that are no UTF-8 where half a sign stands', () => {
  const halves = Buffer.from('a\uD83Db\uDE00\uDE00c\uD83D', 'utf16le');
  for (let block = 1; block <= 9; block++)
    expect(read(halves, block).toString('latin1')).toBe(
      'a\xed\xa0\xbdb\xed\xb8\x80\xed\xb8\x80c\xed\xa0\xbd',
    );
  expect(read(Buffer.concat([Buffer.from('a', 'utf16le'), Buffer.from('b')]), 2).toString('latin1')).toBe(
    'a\xff',
  );
});
