/** Whole files, odd ones: what is proposed of each, and that the configuration says exactly what is open. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { PlimsollError } from '../errors/error.ts';
import { readProject } from '../project/load.ts';
import type { Proposal, SourceProposal } from './proposal.ts';
import { propose } from './propose.ts';
import { configOf } from './yaml.ts';

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-propose-'));
  engine = await openDuckDb({ temporaryFolder: join(folder, 'spill') });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
/** Proposes for these files in a folder of their own. */
async function proposalOf(files: Readonly<Record<string, string | Buffer>>): Promise<Proposal> {
  made++;
  const own = join(folder, String(made));
  mkdirSync(own);
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(own, name), content);
    return join(own, name);
  });
  return propose({ files: paths, folder: own, engine: async () => engine });
}

async function sourceOf(name: string, content: string | Buffer): Promise<SourceProposal> {
  const { sources } = await proposalOf({ [name]: content });
  const [only] = sources.filter((source) =>
    source.tableReasons.every((reason) => !reason.includes('names them by')),
  );
  if (only === undefined) throw new Error('nothing was proposed');
  return only;
}

/** Dictionary column → raw column, constant or ???. */
function mapped(source: SourceProposal): Readonly<Record<string, string>> {
  return Object.fromEntries(
    source.columns.map(({ name, mapping }) => {
      if (mapping.kind === 'constant') return [name, `= ${mapping.value}`];
      if (mapping.kind === 'open') return [name, mapping.perhaps === null ? '???' : `??? ${mapping.perhaps}`];
      return [name, mapping.kind === 'scaled' ? `${mapping.column} * ${mapping.factor}` : mapping.column];
    }),
  );
}

/** The messages with which the configuration is refused. */
function refusals(proposal: Proposal): readonly string[] {
  try {
    readProject(configOf('bank', proposal), '/p');
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    return error.message.split('\n');
  }
  return [];
}

