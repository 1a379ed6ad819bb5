/** Reading cells against the slow, obvious way: bigint arithmetic and calendar days, on random texts that look like numbers and dates. */

import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { type ColumnType, DATE, decimal, INTEGER } from '../schema/types.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { formatDate, parseDate, yearOf } from '../values/date.ts';
import { fitsPrecision, formatDecimal, parseDecimal, rescaleExact } from '../values/decimal.ts';
import { readCell } from './cell.ts';
import { DEFAULT_VALUES, type ValueFormat } from './source.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckDb({ temporaryFolder: tmpdir(), threads: 2 });
});
afterAll(() => engine.close());

const seed = Date.now() & 0xffff_ffff;
const RUNS = { numRuns: 60, seed, endOnFailure: true } as const;

/** What the SQL of a cell makes of each text: its value as text, or the reason. */
async function read(
  texts: readonly string[],
  type: ColumnType,
  format: ValueFormat,
): Promise<readonly unknown[]> {
  const cell = readCell('x', type, format);
  const reasons = cell.reasons.map(({ reason, when }) => `WHEN ${when ?? 'true'} THEN '${reason}'`).join(' ');
  const values = texts.map((text, i) => `(${i}, ${DUCKDB.textLiteral(text)})`).join(', ');
  const rows = await engine.rows(
    `SELECT CASE WHEN v IS NULL THEN CASE ${reasons} END ELSE CAST(v AS VARCHAR) END AS found
     FROM (SELECT i, x, ${cell.value} AS v FROM (VALUES ${values}) AS t(i, x)) ORDER BY i`,
  );
  return rows.map((row) => row['found']);
}

function expectedNumber(text: string, precision: number, scale: number): string {
  const trimmed = text.replace(/^ +| +$/g, '');
  const parsed = parseDecimal(trimmed);
  if (parsed === undefined) return 'not_a_number';
  const units = rescaleExact(parsed.units, parsed.scale, scale);
  if (units === undefined) return 'scale';
  return fitsPrecision(units, precision) ? formatDecimal(units, scale) : 'out_of_range';
}

const numberLike = fc.oneof(
  fc.stringMatching(/^ ?[+-]?[0-9]{0,20}([.][0-9]{0,8})? ?$/),
  fc.stringMatching(/^[-+0-9.,eE_ x]{0,8}$/),
  fc
    .tuple(fc.bigInt(-(10n ** 19n), 10n ** 19n), fc.nat(6))
    .map(([units, scale]) => formatDecimal(units, scale)),
  fc.string({ maxLength: 6 }),
);

it(`reads a decimal exactly or says why not (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(numberLike, { minLength: 1, maxLength: 100 }),
      fc.constantFrom([18, 2], [18, 9], [7, 6], [38, 4], [5, 0], [3, 2]),
      async (texts, [precision = 18, scale = 2]) => {
        expect(await read(texts, decimal(precision, scale), DEFAULT_VALUES)).toEqual(
          texts.map((text) => expectedNumber(text, precision, scale)),
        );
      },
    ),
    RUNS,
  );
});

it(`reads an integer exactly or says why not (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(numberLike, { minLength: 1, maxLength: 100 }), async (texts) => {
      const expected = texts.map((text) => {
        const found = expectedNumber(text, 38, 0);
        return /\d/.test(found) && BigInt.asIntN(64, BigInt(found)) !== BigInt(found)
          ? 'out_of_range'
          : found;
      });
      expect(await read(texts, INTEGER, DEFAULT_VALUES)).toEqual(expected);
    }),
    RUNS,
  );
});

it(`reads a decimal comma as a point and never the other way round (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(numberLike, { minLength: 1, maxLength: 100 }), async (texts) => {
      const swapped = texts.map((text) =>
        [...text].map((sign) => (sign === ',' ? '.' : sign === '.' ? ',' : sign)).join(''),
      );
      expect(await read(swapped, decimal(18, 2), { ...DEFAULT_VALUES, decimal: ',' })).toEqual(
        texts.map((text) => expectedNumber(text, 18, 2)),
      );
    }),
    RUNS,
  );
});

const day = fc.tuple(
  fc.integer({ min: 1850, max: 2120 }),
  fc.integer({ min: 0, max: 13 }),
  fc.integer({ min: 0, max: 32 }),
);
const two = (n: number) => String(n).padStart(2, '0');

it(`reads days that exist, written in full, and no others (seed ${seed})`, async () => {
  const forms: readonly (readonly [string, (y: number, m: number, d: number) => string])[] = [
    ['%Y-%m-%d', (y, m, d) => `${y}-${two(m)}-${two(d)}`],
    ['%d/%m/%Y', (y, m, d) => `${two(d)}/${two(m)}/${y}`],
    ['%Y%m%d', (y, m, d) => `${y}${two(m)}${two(d)}`],
    ['%-d.%-m.%Y', (y, m, d) => `${d}.${m}.${y}`],
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...forms),
      fc.array(day, { minLength: 1, maxLength: 100 }),
      async ([form, write], days) => {
        const texts = days.map(([y, m, d]) => write(y, m, d));
        const expected = days.map(([y, m, d]) => {
          const date = parseDate(`${y}-${two(m)}-${two(d)}`);
          return date === undefined || yearOf(date) < 1900 ? 'not_a_date' : formatDate(date);
        });
        expect(await read(texts, DATE, { ...DEFAULT_VALUES, date: form })).toEqual(expected);
      },
    ),
    RUNS,
  );
});
