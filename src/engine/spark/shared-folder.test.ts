import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fail, PlimsollError } from '../../errors/error.ts';
import type { SparkSession } from './connect/session.ts';
import { checkFolder } from './shared-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-shared-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const refused = (text: string): never =>
  fail('spark.statement', { errorClass: 'PATH_NOT_FOUND', sqlState: '42K03', text, fragment: null, sql: '' });

/** What two machines do that see one folder; a test replaces a part. */
const together = (): Pick<SparkSession, 'rows' | 'write'> => ({
  rows: async () => [{ value: readFileSync(join(folder, 'ours.txt'), 'utf8') }],
  write: async () => {
    mkdirSync(join(folder, 'theirs'));
    for (let n = 0; n < 16; n++) writeFileSync(join(folder, 'theirs', `part-${n}.parquet`), '');
    return 16n;
  },
});

/** What the error says, without its beginning; empty where there is none. */
async function problemWith(part: Partial<Pick<SparkSession, 'rows' | 'write'>>): Promise<unknown> {
  const session = { ...together(), ...part } as SparkSession;
  const outcome = await checkFolder(session, folder, 'sc://spark.example:15002').catch(
    (error: unknown) => error,
  );
  if (!(outcome instanceof PlimsollError)) return outcome;
  expect([outcome.code, outcome.params['folder']]).toEqual(['spark.folder', folder]);
  return outcome.params['problem'];
}

it('takes a folder that both see', async () => {
  expect(await problemWith({})).toBe(undefined);
});

it('refuses one that the server can not read', async () => {
  const rows = async () => refused('[PATH_NOT_FOUND] Path does not exist: file:/x.\nmore');
  expect(await problemWith({ rows })).toBe(
    "a file of this machine can't be read there ([PATH_NOT_FOUND] Path does not exist: file:/x.)",
  );
});

it('refuses one where the server has another file of the same name', async () => {
  expect(await problemWith({ rows: async () => [{ value: 'of another day' }] })).toBe(
    'another file lies there than this machine wrote',
  );
  expect(await problemWith({ rows: async () => [] })).toBe('another file lies there than this machine wrote');
});

it('refuses one that the server can not write to, or writes to elsewhere', async () => {
  expect(await problemWith({ write: async () => refused('Permission denied') })).toBe(
    "the server can't write there (Permission denied)",
  );
  expect(await problemWith({ write: async () => 16n })).toBe(
    'of 16 files that its executors write there 0 are seen by this machine',
  );
});

it('refuses one that some of the executors do not see', async () => {
  const write = async () => {
    mkdirSync(join(folder, 'theirs'), { recursive: true });
    writeFileSync(join(folder, 'theirs', 'part-0.parquet'), '');
    return 16n;
  };
  expect(await problemWith({ write })).toBe(
    'of 16 files that its executors write there 1 are seen by this machine',
  );
});

it('passes on that the connection is gone', async () => {
  const rows = async () =>
    fail('spark.connection_lost', { host: 'spark.example', port: 15002, reason: 'it was cut', tries: 3 });
  const session = { ...together(), ...{ rows } } as unknown as SparkSession;
  await expect(checkFolder(session, folder, 'sc://spark.example:15002')).rejects.toMatchObject({
    code: 'spark.connection_lost',
  });
});
