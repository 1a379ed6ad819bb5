/** Random cases of the caps and of derivatives on DuckDB, against the formulas written once more (test/oracle/formulas.ts). */

import fc from 'fast-check';
import type { Engine } from '../../src/engine/engine.ts';
import { BASEL } from '../../src/regulation/basel/basel.ts';
import { BASEL_CAPS } from '../../src/regulation/basel/lcr-caps.ts';
import { formatDecimal } from '../../src/values/decimal.ts';
import { type CapTotals, capsOf, type NettingSet, requiredOf, setOf } from '../oracle/formulas.ts';
import type { LcrCase } from '../regulation/basel/case.ts';
import { rowsOf } from '../regulation/basel/case.ts';
import { onEngine } from '../regulation/basel/run-case.ts';
import { withDuckDb } from './scratch-engine.ts';

export interface FormulaRequest {
  readonly caps: number;
  readonly sets: number;
  readonly seed: number;
  readonly progress: (done: number) => void;
}

export interface FormulaResult {
  readonly caps: number;
  readonly sets: number;
  /** Of cases whose cap binds, and of those with a result rounded away: so that a generator that has run dry shows. */
  readonly binding: number;
  readonly differences: readonly string[];
}

const BATCH = 10_000;
const DIFFERENCES_MAX = 10;

/** A few digits, so that limits are met and quotients lie in the middle; or up to 20 digits before the point. */
const units: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 0n, max: 60n }) },
  { weight: 3, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 12n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 19n }) },
);
const signed = fc
  .tuple(units, fc.integer({ min: 0, max: 5 }))
  .map(([value, sign]) => (sign === 0 ? -value : value));

const RATIO_END = 10n ** 24n;

/** A weight has six digits. */
const WEIGHT_UNITS = 1_000_000n;

/** Levels after unwinding are mostly those before it; inflows are often three quarters of the outflows, or a unit off. */
const totals: fc.Arbitrary<CapTotals> = fc
  .record({
    l1: units,
    l2a: units,
    l2b: units,
    moved: fc.option(fc.record({ a1: signed, a2a: signed, a2b: signed }), { freq: 2 }),
    outflows: signed,
    inflows: units,
    near: fc.option(fc.integer({ min: -1, max: 1 }), { freq: 2 }),
    alternatives: fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, signed),
    // Whole hundreds, so that what counts of them has four digits whatever the weight.
    extra2a: fc.oneof(
      { weight: 2, arbitrary: fc.constant(0n) },
      fc.bigInt({ min: 0n, max: 100n }).map((hundreds) => hundreds * WEIGHT_UNITS),
      fc.bigInt({ min: 0n, max: 10n ** 12n }).map((hundreds) => hundreds * WEIGHT_UNITS),
    ),
    extraWeight: fc.constantFrom(800_000n, 750_000n, 333_333n, 0n),
  })
  .map(({ moved, near, ...given }) => ({
    ...given,
    ...(moved ?? { a1: given.l1, a2a: given.l2a, a2b: given.l2b }),
    inflows: near === null ? given.inflows : (given.outflows * 3n) / 4n + BigInt(near),
  }))
  // A ratio with more than 18 digits before the point stops a run; that is another test's.
  .filter((each) => {
    const { lcr } = capsOf(each);
    return lcr === null || (lcr < RATIO_END && lcr > -RATIO_END);
  });

const money = (value: bigint, scale = 4): string => formatDecimal(value, scale);

export async function compareFormulas(request: FormulaRequest): Promise<FormulaResult> {
  const differences: string[] = [];
  let binding = 0;
  await withDuckDb(async (engine) => {
    for (let from = 0; from < request.caps && differences.length < DIFFERENCES_MAX; from += BATCH) {
      const numRuns = Math.min(BATCH, request.caps - from);
      const cases = fc.sample(totals, { numRuns, seed: request.seed + from });
      binding += cases.filter((each) => capsOf(each).adj15 > 0n || capsOf(each).adj40 > 0n).length;
      differences.push(...(await capDifferences(engine, cases)));
      request.progress(from + numRuns);
    }
    for (let from = 0; from < request.sets && differences.length < DIFFERENCES_MAX; from += BATCH) {
      const numRuns = Math.min(BATCH, request.sets - from);
      const sets = fc.sample(nettingSets, { numRuns, seed: request.seed + from });
      const rate = ADD_ON_RATES[(from / BATCH) % ADD_ON_RATES.length] ?? 0n;
      differences.push(...(await setDifferences(engine, sets, rate)));
      request.progress(request.caps + from + numRuns);
    }
  });
  const { caps, sets } = request;
  return { caps, sets, binding, differences: differences.slice(0, DIFFERENCES_MAX) };
}

/** What is expected and not found, and what is found and not expected. */
function differing(what: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  const [wanted, got] = [new Set(expected), new Set(found)];
  return [
    ...expected.filter((row) => !got.has(row)).map((row) => `${what}: expected ${row}`),
    ...found.filter((row) => !wanted.has(row)).map((row) => `${what}: found ${row}`),
  ];
}

