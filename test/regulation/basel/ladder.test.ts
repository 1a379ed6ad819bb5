/** The maturity ladder by hand, on the reference interpreter and on DuckDB. */

import { describe, expect, it } from 'vitest';
import { BASEL_LCR } from '../../../src/regulation/basel/lcr.ts';
import { sharedDuckDb } from '../../support/shared-engine.ts';
import { type LcrCase, rowsOf, type TextRow } from './case.ts';
import { expectedRows, onEngine, onOracle } from './run-case.ts';

const duckdb = sharedDuckDb();

type Rows = ReturnType<typeof onOracle>;

function onBoth(name: string, test: Omit<LcrCase, 'name' | 'citation'>, body: (rows: Rows) => Promise<void>) {
  const given: LcrCase = { name, citation: 'd238 part 3, house conventions', ...test };
  it(`${name}, on the reference interpreter`, () => body(onOracle(BASEL_LCR, given)));
  it(`${name}, on DuckDB`, () => onEngine(duckdb(), BASEL_LCR, given, body));
}

/** All rows of the stage, cut to the columns of the first expected one. */
async function expectRows(rows: Rows, stage: string, expected: readonly TextRow[]): Promise<void> {
  const { columns, rows: texts } = expectedRows(expected);
  expect(await rows(stage, columns), stage).toEqual(texts);
}

/** The rows of a stage that begin with these values. */
async function rowsWith(
  rows: Rows,
  stage: string,
  columns: string,
  ...first: readonly string[]
): Promise<readonly (readonly (string | null)[])[]> {
  const all = (await rows(stage, columns.split(' '))).map(
    (text) => JSON.parse(text) as readonly (string | null)[],
  );
  return all.filter((row) => first.every((value, index) => row[index] === value));
}

const OUT = 'flow_id direction kind due_date amount';
const out = (id: string, date: string, amount: string): readonly string[] => [
  id,
  'out',
  'dividend',
  date,
  amount,
];

