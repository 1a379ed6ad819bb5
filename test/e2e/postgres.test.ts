/** A bank whose records lie in PostgreSQL, through the command line: the same figures as from files, to the last digit, and all that goes with sources. */

import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DICTIONARY } from '../../src/dictionary/dictionary.ts';
import { loadProject } from '../../src/project/load.ts';
import { FetchedSources } from '../../src/run/fetched-sources.ts';
import type { Column } from '../../src/schema/table.ts';
import { isPostgresMissing, type PostgresServer, startPostgres } from '../support/postgres.ts';
import { leftovers, plimsoll, type Told } from './project-folder.ts';

interface Run {
  readonly inputs: readonly { readonly table: string; readonly state: string; readonly rows: number }[];
  readonly stages: readonly { readonly stage: string; readonly state: string }[];
  readonly metrics: { readonly perimeters: readonly unknown[] };
}

const CONFIG = 'plimsoll.yaml';

describe.skipIf(isPostgresMissing())('a bank on a server, which needs PostgreSQL (npm run services),', () => {
  let server: PostgresServer;
  let root: string;
  let files: string;
  let served: string;
  const outputs: string[] = [];

  async function told(folder: string, ...args: readonly string[]): Promise<Told> {
    const all = await plimsoll(folder, ...args);
    outputs.push(all.out, all.err);
    return all;
  }

  async function json(folder: string, ...args: readonly string[]): Promise<unknown> {
    const { exit, out, err } = await told(folder, ...args, '--json');
    expect([exit, err]).toEqual([0, expect.any(String)]);
    return JSON.parse(out);
  }
  const run = async (...args: readonly string[]) => (await json(served, 'run', ...args)) as Run;
  const change = (from: string | RegExp, to: string): void => {
    const path = join(served, CONFIG);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
  };

  beforeAll(async () => {
    server = await startPostgres();
    root = mkdtempSync(join(tmpdir(), 'plimsoll-served-'));
    [files, served] = [join(root, 'files'), join(root, 'served')];
    for (const folder of [files, served]) expect((await plimsoll(folder, 'init', folder)).exit).toBe(0);
    expect((await plimsoll(files, 'generate', '--deals', '300', '--seed', '5', '--format', 'csv')).exit).toBe(
      0,
    );
    const config = readFileSync(join(files, CONFIG), 'utf8');
    await server.run('CREATE SCHEMA bank');
    for (const [, table = '', path = ''] of config.matchAll(/- table: (\w+)\n {4}files: (\S+)/g))
      await load(server, table, join(files, path.replace('{date}', '2024-01-31')));
    writeFileSync(
      join(served, CONFIG),
      config.replace(
        /- table: (\w+)\n {4}files: .*/g,
        '- table: $1\n    server: BANK_DATABASE\n    from: bank.$1',
      ),
    );
    process.env['BANK_DATABASE'] = server.address;
  });
  afterAll(async () => {
    delete process.env['BANK_DATABASE'];
    await server?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('has the figures that it has from files, is recognised unchanged, and goes the way of changes', async () => {
    const expected = (await json(files, 'run')) as Run;
    const first = await run();
    expect(first.inputs.map(({ table, state, rows }) => [table, state, rows])).toEqual(
      expected.inputs.map(({ table, rows }) => [table, 'imported', rows]),
    );
    expect(first.metrics).toEqual(expected.metrics);
    expect(first.metrics.perimeters.length).toBeGreaterThan(1);

    const again = await run();
    expect(new Set(again.inputs.map(({ state }) => state))).toEqual(new Set(['stored']));
    expect(again.stages.filter(({ state }) => state !== 'stored')).toEqual([]);

    await server.run(
      "UPDATE bank.loan SET balance = balance + 1000 WHERE loan_id = (SELECT min(loan_id) FROM bank.loan WHERE currency_code = 'EUR')",
    );
    const changed = await run('--mode', 'delta');
    expect(changed.inputs.filter(({ state }) => state === 'imported').map(({ table }) => table)).toEqual([
      'loan',
    ]);
    expect(changed.stages.find(({ stage }) => stage === 'liquidity')).toMatchObject({ state: 'changed' });
  });

  it('tells rejects by table and row, keeps limits, and leaves nothing behind', async () => {
    change(
      /from: bank\.account\n/,
      'query: SELECT * FROM bank.account ORDER BY account_id\n    limits: { rejected_rows: 0 }\n',
    );
    await server.run(
      'INSERT INTO bank.account SELECT (jsonb_populate_record(a, \'{"account_id": " first", "type": "odd"}\')).* FROM bank.account AS a LIMIT 1',
    );
    const stopped = await told(served, 'run');
    expect(stopped.exit).toBe(1);
    expect(stopped.err).toContain('account from BANK_DATABASE:query 1');
    change('rejected_rows: 0', 'rejected_rows: 1');
    await run();
    expect(await json(served, 'show', 'rejects')).toMatchObject({
      rejects: [
        { table: 'account', file: 'BANK_DATABASE:query 1', row: '1', source_column: 'type', value: 'odd' },
      ],
    });
    expect(await json(served, 'reconcile')).toMatchObject({ differences: 0 });
    expect((await told(served, 'doctor')).out).toMatch(/table loan +ok +1 from a server/);
    expect((await told(served, 'store', 'gc')).exit).toBe(0);
    expect(leftovers(served)).toEqual([]);
    expect(existsSync(join(served, '.plimsoll/files.json'))).toBe(false);
  });

  it('is of one state for as long as a session looks at a date', async () => {
    const passwords = join(root, 'passwords');
    writeFileSync(passwords, `*:*:postgres:plimsoll:${server.password.replace(':', '\\:')}\n`, {
      mode: 0o600,
    });
    process.env['PGPASSFILE'] = passwords;
    process.env['BANK_DATABASE'] = `postgres://plimsoll@127.0.0.1:${server.port}/postgres`;
    const project = await loadProject(served);
    const fetched = new FetchedSources(project, join(root, 'work'));
    const customer = project.sources.find(({ spec }) => spec.table === 'customer');
    if (customer === undefined) throw new Error('the bank has customers');
    try {
      const read = async (date: string) => {
        const { files: found } = await fetched.of(customer, date);
        return found.map(({ path, records }) => [readFileSync(path, 'utf8').split('\n').length - 1, records]);
      };
      const [first] = await read('2024-01-31');
      await server.run('CREATE TABLE bank.kept AS TABLE bank.customer; DELETE FROM bank.customer');
      expect(await read('2024-01-31')).toEqual([first]);
      expect(await read('2024-02-01')).toEqual([[0, 0]]);
      expect(readdirSync(join(root, 'work'))).toEqual([expect.stringMatching(`^fetch-${process.pid}-`)]);
    } finally {
      await server.run('INSERT INTO bank.customer TABLE bank.kept');
      await fetched.remove();
      delete process.env['PGPASSFILE'];
      process.env['BANK_DATABASE'] = server.address;
    }
    expect(readdirSync(join(root, 'work'))).toEqual([]);
  });

  it('may have a table for each date, of which the server does not tell', async () => {
    await server.run('ALTER TABLE bank.holding RENAME TO holding_20240131');
    change('from: bank.holding', "from: 'bank.holding_{date:%Y%m%d}'");
    expect((await run()).inputs.find(({ table }) => table === 'holding')).toMatchObject({
      state: 'imported',
    });
    const other = await told(served, 'run', '--date', '2024-02-01');
    expect(other).toMatchObject({
      exit: 2,
      err: expect.stringContaining(
        'BANK_DATABASE:bank.holding_20240201 can\'t be read: relation "bank.holding_20240201" does not exist (42P01)',
      ),
    });
    expect(await told(served, 'run', '--dates', '2024-01-30..2024-02-02')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('run each day with --date'),
    });
  });

  it('is asked for nothing that needs no rows, and says what it needs', async () => {
    delete process.env['BANK_DATABASE'];
    expect((await told(served, 'show', 'metrics')).exit).toBe(0);
    expect((await told(served, 'show', 'rejects')).exit).toBe(0);
    expect(await told(served, 'run')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/plimsoll\.yaml:\d+: .*BANK_DATABASE holds, and it is not set/),
    });
    process.env['BANK_DATABASE'] = server.address.replace('plimsoll:', 'plimsoll:x');
    expect(await told(served, 'run', '--json')).toMatchObject({
      exit: 2,
      out: expect.stringContaining('"fetch.password"'),
    });
    expect(leftovers(served)).toEqual([]);

    const written = readdirSync(join(served, '.plimsoll'), { recursive: true, encoding: 'utf8' })
      .map((path) => join(served, '.plimsoll', path))
      .filter((path) => /\.(json|jsonl|log|txt)$/.test(path))
      .map((path) => readFileSync(path, 'utf8'));
    expect(written.length).toBeGreaterThan(5);
    const secrets = [server.password, encodeURIComponent(server.password), `${server.port}/postgres`];
    for (const text of [...outputs, ...written])
      for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

/** A table with the columns of the dictionary, filled from a CSV file that has these names. */
async function load(server: PostgresServer, name: string, path: string): Promise<void> {
  const table = DICTIONARY.find((each) => each.name === name);
  const columns = table?.columns.map((column) => `${column.name} ${typeOf(column)}`) ?? [];
  await server.run(`CREATE TABLE bank.${name} (${columns.join(', ')})`);
  const [header = ''] = readFileSync(path, 'utf8').split('\n');
  const client = new pg.Client({ connectionString: server.address });
  await client.connect();
  await pipeline(
    createReadStream(path),
    client.query(copyFrom(`COPY bank.${name} (${header}) FROM STDIN (FORMAT csv, HEADER)`)),
  );
  await client.end();
}

function typeOf({ type }: Column): string {
  if (type.kind === 'integer') return 'bigint';
  return type.kind === 'decimal' ? `numeric(${type.precision},${type.scale})` : type.kind;
}
