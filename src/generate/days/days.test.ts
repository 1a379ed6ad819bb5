/** Several days of a generated bank: what changes from one to the next, by comparison of keys, and what holds on each. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DICTIONARY } from '../../dictionary/dictionary.ts';
import { openDuckDb } from '../../engine/duckdb.ts';
import type { Engine } from '../../engine/engine.ts';
import { generateBank } from '../generate.ts';
import type { GenerateRequest, GenerateResult } from '../request.ts';
import { businessDays } from './business-days.ts';
import { changes } from './day-query.ts';

const DAYS = 6;
const DATES = businessDays('2024-01-31', DAYS) ?? [];
const [FIRST = '', SECOND = ''] = DATES;
const CHANGING = DICTIONARY.filter((table) => changes(table.name));

let engine: Engine;
let root: string;
let result: GenerateResult;

async function generate(name: string, overrides: Partial<GenerateRequest> = {}): Promise<GenerateResult> {
  const request = { deals: 40_000, seed: 11, date: FIRST, format: 'parquet', days: DAYS } as const;
  return generateBank(engine, { ...request, outFolder: join(root, name), ...overrides });
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-days-'));
  engine = await openDuckDb({ temporaryFolder: root });
  result = await generate('days');
}, 240_000);
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

const of = (table: string, date: string): string => `'${join(root, 'days', date, table)}.parquet'`;

async function count(query: string): Promise<number> {
  const [row] = await engine.rows(`SELECT count(*)::INTEGER AS n FROM ${query}`);
  return Number(row?.['n']);
}

describe('the first of several days', () => {
  it('has the rows of the bank without days, and so have the tables that are shared', async () => {
    const { days: _, ...plain } = { ...result.request, outFolder: join(root, 'plain') };
    await generateBank(engine, plain);
    for (const { name } of DICTIONARY) {
      const several = changes(name) ? of(name, FIRST) : of(name, '');
      const alone = `'${join(root, 'plain', name)}.parquet'`;
      const differing = `((SELECT * FROM ${several} EXCEPT ALL SELECT * FROM ${alone}) UNION ALL (SELECT * FROM ${alone} EXCEPT ALL SELECT * FROM ${several}))`;
      expect([name, await count(differing)]).toEqual([name, 0]);
    }
  });
});

describe('from one day to the next', () => {
  // Of the rows of the day before, in hundredths of a per cent: at least and at most.
  it.each([
    { table: 'account', moved: [70, 130], added: [50, 70], ended: [20, 400] },
    { table: 'loan', moved: [70, 130], added: [30, 60], ended: [5, 200] },
    { table: 'holding', moved: [40, 180], added: [30, 60], ended: [5, 80] },
    { table: 'security_financing', moved: [0, 0], added: [1_200, 2_200], ended: [500, 3_500] },
    { table: 'other_flow', moved: [0, 0], added: [100, 300], ended: [30, 900] },
  ])('$table: so many rows move, come and end', async ({ table, ...bounds }) => {
    const key = DICTIONARY.find((one) => one.name === table)?.key[0] ?? '';
    const totals = { rows: 0, moved: 0, added: 0, ended: 0 };
    for (const [index, date] of DATES.slice(1).entries()) {
      const [before, after] = [of(table, DATES[index] ?? ''), of(table, date)];
      totals.rows += await count(before);
      const old = `(SELECT * FROM ${before} WHERE ${key} IN (SELECT ${key} FROM ${after}) EXCEPT SELECT * FROM ${after})`;
      totals.moved += await count(old);
      totals.added += await count(`${after} ANTI JOIN ${before} USING (${key})`);
      totals.ended += await count(`${before} ANTI JOIN ${after} USING (${key})`);
    }
    expect(totals.rows).toBeGreaterThan(900);
    const shares = { moved: totals.moved, added: totals.added, ended: totals.ended };
    for (const [what, [least = 0, most = 0]] of Object.entries(bounds)) {
      const share = (shares[what as keyof typeof shares] * 10_000) / totals.rows;
      expect(share, `${what} of ${table}`).toBeGreaterThanOrEqual(least);
      expect(share, `${what} of ${table}`).toBeLessThanOrEqual(most);
    }
  });

  it('no row that was gone comes back', async () => {
    for (const table of ['account', 'loan', 'holding', 'security_financing', 'other_flow']) {
      const key = DICTIONARY.find((one) => one.name === table)?.key[0] ?? '';
      const days = DATES.map((date, day) => `SELECT ${key} AS k, ${day} AS d FROM ${of(table, date)}`);
      const gaps = `(SELECT k FROM (${days.join(' UNION ALL ')}) GROUP BY k HAVING count(*) <> max(d) - min(d) + 1)`;
      expect([table, await count(gaps)]).toEqual([table, 0]);
    }
  });

  it('every rate moves by less than one and a half per cent, and those of a pair fit each other', async () => {
    for (const [index, date] of DATES.slice(1).entries()) {
      const pair = `${of('exchange_rate', DATES[index] ?? '')} AS b JOIN ${of('exchange_rate', date)} AS a USING (base_currency_code, quote_currency_code)`;
      expect(await count(pair)).toBe(30);
      expect(await count(`${pair} WHERE abs(a.rate / b.rate - 1) > 0.015`)).toBe(0);
      expect(await count(`${pair} WHERE a.rate <> b.rate`)).toBeGreaterThan(20);
      const round = `${of('exchange_rate', date)} AS x JOIN ${of('exchange_rate', date)} AS y ON x.base_currency_code = y.quote_currency_code AND x.quote_currency_code = y.base_currency_code`;
      expect(await count(`${round} WHERE abs(x.rate * y.rate - 1) > 0.000001`)).toBe(0);
    }
  });
});

describe.each([SECOND, DATES.at(-1) ?? ''])('on %s', (date) => {
  it('every key is there once, and what a row refers to is there', async () => {
    for (const { name, key } of CHANGING) {
      const distinct = await count(`(SELECT DISTINCT ${key.join(', ')} FROM ${of(name, date)})`);
      expect([name, distinct]).toEqual([name, await count(of(name, date))]);
    }
    const missing: Readonly<Record<string, string>> = {
      loan: `${of('loan_cash_flow', date)} ANTI JOIN ${of('loan', date)} USING (loan_id)`,
      deal: `${of('sft_collateral', date)} ANTI JOIN ${of('security_financing', date)} USING (deal_id)`,
      collateral: `${of('security_financing', date)} ANTI JOIN ${of('sft_collateral', date)} USING (deal_id)`,
      security: `${of('holding', date)} ANTI JOIN ${of('instrument', '')} USING (security_id)`,
      customer: `(SELECT * FROM ${of('account', date)} WHERE customer_id IS NOT NULL) ANTI JOIN ${of('customer', '')} USING (customer_id)`,
    };
    for (const [what, query] of Object.entries(missing))
      expect([what, await count(query)]).toEqual([what, 0]);
  });

  it('nothing has ended, and amounts fit each other', async () => {
    const broken: Readonly<Record<string, string>> = {
      account: `${of('account', date)} WHERE end_date <= DATE '${date}'`,
      loan: `${of('loan', date)} WHERE end_date <= DATE '${date}'`,
      payment: `${of('loan_cash_flow', date)} WHERE due_date < DATE '${date}'`,
      financing: `${of('security_financing', date)} WHERE end_date <= DATE '${date}'`,
      flow: `${of('other_flow', date)} WHERE due_date <= DATE '${date}'`,
      operational: `${of('account', date)} WHERE operational_amount > balance OR restricted_amount > balance`,
      yen: `${of('account', date)} WHERE currency_code = 'JPY' AND balance <> trunc(balance)`,
      drawn: `${of('loan', date)} WHERE balance > limit_amount OR pledged_hqla > limit_amount - balance`,
      encumbered: `${of('holding', date)} WHERE encumbrance_amount > mtm_dirty`,
    };
    for (const [what, query] of Object.entries(broken)) expect([what, await count(query)]).toEqual([what, 0]);
  });

  it('the bank still has its own cash and reserves', async () => {
    const own = `${of('account', date)} WHERE type IN ('cash', 'reserve') AND account_id <= 'ACC-0000000036'`;
    expect(await count(own)).toBeGreaterThanOrEqual(12);
  });
});

it('the same request gives the same bytes; fewer days give the same first ones', async () => {
  await generate('again', { days: 3 });
  for (const date of DATES.slice(0, 3))
    for (const { name } of CHANGING) {
      const [one, two] = ['days', 'again'].map((folder) => join(root, folder, date, `${name}.parquet`));
      expect((await readFile(one ?? '')).equals(await readFile(two ?? ''))).toBe(true);
    }
});

it('gives the same rows as several files', async () => {
  await generate('parts', { days: 2, rowsPerFile: 9_000 });
  const parts = `read_parquet('${join(root, 'parts', SECOND)}/account-*.parquet', filename = true)`;
  expect(await count(`(SELECT DISTINCT filename FROM ${parts})`)).toBe(3);
  const differing = `((SELECT * EXCLUDE (filename) FROM ${parts}) EXCEPT ALL SELECT * FROM ${of('account', SECOND)})`;
  expect(await count(differing)).toBe(0);
  expect(await count(parts)).toBe(await count(of('account', SECOND)));
});