describe('buckets', () => {
  const flows = rowsOf(
    OUT,
    // Overdue, and due on the calculation date: at once.
    out('overdue', '2024-01-10', '0.25'),
    out('today', '2024-01-31', '0.50'),
    out('day 1', '2024-02-01', '1.00'),
    out('day 2', '2024-02-02', '2.00'),
    out('day 7', '2024-02-07', '4.00'),
    out('day 8', '2024-02-08', '8.00'),
    out('day 14', '2024-02-14', '16.00'),
    out('day 15', '2024-02-15', '32.00'),
    out('day 30', '2024-03-01', '64.00'),
    out('day 31', '2024-03-02', '128.00'),
    out('2 months', '2024-03-31', '256.00'),
    out('a day more than 2 months', '2024-04-01', '512.00'),
    out('3 months', '2024-04-30', '1024.00'),
    out('a day more than 3 months', '2024-05-01', '2048.00'),
    out('6 months', '2024-07-31', '4096.00'),
    out('a day more than 6 months', '2024-08-01', '8192.00'),
    out('9 months', '2024-10-31', '16384.00'),
    out('a day more than 9 months', '2024-11-01', '32768.00'),
    out('12 months', '2025-01-31', '65536.00'),
    out('a day more than 12 months', '2025-02-01', '131072.00'),
    out('2 years', '2026-01-31', '262144.00'),
    out('a day more than 2 years', '2026-02-01', '524288.00'),
    out('3 years', '2027-01-31', '1048576.00'),
    out('a day more than 3 years', '2027-02-01', '2097152.00'),
    out('5 years', '2029-01-31', '4194304.00'),
    out('a day more than 5 years', '2029-02-01', '8388608.00'),
    out('50 years', '2074-01-31', '16777216.00'),
  );
  // Each amount is a power of two, so that a sum tells which flows are in it.
  onBoth('a bound is the last day of its bucket', { tables: { other_flow: flows } }, async (rows) => {
    for (const perimeter of ['E1', 'GROUP']) {
      for (const currency of ['EUR', 'TOTAL']) {
        const found = await rowsWith(
          rows,
          'ladder',
          'perimeter currency bucket_no bucket last_day outflows',
          perimeter,
          currency,
        );
        const byNumber = found.map(([, , no, ...rest]) => [`${no}`.padStart(2, '0'), ...rest]).sort();
        expect(byNumber).toEqual([
          ['01', 'overnight', '2024-02-01', '1.7500'],
          ['02', 'days_2_7', '2024-02-07', '6.0000'],
          ['03', 'days_8_14', '2024-02-14', '24.0000'],
          ['04', 'days_15_30', '2024-03-01', '96.0000'],
          ['05', 'months_1_2', '2024-03-31', '384.0000'],
          ['06', 'months_2_3', '2024-04-30', '1536.0000'],
          ['07', 'months_3_6', '2024-07-31', '6144.0000'],
          ['08', 'months_6_9', '2024-10-31', '24576.0000'],
          ['09', 'months_9_12', '2025-01-31', '98304.0000'],
          ['10', 'years_1_2', '2026-01-31', '393216.0000'],
          ['11', 'years_2_3', '2027-01-31', '1572864.0000'],
          ['12', 'years_3_5', '2029-01-31', '6291456.0000'],
          ['13', 'years_5_plus', null, '25165824.0000'],
          ['14', 'open', null, '0.0000'],
        ]);
      }
    }
  });

  /** Last days of the buckets from 15–30 days on. */
  const LAST_DAYS: Readonly<Record<string, readonly string[]>> = {
    // The last day of February, in a leap year and in another one: the 29th or 28th of other months, and not their last day.
    '2024-02-29': [
      ...['2024-03-30', '2024-04-29', '2024-05-29', '2024-08-29', '2024-11-29'],
      ...['2025-02-28', '2026-02-28', '2027-02-28', '2029-02-28'],
    ],
    '2023-02-28': [
      ...['2023-03-30', '2023-04-28', '2023-05-28', '2023-08-28', '2023-11-28'],
      ...['2024-02-28', '2025-02-28', '2026-02-28', '2028-02-28'],
    ],
    // Two months from the 31st of December is the 29th of February; day 30 is before the end of the first month.
    '2023-12-31': [
      ...['2024-01-30', '2024-02-29', '2024-03-31', '2024-06-30', '2024-09-30'],
      ...['2024-12-31', '2025-12-31', '2026-12-31', '2028-12-31'],
    ],
    '2023-11-30': [
      ...['2023-12-30', '2024-01-30', '2024-02-29', '2024-05-30', '2024-08-30'],
      ...['2024-11-30', '2025-11-30', '2026-11-30', '2028-11-30'],
    ],
  };
  for (const [date, lastDays] of Object.entries(LAST_DAYS)) {
    onBoth(
      `bounds counted from ${date}`,
      { tables: {}, parameters: { calculation_date: date } },
      async (rows) => {
        const bounds = await rowsWith(rows, 'ladder_bounds', 'bucket_no first_day last_day');
        const numbered = bounds.map(([no, ...rest]) => [`${no}`.padStart(2, '0'), ...rest]);
        expect(
          numbered
            .sort()
            .slice(3, 12)
            .map(([, , last]) => last),
        ).toEqual(lastDays);
        // No gap and no overlap: the days of all buckets are all days from tomorrow on.
        const days = (await rowsWith(rows, 'ladder_dates', 'due_date bucket')).filter(
          ([, bucket]) => bucket !== 'open',
        );
        const listed = new Set(days.map(([day]) => day));
        expect(listed.size).toBe(days.length);
        const first = Date.parse(date) + DAY_MS;
        const last = Date.parse(lastDays.at(-1) ?? '') + DAY_MS;
        expect(listed.size).toBe((last - first) / DAY_MS + 1);
      },
    );
  }
});

const DAY_MS = 86_400_000;

