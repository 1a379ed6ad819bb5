/** What holds for the maturity ladder of any bank: nothing is lost or twice, days add up to buckets, and engines agree. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LcrCase } from '../../../test/regulation/basel/case.ts';
import {
  type Bank,
  partiesOf,
  perimetersOf,
  randomBank,
} from '../../../test/regulation/basel/random-bank.ts';
import { onEngine, onOracle } from '../../../test/regulation/basel/run-case.ts';
import { sharedDuckDb } from '../../../test/support/shared-engine.ts';
import { formatDate, parseDate } from '../../values/date.ts';
import { BASEL_LCR } from './lcr.ts';

const duckdb = sharedDuckDb();

const caseOf = (tables: Bank): LcrCase => ({ name: 'a random bank', citation: '', tables });

type Row = Readonly<Record<string, string | null>>;
type Read = (stage: string, columns: string) => Promise<readonly Row[]>;

function reader(tables: Bank): Read {
  const rows = onOracle(BASEL_LCR, caseOf(tables));
  return async (stage, columns) => {
    const names = columns.split(' ');
    return (await rows(stage, names)).map((text) => {
      const values = JSON.parse(text) as readonly (string | null)[];
      return Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
    });
  };
}

/** In units of four digits after the point. */
function units(text: string | null | undefined): bigint {
  const [whole = '0', digits = ''] = (text ?? '0').split('.');
  return BigInt(`${whole}${digits.padEnd(4, '0')}`);
}

class Sums {
  private readonly sums = new Map<string, bigint>();
  add(key: readonly (string | null | undefined)[], value: bigint): void {
    this.sums.set(key.join(' '), this.of(...key) + value);
  }
  of(...key: readonly (string | null | undefined)[]): bigint {
    return this.sums.get(key.join(' ')) ?? 0n;
  }
  /** Those that are not 0, by key. */
  all(): Readonly<Record<string, bigint>> {
    return Object.fromEntries([...this.sums].filter(([, value]) => value !== 0n).sort());
  }
}

/** Adds to every perimeter that the row counts in, in the currency and in all. */
function addEverywhere(sums: Sums, row: Row, value: bigint): void {
  const { entity_id, counterparty_entity, issuer_entity, released } = row;
  for (const perimeter of perimetersOf(entity_id, counterparty_entity, issuer_entity, released === 'true'))
    for (const currency of [row['currency_code'], 'TOTAL']) sums.add([perimeter, currency], value);
}

const isOwed = ({ source, product_type, deal_type, detail }: Row): boolean =>
  product_type === 'DEPOSIT' ||
  product_type === 'REPO' ||
  source === 'own_issue' ||
  source === 'capital' ||
  (source === 'other_flow' && deal_type === 'OUTFLOW' && detail !== 'operating');