describe('odd files', () => {
  it('a German export: semicolons, decimal commas, Windows-1252, titles, a total', async () => {
    const source = await sourceOf(
      'giro.csv',
      Buffer.from(
        'Kontenliste\n\nKONTONR;KUNDENNR;W\xe4hrung;KONTOART;SALDO;F\xe4llig am;Geh\xe4lter\n1;A;EUR;GIRO;1.234,50;;J\n2;B;EUR;FESTGELD;12,00;31.12.2024;N\n3;C;EUR;GIRO;-5,00;;J\nSumme;;;;1.241,50;;\n',
        'latin1',
      ),
    );
    expect(source).toMatchObject({
      table: 'account',
      csv: { separator: ';', encoding: 'windows-1252', skip: 2, header: true },
      values: { decimal: ',', thousands: '.', date: '%d.%m.%Y' },
      rows: 3,
      where: "KONTONR is null or KONTONR != 'Summe'",
    });
    expect(source.warnings[0]).toContain('a line at the end is a total');
    expect(mapped(source)).toMatchObject({
      account_id: 'KONTONR',
      customer_id: 'KUNDENNR',
      currency_code: 'Währung',
      type: 'KONTOART',
      balance: 'SALDO',
      purpose: '???',
    });
  });

  it('US dates, bars, amounts in thousands', async () => {
    const source = await sourceOf(
      'loans.txt',
      'Loan No|Borrower|Ccy|Outstanding (USD k)|Maturity\nL1|B1|USD|250.000|02/15/2024\nL2|B2|USD|12.25|12/31/2025\n',
    );
    expect(source).toMatchObject({
      table: 'loan',
      csv: { separator: '|' },
      values: { decimal: '.', date: '%m/%d/%Y' },
    });
    expect(mapped(source)).toMatchObject({
      loan_id: 'Loan No',
      customer_id: 'Borrower',
      balance: 'Outstanding (USD k) * 1000',
      end_date: 'Maturity',
    });
  });

  it('bars without a header: only what values tell, and nothing silently', async () => {
    const source = await sourceOf(
      'deposits.txt',
      '4711|Miller|12.50|EUR\n4712|Smith|80.00|USD\n4713|Jones|15.25|EUR\n',
    );
    expect(source.csv).toMatchObject({
      header: false,
      names: ['column_1', 'column_2', 'column_3', 'column_4'],
    });
    const columns = Object.entries(mapped(source)).filter(([, from]) => !from.startsWith('???'));
    expect(Object.fromEntries(columns)).toEqual(source.table === null ? {} : { currency_code: 'column_4' });
  });

  it('tabs, quotes, packed', async () => {
    const source = await sourceOf(
      'customers.csv.gz',
      gzipSync('CUST_ID\tSEGMENT\tCOUNTRY\tNAME\n1\tretail\tDE\t"A\tB"\n2\tcorp\tFR\t"C ""D"""\n'),
    );
    expect(source).toMatchObject({ table: 'customer', csv: { separator: '\t' }, rows: 2, whole: true });
    expect(mapped(source)).toMatchObject({
      customer_id: 'CUST_ID',
      type: 'SEGMENT',
      country_code: 'COUNTRY',
    });
    expect(source.unused).toEqual([{ name: 'NAME', examples: ['A\tB', 'C "D"'] }]);
  });

  it('Parquet, with types of its own; a floating-point amount is refused', async () => {
    const path = join(folder, 'holdings.parquet');
    await engine.execute(
      `COPY (SELECT 'H' || i AS holding_id, 'DE000110234' || i AS isin, 'EUR' AS ccy, CAST(i * 100.5 AS DECIMAL(18,2)) AS market_value, CAST(i AS DOUBLE) AS pledged, DATE '2024-01-31' AS encumbrance_end_date FROM range(9) AS t(i)) TO '${path}' (FORMAT parquet)`,
    );
    const { sources } = await propose({ files: [path], folder, engine: async () => engine });
    const source = sources.find((one) => one.table === 'holding');
    expect(source).toMatchObject({ format: 'parquet', rows: 9, whole: true, patterns: ['holdings.parquet'] });
    expect(source === undefined ? {} : mapped(source)).toMatchObject({
      holding_id: 'holding_id',
      security_id: 'isin',
      mtm_dirty: 'market_value',
      encumbrance_end_date: 'encumbrance_end_date',
      encumbrance_amount: '??? pledged',
    });
    expect(source?.columns.find((one) => one.name === 'encumbrance_amount')?.reasons.join()).toContain(
      'DOUBLE',
    );
  });

  it('what can not be read is told, and the others go on', async () => {
    const proposal = await proposalOf({
      'book.xlsx': Buffer.from([0x50, 0x4b, 3, 4, 20, 0]),
      'empty.csv': '',
      'broken.parquet': 'PAR1 no',
      'cut.csv.gz': gzipSync('a;b\n1;2\n').subarray(0, 15),
      'rates.csv': 'date,base,quote,rate\n2024-01-31,USD,EUR,0.92\n2024-01-31,GBP,EUR,1.17\n',
    });
    expect(proposal.sources.map((source) => source.table)).toEqual(['exchange_rate']);
    expect(proposal.unreadable.map(({ code }) => code)).toEqual([
      'propose.no_text',
      'propose.no_text',
      'propose.no_parquet',
      'propose.unreadable',
    ]);
    expect(proposal.unreadable[0]?.message).toContain('Excel');
  });
});