describe('survival horizon', () => {
  // An entity for each case, each with 100 in coins.
  const horizons: readonly (readonly [
    entity: string,
    flows: readonly (readonly string[])[],
    days: string | null,
    until: string | null,
  ])[] = [
    [
      'ends before the first shortfall, whatever comes in after it',
      [
        out('a', '2024-02-05', '60.00'),
        out('b', '2024-02-12', '50.00'),
        ['c', 'in', 'settlement', '2024-02-13', '90.00'],
        out('d', '2024-02-20', '90.00'),
      ],
      '11',
      '2024-02-11',
    ],
    ['is beyond 30 days with nothing left', [out('e', '2024-02-05', '100.00')], null, null],
    ['is 0 days with a shortfall tomorrow', [out('f', '2024-02-01', '100.01')], '0', '2024-01-31'],
    ['sees day 30', [out('g', '2024-03-01', '100.01')], '29', '2024-02-29'],
    ['does not see day 31', [out('h', '2024-03-02', '100.01')], null, null],
  ];
  const tables = {
    entity: horizons.map(([entity_id]) => ({ entity_id })),
    account: rowsOf(
      'account_id entity_id customer_id asset_liability type balance',
      ...horizons.map(([entity]) => [`coins ${entity}`, entity, null, 'asset', 'cash', '100.00']),
    ),
    other_flow: rowsOf(
      `entity_id ${OUT}`,
      ...horizons.flatMap(([entity, flows]) => flows.map((flow) => [entity, ...flow])),
    ),
    national_option: rowsOf('line value', ['I.oth', '1.000000']),
  };
  onBoth('ends where the capacity does, in sight of the first 30 days', { tables }, async (rows) => {
    await expectRows(
      rows,
      'survival',
      rowsOf(
        'perimeter currency survival_days lasts_until',
        ...horizons.flatMap(([entity, , days, until]) => [
          [entity, 'EUR', days, until],
          [entity, 'TOTAL', days, until],
        ]),
        // 500 less 100.01 on day 1, 160, 50 and 90 by day 20 against 90, and 100.01 on day 30: 89.98 are left.
        ['GROUP', 'EUR', null, null],
        ['GROUP', 'TOTAL', null, null],
      ),
    );
  });
});

describe('currencies', () => {
  const tables = {
    entity: [{ entity_id: 'E1' }, { entity_id: 'E2' }],
    exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.500000000'], ['GBP', '0.499900000']),
    other_flow: rowsOf(
      `entity_id currency_code ${OUT}`,
      ['E1', 'EUR', ...out('a', '2024-02-05', '900.01')],
      ['E1', 'USD', ...out('b', '2024-02-05', '100.00')],
      ['E2', 'GBP', ...out('c', '2024-02-05', '100.00')],
    ),
  };
  // Of 1,000 the dollars are exactly 5 %, the pounds 4.999 %; E2 has nothing else.
  onBoth('are significant from 5 % of the liabilities of the perimeter on', { tables }, async (rows) => {
    await expectRows(
      rows,
      'survival',
      rowsOf(
        'perimeter currency liabilities significant survival_days',
        ['E1', 'EUR', '900.0100', 'true', '4'],
        ['E1', 'USD', '50.0000', 'true', '4'],
        ['E1', 'TOTAL', '950.0100', 'false', '4'],
        ['E2', 'GBP', '49.9900', 'true', '4'],
        ['E2', 'TOTAL', '49.9900', 'false', '4'],
        ['GROUP', 'EUR', '900.0100', 'true', '4'],
        ['GROUP', 'USD', '50.0000', 'true', '4'],
        ['GROUP', 'GBP', '49.9900', 'false', '4'],
        ['GROUP', 'TOTAL', '1000.0000', 'false', '4'],
      ),
    );
    const days = await rowsWith(rows, 'ladder_days', 'perimeter currency step outflows', 'GROUP', 'TOTAL');
    expect(days.find(([, , step]) => step === '5')?.[3]).toBe('1000.0000');
  });
});
