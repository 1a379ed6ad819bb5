/**
 * Random expressions against rational arithmetic that shares nothing with the evaluator: a value is a fraction of
 * two whole numbers, and rounding is floor(|x| × 10^n + 1/2). Columns hold extreme values, so the law that is most at
 * stake, that no value ever needs more digits than its type says, is tried where it would break.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { type ColumnType, decimal, INTEGER, type Value } from '../schema/types.ts';
import type { TypedExpr } from './ast.ts';
import { checkText } from './check.ts';
import { evaluate } from './evaluate.ts';

/** num / den with den > 0, or NULL. */
type Rational = { readonly num: bigint; readonly den: bigint } | null;

interface Column {
  readonly type: ColumnType;
  readonly value: bigint | null;
}

/** A text with every parenthesis written, and what it means for given columns. */
interface Sample {
  readonly text: string;
  readonly meaning: (columns: readonly Column[]) => Rational;
}

const COLUMN_COUNT = 4;

const anyColumn: fc.Arbitrary<Column> = fc
  .oneof(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(12)).map(([p, s]) => decimal(p, Math.min(p, s))),
    fc.constant(INTEGER),
  )
  .chain((type) => {
    const max = type.kind === 'decimal' ? 10n ** BigInt(type.precision) - 1n : 2n ** 63n - 1n;
    const min = type.kind === 'decimal' ? -max : -(2n ** 63n);
    const value = fc.oneof(
      fc.constantFrom(min, max, 0n, 1n, -1n, null),
      fc.bigInt(min, max),
      fc.bigInt(min, max).map((units) => units - (units % 5n)),
    );
    return value.map((units) => ({ type, value: units }));
  });

const columns = fc.array(anyColumn, { minLength: COLUMN_COUNT, maxLength: COLUMN_COUNT });

const { sample: anySample } = fc.letrec<{ sample: Sample }>((tie) => {
  const sub = tie('sample');
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fc.nat(COLUMN_COUNT - 1).map(columnSample) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('0', '1', '12', '0.5', '0.005', '99.99', '-7', '-0.25').map(literalSample),
    },
  );
  const scale = fc.nat(6);
  const node = fc.oneof(
    fc.tuple(sub, sub, fc.constantFrom('+', '-', '*')).map(([a, b, op]) => arithmeticSample(a, b, op)),
    fc.tuple(sub, scale).map(([a, n]) => roundSample(a, n)),
    fc.tuple(sub, sub, scale).map(([a, b, n]) => divSample(a, b, n)),
    fc
      .tuple(sub, sub, fc.constantFrom('least', 'greatest', 'coalesce'))
      .map(([a, b, fn]) => pickSample(a, b, fn)),
    fc.tuple(sub, sub, sub).map(([a, b, c]) => caseSample(a, b, c)),
    fc.tuple(sub, fc.constantFrom('-', 'abs')).map(([a, fn]) => signSample(a, fn)),
  );
  return { sample: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, node) };
});

describe('evaluate', () => {
  it('gives the exact rational value, in the units of the type, with no more digits than the type has', () => {
    let checked = 0;
    fc.assert(
      fc.property(anySample, columns, (sample, row) => {
        const typed = typedOrTooWide(sample.text, row);
        if (typed === undefined) return;
        checked++;
        const value = evaluate(typed, (name) => row[indexOf(name)]?.value ?? null, {});
        const expected = sample.meaning(row);
        expect(inUnits(value, typed.type)).toEqual(reduced(expected));
        if (typeof value === 'bigint') expect(fitsType(value, typed.type)).toBe(true);
        if (value === null) expect(typed.nullable).toBe(true);
      }),
      { numRuns: 5000 },
    );
    // Expressions that are refused for their digits prove nothing; most must not be.
    expect(checked).toBeGreaterThan(2500);
  });
});

/** The typed expression; undefined when it needs too many digits, which is the only refusal that may happen here. */
function typedOrTooWide(text: string, row: readonly Column[]): TypedExpr | undefined {
  const lookup = (name: string) => {
    const column = row[indexOf(name)];
    return column && { name, type: column.type, nullable: column.value === null };
  };
  try {
    return checkText(text, { lookup, names: () => [] }, {});
  } catch (error) {
    if (error instanceof PlimsollError && error.code === 'expr.digits') return undefined;
    throw error;
  }
}

