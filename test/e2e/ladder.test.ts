/** `show ladder` on the example small-bank, against the ladder by hand in docs/regulation/ladder.md. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;

beforeAll(() => {
  bank = smallBank();
  expect(bank.plimsoll('run').exit).toBe(0);
});
afterAll(() => bank.remove());

interface Document {
  readonly total: string;
  readonly ladders: readonly {
    readonly perimeter: string;
    readonly currency_code: string;
    readonly survival_days: string | null;
    readonly significant_currencies: readonly string[];
    readonly buckets: readonly Readonly<Record<string, string | null>>[];
  }[];
}

const ladder = (...args: readonly string[]): Document => bank.json('show', 'ladder', ...args) as Document;

/** Amounts without zeros at their end. */
const short = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : text.replace(/\.?0+$/, '') || '0';

it('has the flows and the capacity that are added up by hand', () => {
  const { ladders, total } = ladder('--perimeter', 'SB');
  expect(total).toBe('1');
  expect(ladders[0]).toMatchObject({
    perimeter: 'SB',
    currency_code: 'TOTAL',
    significant: false,
    significant_currencies: ['EUR'],
    survival_days: null,
    lasts_until: null,
  });
  const columns = ['inflows', 'outflows', 'cumulative_gap', 'counterbalancing', 'surplus'];
  expect(
    ladders[0]?.buckets.map((row) => [
      row['bucket'],
      row['last_day'],
      ...columns.map((name) => short(row[name])),
    ]),
  ).toEqual([
    // Notes 10,000, reserve 70,000 and government bond 250,000; corporate bond 100,000 less 15 %.
    ['overnight', '2024-02-01', '0', '0', '0', '415000', '415000'],
    ['days_2_7', '2024-02-07', '0', '0', '0', '415000', '415000'],
    // The repo: 40,000 go, and 50,000 of the corporate bond come back, 42,500 after haircut.
    ['days_8_14', '2024-02-14', '0', '40000', '-40000', '457500', '417500'],
    // The instalment of February and the loan of 20,000; the dividend.
    ['days_15_30', '2024-03-01', '20550', '1000', '-20450', '457500', '437050'],
    ['months_1_2', '2024-03-31', '548', '0', '-19902', '457500', '437598'],
    ['months_2_3', '2024-04-30', '0', '0', '-19902', '457500', '437598'],
    // The time deposit, at its maturity although it is no outflow of the LCR.
    ['months_3_6', '2024-07-31', '0', '50000', '-69902', '457500', '387598'],
    ['months_6_9', '2024-10-31', '0', '0', '-69902', '457500', '387598'],
    ['months_9_12', '2025-01-31', '0', '0', '-69902', '457500', '387598'],
    // The drawn part of the facility, exactly two years away.
    ['years_1_2', '2026-01-31', '40000', '0', '-29902', '457500', '427598'],
    ['years_2_3', '2027-01-31', '0', '0', '-29902', '457500', '427598'],
    ['years_3_5', '2029-01-31', '0', '0', '-29902', '457500', '427598'],
    ['years_5_plus', null, '0', '0', '-29902', '457500', '427598'],
    ['open', null, '500', '865000', null, null, null],
  ]);
});

it('is there for every perimeter, and for one currency', () => {
  expect(ladder().ladders.map((each) => [each.perimeter, each.currency_code])).toEqual([
    ['GROUP', 'TOTAL'],
    ['SB', 'TOTAL'],
  ]);
  expect(ladder('--limit', '1')).toMatchObject({ total: '2', ladders: [{ perimeter: 'GROUP' }] });
  expect(ladder('--currency', 'EUR', '--perimeter', 'GROUP').ladders).toMatchObject([
    { currency_code: 'EUR', significant: true },
  ]);
  const told = bank.plimsoll('show', 'ladder', '--perimeter', 'SB').out;
  expect(told).toContain('SB, all currencies (significant: EUR): survival horizon more than 30 days');
  expect(told).toMatch(
    /^8 to 14 days +2024-02-14 +0\.00 +40,000\.00 +-40,000\.00 +-40,000\.00 +457,500\.00 +417,500\.00$/m,
  );
});

