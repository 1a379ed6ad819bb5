/** Sources that read a server: what they mean, and what is said about each kind of mistake. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { readProject } from './load.ts';
import { originOf } from './project.ts';
import { resolveSources, tableOn } from './resolve.ts';

const project = (...sources: readonly string[]) =>
  readProject(
    `name: a bank\nreporting_currency: EUR\nsources:\n${sources.map((keys) => `  - table: entity\n    ${keys.split('\n').join('\n    ')}\n`).join('')}`,
    '/p',
  );

function problem(...sources: readonly string[]): string {
  try {
    project(...sources);
  } catch (error) {
    if (error instanceof PlimsollError) return error.message;
    throw error;
  }
  return 'no error';
}

describe('a source that reads a server', () => {
  it('has a table or a query, and a name that tells them apart', () => {
    const { sources } = project(
      'server: BANK\nfrom: risk.entity_{date:%Y%m%d}',
      "server: BANK\nquery: SELECT 1 WHERE '{date}' > ''",
      'files: e.csv',
      'server: OTHER\nquery: SELECT 2',
      'server: BANK\nquery: SELECT 3',
    );
    expect(sources.map(originOf)).toEqual([
      'BANK:risk.entity_{date:%Y%m%d}',
      'BANK:query 1',
      'e.csv',
      'OTHER:query 1',
      'BANK:query 2',
    ]);
    expect(sources.map(({ patterns }) => patterns)).toEqual([[], [], ['e.csv'], [], []]);
    const on = sources.flatMap(({ server }) => (server === null ? [] : [tableOn(server, '2024-01-31')]));
    expect(on[0]).toEqual({
      variable: 'BANK',
      rows: { table: 'risk.entity_20240131' },
      shown: 'BANK:risk.entity_20240131',
    });
    expect(on[1]).toMatchObject({
      rows: { query: "SELECT 1 WHERE '2024-01-31' > ''" },
      shown: 'BANK:query 1',
    });
  });

  it('says where its rows are once', () => {
    expect(problem('columns: same')).toBe(
      'plimsoll.yaml:4: A source says where its rows are, and this one has neither of `files` and `server`. Give `files` (paths or patterns), or `server` (the environment variable with the address of a PostgreSQL server) with `from` or `query`.',
    );
    expect(problem('files: a.csv\nserver: BANK\nfrom: t')).toContain('has both of `files` and `server`');
  });

  it('reads a table or a query, one of the two', () => {
    for (const keys of ['', '\nfrom: t\nquery: SELECT 1'])
      expect(problem(`server: BANK${keys}`)).toContain(
        '`from` must say what is read of a server: give `from` (a table) or `query`, one of the two',
      );
    expect(problem('server: BANK\nfrom: t_{date:%q}')).toContain('`from` has the sign %q');
  });

  it('has nothing that says how files are written', () => {
    const told = problem(
      'server: BANK\nfrom: t\nformat: csv\nrecords: a\ncsv: { separator: ";" }\ncorrections: c.csv',
    );
    for (const key of ['format', 'records', 'csv', 'corrections'])
      expect(told).toContain(`\`${key}\` has no meaning together with server. Take it out.`);
  });

  it('names a variable; an address in its place is not shown', () => {
    const told = problem('server: postgres://bank:secret@host/db\nfrom: t');
    expect(told).toContain('`server` must be the name of an environment variable');
    expect(told).not.toContain('secret');
  });
});

describe('a source that reads a DuckDB file', () => {
  it('reads what it says on a date, so that the fingerprint of each date has its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plimsoll-dated-'));
    try {
      await writeFile(join(folder, 'core.duckdb'), '');
      const text = (rows: string) =>
        `name: a bank\nreporting_currency: EUR\nsources:\n  - table: entity\n    files: core.duckdb\n    ${rows}\n`;
      const read = async (rows: string, date: string): Promise<unknown> => {
        const never = () => Promise.reject(new Error('no server is asked'));
        const found = await resolveSources(readProject(text(rows), folder), 'entity', date, never);
        return found[0]?.spec.database;
      };
      const query = "query: SELECT * FROM e WHERE as_of = '{date}' AND day = {date:%Y%m%d}";
      expect(await read(query, '2024-01-31')).toEqual({
        query: "SELECT * FROM e WHERE as_of = '2024-01-31' AND day = 20240131",
      });
      expect(await read('from: e_{date:%y%m%d}', '2024-02-01')).toEqual({ table: 'e_240201' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('has a date of year, month and day', () => {
    expect(problem('files: core.duckdb\nquery: SELECT {date:%Y%m}')).toContain(
      'must tell year, month and day, for example {date:%Y%m%d}',
    );
  });
});