function indexOf(name: string): number {
  return Number(name.slice(1));
}

function fitsType(units: bigint, type: ColumnType): boolean {
  if (type.kind === 'integer') return BigInt.asIntN(64, units) === units;
  return type.kind === 'decimal' && units.toString().replace('-', '').length <= type.precision;
}

function inUnits(value: Value, type: ColumnType): Rational {
  if (typeof value !== 'bigint') return null;
  return reduced({ num: value, den: 10n ** BigInt(type.kind === 'decimal' ? type.scale : 0) });
}

function reduced(value: Rational): Rational {
  if (value === null) return null;
  let [a, b] = [value.num < 0n ? -value.num : value.num, value.den];
  while (b !== 0n) [a, b] = [b, a % b];
  return { num: value.num / a, den: value.den / a };
}

function columnSample(index: number): Sample {
  return {
    text: `c${index}`,
    meaning: (row) => inUnits(row[index]?.value ?? null, row[index]?.type ?? INTEGER),
  };
}

function literalSample(text: string): Sample {
  const [whole = '', fraction = ''] = text.split('.');
  const value = { num: BigInt(whole + fraction), den: 10n ** BigInt(fraction.length) };
  return { text: `(${text})`, meaning: () => value };
}

function arithmeticSample(a: Sample, b: Sample, op: string): Sample {
  return {
    text: `(${a.text} ${op} ${b.text})`,
    meaning: (row) => {
      const [x, y] = [a.meaning(row), b.meaning(row)];
      if (x === null || y === null) return null;
      if (op === '*') return { num: x.num * y.num, den: x.den * y.den };
      const other = op === '+' ? y.num : -y.num;
      return { num: x.num * y.den + other * x.den, den: x.den * y.den };
    },
  };
}

function roundSample(a: Sample, scale: number): Sample {
  return { text: `round(${a.text}, ${scale})`, meaning: (row) => roundedAt(a.meaning(row), scale) };
}

function divSample(a: Sample, b: Sample, scale: number): Sample {
  return {
    text: `div(${a.text}, ${b.text}, ${scale})`,
    meaning: (row) => {
      const [x, y] = [a.meaning(row), b.meaning(row)];
      if (x === null || y === null || y.num === 0n) return null;
      const sign = y.num < 0n ? -1n : 1n;
      return roundedAt({ num: sign * x.num * y.den, den: sign * x.den * y.num }, scale);
    },
  };
}

/** sign(x) × floor(|x| × 10^scale + 1/2) / 10^scale */
function roundedAt(value: Rational, scale: number): Rational {
  if (value === null) return null;
  const power = 10n ** BigInt(scale);
  const size = value.num < 0n ? -value.num : value.num;
  const floor = (2n * size * power + value.den) / (2n * value.den);
  return { num: value.num < 0n ? -floor : floor, den: power };
}

function pickSample(a: Sample, b: Sample, fn: string): Sample {
  return {
    text: `${fn}(${a.text}, ${b.text})`,
    meaning: (row) => {
      const [x, y] = [a.meaning(row), b.meaning(row)];
      if (x === null || y === null) return x ?? y;
      if (fn === 'coalesce') return x;
      const xIsLess = x.num * y.den < y.num * x.den;
      return xIsLess === (fn === 'least') ? x : y;
    },
  };
}

function caseSample(a: Sample, b: Sample, c: Sample): Sample {
  return {
    text: `case when ${a.text} > ${b.text} then ${c.text} when ${b.text} is null then null else ${a.text} end`,
    meaning: (row) => {
      const [x, y] = [a.meaning(row), b.meaning(row)];
      if (x !== null && y !== null && x.num * y.den > y.num * x.den) return c.meaning(row);
      return y === null ? null : x;
    },
  };
}

function signSample(a: Sample, fn: string): Sample {
  return {
    text: `${fn}(${a.text})`,
    meaning: (row) => {
      const x = a.meaning(row);
      if (x === null) return null;
      return { num: fn === '-' || x.num < 0n ? -x.num : x.num, den: x.den };
    },
  };
}
