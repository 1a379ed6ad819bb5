/** Rejects of files of every kind exported, corrected and loaded again, through the command line. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

/** A second flow whose kind is none, in files of every kind; the sources come behind the bank's own of the table. */
async function deliverFlows(): Promise<readonly string[]> {
  const folder = join(bank.folder, 'data');
  const engine = await openDuckDb({ temporaryFolder: join(bank.folder, 'tmp') });
  const rows = (prefix: string): string => `SELECT * FROM (VALUES
    ('${prefix}1', 'SB', 'EUR', 'out', 'dividend', DATE '2024-02-10', 100.10::DECIMAL(18,2), 'first', 1.5::DOUBLE),
    ('${prefix}2', 'SB', 'EUR', 'out', 'no such kind', DATE '2024-02-11', 250.25::DECIMAL(18,2), NULL, 2.5::DOUBLE))
    AS t(flow_id, entity_id, currency_code, direction, kind, due_date, amount, note, risk)`;
  await engine.execute(`COPY (${rows('P')}) TO '${join(folder, 'flows.parquet')}' (FORMAT parquet)`);
  await engine.execute(`ATTACH '${join(folder, 'flows.duckdb')}' AS made`);
  await engine.execute(`CREATE TABLE made.flows AS ${rows('D')}`);
  await engine.execute('DETACH made');
  await engine.close();
  const object = (id: string, kind: string): string =>
    `{"id": "${id}", "entity_id": "SB", "ccy": "EUR", "flow": {"side": "out", "kind": "${kind}", "due": "2024-02-10", "amount": 100.10}}`;
  writeFileSync(
    join(folder, 'flows.jsonl'),
    `${object('J1', 'dividend')}\n${object('J2', 'no such kind')}\n`,
  );
  const header = 'flow_id,entity_id,currency_code,direction,kind,due_date,amount,note,note';
  const line = (id: string, kind: string): string =>
    `${id},SB,EUR,out,${kind},10/02/2024,"1\xa0100,10",Z\xfcrich,  `;
  writeFileSync(
    join(folder, 'flows.csv.gz'),
    gzipSync(Buffer.from(`${header}\n${line('C1', 'dividend')}\n${line('C2', 'no such kind')}\n`, 'latin1')),
  );
  const json =
    '{ flow_id: id, entity_id: entity_id, currency_code: ccy, direction: flow.side, kind: flow.kind, due_date: flow.due, amount: flow.amount }';
  const sources = [
    // The forms are those of texts, and this file has dates and numbers of its own.
    'files: data/flows.parquet\n    csv: { decimal: ",", date: "%d/%m/%Y" }',
    'files: data/flows.duckdb\n    from: flows',
    `files: data/flows.jsonl\n    columns: ${json}`,
    'files: data/flows.csv.gz\n    csv: { encoding: windows-1252, decimal: ",", thousands: "\xa0", date: "%d/%m/%Y" }',
  ];
  const kinds = ['parquet', 'duckdb', 'jsonl', 'csv'];
  const text = sources.map(
    (each, i) => `  - table: other_flow\n    ${each}\n    corrections: corrections/${kinds[i]}.csv\n`,
  );
  writeFileSync(join(bank.folder, 'plimsoll.yaml'), text.join(''), { flag: 'a' });
  return kinds;
}

it('Parquet, DuckDB files, JSON lines and packed CSV in another encoding are corrected alike', async () => {
  const kinds = await deliverFlows();
  bank.change('plimsoll.yaml', 'rejected_rows: 0', 'rejected_rows: 4');
  expect(bank.plimsoll('run').exit).toBe(0);
  for (const [i, kind] of kinds.entries()) {
    const to = join(bank.folder, `${kind}.csv`);
    const args = ['--table', 'other_flow', '--source', `${i + 2}`, '--to', to];
    expect(bank.plimsoll('rejects', 'export', ...args)).toMatchObject({ exit: 0, err: '' });
    writeFileSync(to, readFileSync(to, 'utf8').replace(',no such kind,', ',interest,'));
  }
  expect(readFileSync(join(bank.folder, 'csv.csv'), 'utf8')).toContain(
    ',flow_id,entity_id,currency_code,direction,kind,due_date,amount,note,note\n',
  );
  expect(readFileSync(join(bank.folder, 'csv.csv'), 'utf8')).toContain(',"1\xa0100,10",Z\xfcrich,');
  mkdirSync(join(bank.folder, 'corrections'));
  for (const kind of kinds)
    renameSync(join(bank.folder, `${kind}.csv`), join(bank.folder, `corrections/${kind}.csv`));
  const run = bank.plimsoll('run');
  const told = run.err.split('\n').map((line) => /^NOT USED: (.+);/.exec(line)?.[1] ?? line);
  expect([run.exit, told]).toEqual([
    0,
    ['note, risk of data/flows.parquet', 'note, risk of data/flows.duckdb', 'note of data/flows.csv.gz', ''],
  ]);
  const { rows } = bank.json('show', 'other_flow') as {
    readonly rows: readonly Readonly<Record<string, string>>[];
  };
  expect(
    rows
      .filter(({ flow_id: id = '' }) => /^[PDJC]2$/.test(id))
      .map((row) => [row['flow_id'], row['kind'], row['due_date'], row['amount']]),
  ).toEqual([
    ['C2', 'interest', '2024-02-10', '1100.10'],
    ['D2', 'interest', '2024-02-11', '250.25'],
    ['J2', 'interest', '2024-02-10', '100.10'],
    ['P2', 'interest', '2024-02-11', '250.25'],
  ]);
  expect(bank.plimsoll('reconcile').exit).toBe(0);
});
