/** The password file: which line counts, and that a file that others may read does not. */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { passwordFor, passwordIn } from './password-file.ts';

const ASK = { host: 'db.bank', port: 5432, database: 'risk', user: 'reader' };

describe('the line that counts', () => {
  it.each([
    ['db.bank:5432:risk:reader:one', 'one'],
    ['*:*:*:*:any', 'any'],
    ['other:5432:risk:reader:no\ndb.bank:5432:risk:reader:first\n*:*:*:*:second', 'first'],
    ['# db.bank:5432:risk:reader:comment\r\ndb.bank:*:risk:reader:two\r\n', 'two'],
    ['db.bank:5432:risk:reader:a\\:b\\\\c', 'a:b\\c'],
    ['db.bank:5433:risk:reader:port', undefined],
    ['db.bank:5432:risk:reader:', undefined],
    ['db.bank:5432:risk', undefined],
    ['', undefined],
  ])('%j gives %s', (text, password) => {
    expect(passwordIn(text, ASK)).toBe(password);
  });

  it('knows a local socket as localhost, and a name with a colon', () => {
    expect(passwordIn('localhost:5432:*:*:here', { ...ASK, host: '/var/run' })).toBe('here');
    expect(passwordIn('\\:\\:1:5432:risk:a\\:b:six', { ...ASK, host: '::1', user: 'a:b' })).toBe('six');
  });
});

describe('the file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plimsoll-passwords-'));
    vi.stubEnv('PGPASSFILE', join(folder, 'pgpass'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('counts only as long as nobody else may read it', async () => {
    expect(await passwordFor(ASK)).toBeUndefined();
    await writeFile(join(folder, 'pgpass'), '*:*:*:reader:mine\n', { mode: 0o600 });
    expect(await passwordFor(ASK)).toBe('mine');
    await chmod(join(folder, 'pgpass'), 0o640);
    expect(await passwordFor(ASK)).toBeUndefined();
  });
});
