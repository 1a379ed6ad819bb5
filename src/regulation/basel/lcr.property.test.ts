import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LcrCase } from '../../../test/regulation/basel/case.ts';
import {
  type Bank,
  ownPaperBank,
  partiesOf,
  perimetersOf,
  randomBank,
} from '../../../test/regulation/basel/random-bank.ts';
import { onEngine, onOracle } from '../../../test/regulation/basel/run-case.ts';
import { sharedDuckDb } from '../../../test/support/shared-engine.ts';
import { BASEL_LCR } from './lcr.ts';

const duckdb = sharedDuckDb();

const caseOf = (tables: Bank): LcrCase => ({ name: 'a random bank', citation: '', tables });

/** Units of a decimal text with `scale` digits. */
const units = (text: string | null): bigint => BigInt((text ?? '0').replace('.', ''));

const add = (sums: Map<string, bigint>, key: string, value: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + value);
};

async function read(
  tables: Bank,
  stage: string,
  columns: string,
): Promise<readonly (readonly (string | null)[])[]> {
  const texts = await onOracle(BASEL_LCR, caseOf(tables))(stage, columns.split(' '));
  return texts.map((text) => JSON.parse(text) as readonly (string | null)[]);
}

interface Move {
  readonly entity: string | null;
  readonly counterparty: string | null;
  readonly issuer: string;
  readonly value: bigint;
}

/** Rates of money without HQLA in per cent (d238 ¶115), by what stands behind it: home public bodies give 25 % of it. */
const WITHOUT_HQLA: Readonly<Record<string, bigint>> = { none: 100n, home_public: 25n };

const BACKED = ['S.cbL1', 'S.2A', 'S.rmbs', 'S.2B'];

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** n ÷ d to the nearest, halves away from zero; d is above zero. */
const divided = (n: bigint, d: bigint): bigint =>
  n < 0n ? -((2n * -n + d) / (2n * d)) : (2n * n + d) / (2n * d);

/**
 * What the outflows grow by where the issuer of the collateral is a member: of each part of the cash the share of each issuer, from the rate of its collateral to
 * that of money without HQLA. From the parts of the cash and the pieces of collateral, not from the stages that do it.
 */
async function ownPaperMoves(tables: Bank): Promise<readonly Move[]> {
  const [all, own] = [new Map<string, bigint>(), new Map<string, Map<string, bigint>>()];
  for (const [deal, lends, backing, level, issuer, value] of await read(
    tables,
    'collateral_facts',
    'deal_id lends backing security_level issuer_entity market_value',
  )) {
    const part = `${deal} ${backing}`;
    add(all, part, units(value ?? null));
    if (lends === 'true' || level === null || issuer === null || issuer === undefined) continue;
    const issuers = own.get(part) ?? new Map<string, bigint>();
    add(issuers, issuer, units(value ?? null));
    own.set(part, issuers);
  }
  const details = new Map(
    (await read(tables, 'financing_facts', 'deal_id detail')).map(([deal, detail]) => [deal, detail]),
  );
  const { customer } = partiesOf(tables);
  const moves: Move[] = [];
  for (const [source, deal, part, product, line, entity, customerId, amount, value] of await read(
    tables,
    'liquidity',
    'source deal_id part product_type line entity_id customer_id amount liquidity_value',
  )) {
    const rate = WITHOUT_HQLA[details.get(deal ?? null) ?? ''];
    const isBacked = source === 'security_financing' && product === 'REPO' && BACKED.includes(line ?? '');
    if (!isBacked || rate === undefined) continue;
    const whole = all.get(`${deal} ${part}`) ?? 0n;
    if (whole === 0n) continue;
    const upTo = (piece: bigint, column: string | null | undefined) =>
      divided(units(column ?? null) * piece, whole);
    let before = 0n;
    for (const [issuer, piece] of [...(own.get(`${deal} ${part}`) ?? [])].toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    )) {
      const share = upTo(before + piece, amount) - upTo(before, amount);
      const off = upTo(before + piece, value) - upTo(before, value);
      before += piece;
      const counterparty = customer(customerId) ?? null;
      // Cents times per cent are four digits after the point.
      moves.push({ entity: entity ?? null, counterparty, issuer, value: max(share * rate, off) - off });
    }
  }
  return moves;
}

