/** What went in against what came out, through the command line; and limits on what of a source may be rejected. */

import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import { type SmallBank, smallBank } from '../support/small-bank.ts';
import { storedFiles } from './project-folder.ts';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
  bank.change('plimsoll.yaml', 'rejected_rows: 0', 'rejected_rows: 100');
});
afterEach(() => bank.remove());

interface Side {
  readonly records: string;
  readonly amount: string | null;
  readonly unknown: string;
}
interface Input {
  readonly table: string;
  readonly file?: string | null;
  readonly entity?: string | null;
  readonly read: Side;
  readonly accepted: Side;
  readonly rejected: Side;
  readonly filtered: Side;
  readonly set_aside: Side;
}
interface Stage {
  readonly stage: string;
  readonly rows_in: number;
  readonly rows_out: number;
  readonly compared: readonly {
    readonly column: string | null;
    readonly expected: string;
    readonly out: string;
  }[];
}
interface Document {
  readonly inputs: readonly Input[];
  readonly stages: readonly Stage[];
  readonly differences: number;
}

const reconciled = (by: string): Document => bank.json('reconcile', '--by', by) as Document;

/** A date that does not exist; an amount and a field too many, of which nobody knows the amount; all in the file of deposits. */
const BAD = [
  'A20;C1;CUR;1.000,50;Y;;;Y;31.02.2024;',
  'A21;C1;CUR;1e3;Y;;;Y;;',
  'A22;C1;CUR;1,00;Y;;;Y;;;x',
  '',
];

it('every record is counted by where it went, in count and in amount, by file and by entity', () => {
  bank.append('data/deposits.csv', BAD.join('\n'));
  expect(bank.plimsoll('run').exit).toBe(0);
  const deposits = reconciled('file').inputs.find(({ file }) => file === 'data/deposits.csv');
  expect(deposits).toMatchObject({
    table: 'account',
    read: { records: '14', amount: '1830000.50', unknown: '2' },
    accepted: { records: '10', amount: '914500.00', unknown: '0' },
    rejected: { records: '3', amount: '1000.50', unknown: '2' },
    filtered: { records: '1', amount: '914500.00', unknown: '0' },
    set_aside: { records: '0', amount: null, unknown: '0' },
  });
  const entities = reconciled('entity').inputs.filter(({ table }) => table === 'account');
  expect(entities.map(({ entity, rejected }) => [entity, rejected.records])).toEqual([
    ['SB', '2'],
    [null, '1'],
  ]);
});

it('every stage passes on what it gets, up to the metrics', () => {
  bank.json('run');
  const { exit, out } = bank.plimsoll('reconcile', '--by', 'currency', '--json');
  expect(exit).toBe(0);
  const { stages, differences } = JSON.parse(out) as Document;
  expect(differences).toBe(0);
  const stage = (name: string): Stage | undefined => stages.find((each) => each.stage === name);
  const accounts = stage('account')?.compared.find(({ column }) => column === 'balance');
  expect(accounts).toMatchObject({ expected: '1014500.00', out: '1014500.00' });
  const fact = stage('liquidity');
  expect(stage('position_sums')?.rows_in).toBe(fact?.rows_out);
  for (const name of ['position_sums', 'aggregation']) {
    const grouped = stage(name)?.compared ?? [];
    expect(grouped.map(({ column }) => column)).toEqual(
      expect.arrayContaining(['rows', 'amount', 'liquidity_value']),
    );
    for (const { expected, out } of grouped) expect(out).toBe(expected);
  }
  expect(stages.at(-1)?.stage).toBe('metrics');
  expect(bank.plimsoll('reconcile')).toMatchObject({
    exit: 0,
    out: expect.stringContaining('Everything ties'),
  });
});

it('a stored amount that is another one is found and named, and so is a stage that does not tie', async () => {
  bank.json('run');
  const files = [...storedFiles(bank.folder, 'account'), ...storedFiles(bank.folder, 'aggregation')];
  const engine = await openDuckDb({ temporaryFolder: join(bank.folder, 'tmp') });
  for (const file of files) {
    const column = file.includes('entity_type') ? 'balance' : 'amount';
    await engine.execute(
      `COPY (SELECT * REPLACE (CAST(${column} + 1 AS DECIMAL(18,2)) AS ${column}) FROM read_parquet('${file}')) TO '${file}.new' (FORMAT parquet)`,
    );
    renameSync(`${file}.new`, file);
    fitManifest(file);
  }
  await engine.close();
  const { exit, err } = bank.plimsoll('reconcile');
  expect(exit).toBe(1);
  expect(err).toMatch(
    /account, stored records of entity SB, currency EUR: 12 records, amount 1014500.00 at the import, 12 records, amount \S+ now/,
  );
  expect(err).toMatch(/aggregation, amount: missing .*entity_id SB, currency_code EUR: -\d/);
  expect(err).toContain('What does not tie must not be reported');
});

/** As if the file had always had the size and time of now. */
function fitManifest(file: string): void {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, 'manifest.json');
    const text = tryRead(path);
    if (text === undefined) continue;
    const manifest = JSON.parse(text) as { readonly files: readonly { readonly path: string }[] };
    const files = manifest.files.map((each) =>
      join(folder, each.path) === file
        ? { ...each, bytes: statSync(file).size, modified: String(statSync(file, { bigint: true }).mtimeNs) }
        : each,
    );
    writeFileSync(path, JSON.stringify({ ...manifest, files }));
    return;
  }
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

it.each([
  ['rejected_rows: 2', '3 records', 'limits.rejected_rows: 2'],
  [
    'rejected_amount: "1000.50"',
    "1 records whose amount or currency can't be read",
    'limits.rejected_amount: 1000.50',
  ],
])('a source that rejects more than its limit stops the run: %s', (limit, found, told) => {
  bank.append('data/deposits.csv', BAD.join('\n'));
  bank.change('plimsoll.yaml', 'where: ACCOUNT', `limits: { ${limit} }\n    where: ACCOUNT`);
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(1);
  expect(run.err).toContain(
    `The source of account from data/deposits.csv has rejected ${found}, and its limit is ${told}`,
  );
  // What was rejected can be looked at although nothing was calculated.
  expect(bank.plimsoll('show', 'rejects').out).toContain('31.02.2024');
  expect(bank.plimsoll('show', 'metrics').exit).not.toBe(0);
});

it('an amount within its limit does not stop the run, one above it does', () => {
  bank.append('data/deposits.csv', `${BAD[0]}\n`);
  bank.change(
    'plimsoll.yaml',
    'where: ACCOUNT',
    'limits: { rejected_amount: "1000.50" }\n    where: ACCOUNT',
  );
  expect(bank.plimsoll('run').exit).toBe(0);
  bank.change('plimsoll.yaml', '"1000.50"', '"1000.49"');
  expect(bank.plimsoll('run')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('has rejected 1000.50 EUR, counted without signs'),
  });
});

it('a limit in amount of a table that has none is a mistake of the configuration', () => {
  bank.change(
    'plimsoll.yaml',
    'files: data/entity.csv',
    'files: data/entity.csv\n    limits: { rejected_amount: "1" }',
  );
  expect(bank.plimsoll('run').err).toMatch(/plimsoll.yaml:\d+: .*has no meaning for the table `entity`/);
});
