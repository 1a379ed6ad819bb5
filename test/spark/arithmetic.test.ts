/**
 * Whole numbers and units on Spark against bigint, at the ends of 64 bits and of 38 digits. Operands come from Parquet files, so that Spark computes as it does with
 * tables, and knows none of them while it plans.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, Engine } from '../../src/engine/engine.ts';
import { renderExpr } from '../../src/sql/render.ts';
import { SPARK } from '../../src/sql/spark/dialect.ts';
import {
  type OpDetail,
  type SqlExpr,
  type SqlOp,
  sqlColumn,
  sqlInt,
  sqlOp,
  type Width,
} from '../../src/sql/tree.ts';
import { formatDecimal } from '../../src/values/decimal.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSparkEngine } from './shared-engine.ts';

type Pair = readonly [a: bigint, b: bigint];

const RUNS = 3;
const PAIRS = 150;

const limitOf = (width: Width): bigint => (width === 64 ? 2n ** 63n - 1n : 10n ** 38n - 1n);

/** Of any length, often at an end, a power of ten or next to one. */
const whole = (width: Width, most = limitOf(width)): fc.Arbitrary<bigint> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 38 }).chain((digits) => fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) })),
      fc.constantFrom(most, most - 1n, 0n, 1n, 10n ** 19n, 10n ** 19n - 1n, 10n ** 18n, 5n * 10n ** 17n),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([any, end, isEnd, isNegative]) => {
      const size = isEnd ? end : any;
      const held = size > most ? size % most : size;
      return isNegative ? -held : held;
    });

const pairs = (width: Width, most?: bigint): fc.Arbitrary<readonly Pair[]> =>
  fc.array(fc.tuple(whole(width, most), whole(width, most)), { minLength: PAIRS, maxLength: PAIRS });

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** Rounded half away from zero. */
function rounded(n: bigint, d: bigint): bigint {
  const size = (2n * absolute(n) + absolute(d)) / (2n * absolute(d));
  return n < 0n === d < 0n ? size : -size;
}

const [A, B] = [sqlColumn(null, 'a'), sqlColumn(null, 'b')];

let made = 0;

/** Per pair the values of the expressions. */
async function valuesOf(
  engine: Engine,
  width: Width,
  operands: readonly Pair[],
  expressions: readonly SqlExpr[],
): Promise<readonly (readonly (Cell | undefined)[])[]> {
  made += 1;
  const literal = (value: bigint): string => renderExpr(sqlInt(value, width), SPARK);
  const rows = operands.map(([a, b], at) => `(${at}L, ${literal(a)}, ${literal(b)})`);
  await engine.createTable(`operands ${made}`, `SELECT * FROM (VALUES ${rows.join(', ')}) AS v(at, a, b)`);
  const items = expressions.map((expr, index) => `${renderExpr(expr, SPARK)} AS x${index}`);
  const found = await engine.rows(
    `SELECT ${items.join(', ')} FROM ${SPARK.quoteName(`operands ${made}`)} ORDER BY at`,
  );
  return found.map((row) => expressions.map((_, index) => row[`x${index}`]));
}

const textOf = (value: bigint | null, width: Width): Cell =>
  value === null || width === 64 ? value : value.toString();

describe.skipIf(isSparkMissing())('whole numbers on Spark (npm run services)', () => {
  const engine = sharedSparkEngine();
  const refusal = async (op: SqlOp, width: Width, a: bigint, b: bigint): Promise<unknown> =>
    valuesOf(engine(), width, [[a, b]], [sqlOp(op, [A, B], { width })]).catch((error: unknown) => error);

  it.each([64, 128] as const)(
    'are divided, left over, negated and measured as bigint does, in %i bits',
    async (width) => {
      const detail: OpDetail = { width };
      const expressions = [
        sqlOp('int_div', [A, B], detail),
        sqlOp('int_mod', [A, B], detail),
        sqlOp('int_neg', [A], detail),
        sqlOp('int_abs', [A], detail),
      ];
      await fc.assert(
        fc.asyncProperty(pairs(width), async (operands) => {
          const found = await valuesOf(engine(), width, operands, expressions);
          const wanted = operands.map(([a, b]) =>
            [b === 0n ? null : a / b, b === 0n ? null : a % b, -a, absolute(a)].map((value) =>
              textOf(value, width),
            ),
          );
          expect(found).toEqual(wanted);
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    },
  );

  it('have a quotient rounded once, with 37 digits on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(pairs(128, 10n ** 37n - 1n), async (operands) => {
        const found = await valuesOf(engine(), 128, operands, [
          sqlOp('int_quotient', [A, B], { width: 128 }),
        ]);
        expect(found).toEqual(operands.map(([a, b]) => [b === 0n ? null : textOf(rounded(a, b), 128)]));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('lose any number of digits, rounded half away from zero, up to the largest', async () => {
    const counts = Array.from({ length: 38 }, (_, index) => index + 1);
    const expressions = counts.map((digits) => sqlOp('int_rounded', [A], { width: 128, digits }));
    const halves = counts.flatMap((digits): Pair[] => [
      [5n * 10n ** BigInt(digits - 1), 0n],
      [-5n * 10n ** BigInt(digits - 1), 0n],
      [5n * 10n ** BigInt(digits - 1) - 1n, 0n],
    ]);
    await fc.assert(
      fc.asyncProperty(pairs(128), async (operands) => {
        const all = [...operands, ...halves];
        const found = await valuesOf(engine(), 128, all, expressions);
        const wanted = all.map(([a]) =>
          counts.map((digits) => textOf(rounded(a, 10n ** BigInt(digits)), 128)),
        );
        expect(found).toEqual(wanted);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });

  it.each([18, 38])('are units of decimals of %i digits and back, at every scale', async (precision) => {
    const width: Width = precision > 18 ? 128 : 64;
    const scales = Array.from({ length: precision + 1 }, (_, scale) => scale);
    const expressions = scales.flatMap((scale): SqlExpr[] => {
      const detail = { precision, scale, width };
      const decimal = sqlOp('decimal_of_units', [A], detail);
      return [decimal, sqlOp('units_of_decimal', [decimal], detail)];
    });
    await fc.assert(
      fc.asyncProperty(pairs(width, 10n ** BigInt(precision) - 1n), async (operands) => {
        const found = await valuesOf(engine(), width, operands, expressions);
        const wanted = operands.map(([a]) =>
          scales.flatMap((scale) => [formatDecimal(a, scale), textOf(a, width)]),
        );
        expect(found).toEqual(wanted);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });

  it.each([
    ['int_add', 128, limitOf(128), 1n],
    ['int_sub', 128, -limitOf(128), 1n],
    ['int_mul', 128, limitOf(128), 2n],
    ['int_mul', 128, limitOf(128), limitOf(128)],
    ['int_mul', 128, 10n ** 19n, -(10n ** 19n)],
    ['int_add', 64, limitOf(64), 1n],
    ['int_sub', 64, -limitOf(64), 2n],
    ['int_mul', 64, limitOf(64), 2n],
    ['int_div', 64, -limitOf(64) - 1n, -1n],
    ['int_neg', 64, -limitOf(64) - 1n, 0n],
    ['int_abs', 64, -limitOf(64) - 1n, 0n],
  ] as const)('stop with an error where %s in %i bits leaves the range', async (op, width, a, b) => {
    expect(await refusal(op, width, a, b)).toMatchObject({ code: 'engine.overflow' });
  });
});