describe('the maturity ladder of a random bank', () => {
  it('has in its buckets what the positions are, per currency, and no more', async () => {
    await fc.assert(
      fc.asyncProperty(randomBank, async (tables) => {
        const read = reader(tables);
        const owed = new Sums();
        const others = new Sums();
        const { customer, security } = partiesOf(tables);
        for (const deal of await read(
          'deals',
          'source deal_id entity_id customer_id security_id currency_code product_type deal_type detail amount',
        )) {
          if (['sft_collateral', 'derivative_netting', 'liquidity_option'].includes(deal['source'] ?? ''))
            continue;
          const row: Row = {
            ...deal,
            counterparty_entity: customer(deal['customer_id']) ?? null,
            issuer_entity: (deal['source'] === 'holding' ? security(deal['security_id']) : null) ?? null,
          };
          addEverywhere(isOwed(row) ? owed : others, row, units(row['amount']));
        }
        const [inflows, outflows] = [new Sums(), new Sums()];
        for (const row of await read('ladder', 'perimeter currency bucket inflows outflows')) {
          inflows.add([row['perimeter'], row['currency']], units(row['inflows']));
          outflows.add([row['perimeter'], row['currency']], units(row['outflows']));
        }
        // Inflows are what is left of the other positions without the stock, at market value, and what takes no part, with later payments.
        for (const row of await read(
          'liquidity',
          'source deal_id part kind entity_id counterparty_entity issuer_entity currency_code amount',
        )) {
          if (
            row['kind'] === 'stock' &&
            !['sft_collateral', 'liquidity_option'].includes(row['source'] ?? '')
          )
            addEverywhere(others, row, -units(row['amount']));
        }
        for (const row of await read(
          'ladder_positions',
          'source deal_id part entity_id counterparty_entity issuer_entity released currency_code measure value',
        )) {
          // What conduits may have back is no debt of theirs.
          const isReturnable = row['source'] === 'own_issue' && row['part'] === 'returnable';
          const sums = isReturnable ? owed : others;
          if (row['measure'] === 'outside') addEverywhere(sums, row, -units(row['value']));
        }
        for (const row of await read(
          'ladder_payments',
          'cash_flow_id entity_id counterparty_entity currency_code measure amount',
        )) {
          if (row['measure'] === 'inflow') addEverywhere(others, row, units(row['amount']));
        }
        expect(outflows.all()).toEqual(owed.all());
        expect(inflows.all()).toEqual(others.all());
      }),
      { numRuns: 5 },
    );
  });

  it('has days that add up to the first buckets, and sums up to the end of each', async () => {
    await fc.assert(
      fc.asyncProperty(randomBank, async (tables) => {
        const read = reader(tables);
        const daily = new Sums();
        const days = await read('ladder_days', 'perimeter currency step bucket inflows outflows surplus');
        const bucketOf = (step: number): string =>
          step === 1 ? 'overnight' : step <= 7 ? 'days_2_7' : step <= 14 ? 'days_8_14' : 'days_15_30';
        for (const row of days) {
          const step = Number(row['step']);
          if (step > 30) continue;
          for (const flow of ['inflows', 'outflows'])
            daily.add([row['perimeter'], row['currency'], bucketOf(step), flow], units(row[flow]));
        }
        const capacity = new Sums();
        for (const stage of ['ladder_position_sums', 'ladder_return_sums'])
          for (const row of await read(
            stage,
            'entity_id counterparty_entity issuer_entity released currency_code measure step value',
          ))
            if (row['measure']?.startsWith('level_') === true)
              for (const perimeter of perimetersOf(
                row['entity_id'],
                row['counterparty_entity'],
                row['issuer_entity'],
                row['released'] === 'true',
              ))
                for (const currency of [row['currency_code'], 'TOTAL'])
                  capacity.add([perimeter, currency, row['step']], units(row['value']));

        const ladder = await read(
          'ladder',
          'perimeter currency bucket_no bucket inflows outflows cumulative_gap counterbalancing surplus',
        );
        const steps = [...Array(30).keys()].map((day) => day + 1).concat(BEHIND);
        for (const name of new Set(ladder.map((row) => `${row['perimeter']} ${row['currency']}`))) {
          const [perimeter = '', currency = ''] = name.split(' ');
          const rows = ladder
            .filter((row) => row['perimeter'] === perimeter && row['currency'] === currency)
            .sort((a, b) => Number(a['bucket_no']) - Number(b['bucket_no']));
          expect(rows.length).toBe(14);
          let gap = 0n;
          for (const [index, row] of rows.slice(0, 13).entries()) {
            const flows = ['inflows', 'outflows'].map((flow) => units(row[flow]));
            if (index < 4)
              expect(
                ['inflows', 'outflows'].map((flow) => daily.of(perimeter, currency, row['bucket'], flow)),
              ).toEqual(flows);
            gap += (flows[0] ?? 0n) - (flows[1] ?? 0n);
            const last = ENDS[index] ?? 0;
            const there = [0, ...steps.filter((step) => step <= last)]
              .map((step) => capacity.of(perimeter, currency, String(step)))
              .reduce((a, b) => a + b, 0n);
            expect(
              ['cumulative_gap', 'counterbalancing', 'surplus'].map((column) => units(row[column])),
            ).toEqual([gap, there, gap + there]);
          }
          expect(rows[13]).toMatchObject({ bucket: 'open', cumulative_gap: null, surplus: null });
        }
      }),
      { numRuns: 4 },
    );
  });

  it('lasts until the day before its first shortfall', async () => {
    await fc.assert(
      fc.asyncProperty(randomBank, async (tables) => {
        const read = reader(tables);
        const days = await read('ladder_days', 'perimeter currency step surplus');
        for (const row of await read('survival', 'perimeter currency survival_days lasts_until')) {
          const short = days
            .filter((day) => day['perimeter'] === row['perimeter'] && day['currency'] === row['currency'])
            .filter((day) => Number(day['step']) <= 30 && units(day['surplus']) < 0n)
            .map((day) => Number(day['step']));
          const lasts = short.length === 0 ? null : Math.min(...short) - 1;
          const until = lasts === null ? null : formatDate((parseDate('2024-01-31') ?? 0) + lasts);
          expect(row).toMatchObject({
            survival_days: lasts === null ? null : String(lasts),
            lasts_until: until,
          });
        }
      }),
      { numRuns: 5 },
    );
  });

  it('has the same rows on DuckDB as on the reference interpreter', async () => {
    const stages: readonly (readonly [string, string])[] = [
      ['ladder_positions', 'source deal_id part measure due_date step value'],
      ['ladder_payments', 'cash_flow_id measure due_date step value'],
      ['ladder_returns', 'collateral_id measure due_date step value'],
      [
        'ladder_days',
        'perimeter currency step bucket day inflows outflows gap cumulative_gap level_1 level_2a level_2b surplus',
      ],
      [
        'ladder',
        'perimeter currency bucket_no item last_day inflows outflows gap cumulative_gap counterbalancing surplus',
      ],
      ['survival', 'perimeter currency liabilities significant lasts_until survival_days'],
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
      { numRuns: 2 },
    );
  });
});

/** Steps after day 30, and the last step of each bucket that has a date. */
const BEHIND = [105, 106, 107, 108, 109, 110, 111, 112, 113];
const ENDS = [1, 7, 14, 30, ...BEHIND];
