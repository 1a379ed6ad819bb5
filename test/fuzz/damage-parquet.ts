/** What can happen to the bytes of a Parquet file: data, footer, lengths, marks; each damage by name, drawn at random. */

import type { FuzzDraw } from './seeded.ts';

export interface DamagedParquet {
  readonly bytes: Buffer;
  readonly damages: readonly string[];
  /** May the footer have been changed? */
  readonly isFooterHit: boolean;
}

/** A whole file, and how many bytes stand before its footer. */
interface Whole {
  readonly bytes: Buffer;
  readonly data: number;
}

type Damage = (draw: FuzzDraw, whole: Whole) => Buffer;

const MARK = Buffer.from('PAR1');
/** Its length and the mark stand behind the footer. */
const END_BYTES = 8;

/** Changes up to `most` bytes of a range. */
const flipping =
  (range: (whole: Whole) => readonly [number, number], most: number): Damage =>
  (draw, whole) => {
    const made = Buffer.from(whole.bytes);
    const [from, to] = range(whole);
    const times = to <= from ? 0 : draw.between(1, most);
    for (let i = 0; i < times; i++) {
      const at = draw.between(from, to - 1);
      made[at] = draw.chance(50) ? (made[at] ?? 0) ^ (1 << draw.between(0, 7)) : draw.between(0, 255);
    }
    return made;
  };

const lengths: Damage = (draw, { bytes, data }) => {
  const made = Buffer.from(bytes);
  const footer = bytes.length - data;
  const wrong = [0, 1, 7, 0x7fffffff, 0xffffffff, bytes.length, footer, footer - 9, footer - 7, footer + 100];
  made.writeUInt32LE(draw.pick(wrong), bytes.length - END_BYTES);
  return made;
};

const zeros: Damage = (draw, { bytes, data }) => {
  const made = Buffer.from(bytes);
  return made.fill(0, draw.between(0, data), data);
};

/** The bytes before and behind a place, with something between, or something lost. */
const around =
  (between: (draw: FuzzDraw) => Buffer, lost: (draw: FuzzDraw) => number): Damage =>
  (draw, { bytes }) => {
    const at = draw.between(0, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), between(draw), bytes.subarray(at + lost(draw))]);
  };
const nothing = (): Buffer => Buffer.alloc(0);

/** Name, weight, may it hit the footer. */
const DAMAGES: readonly (readonly [string, number, boolean, Damage])[] = [
  ['none', 15, false, (_, { bytes }) => bytes],
  ['data flipped', 30, false, flipping(({ data }) => [MARK.length, data], 6)],
  ['footer flipped', 25, true, flipping(({ bytes, data }) => [data, bytes.length - END_BYTES], 3)],
  ['lengths', 6, true, lengths],
  ['end flipped', 4, true, flipping(({ bytes }) => [bytes.length - END_BYTES, bytes.length], 2)],
  ['beginning flipped', 4, true, flipping(() => [0, MARK.length], 2)],
  ['cut', 8, true, (draw, { bytes }) => bytes.subarray(0, draw.between(0, bytes.length))],
  ['range lost', 5, true, around(nothing, (draw) => draw.between(1, 40))],
  [
    'bytes put in',
    4,
    true,
    around(
      (draw) => draw.bytes(draw.between(1, 30)),
      () => 0,
    ),
  ],
  ['zeros', 3, false, zeros],
  [
    'random bytes between marks',
    2,
    true,
    (draw) => Buffer.concat([MARK, draw.bytes(draw.between(0, 300)), MARK]),
  ],
  ['text', 1, true, () => Buffer.from('id,kind,amount\nk1,loan,1\n')],
  ['empty', 1, true, nothing],
];
const SUM = DAMAGES.reduce((sum, [, weight]) => sum + weight, 0);

export function damagedParquet(draw: FuzzDraw, bytes: Buffer): DamagedParquet {
  const data = bytes.length - bytes.readUInt32LE(bytes.length - END_BYTES) - END_BYTES;
  let rest = draw.between(1, SUM);
  for (const [name, weight, isFooterHit, damage] of DAMAGES) {
    rest -= weight;
    if (rest <= 0) return { bytes: damage(draw, { bytes, data }), damages: [name], isFooterHit };
  }
  throw new Error('Invariant broken: the weights add up to their sum');
}