it('days are rows of a stage, and add up to the first buckets', () => {
  const { rows, total } = bank.json(
    'show',
    'ladder_days',
    '--where',
    "perimeter = 'SB' and currency = 'EUR' and step in (10, 15, 20, 28)",
  ) as { readonly total: string; readonly rows: readonly Readonly<Record<string, string>>[] };
  expect(total).toBe('4');
  expect(rows).toMatchObject([
    { day: '2024-02-10', outflows: '40000.0000', surplus: '417500.0000' },
    { day: '2024-02-15', outflows: '1000.0000', surplus: '416500.0000' },
    { day: '2024-02-20', inflows: '550.0000', surplus: '417050.0000' },
    { day: '2024-02-28', inflows: '20000.0000', surplus: '437050.0000' },
  ]);
});

it('refuses what is not there, and its options elsewhere', () => {
  const perimeter = bank.plimsoll('show', 'ladder', '--perimeter', 'BS');
  expect(perimeter.exit).toBe(2);
  expect(perimeter.err).toContain('Perimeters are GROUP, SB; currencies EUR, TOTAL');
  expect(bank.plimsoll('show', 'ladder', '--currency', 'USD').exit).toBe(2);
  for (const args of [
    ['lines', '--perimeter', 'SB'],
    ['ladder', '--where', "bucket = 'open'", '--currency', 'EUR'],
  ])
    expect(bank.json('show', ...args)).toMatchObject({ error: { code: 'cli.ladder_only' } });
  expect(bank.json('show', 'ladder', '--where', "bucket = 'open'")).toMatchObject({ total: '4' });
});

it('follows rules: a scenario has its own ladder, and base keeps its own', () => {
  const rule = join(bank.folder, 'HAIRCUT.json');
  writeFileSync(
    rule,
    `{"rule_id": "HAIRCUT", "stage": "deal_enrichment", "effective_date": "2024-01-15",
      "conditions": [{"field": "product_type", "operator": "=", "value": "BOND"}, {"field": "kind", "operator": "=", "value": "stock"}],
      "adjustments": [{"field": "haircut", "operation": "add", "value": 0.05}]}`,
  );
  expect(bank.plimsoll('scenario', 'create', 'stressed', '--rules', rule).exit).toBe(0);
  const levels = (...args: readonly string[]) => {
    const row = ladder('--perimeter', 'SB', ...args).ladders[0]?.buckets[0];
    return [row?.['level_1'], row?.['level_2a']];
  };
  // 250,000 less 5 % and 80,000 in cash; 100,000 less 20 %.
  expect(levels('--scenario', 'stressed')).toEqual(['317500.0000', '80000.0000']);
  expect(levels()).toEqual(['330000.0000', '85000.0000']);
});

it('follows rules on its own stages: a position that is moved to another day is in another bucket', () => {
  const rule = join(bank.folder, 'MOVED.json');
  writeFileSync(
    rule,
    `{"rule_id": "MOVED", "stage": "ladder_positions", "effective_date": "2024-01-15",
      "conditions": [{"field": "deal_id", "operator": "=", "value": "A05"}],
      "adjustments": [{"field": "due_date", "operation": "set", "value": "2024-02-07"}]}`,
  );
  expect(bank.plimsoll('scenario', 'create', 'moved', '--rules', rule).exit).toBe(0);
  const { buckets } = ladder('--perimeter', 'SB', '--scenario', 'moved').ladders[0] ?? { buckets: [] };
  const outflows = (bucket: string) => buckets.find((row) => row['bucket'] === bucket)?.['outflows'];
  expect([outflows('days_2_7'), outflows('months_3_6')]).toEqual(['50000.0000', '0.0000']);
});

it('ends where the capacity is used up', () => {
  const poor = smallBank();
  try {
    poor.change('data/other_flows.csv', '2024-02-15,1000.00', '2024-02-15,500000.00');
    expect(poor.plimsoll('run').exit).toBe(0);
    expect(poor.json('show', 'ladder', '--perimeter', 'SB')).toMatchObject({
      ladders: [{ survival_days: '14', lasts_until: '2024-02-14' }],
    });
    expect(poor.plimsoll('show', 'ladder').out).toContain('survival horizon 14 days, until 2024-02-14');
  } finally {
    poor.remove();
  }
});
