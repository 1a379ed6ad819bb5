/**
 * The example real-bank through the command line, tied to figures that plain queries take straight from the raw files.
 *
 * The queries share nothing with the import or the pipeline: DuckDB's own reader, its own decimals, sums of everything at
 * once. Rates and limits are written down again here.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { FileTotals } from '../../src/input/result.ts';

import { ROOT } from '../support/tree.ts';

/** Totals of a file as the command line shows them. */
type ShownTotals = Omit<FileTotals, 'setAside'> & { readonly set_aside: FileTotals['setAside'] };

const SHARED = resolve(ROOT, '../shared');
const missing = !existsSync(join(SHARED, 'data/bank_marketing_uci'));
const UCI = `read_csv('${SHARED}/data/bank_marketing_uci/bank-full.csv', delim = ';', all_varchar = true)`;
const OPENINTRO = `read_csv('${SHARED}/data/openintro_lendingclub/loans_full_schema.csv', all_varchar = true)`;
const LENDING_CLUB = `read_csv('${SHARED}/data/modeldata/lending_club.csv', all_varchar = true)`;
const CREDIT = `read_csv('${SHARED}/data/modeldata/credit_data.csv', all_varchar = true)`;
const GILTS = `read_csv('${SHARED}/data/uk_gilts/gilts_20240102.csv', all_varchar = true)`;
/** Day, month, year by position; NULL unless the text has exactly that form and the day exists. */
const CSPP = `(SELECT *, CASE WHEN regexp_full_match("MATURITY DATE", '[0-9]{2}/[0-9]{2}/[0-9]{4}')
  THEN TRY_CAST(concat_ws('-', substr("MATURITY DATE", 7, 4), substr("MATURITY DATE", 4, 2), substr("MATURITY DATE", 1, 2)) AS DATE) END AS day
  FROM read_csv('${SHARED}/data/ecb_cspp/holdingsECB.csv', delim = ';', all_varchar = true))`;
const USD = `CAST('0.922764603' AS DECIMAL(10,9))`;
const GBP = `CAST('1.170480482' AS DECIMAL(10,9))`;
const euros = (amount: string, rate: string) =>
  `CAST(CAST(${amount} AS DECIMAL(18,2)) * ${rate} AS DECIMAL(18,2))`;
/** A positive quotient of an amount in units and a number of months, to the cent, half up. */
const instalment = (amount: string, months: string) =>
  `CAST((2 * 100 * CAST(${amount} AS BIGINT) + CAST(${months} AS BIGINT)) // (2 * CAST(${months} AS BIGINT)) AS DECIMAL(18,0)) * 0.01`;
const cents = (sql: string) => `CAST(${sql} AS DECIMAL(18,2))`;

interface RunJson {
  readonly inputs: readonly {
    readonly table: string;
    readonly rows: number;
    readonly sources: readonly { readonly files: readonly ShownTotals[] }[];
  }[];
}
interface LineJson {
  readonly line: string;
  readonly currency_code: string;
  readonly amount: string;
  readonly rows: string;
}

let folder: string;
let engine: Engine;
let run: RunJson;
let lines: readonly LineJson[];
let metrics: Readonly<Record<string, string>>;

async function plimsoll(...args: readonly string[]): Promise<unknown> {
  const command = [join(ROOT, 'bin/plimsoll.js'), '--project', join(folder, 'real-bank'), ...args, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 64_000_000 });
  return JSON.parse(stdout);
}

/** The cells of a query's only row. */
async function figures(sql: string): Promise<readonly unknown[]> {
  const [row] = await engine.rows(sql);
  return Object.values(row ?? {});
}

