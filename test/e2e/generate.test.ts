/** `generate` in a folder that holds data: what it has not written it leaves alone, to the byte. */

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyFolder, plimsoll } from './project-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = join(emptyFolder(), 'bank');
  expect((await plimsoll('.', 'init', folder)).exit).toBe(0);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const generate = (...args: readonly string[]) =>
  plimsoll(folder, 'generate', '--deals', '200', '--seed', '1', ...args);

/** Every file below the project by its content, without the state that no user looks at. */
function contents(): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('.plimsoll'));
  const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  return Object.fromEntries(names.sort().map((path) => [path.slice(folder.length + 1), hash(path)]));
}

function put(name: string, text: string): void {
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data', name), text);
}

it.each(['account.csv', 'account.parquet', 'loan-0001.parquet', 'exchange_rate.csv'])(
  'refuses to begin where a file of the bank has the name of one of its own: %s',
  async (name) => {
    put(name, 'account_id\nthe bank’s own\n');
    const before = contents();
    const refused = await generate();
    expect(refused).toMatchObject({ exit: 2, out: '' });
    expect(refused.err).toContain('would overwrite files that it has not written');
    expect(refused.err).toContain(name);
    expect(contents()).toEqual(before);
    const { out } = await plimsoll(folder, '--json', 'generate', '--deals', '200', '--seed', '1');
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'cli.not_generated' } });
  },
);

it('replaces what it has written, in the same form or another, and nothing besides', async () => {
  put('accounts-of-january.csv', 'account_id\n1\n');
  put('notes.txt', 'not to be lost\n');
  const own = contents();
  expect((await generate()).exit).toBe(0);
  const first = contents();
  expect((await generate()).exit).toBe(0);
  expect(contents()).toEqual(first);

  expect((await generate('--format', 'csv')).exit).toBe(0);
  const names = Object.keys(contents());
  expect(names).toContain('data/account.csv');
  expect(names.filter((name) => name.endsWith('.parquet'))).toEqual([]);
  for (const name of ['data/accounts-of-january.csv', 'data/notes.txt'])
    expect(contents()[name]).toBe(own[name]);
  expect((await plimsoll(folder, 'run')).exit).toBe(0);
});

it('refuses a file of the bank that came after it, and writes nothing', async () => {
  expect((await generate()).exit).toBe(0);
  put('holding.csv', 'holding_id\n1\n');
  const before = contents();
  const refused = await generate('--format', 'csv');
  expect(refused.exit).toBe(2);
  expect(refused.err).toContain('holding.csv');
  expect(contents()).toEqual(before);
});

it('leaves a configuration that a person has written as it is, and says so', async () => {
  const path = join(folder, 'plimsoll.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n# mine\n`);
  const before = readFileSync(path, 'utf8');
  const { exit, out } = await generate();
  expect(exit).toBe(0);
  expect(out).toContain('was edited by hand and is left as it is');
  expect(readFileSync(path, 'utf8')).toBe(before);
});

it('does nothing outside of a project', async () => {
  rmSync(join(folder, 'plimsoll.yaml'));
  const before = contents();
  expect(await generate()).toMatchObject({ exit: 2, out: '' });
  expect(contents()).toEqual(before);
});
