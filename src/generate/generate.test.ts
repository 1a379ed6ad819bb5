/** The generated bank as a reader of its files finds it: the dictionary is kept, references hold, the same seed repeats. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DICTIONARY, FUNDING_TABLES, OBLIGATION_TABLES, PERIMETER_TABLES } from '../dictionary/dictionary.ts';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine, ResultRow } from '../engine/engine.ts';
import type { Column, TableSchema } from '../schema/table.ts';
import { duckDbType } from '../sql/duckdb/types.ts';
import { generateBank } from './generate.ts';
import type { GenerateRequest, GenerateResult } from './request.ts';

/** Of a bank with an NSFR. */
const TABLES = [...DICTIONARY, ...OBLIGATION_TABLES, ...PERIMETER_TABLES, ...FUNDING_TABLES];

const DATE = '2024-01-31';
const SEEDS = [1, 7, 20240131];

let engine: Engine;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-generate-'));
  engine = await openDuckDb({ temporaryFolder: root });
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

async function generate(
  name: string,
  request: Partial<GenerateRequest>,
  on = engine,
): Promise<GenerateResult> {
  return generateBank(on, {
    deals: 2_000,
    seed: 1,
    date: DATE,
    outFolder: join(root, name),
    format: 'parquet',
    ...request,
  });
}

const file = (name: string, table: string): string => `'${join(root, name, table)}.parquet'`;

async function scalar(query: string): Promise<unknown> {
  const [row] = await engine.rows(query);
  return row === undefined ? undefined : Object.values(row)[0];
}

/** Rows that are in one of the two queries and not in the other, counting repetitions. */
async function differences(left: string, right: string): Promise<unknown> {
  return scalar(
    `SELECT (SELECT count(*) FROM (${left} EXCEPT ALL ${right})) + (SELECT count(*) FROM (${right} EXCEPT ALL ${left}))`,
  );
}

describe('the same request', () => {
  it('gives the same rows in the same order with one thread and with two', async () => {
    const single = await openDuckDb({ temporaryFolder: root, threads: 1 });
    await generate('one', { deals: 400_000 }, single);
    await single.close();
    const double = await openDuckDb({ temporaryFolder: root, threads: 2 });
    await generate('two', { deals: 400_000 }, double);
    await double.close();
    for (const { name } of DICTIONARY) {
      const rows = (folder: string): string =>
        `SELECT * FROM read_parquet(${file(folder, name)}, file_row_number = true)`;
      expect([name, await differences(rows('one'), rows('two'))]).toEqual([name, 0n]);
    }
  });

  it('gives the rows that were written down when this test was', async () => {
    const result = await generate('pinned', { deals: 1_000, seed: 42 });
    const totals = result.tables.flatMap((table) =>
      table.totals.filter((total) => total.currency === 'EUR' && table.table !== 'insurance_scheme'),
    );
    expect(totals.map((total) => `${total.column} ${total.total}`)).toMatchInlineSnapshot(`
      [
        "balance 27742086.84",
        "operational_amount 1931747.00",
        "restricted_amount 156195.00",
        "balance 6463891.58",
        "limit_amount 12005000.00",
        "min_principal_repayment 3573.00",
        "backed_debt_30d 4141920.00",
        "pledged_hqla 52461.00",
        "encumbrance_amount 40480.00",
        "mtm_dirty 2822561.42",
        "encumbrance_amount 138637.00",
        "cash_amount 703000.00",
        "amount 240862.67",
      ]
    `);
  });

  it('with another seed gives another bank of the same size', async () => {
    const [a, b] = [await generate('seed-a', { seed: 1 }), await generate('seed-b', { seed: 2 })];
    const rows = (result: GenerateResult): unknown =>
      result.tables.filter((t) => t.table !== 'sft_collateral').map((table) => table.rows);
    expect(rows(a)).toEqual(rows(b));
    const balances = (folder: string): string => `SELECT account_id, balance FROM ${file(folder, 'account')}`;
    expect(Number(await differences(balances('seed-a'), balances('seed-b')))).toBeGreaterThan(2_000);
  });

  it('gives the same rows as several files, and leaves no file of an earlier bank behind', async () => {
    await generate('whole', { deals: 3_000 });
    const parts = await generate('parts', { deals: 3_000, rowsPerFile: 700 });
    const accounts = parts.tables.find((table) => table.table === 'account')?.files ?? [];
    expect(accounts).toEqual(['account-0001.parquet', 'account-0002.parquet', 'account-0003.parquet']);
    for (const { table, files } of parts.tables) {
      const list = files.map((name) => `'${join(root, 'parts', name)}'`).join(', ');
      const read = `SELECT * FROM read_parquet([${list}])`;
      expect([table, await differences(read, `SELECT * FROM ${file('whole', table)}`)]).toEqual([table, 0n]);
    }
    await generate('parts', { deals: 100 });
    const left = await readdir(join(root, 'parts'));
    expect(left.sort()).toEqual(DICTIONARY.map((table) => `${table.name}.parquet`).sort());
  });

  it('gives the same values as CSV', async () => {
    await generate('binary', { deals: 3_000 });
    const csv = await generate('text', { deals: 3_000, format: 'csv' });
    expect(csv.tables.flatMap((table) => table.files)).toEqual(
      DICTIONARY.map((table) => `${table.name}.csv`),
    );
    for (const { name, columns } of DICTIONARY) {
      const casts = columns.map((column) => `CAST(${column.name} AS ${duckDbType(column.type)})`).join(', ');
      const text = `SELECT ${casts} FROM read_csv('${join(root, 'text', name)}.csv', header = true, all_varchar = true)`;
      const difference = await differences(text, `SELECT * FROM ${file('binary', name)}`);
      expect([name, difference]).toEqual([name, 0n]);
    }
  });
});

