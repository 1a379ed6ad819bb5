/** Lines, offsets and ends of real files, with lines from short to far longer than what is read at once. */

import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesFrom, offsetBehind, readTail, type Tail } from './log-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-log-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function withFile<T>(
  content: string | Buffer,
  use: (handle: Awaited<ReturnType<typeof open>>) => Promise<T>,
): Promise<T> {
  const file = join(folder, 'lines');
  await writeFile(file, content);
  const handle = await open(file, 'r');
  return use(handle).finally(() => handle.close());
}

const lineOf = (seq: number, length: number): string => `{"act":"${'é'.repeat(length)}","seq":${seq}}`;
const read = (content: string | Buffer): Promise<readonly string[]> =>
  withFile(content, async (handle) => {
    const lines: string[] = [];
    for await (const { text } of linesFrom(handle, 0, (await handle.stat()).size)) lines.push(text);
    return lines;
  });
const tail = (content: string | Buffer): Promise<Tail> => withFile(content, readTail);

/** Mostly short lines, now and then one of hundreds of kilobytes. */
const lengths = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.nat(400) },
    { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 200_000 }) },
  ),
  { minLength: 1, maxLength: 400 },
);

describe('lines', () => {
  it('are read whole, and found by their number', () =>
    fc.assert(
      fc.asyncProperty(lengths, fc.nat(), async (sizes, pick) => {
        const lines = sizes.map((size, i) => lineOf(i + 1, size));
        const content = lines.map((line) => `${line}\n`).join('');
        expect(await read(content)).toEqual(lines);
        const seq = pick % (lines.length + 1);
        const before = Buffer.byteLength(
          lines
            .slice(0, seq)
            .map((line) => `${line}\n`)
            .join(''),
        );
        const end = Buffer.byteLength(content);
        expect(await withFile(content, (handle) => offsetBehind(handle, end, seq))).toBe(before);
        expect(
          await withFile(content, (handle) => offsetBehind(handle, end, lines.length + 1)),
        ).toBeUndefined();
      }),
      { numRuns: 40 },
    ));

  it('of bytes that are no UTF-8 differ from those that look the same afterwards', async () => {
    const [broken] = await read(Buffer.from([0x61, 0xff, 0x0a]));
    const [replaced] = await read('a\ufffd\n');
    expect(broken).not.toBe(replaced);
  });

  it('are none in an empty file', async () => {
    expect(await read('')).toEqual([]);
    expect(await tail('')).toEqual({ end: 0, torn: Buffer.alloc(0) });
  });
});

describe('the end', () => {
  const whole = `${lineOf(1, 10)}\n${lineOf(2, 10)}\n`;
  const end = Buffer.byteLength(whole);

  it('is the last line end', async () => {
    expect(await tail(whole)).toEqual({ end, torn: Buffer.alloc(0) });
  });

  it.each([
    ['a part of a line', '{"act":'],
    ['a whole line without its end', lineOf(3, 5)],
    ['zeros', '\0'.repeat(300)],
    ['a line of half a megabyte', 'x'.repeat(500_000)],
    ['a line end behind zeros', `\0\0\0"seq":3}\n`],
  ])('leaves out %s', async (_, rest) => {
    for (const before of [whole, '']) {
      const found = await tail(before + rest);
      expect(found.end).toBe(Buffer.byteLength(before));
      expect(found.torn.equals(Buffer.from(rest))).toBe(true);
    }
  });

  it('is behind a last line that is wrong in any other way, for others to refuse', async () => {
    expect(await tail(`${whole}x\n`)).toEqual({ end: end + 2, torn: Buffer.alloc(0) });
  });
});