describe('a random bank', () => {
  it('has tranches that sum to each position, unwind legs aside', async () => {
    await fc.assert(
      fc.asyncProperty(randomBank, async (tables) => {
        const whole = new Map<string, bigint>();
        for (const [source, deal, amount] of await read(tables, 'deals', 'source deal_id amount')) {
          add(whole, `${source} ${deal}`, units(amount ?? null));
        }
        const parts = new Map<string, bigint>();
        const unwindsOf = new Map<string, bigint>();
        for (const [source, deal, part, unwind, amount] of await read(
          tables,
          'tranches',
          'source deal_id part unwind amount',
        )) {
          // What comes free in a perimeter stands beside the position.
          if (['released', 'passed_on'].includes(part ?? '')) continue;
          add(unwind === 'true' ? unwindsOf : parts, `${source} ${deal}`, units(amount ?? null));
        }
        for (const [deal, amount] of whole) {
          // Collateral that is only unwound has no part besides.
          const onlyUnwound = !parts.has(deal) && unwindsOf.has(deal);
          const sum = onlyUnwound ? absolute(unwindsOf.get(deal) ?? 0n) : (parts.get(deal) ?? 0n);
          expect([deal, sum]).toEqual([deal, amount]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['of any kind', randomBank, 15],
    ['with money against its own paper', ownPaperBank, 10],
  ] as const)('%s has caps that start from the sums of its rows', async (kind, bank, numRuns) => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(bank, async (tables) => {
        const sums = new Map<string, bigint>();
        const { customer, security } = partiesOf(tables);
        for (const [source, entity, customerId, securityId, issuerEntity, kind, level, value] of await read(
          tables,
          'liquidity',
          'source entity_id customer_id security_id issuer_entity kind level liquidity_value',
        )) {
          const isReleased = kind === 'released' || kind === 'passed_on';
          const isAsset = source === 'holding' || kind === 'stock' || isReleased;
          // What is unwound goes with the deal's collateral, of which any piece may be own paper.
          const issuer = isAsset ? security(securityId) : issuerEntity;
          for (const perimeter of perimetersOf(entity, customer(customerId), issuer, isReleased))
            add(sums, `${perimeter} ${isReleased ? 'stock' : kind} ${level}`, units(value ?? null));
        }
        for (const { entity, counterparty, issuer, value } of await ownPaperMoves(tables)) {
          const outside = perimetersOf(entity, counterparty, issuer);
          for (const perimeter of perimetersOf(entity, counterparty, null))
            if (!outside.includes(perimeter)) add(sums, `${perimeter} outflow null`, value);
          if (value > 0n) moved += 1;
        }
        const sum = (key: string): bigint => sums.get(key) ?? 0n;
        const totals = await read(
          tables,
          'perimeter_totals',
          'perimeter l1 l2a l2b a1 a2a a2b line_outflows inflows sovereign_fx_excess off_trapped_1 off_trapped_2a off_trapped_2b',
        );
        expect(totals.length).toBeGreaterThan(0);
        for (const [perimeter, ...texts] of totals) {
          const [l1, l2a, l2b, a1, a2a, a2b, outflows, inflows, excess, t1, t2a, t2b] = texts.map(units);
          const stock = ['1', '2A', '2B'].map((level) => sum(`${perimeter} stock ${level}`));
          const unwind = ['1', '2A', '2B'].map((level) => sum(`${perimeter} unwind ${level}`));
          expect([
            (l1 ?? 0n) + (excess ?? 0n) + (t1 ?? 0n),
            (l2a ?? 0n) + (t2a ?? 0n),
            (l2b ?? 0n) + (t2b ?? 0n),
          ]).toEqual(stock);
          // An entity is never restricted within itself.
          if (perimeter !== 'BOTH' && perimeter !== 'GROUP') expect([t1, t2a, t2b]).toEqual([0n, 0n, 0n]);
          expect([(a1 ?? 0n) - (l1 ?? 0n), (a2a ?? 0n) - (l2a ?? 0n), (a2b ?? 0n) - (l2b ?? 0n)]).toEqual(
            unwind,
          );
          expect([outflows, inflows]).toEqual([
            sum(`${perimeter} outflow null`),
            sum(`${perimeter} inflow null`),
          ]);
        }
      }),
      { numRuns },
    );
    if (kind !== 'of any kind') expect(moved).toBeGreaterThan(0);
  });

  it('gives the same rows on DuckDB as on the reference interpreter', async () => {
    const stages: readonly (readonly [string, string])[] = [
      [
        'liquidity',
        'source deal_id part line kind level amount liquidity_factor haircut weight liquidity_value',
      ],
      ['unclassified', 'source product_type deal_type rows amount'],
      ['metrics', 'perimeter metric value'],
    ];
    await fc.assert(
      fc.asyncProperty(randomBank, async (tables) => {
        const test = caseOf(tables);
        const oracle = onOracle(BASEL_LCR, test);
        await onEngine(duckdb(), BASEL_LCR, test, async (rows) => {
          for (const [stage, columns] of stages) {
            expect(await rows(stage, columns.split(' ')), stage).toEqual(
              await oracle(stage, columns.split(' ')),
            );
          }
        });
      }),
      { numRuns: 15 },
    );
  });
});

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