describe('counts and totals', () => {
  it('are those of the files; the five kinds of deals add up to what was asked', async () => {
    for (const deals of [1, 10, 200, 12_345]) {
      const result = await generate(`count-${deals}`, { deals });
      const rows = new Map(result.tables.map((table) => [table.table, table.rows]));
      const kinds = ['account', 'loan', 'holding', 'security_financing', 'other_flow'];
      expect(kinds.reduce((sum, name) => sum + (rows.get(name) ?? 0n), 0n)).toBe(BigInt(deals));
      for (const { table, totals } of result.tables) {
        expect(await scalar(`SELECT count(*) FROM ${file(`count-${deals}`, table)}`)).toBe(rows.get(table));
        for (const { column, currency, total } of totals) {
          const sum = `SELECT sum(${column})::VARCHAR FROM ${file(`count-${deals}`, table)} WHERE currency_code = '${currency}'`;
          expect(total).toBe(await scalar(sum));
        }
      }
    }
  });
});

describe.each(SEEDS)('a bank of 20,000 deals with seed %i', (seed) => {
  const name = `seed-${seed}`;
  const of = (table: string): string => file(name, table);
  const count = (query: string): Promise<unknown> => scalar(`SELECT count(*) FROM ${query}`);
  beforeAll(() => generate(name, { deals: 20_000, seed, nsfr: true }));

  it.each(TABLES)('keeps to the dictionary in $name', async (table) => {
    const described = await engine.rows(`DESCRIBE SELECT * FROM ${of(table.name)}`);
    expect(described.map((row) => [row['column_name'], row['column_type']])).toEqual(
      table.columns.map((column) => [column.name, duckDbType(column.type)]),
    );
    for (const column of table.columns) {
      const broken = `${of(table.name)} WHERE NOT (${rule(column)})`;
      expect([column.name, await count(broken)]).toEqual([column.name, 0n]);
    }
    const distinct = `(SELECT DISTINCT ${table.key.join(', ')} FROM ${of(table.name)})`;
    expect(await count(distinct)).toBe(await count(of(table.name)));
  });

  it.each(codeColumns())('has every code of $name', async ({ table, column }) => {
    const rows: readonly ResultRow[] = await engine.rows(
      `SELECT DISTINCT ${column.name} AS code FROM ${of(table.name)} WHERE ${column.name} IS NOT NULL`,
    );
    const values = column.domain?.kind === 'values' ? column.domain.values : [];
    expect(rows.map((row) => row['code']).sort()).toEqual([...values].sort());
  });

  it.each(references())('has every $column of $from in $to', async ({ from, column, to }) => {
    const missing = `${of(from)} WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT ${column} FROM ${of(to)})`;
    expect(await count(missing)).toBe(0n);
  });

  it('has for each currency a rate into every other, and into itself by its absence', async () => {
    const pairs = await engine.rows(
      `SELECT base_currency_code AS b, quote_currency_code AS q, count(*) AS n FROM ${of('exchange_rate')} WHERE date = '${DATE}' GROUP BY 1, 2`,
    );
    expect(pairs).toHaveLength(30);
    for (const table of ['account', 'loan', 'holding', 'security_financing', 'other_flow']) {
      const strange = `${of(table)} WHERE currency_code NOT IN (SELECT base_currency_code FROM ${of('exchange_rate')})`;
      expect(await count(strange)).toBe(0n);
    }
  });

  it('has amounts that fit each other', async () => {
    const broken: Readonly<Record<string, string>> = {
      operational: `${of('account')} WHERE operational_amount > balance OR cooperative_minimum > balance OR restricted_amount > balance`,
      drawn: `${of('loan')} WHERE balance > limit_amount`,
      pledged: `${of('loan')} WHERE pledged_hqla > limit_amount - balance`,
      encumbered: `${of('holding')} WHERE encumbrance_amount > mtm_dirty`,
      yen: `${of('account')} WHERE currency_code = 'JPY' AND balance <> trunc(balance)`,
      matured: `${of('instrument')} WHERE maturity_date <= DATE '${DATE}'`,
      due: `${of('account')} WHERE end_date <= DATE '${DATE}' OR notice_given > DATE '${DATE}'`,
      arrears: `${of('loan')} WHERE first_arrears_date >= DATE '${DATE}' OR default_date < first_arrears_date`,
      schedule: `${of('loan')} WHERE (schedule = 'open') <> (end_date IS NULL)`,
      payments: `${of('loan')} l WHERE (schedule = 'cash_flows') <> EXISTS (SELECT 1 FROM ${of('loan_cash_flow')} f WHERE f.loan_id = l.loan_id)`,
      lastPayment: `${of('loan_cash_flow')} f JOIN ${of('loan')} l USING (loan_id) WHERE due_date > end_date`,
    };
    for (const [what, query] of Object.entries(broken))
      expect([what, await count(query)]).toEqual([what, 0n]);
  });

  it('has positions on both sides of the window, overdrafts, arrears, and paper of the example rule', async () => {
    const within = `BETWEEN DATE '${DATE}' + 1 AND DATE '${DATE}' + 30`;
    const present: Readonly<Record<string, string>> = {
      overdraft: `${of('account')} WHERE balance < 0`,
      lastDay: `${of('account')} WHERE end_date = DATE '${DATE}' + 30`,
      firstDayOutside: `${of('account')} WHERE end_date = DATE '${DATE}' + 31`,
      notice: `${of('account')} WHERE notice_days > 30 AND notice_given IS NOT NULL`,
      partlyOperational: `${of('account')} WHERE operational_amount > 0 AND operational_amount < balance`,
      arrears: `${of('loan')} WHERE first_arrears_date IS NOT NULL AND default_date IS NULL`,
      defaulted: `${of('loan')} WHERE default_date IS NOT NULL`,
      openRepo: `${of('security_financing')} WHERE end_date IS NULL AND sft_type = 'repo'`,
      longRepo: `${of('security_financing')} WHERE end_date > DATE '${DATE}' + 30 AND sft_type = 'repo'`,
      threeLegs: `(SELECT deal_id FROM ${of('sft_collateral')} GROUP BY 1 HAVING count(*) = 3)`,
      unlisted: `${of('sft_collateral')} WHERE security_id IS NULL`,
      bond: `${of('holding')} JOIN ${of('instrument')} USING (security_id) WHERE hqla_class <> 'ineligible' AND asset_class <> 'equity' AND maturity_date > DATE '2025-01-01'`,
      loan: `${of('loan')} JOIN ${of('loan_cash_flow')} USING (loan_id) WHERE end_date > DATE '2025-01-01' AND due_date ${within} AND first_arrears_date IS NULL`,
      insuredBeyondLimit: `(SELECT customer_id FROM ${of('account')} WHERE guarantee_scheme = 'de_edb' AND currency_code = 'EUR' GROUP BY 1 HAVING sum(balance) > 100000)`,
    };
    for (const [what, query] of Object.entries(present))
      expect([what, await count(query)]).not.toEqual([what, 0n]);
    expect(Number(await count(present['bond'] ?? ''))).toBeGreaterThan(300);
    expect(Number(await count(present['loan'] ?? ''))).toBeGreaterThan(1_000);
  });

  it('numbers its securities with valid ISINs', async () => {
    const rows = await engine.rows(`SELECT isin_code AS isin FROM ${of('instrument')}`);
    const wrong = rows.map((row) => String(row['isin'])).filter((isin) => !luhn(isin));
    expect(wrong).toEqual([]);
    expect(new Set(rows.map((row) => row['isin'])).size).toBe(rows.length);
  });
});