function totals(table: string, file: string): ShownTotals {
  const files = run.inputs
    .filter((one) => one.table === table)
    .flatMap((one) => one.sources.flatMap((s) => s.files));
  const found = files.filter((one) => one.file.endsWith(file));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${table} has one source in ${file}`);
  return found[0];
}

const pair = (total: ShownTotals['read'] | undefined): readonly unknown[] => [
  BigInt(total?.rows ?? -1),
  total?.amount,
];
const lineOf = (line: string, currency: string): readonly unknown[] => {
  const found = lines.find((one) => one.line === line && one.currency_code === currency);
  return [BigInt(found?.rows ?? -1), found?.amount];
};

describe.skipIf(missing)('real-bank, which needs ../shared/data,', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plimsoll-real-bank-'));
    await cp(join(ROOT, 'examples/real-bank'), join(folder, 'real-bank'), {
      recursive: true,
      filter: (source) => !source.endsWith('.plimsoll'),
    });
    const config = join(folder, 'real-bank/plimsoll.yaml');
    await writeFile(config, (await readFile(config, 'utf8')).replaceAll('../../../shared', SHARED));
    engine = await openDuckDb({ temporaryFolder: folder });
    run = (await plimsoll('run', '--date', '2024-01-31')) as RunJson;
    const shown = (await plimsoll('show', 'aggregation')) as { readonly rows: readonly LineJson[] };
    lines = shown.rows;
    const shownMetrics = (await plimsoll('show', 'metrics')) as {
      readonly perimeters: readonly { readonly perimeter: string; readonly values: typeof metrics }[];
    };
    metrics = shownMetrics.perimeters.find((one) => one.perimeter === 'RB')?.values ?? {};
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes every deposit and overdraft', async () => {
    const sum = await figures(`SELECT count(*), ${cents('sum(CAST(balance AS DECIMAL(18,2)))')} FROM ${UCI}`);
    const account = totals('account', 'bank-full.csv');
    expect(pair(account.read)).toEqual(sum);
    expect(pair(account.accepted)).toEqual(sum);
    const customers = totals('customer', 'bank-full.csv');
    expect(BigInt(customers.accepted.rows)).toBe(sum[0]);
  });

  it('sends the insured part, the excess and the overdrafts of deposits to their lines', async () => {
    const b = 'CAST(balance AS DECIMAL(18,2))';
    const part = (condition: string, amount: string) =>
      figures(`SELECT count(*), ${cents(`sum(${amount})`)} FROM ${UCI} WHERE ${condition}`);
    // Insured up to 100,000 per depositor (each has one account); transactional, hence stable (d238 ¶75).
    expect(lineOf('R.stable5', 'EUR')).toEqual(await part(`${b} >= 0`, `least(${b}, 100000)`));
    expect(lineOf('R.less', 'EUR')).toEqual(await part(`${b} > 100000`, `${b} - 100000`));
    expect(lineOf('OUT.open', 'EUR')).toEqual(await part(`${b} < 0`, `-${b}`));
  });

  it('takes every loan with something outstanding, and filters the others', async () => {
    const where = 'CAST(balance AS DECIMAL(18,2)) > 0';
    const [rows, balance, installment] = await figures(
      `SELECT count(*), ${cents('sum(CAST(balance AS DECIMAL(18,2)))')}, ${cents('sum(CAST(installment AS DECIMAL(18,2)))')} FROM ${OPENINTRO} WHERE ${where}`,
    );
    expect(pair(totals('loan', 'loans_full_schema.csv').accepted)).toEqual([rows, balance]);
    expect(pair(totals('loan_cash_flow', 'loans_full_schema.csv').accepted)).toEqual([rows, installment]);
    const [left] = await figures(`SELECT count(*) FROM ${OPENINTRO} WHERE NOT ${where}`);
    expect(BigInt(totals('loan', 'loans_full_schema.csv').filtered.rows)).toBe(left);
    expect(pair(totals('loan', 'lending_club.csv').accepted)).toEqual(
      await figures(
        `SELECT count(*), ${cents('sum(CAST(funded_amnt AS DECIMAL(18,2)))')} FROM ${LENDING_CLUB}`,
      ),
    );
    expect(pair(totals('loan', 'credit_data.csv').accepted)).toEqual(
      await figures(`SELECT count(*), ${cents('sum(CAST("Amount" AS DECIMAL(18,2)))')} FROM ${CREDIT}`),
    );
  });

  it('expects instalments from performing borrowers only', async () => {
    const months = `replace(term, 'term_', '')`;
    const dollars = (good: boolean) => `SELECT ${euros('installment', USD)} AS x FROM ${OPENINTRO}
      WHERE CAST(balance AS DECIMAL(18,2)) > 0 AND (loan_status = 'Current') = ${good}
      UNION ALL SELECT ${euros(instalment('funded_amnt', months), USD)} FROM ${LENDING_CLUB} WHERE ("Class" = 'good') = ${good}`;
    const own = (good: boolean) =>
      `SELECT ${cents(instalment('"Amount"', '"Time"'))} AS x FROM ${CREDIT} WHERE ("Status" = 'good') = ${good}`;
    const sum = (sql: string) => figures(`SELECT count(*), ${cents('sum(x)')} FROM (${sql})`);
    expect(lineOf('I.retail', 'USD')).toEqual(await sum(dollars(true)));
    expect(lineOf('I.retail', 'EUR')).toEqual(await sum(own(true)));
    expect(lineOf('OUT.nonperforming', 'USD')).toEqual(await sum(dollars(false)));
    expect(lineOf('OUT.nonperforming', 'EUR')).toEqual(await sum(own(false)));
  });

  it('holds the gilts as level 1', async () => {
    const pounds = 'CAST(amount_gbp_m AS DECIMAL(18,2)) * 1000000 // 100000';
    const [rows, nominal, level1] = await figures(
      `SELECT count(*), ${cents(`sum(${pounds})`)}, ${cents(`sum(${euros(pounds, GBP)})`)} FROM ${GILTS} WHERE CAST(redemption AS DATE) > DATE '2024-01-31'`,
    );
    expect(pair(totals('holding', 'gilts_20240102.csv').accepted)).toEqual([rows, nominal]);
    expect(lineOf('L1.sec0', 'GBP')).toEqual([rows, level1]);
  });

  it('holds the corporate bonds that have not matured as level 2A, and says where the others went', async () => {
    const [all, live, matured, unreadable] =
      await figures(`SELECT count(*), count(*) FILTER (day > DATE '2024-01-31'),
      count(*) FILTER (day <= DATE '2024-01-31'), count(*) FILTER (day IS NULL) FROM ${CSPP}`);
    expect([matured, unreadable]).not.toContain(0n);
    for (const table of ['instrument', 'holding']) {
      const bonds = totals(table, 'holdingsECB.csv');
      expect(BigInt(bonds.read.rows)).toBe(all);
      expect(BigInt(bonds.accepted.rows)).toBe(live);
      expect(BigInt(bonds.set_aside['matured']?.rows ?? -1)).toBe(matured);
      expect(BigInt(bonds.rejected.rows)).toBe(unreadable);
      expect(bonds.reasons).toEqual({ not_a_date: bonds.rejected.rows });
    }
    const nominal = (count: unknown) => `${25_000n * BigInt(String(count))}.00`;
    const held = totals('holding', 'holdingsECB.csv');
    expect(held.accepted.amount).toBe(nominal(live));
    expect(held.set_aside['matured']?.amount).toBe(nominal(matured));
    expect(lineOf('L2A.corp', 'EUR')).toEqual([live, nominal(live)]);
  });

  it('has no other lines, so nothing is counted that was not tied', () => {
    expect(lines.map((one) => `${one.line} ${one.currency_code}`).toSorted()).toEqual(
      [
        'I.retail EUR',
        'I.retail USD',
        'L1.sec0 GBP',
        'L2A.corp EUR',
        'OUT.nonperforming EUR',
        'OUT.nonperforming USD',
      ].concat(['OUT.open EUR', 'R.less EUR', 'R.stable5 EUR']),
    );
  });

  it('gives the ratio that follows from the lines by the formulas of Annex 1', () => {
    const amount = (line: string, currency: string) =>
      BigInt(String(lineOf(line, currency)[1]).replace('.', '')); // in cents
    // All in units of 0.0001: cents × 100, × percentage / 100.
    const l1 = amount('L1.sec0', 'GBP') * 100n;
    const l2a = amount('L2A.corp', 'EUR') * 85n;
    const outflows = amount('R.stable5', 'EUR') * 5n + amount('R.less', 'EUR') * 10n;
    const inflows = (amount('I.retail', 'USD') + amount('I.retail', 'EUR')) * 50n;
    const adj40 = max(roundedDiv(3n * l2a - 2n * l1, 3n), 0n);
    const stock = l1 + l2a - adj40;
    const counted = min(4n * inflows, 3n * outflows); // in units of 0.000025
    const net = 4n * outflows - counted;
    expect(units(metrics['stock'], 4)).toBe(stock);
    expect(units(metrics['outflows'], 4)).toBe(outflows);
    expect(units(metrics['inflows'], 4)).toBe(inflows);
    expect(4n * units(metrics['net_outflows'], 4)).toBe(net);
    expect(units(metrics['lcr'], 6)).toBe(roundedDiv(4n * stock * 1_000_000n, net));
    // Both caps bind in this bank, so that the formulas are not idle.
    expect(adj40).toBeGreaterThan(0n);
    expect(counted).toBe(3n * outflows);
  });

  it('reads nothing again when nothing changed', async () => {
    const again = (await plimsoll('run', '--date', '2024-01-31')) as {
      readonly inputs: readonly { readonly state: string }[];
    };
    expect(new Set(again.inputs.map((input) => input.state))).toEqual(new Set(['stored']));
  });
});

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** a / b, half away from zero, for b > 0. */
function roundedDiv(a: bigint, b: bigint): bigint {
  const magnitude = (2n * (a < 0n ? -a : a) + b) / (2n * b);
  return a < 0n ? -magnitude : magnitude;
}

/** The units of a decimal text at `scale`; digits beyond it must be zeros. */
function units(text: string | undefined, scale: number): bigint {
  const [whole = '', fraction = ''] = (text ?? '').split('.');
  expect(fraction.slice(scale)).toMatch(/^0*$/);
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
}