describe('what stays open', () => {
  it('dates with two readings, amounts with two, codes that nobody knows: each refused by its line', async () => {
    const proposal = await proposalOf({
      'accounts.csv':
        'ACCT_NO;CUST;CCY;TYPE;BAL;MATURITY\n1;A;EUR;GIRO;1,234;03/04/2024\n2;B;EUR;ZZ;5,678;05/06/2024\n',
      'entity.csv': 'entity_id,reporting_entity_name,type,country_code\nB1,Bank,bank,DE\n',
    });
    const account = proposal.sources.find((source) => source.table === 'account');
    expect(account?.values).toMatchObject({ decimal: null, date: null });
    expect(account?.values.reasons['date']).toContain('03/04/2024 is 3 April or 4 March');
    expect(account === undefined ? {} : mapped(account)).toMatchObject({ entity_id: '= B1', balance: 'BAL' });
    const text = configOf('bank', proposal).split('\n');
    const told = refusals(proposal);
    expect(told[0]).toMatch(/^The configuration has \d+ open points/);
    const lines = told.slice(1).map((message) => Number.parseInt(/yaml:(\d+)/.exec(message)?.[1] ?? '', 10));
    const open = text.flatMap((line, at) => (/^[^#]*: \?\?\?/.test(line) ? [at + 1] : []));
    expect(lines).toEqual(open);
    expect(told.join('\n')).toContain('The code `ZZ` of `type` is still open');
    expect(told.join('\n')).toContain('`decimal` is still open');
    expect(told.join('\n')).toContain('`date` is still open');
  });

  it('a date that another column settles is not open', async () => {
    const source = await sourceOf(
      'loans.csv',
      'LOAN_ID,CCY,BAL,START,MATURITY\nA,EUR,1.5,31/01/2020,03/04/2024\nB,EUR,2.5,28/02/2021,05/06/2024\n',
    );
    expect(source.values).toMatchObject({ date: '%d/%m/%Y' });
    expect(source.values.reasons['date']).toContain('START only %d/%m/%Y');
  });

  it('nothing, where a file has the names of the dictionary', async () => {
    const proposal = await proposalOf({
      'entity.csv': 'entity_id,reporting_entity_name,type,country_code\nB1,Bank,bank,DE\n',
      'exchange_rate.csv': 'date,base_currency_code,quote_currency_code,rate\n2024-01-31,USD,EUR,0.92\n',
    });
    expect(proposal.sources.map((source) => source.same)).toEqual([true, true]);
    expect(refusals(proposal).filter((line) => !line.includes('reporting_currency'))).toEqual([]);
  });

  it('the table, where none fits', async () => {
    const proposal = await proposalOf({ 'weather.csv': 'station,temperature\nA,12.5\nB,13.5\n' });
    expect(proposal.sources[0]?.table).toBeNull();
    expect(refusals(proposal).join('\n')).toContain('`table` is still open');
  });
});

describe('several files', () => {
  const accounts = (id: string): string => `ACCT_NO;BAL;CCY\n${id}1;1.50;EUR\n${id}2;2.50;EUR\n`;

  it('with one layout are one source: a pattern, or a date', async () => {
    const byBranch = await proposalOf({
      'deposits-north.csv': accounts('N'),
      'deposits-south.csv': accounts('S'),
    });
    expect(byBranch.sources.map(({ patterns, rows }) => ({ patterns, rows }))).toEqual([
      { patterns: ['deposits-*.csv'], rows: 4 },
    ]);
    const byDate = await proposalOf({
      'deposits-2024-01-31.csv': accounts('N'),
      'deposits-2024-02-29.csv': accounts('N'),
    });
    expect(byDate.sources[0]?.patterns).toEqual(['deposits-{date}.csv']);
    // Keys come again each month; that is no doubt about the key.
    expect(byDate.sources[0]?.columns[0]).toMatchObject({
      name: 'account_id',
      state: 'mapped',
      confidence: 'high',
    });
    expect(byDate.date).toBeNull();
  });

  it('are listed where a pattern would find others too', async () => {
    const proposal = await proposalOf({
      'deposits-north.csv': accounts('N'),
      'deposits-south.csv': accounts('S'),
      'deposits-old.csv': 'x,y,z\n1,2,3\n',
    });
    expect(proposal.sources.find((source) => source.table === 'account')?.patterns).toEqual([
      'deposits-north.csv',
      'deposits-south.csv',
    ]);
  });

  it('share what was only seen in one: the encoding', async () => {
    const proposal = await proposalOf({
      'deposits-a.csv': accounts('N'),
      'deposits-b.csv': Buffer.from(accounts('\xc4'), 'latin1'),
    });
    expect(proposal.sources[0]?.csv.encoding).toBe('windows-1252');
  });
});

describe('a large file', () => {
  it('is looked at in its beginning, further in, and at its end', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `A${i};${i % 50 === 0 ? '1.234,50' : '12,50'};EUR`);
    const source = await sourceOf('accounts.csv', `ACCT_NO;BAL;CCY\n${rows.join('\n')}\nTotal;1;\n`);
    expect(source.whole).toBe(false);
    expect(source.rows).toBeGreaterThan(10_000);
    expect(source.rows).toBeLessThan(60_000);
    expect(source.where).toContain('Total');
    expect(source.columns[0]).toMatchObject({ name: 'account_id', confidence: 'high' });
  });
});