/** SQL that holds for a value the dictionary allows. */
function rule(column: Column): string {
  const parts: string[] = [];
  if (column.domain?.kind === 'values')
    parts.push(`${column.name} IN (${column.domain.values.map((value) => `'${value}'`).join(', ')})`);
  if (column.domain?.kind === 'range') {
    if (column.domain.min !== undefined) parts.push(`${column.name} >= ${column.domain.min}`);
    if (column.domain.max !== undefined) parts.push(`${column.name} <= ${column.domain.max}`);
  }
  const allowed = parts.length === 0 ? 'true' : parts.join(' AND ');
  return column.nullable
    ? `${column.name} IS NULL OR (${allowed})`
    : `${column.name} IS NOT NULL AND ${allowed}`;
}

interface CodeColumn {
  readonly name: string;
  readonly table: TableSchema;
  readonly column: Column;
}

function codeColumns(): readonly CodeColumn[] {
  return TABLES.flatMap((table) =>
    table.columns
      .filter((column) => column.domain?.kind === 'values')
      .map((column) => ({ name: `${table.name}.${column.name}`, table, column })),
  );
}

/** A column named like the first key column of another table refers to it. */
function references(): readonly { readonly from: string; readonly column: string; readonly to: string }[] {
  return TABLES.flatMap((to) =>
    TABLES.filter((from) => from !== to).flatMap((from) =>
      from.columns
        // A table of periods or of pairs is no table that others refer to by one column.
        .filter(
          (column) =>
            column.name === to.key[0] && to.name !== 'perimeter_member' && column.name.match(/_id$|_scheme$/),
        )
        .map((column) => ({ from: from.name, column: column.name, to: to.name })),
    ),
  );
}

/** ISO 6166: letters as numbers from 10, every second digit from the right doubled, digit sums to a multiple of ten. */
function luhn(isin: string): boolean {
  const digits = [...isin].flatMap((sign) => [...String(Number.parseInt(sign, 36))].map(Number)).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(isin) && sum % 10 === 0;
}