const NAMES = ['l1', 'l2a', 'l2b', 'a1', 'a2a', 'a2b', 'outflows', 'inflows', 'alternatives'] as const;
const CAPS =
  'perimeter adj15 adj40 stock inflow_cap capped_inflows net_outflows lcr cap_15_binds cap_40_binds inflow_cap_binds';

async function capDifferences(engine: Engine, cases: readonly CapTotals[]): Promise<readonly string[]> {
  const test: LcrCase = {
    name: 'random totals',
    citation: 'd238 Annex 1',
    tables: {
      perimeter_totals: cases.map((each, index) => ({
        perimeter: `P${index}`,
        ...Object.fromEntries(NAMES.map((name) => [name, money(each[name])])),
        extra_2a_amount: money(each.extra2a),
        extra_2a_total: money((each.extra2a * each.extraWeight) / WEIGHT_UNITS),
      })),
    },
  };
  const expected = cases.map((each, index) => {
    const { adj15, adj40, stock, inflowCap, cappedInflows, netOutflows, lcr } = capsOf(each);
    return JSON.stringify([
      `P${index}`,
      ...[adj15, adj40, stock, inflowCap, cappedInflows, netOutflows].map((value) => money(value)),
      lcr === null ? null : money(lcr, 6),
      ...[adj15 > 0n, adj40 > 0n, each.inflows > inflowCap].map(String),
    ]);
  });
  let found: readonly string[] = [];
  await onEngine(engine, BASEL_CAPS, test, async (rows) => {
    found = await rows('final_calc', CAPS.split(' '));
  });
  return differing('caps', expected, found);
}

/** In millionths: that of the standard, the least that supervisors may take, and one between. */
const ADD_ON_RATES = [200_000n, 50_000n, 123_457n] as const;
const ENTITIES = 40;

const cents = fc.oneof(
  { weight: 3, arbitrary: fc.bigInt({ min: -30n, max: 30n }) },
  { weight: 2, arbitrary: fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }) },
);
const margin = fc.oneof(
  fc.constant(0n),
  fc.bigInt({ min: 0n, max: 40n }),
  fc.bigInt({ min: 0n, max: 10n ** 11n }),
);
const nettingSets: fc.Arbitrary<NettingSet> = fc.record({
  entity: fc.integer({ min: 1, max: ENTITIES }).map((number) => `E${number}`),
  values: fc.array(cents, { minLength: 1, maxLength: 3 }),
  posted: margin,
  received: margin,
});

const MARGIN = 'margin_id entity_id netting_set direction kind asset market_value nets_leverage';

async function setDifferences(
  engine: Engine,
  sets: readonly NettingSet[],
  rate: bigint,
): Promise<readonly string[]> {
  const name = (index: number): string => `N${index}`;
  const test: LcrCase = {
    name: 'random netting sets',
    citation: 'd295 ¶19–20, 34–35, 43',
    tables: {
      entity: Array.from({ length: ENTITIES }, (_, index) => ({ entity_id: `E${index + 1}` })),
      national_option: rowsOf('line value', ['R100d', money(rate, 6)]),
      derivative: sets.flatMap(({ entity, values }, index) =>
        values.map((value, part) => ({
          derivative_id: `D${index}.${part}`,
          entity_id: entity,
          netting_set: name(index),
          mtm: money(value, 2),
        })),
      ),
      margin: sets.flatMap(({ entity, posted, received }, index) =>
        rowsOf(
          MARGIN,
          [`P${index}`, entity, name(index), 'posted', 'variation', 'security', money(posted, 2), 'false'],
          [`R${index}`, entity, name(index), 'received', 'variation', 'cash', money(received, 2), 'true'],
        ),
      ),
    },
  };
  const wantedSets = sets.map((set, index) => {
    const { asset, liability, addOn } = setOf(set);
    const id = `${set.entity.length}:${set.entity}/${name(index)}`;
    return JSON.stringify([id, ...[asset, liability, addOn].map((value) => money(value, 2))]);
  });
  const wantedSums = [...new Set(sets.map(({ entity }) => entity)), 'GROUP'].map((perimeter) => {
    const own = sets.filter(({ entity }) => perimeter === 'GROUP' || entity === perimeter);
    const { netAsset, netLiability, required } = requiredOf(own, rate);
    return JSON.stringify([perimeter, ...[netAsset, netLiability, required].map((value) => money(value))]);
  });
  let found: readonly (readonly string[])[] = [];
  await onEngine(engine, BASEL, test, async (rows) => {
    found = [
      await rows('netting_sets', ['set_id', 'asset', 'liability', 'add_on']),
      await rows('nsfr_calc', ['perimeter', 'net_derivative_asset', 'net_derivative_liability', 'rsf']),
    ];
  });
  return [
    ...differing('netting sets', wantedSets, found[0] ?? []),
    ...differing('net derivatives', wantedSums, found[1] ?? []),
  ];
}
