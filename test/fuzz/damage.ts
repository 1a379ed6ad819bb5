/** What can happen to the bytes of a CSV file, packed or not: each damage by name, drawn at random. */

import { gzipSync } from 'node:zlib';
import type { SourceSpec } from '../../src/input/source.ts';
import type { FuzzDraw } from './seeded.ts';

type Damage = (draw: FuzzDraw, bytes: Buffer, spec: SourceSpec) => Buffer;

const MARKS = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
  [0x2b, 0x2f, 0x76],
] as const;

/** `text` in an encoding; signs that it lacks become `?`. */
export function bytesIn(text: string, encoding: SourceSpec['csv']['encoding']): Buffer {
  if (encoding === 'utf-16') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-8') return Buffer.from(text);
  const euro = encoding === 'windows-1252' ? 0x80 : 0x3f;
  return Buffer.from(
    [...text].map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      if (sign === '€') return euro;
      return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : 0x3f;
    }),
  );
}

function insert(bytes: Buffer, at: number, what: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);
}

const anywhere = (draw: FuzzDraw, bytes: Buffer): number => draw.between(0, bytes.length);

/** Inserts a text a few times. */
const inserting =
  (texts: (spec: SourceSpec) => readonly string[], most: number): Damage =>
  (draw, bytes, spec) => {
    let made = bytes;
    const times = draw.between(1, most);
    for (let i = 0; i < times; i++)
      made = insert(made, anywhere(draw, made), bytesIn(draw.pick(texts(spec)), spec.csv.encoding));
    return made;
  };

const DAMAGES: readonly (readonly [string, number, Damage])[] = [
  [
    'bytes flipped',
    20,
    (draw, bytes) => {
      const made = Buffer.from(bytes);
      const times = bytes.length === 0 ? 0 : draw.between(1, 4);
      for (let i = 0; i < times; i++) {
        const at = draw.between(0, made.length - 1);
        made[at] = (made[at] ?? 0) ^ (1 << draw.between(0, 7));
      }
      return made;
    },
  ],
  ['cut', 12, (draw, bytes) => bytes.subarray(0, anywhere(draw, bytes))],
  ['beginning lost', 3, (draw, bytes) => bytes.subarray(draw.between(0, Math.min(bytes.length, 60)))],
  [
    'range lost',
    6,
    (draw, bytes) => {
      const from = anywhere(draw, bytes);
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + draw.between(1, 80))]);
    },
  ],
  [
    'range twice',
    6,
    (draw, bytes) => {
      const from = anywhere(draw, bytes);
      return insert(bytes, from, bytes.subarray(from, from + draw.between(1, 200)));
    },
  ],
  [
    'zero bytes',
    6,
    (draw, bytes) => insert(bytes, anywhere(draw, bytes), Buffer.alloc(draw.pick([1, 1, 2, 600]))),
  ],
  [
    'byte order mark',
    6,
    (draw, bytes) =>
      insert(bytes, draw.chance(50) ? 0 : anywhere(draw, bytes), Buffer.from(draw.pick(MARKS))),
  ],
  ['line ends', 9, inserting(() => ['\n', '\r', '\r\n', '\n\r', '\n\n', '\r\n\r\n'], 5)],
  ['quotes', 9, inserting(({ csv }) => [csv.quote ?? '"', '""', '"""', '"\n', `"${csv.separator}`], 4)],
  ['quote storm', 2, inserting(() => ['"'.repeat(50), '",'.repeat(30), '\\"'.repeat(20)], 3)],
  ['separators', 5, inserting(({ csv }) => [csv.separator, ',', ';', '\t'], 4)],
  ['spaces', 4, inserting(() => [' ', '\t', '\u00a0', '\v', '\f', '\u2028', '\x1a', '\x1b'], 5)],
  [
    'random bytes within',
    5,
    (draw, bytes) => insert(bytes, anywhere(draw, bytes), draw.bytes(draw.between(1, 40))),
  ],
  ['random bytes', 1, (draw) => draw.bytes(draw.between(0, 3000))],
  [
    'random text',
    1,
    (draw, _, { csv }) =>
      bytesIn(
        Array.from({ length: draw.between(0, 900) }, () =>
          draw.pick(['a', '1', ' ', '\n', '"', csv.separator, '\r\n', 'é']),
        ).join(''),
        csv.encoding,
      ),
  ],
  ['empty', 1, () => Buffer.alloc(0)],
  ['line ends alone', 1, (draw) => Buffer.from('\n'.repeat(draw.between(1, 4)))],
  [
    'long field',
    1,
    (draw, bytes) =>
      insert(
        bytes,
        anywhere(draw, bytes),
        Buffer.alloc(draw.pick([5_000, 70_000, 1_500_000, 3_000_000]), 0x61),
      ),
  ],
];
const SUM = DAMAGES.reduce((sum, [, weight]) => sum + weight, 0);

export function damaged(draw: FuzzDraw, bytes: Buffer, spec: SourceSpec, names: string[]): Buffer {
  let made = bytes;
  const times = draw.chance(70) ? 1 : draw.between(2, 3);
  for (let i = 0; i < times; i++) {
    const [name, , damage] = drawn(draw);
    made = damage(draw, made, spec);
    names.push(name);
  }
  // A very long one is rare: it takes a hundred times the time of another.
  if (!draw.chance(1) || !draw.chance(30)) return made;
  names.push('10 MB');
  return insert(made, anywhere(draw, made), Buffer.alloc(10_000_000, 0x62));
}

function drawn(draw: FuzzDraw): (typeof DAMAGES)[number] {
  let rest = draw.between(1, SUM);
  for (const one of DAMAGES) {
    rest -= one[1];
    if (rest <= 0) return one;
  }
  throw new Error('Invariant broken: the weights add up to their sum');
}

const PACKED: readonly (readonly [string, (draw: FuzzDraw, bytes: Buffer) => Buffer])[] = [
  ['cut after packing', (draw, bytes) => bytes.subarray(0, anywhere(draw, bytes))],
  ['checksum cut off', (draw, bytes) => bytes.subarray(0, bytes.length - draw.between(1, 8))],
  [
    'packed bytes flipped',
    (draw, bytes) => {
      const made = Buffer.from(bytes);
      const at = draw.between(0, made.length - 1);
      made[at] = (made[at] ?? 0) ^ (1 << draw.between(0, 7));
      return made;
    },
  ],
  [
    'two members',
    (draw, bytes) =>
      Buffer.concat([bytes, gzipSync(Buffer.from(draw.pick(['', 'x', '\n', 'k77,loan,1,,,\n'])))]),
  ],
  [
    'second member cut',
    (draw, bytes) => Buffer.concat([bytes, bytes.subarray(0, draw.between(1, bytes.length - 1))]),
  ],
  ['bytes after the end', (draw, bytes) => Buffer.concat([bytes, draw.bytes(draw.between(1, 30))])],
  ['zeros after the end', (draw, bytes) => Buffer.concat([bytes, Buffer.alloc(draw.between(1, 600))])],
  ['packed twice', (_, bytes) => gzipSync(bytes)],
  ['not packed', (draw) => draw.bytes(draw.between(0, 200))],
];

export function damagedPacked(draw: FuzzDraw, bytes: Buffer, names: string[]): Buffer {
  if (draw.chance(60)) return bytes;
  const [name, damage] = draw.pick(PACKED);
  names.push(name);
  return damage(draw, bytes);
}
