/** Files that change while they are read: whatever the moment, the import stops and says so, and nothing is made of two states of a file. */

import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  csv,
  type ImportHarness,
  openHarness,
  POSITION,
  sourceSpec,
} from '../../test/support/import-harness.ts';
import type { Engine } from '../engine/engine.ts';
import { PlimsollError } from '../errors/error.ts';
import { fingerprintFiles } from './fingerprint.ts';
import { importTable } from './import-table.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

/** Has a reject, a broken record and a doubled key, so that an import opens the file as often as it ever does. */
const BEFORE = csv('a,loan,1.00,,,', 'b,loan,x,,,', 'broken', 'c,loan,2.00,,,', 'c,loan,3.00,,,');

/** Long ago, so that no change falls into the same tick of the file system's clock. */
const LONG_AGO = new Date('2024-01-31T00:00:00Z');

/** The engine, which calls `before` with the number of the statement that comes. */
const watched = (before: (statement: number) => Promise<void>): Engine => {
  let statement = 0;
  const { engine } = harness;
  return {
    name: engine.name,
    execute: async (sql) => {
      await before(statement++);
      return engine.execute(sql);
    },
    rows: async (sql) => {
      await before(statement++);
      return engine.rows(sql);
    },
    createTable: async (name, query, most) => {
      await before(statement++);
      return engine.createTable(name, query, most);
    },
    writeParquet: (query, target) => engine.writeParquet(query, target),
    shareMemory: (parts) => engine.shareMemory(parts),
    close: () => engine.close(),
  };
};

/** Imports a file with BEFORE and calls `before` before each statement. */
async function importWatched(before: (statement: number, path: string) => Promise<void>) {
  const own = await mkdtemp(join(harness.folder, 'changing-'));
  const path = join(own, 'positions.csv');
  const outFolder = await mkdtemp(join(harness.folder, 'out-'));
  await writeFile(path, BEFORE);
  await utimes(path, LONG_AGO, LONG_AGO);
  return importTable(
    watched((statement) => before(statement, path)),
    {
      table: POSITION,
      sources: [{ spec: sourceSpec(), files: [{ path, shown: 'positions.csv' }] }],
      entityFiles: [],
      parameters: { calculationDate: '2024-01-31', reportingCurrency: 'EUR', jurisdiction: 'BASEL' },
      outFolder,
    },
  );
}

const changes: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ['rows are added', (path) => appendFile(path, 'd,loan,4.00,,,\n')],
  ['it gets half a row more', (path) => appendFile(path, 'd,lo')],
  ['it is cut in the middle of a row', (path) => truncate(path, BEFORE.length - 9)],
  ['it is emptied', (path) => truncate(path, 0)],
  ['its rows are others of the same size', (path) => writeFile(path, BEFORE.replace('1.00', '9.00'))],
  ['its rejects are mended', (path) => writeFile(path, csv('a,loan,1.00,,,', 'b,loan,1,,,'))],
  ['its columns are others', (path) => writeFile(path, 'x,y\n1,2\n')],
  [
    'another file takes its place',
    async (path) => {
      await writeFile(`${path}.new`, BEFORE.replace('2.00', '8.00'));
      await utimes(`${path}.new`, LONG_AGO, LONG_AGO);
      await rename(`${path}.new`, path);
    },
  ],
  ['it is removed', (path) => rm(path)],
];

describe('a file that changes while it is imported', () => {
  let statements = 0;
  beforeAll(async () => {
    const result = await importWatched(async (statement) => {
      statements = statement + 1;
    });
    expect(result).toMatchObject({ rows: 2, rejects: { rows: 3 } });
    expect(statements).toBeGreaterThan(10);
  });

  it.each(changes.map(([what, change], i) => [what, change, i % 3] as const))(
    'stops the import, whichever statement it comes before: %s',
    async (_, change, first) => {
      // Each change before every third statement; the changes together come before all of them.
      for (let at = first; at < statements; at += 3) {
        const failure = await importWatched(async (statement, path) => {
          if (statement === at) await change(path);
        }).then(
          () => 'imported',
          (error: unknown) => (error instanceof PlimsollError ? error : `a fault: ${error}`),
        );
        expect([at, failure]).toEqual([at, expect.objectContaining({ code: 'input.file_changed', exit: 2 })]);
        expect(String(failure)).toContain('positions.csv changed while it was read');
      }
    },
  );

  it('leaves nothing of its own in the engine: the next import is like any other', async () => {
    const { rows } = await harness.importTexts([csv('a,loan,1.00,,,')]);
    expect(rows).toHaveLength(1);
  });
});

describe('a file that changes while it is hashed', () => {
  const BYTES = 64 * 1_048_576;
  const cacheFile = (): string => join(harness.folder, 'state/files.json');
  const hash = async (path: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');

  async function bigFile(name: string): Promise<string> {
    const path = join(harness.folder, name);
    await writeFile(path, 'x');
    await truncate(path, BYTES);
    await utimes(path, LONG_AGO, LONG_AGO);
    return path;
  }

  it('once is hashed again: the print is that of the whole new content', async () => {
    const path = await bigFile('once.csv');
    const printing = fingerprintFiles([path], { cacheFile: cacheFile() });
    setTimeout(() => appendFileSync(path, 'late'), 5);
    const [print] = await printing;
    expect(print).toEqual({ path, bytes: BYTES + 4, sha256: await hash(path) });
  });

  it('all the time is refused, after a few readings', async () => {
    const path = await bigFile('log.csv');
    const writer = setInterval(() => appendFileSync(path, 'more\n'), 1);
    try {
      await expect(fingerprintFiles([path], { cacheFile: cacheFile() })).rejects.toMatchObject({
        code: 'input.file_changed',
      });
    } finally {
      clearInterval(writer);
    }
  });

  it('because it is removed is refused; so is one that was there when it was looked for', async () => {
    const path = join(harness.folder, 'gone.csv');
    await expect(fingerprintFiles([path], { cacheFile: cacheFile() })).rejects.toMatchObject({
      code: 'input.file_changed',
    });
  });
});
