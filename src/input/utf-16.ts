/**
 * UTF-16 (low byte first) as UTF-8, block by block. The engine's own reader refuses the whole file where it meets a sign beyond the first 65,536. Half of
 * such a sign is no text: it is written as the three bytes that its number would have, which are no UTF-8 either, so its record becomes a reject.
 */

const isFirstHalf = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
/** What stands for the first half of a unit of two bytes at the end of a file. */
const NO_TEXT = Buffer.of(0xff);

export interface ToUtf8 {
  /** The bytes in UTF-8 of a block, as far as its signs are complete. */
  readonly read: (block: Buffer) => Buffer;
  /** What is left at the end of the file. */
  readonly rest: () => Buffer;
}

export function utf16ToUtf8(): ToUtf8 {
  let left: Buffer = Buffer.alloc(0);
  let isStart = true;
  const read = (block: Buffer): Buffer => {
    const bytes = left.length === 0 ? block : Buffer.concat([left, block]);
    let end = bytes.length - (bytes.length % 2);
    if (end >= 2 && isFirstHalf(bytes.readUInt16LE(end - 2))) end -= 2;
    left = Buffer.from(bytes.subarray(end));
    const text = bytes.toString(
      'utf16le',
      isStart && end >= 2 && bytes.readUInt16LE(0) === 0xfeff ? 2 : 0,
      end,
    );
    isStart = isStart && end === 0;
    return inUtf8(text);
  };
  return { read, rest: () => restOf(left) };
}

function restOf(left: Buffer): Buffer {
  const whole = left.toString('utf16le', 0, left.length - (left.length % 2));
  return left.length % 2 === 0 ? inUtf8(whole) : Buffer.concat([inUtf8(whole), NO_TEXT]);
}

function inUtf8(text: string): Buffer {
  if (!/\p{Surrogate}/u.test(text)) return Buffer.from(text);
  const parts = text.split(/(\p{Surrogate})/u);
  return Buffer.concat(
    parts.map((part, i) => (i % 2 === 0 ? Buffer.from(part) : halfSign(part.charCodeAt(0)))),
  );
}

const halfSign = (unit: number): Buffer =>
  Buffer.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
