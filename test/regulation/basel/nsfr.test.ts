/** What holds for the NSFR as a whole: every line is reached by a case, and derivatives agree with formulas written independently. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASEL } from '../../../src/regulation/basel/basel.ts';
import { NSFR_CLASS_TABLE } from '../../../src/regulation/basel/nsfr/classes.ts';
import { FUNDING_LINES } from '../../../src/regulation/basel/nsfr/lines.ts';
import { sharedDuckDb } from '../../support/shared-engine.ts';
import type { TextRow } from './case.ts';
import { NSFR_CASES } from './nsfr-cases.ts';
import { onEngine } from './run-case.ts';

const duckdb = sharedDuckDb();

describe('lines', () => {
  it('are each reached by a position of a case, which is computed', () => {
    const stages = ['stable_funding', 'net_derivatives'];
    const reached = new Set(
      NSFR_CASES.flatMap(({ expected = {} }) => stages.flatMap((stage) => expected[stage] ?? [])).map(
        (row) => row['line'],
      ),
    );
    expect(FUNDING_LINES.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
  });

  it('are each in the table of classes, but for those of a perimeter', () => {
    const inTable = new Set(NSFR_CLASS_TABLE.rows.map((row) => row['line']));
    const missing = FUNDING_LINES.map(({ id }) => id).filter((id) => !inTable.has(id));
    expect(missing).toEqual(['A0c', 'R100b']);
  });
});

/** In cents. */
interface Margin {
  readonly posted: boolean;
  readonly initial: boolean;
  readonly cash: boolean;
  readonly nets: boolean;
  readonly value: bigint;
}

interface NettingSet {
  readonly entity: string;
  readonly values: readonly bigint[];
  readonly margins: readonly Margin[];
}

const LIMIT = 10n ** 13n;
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 0n, max: 500n }) },
  fc.bigInt({ min: 0n, max: LIMIT }),
);
const signed = fc.tuple(amount, fc.boolean()).map(([value, isNegative]) => (isNegative ? -value : value));
const margin = fc.record({
  posted: fc.boolean(),
  initial: fc.boolean(),
  cash: fc.boolean(),
  nets: fc.boolean(),
  value: amount,
});
const nettingSet: fc.Arbitrary<NettingSet> = fc.record({
  entity: fc.constantFrom('E1', 'E2', 'E3', 'E4', 'E5'),
  values: fc.array(signed, { minLength: 1, maxLength: 3 }),
  margins: fc.array(margin, { maxLength: 3 }),
});

const text = (cents: bigint): string => {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const max0 = (value: bigint): bigint => (value > 0n ? value : 0n);
const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

/** The formulas of d295 ¶19–20, 34–35 and 43(d) over whole cents. */
function byHand({ values, margins }: NettingSet) {
  const replacement = total(values);
  const variation = margins.filter(({ initial }) => !initial);
  const posted = total(variation.filter((each) => each.posted).map(({ value }) => value));
  const received = total(
    variation.filter((each) => !each.posted && each.cash && each.nets).map(({ value }) => value),
  );
  return {
    asset: max0(replacement - received),
    liability: max0(-replacement - posted),
    addOn: max0(-replacement),
  };
}

function tablesOf(sets: readonly NettingSet[]): Readonly<Record<string, readonly TextRow[]>> {
  return {
    entity: ['E1', 'E2', 'E3', 'E4', 'E5'].map((entity_id) => ({ entity_id })),
    derivative: sets.flatMap(({ entity, values }, index) =>
      values.map((value, number) => ({
        derivative_id: `d${index}/${number}`,
        entity_id: entity,
        netting_set: `n${index}`,
        mtm: text(value),
      })),
    ),
    margin: sets.flatMap(({ entity, margins }, index) =>
      margins.map((each, number) => ({
        margin_id: `m${index}/${number}`,
        entity_id: entity,
        netting_set: `n${index}`,
        direction: each.posted ? 'posted' : 'received',
        kind: each.initial ? 'initial' : 'variation',
        asset: each.cash ? 'cash' : 'security',
        market_value: text(each.value),
        nets_leverage: String(each.nets),
      })),
    ),
  };
}

const CASES = 50_000;

describe('derivatives', () => {
  it(`of ${CASES} random netting sets, and net of five entities, are those of the formulas`, async () => {
    const seed = Date.now() % 2_147_483_647;
    const sets = fc.sample(nettingSet, { numRuns: CASES, seed });
    const expected = sets
      .map((set, index) => {
        const { asset, liability, addOn } = byHand(set);
        return JSON.stringify([`2:${set.entity}/n${index}`, text(asset), text(liability), text(addOn)]);
      })
      .sort();
    await onEngine(
      duckdb(),
      BASEL,
      { name: 'random netting sets', citation: '', tables: tablesOf(sets) },
      async (rows) => {
        const found = await rows('netting_sets', ['set_id', 'asset', 'liability', 'add_on']);
        const differing = expected.filter((row, index) => row !== found[index]);
        expect([found.length, differing.slice(0, 3)], `seed ${seed}`).toEqual([CASES, []]);
        const net = await rows('net_derivatives', ['perimeter', 'line', 'amount', 'funding_value']);
        expect(net, `seed ${seed}`).toEqual(netByHand(sets));
      },
    );
  }, 120_000);
});

function netByHand(sets: readonly NettingSet[]): readonly string[] {
  const perimeters = [...new Set(sets.map(({ entity }) => entity)), 'GROUP'];
  const rows = perimeters.flatMap((perimeter) => {
    const own = sets.filter(({ entity }) => perimeter === 'GROUP' || entity === perimeter).map(byHand);
    const difference = total(own.map(({ asset }) => asset)) - total(own.map(({ liability }) => liability));
    const asset = `${text(max0(difference))}00`;
    return [
      [perimeter, 'A0c', `${text(max0(-difference))}00`, '0.0000'],
      [perimeter, 'R100b', asset, asset],
    ];
  });
  return rows.map((row) => JSON.stringify(row)).sort();
}
