import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MANIFEST_FORMAT } from '../store/manifest.ts';
import { openStore, type Store, type StoredResult, writeResult } from '../store/store.ts';
import type { Session } from './session.ts';
import { namedFiles, withBase } from './with-base.ts';

const session = {
  project: {
    spark: { variable: 'PLIMSOLL_TEST_NO_SUCH_SERVER', settings: {}, stages: {}, ui: null, smallRows: 0 },
  },
  pipeline: { name: 'p', stages: [{ name: 'deals' }, { name: 'liquidity' }] },
} as unknown as Session;

it('takes no engine of the session for the embedded one: each of several dates at once has its own', async () => {
  expect(await withBase(session, 'duckdb', async (base) => base ?? 'that of whoever computes')).toBe(
    'that of whoever computes',
  );
});

it('names the variable that holds the address of a server, where it is empty', async () => {
  await expect(withBase(session, 'spark', async () => 0)).rejects.toThrow('PLIMSOLL_TEST_NO_SUCH_SERVER');
});

it('refuses settings of a stage that there is none of', async () => {
  const spark = { ...session.project.spark, stages: { liquidty: { 'spark.sql.shuffle.partitions': '3' } } };
  const mistyped = { ...session, project: { ...session.project, spark } };
  await expect(withBase(mistyped, 'spark', async () => 0)).rejects.toMatchObject({
    code: 'spark.unknown_stage',
    params: { found: 'liquidty', pipeline: 'p', nearest: 'liquidity' },
  });
});

const PRINT = 'a1b2';

function storeOneFile(store: Store, path: string): Promise<StoredResult> {
  return writeResult(store, async (folder) => {
    const text = 'PAR1PAR1';
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, path), text);
    const head = { format: MANIFEST_FORMAT, fingerprint: PRINT, name: 'liquidity', rows: 1 } as const;
    const columns = [{ name: 'id', type: 'text', nullable: false }];
    const files = [{ path, partition: null, rows: 1, bytes: text.length }];
    return { ...head, columns, key: ['id'], order: ['id'], files, details: null };
  });
}

it('names the files of a result by its manifest, and looks at them again only where that is another one', async () => {
  const root = await mkdtemp(join(tmpdir(), 'plimsoll-test-'));
  try {
    const store = await openStore(root);
    const resultOf = namedFiles(store);
    await expect(resultOf(PRINT)).rejects.toMatchObject({ code: 'store.missing' });
    const { folder } = await storeOneFile(store, 'data/first.parquet');
    const first = await resultOf(PRINT);
    expect(first.paths).toEqual([join(folder, 'data/first.parquet')]);
    await rm(join(folder, 'data/first.parquet'));
    expect(await resultOf(PRINT)).toBe(first);
    await storeOneFile(store, 'data/second.parquet');
    expect((await resultOf(PRINT)).paths).toEqual([join(folder, 'data/second.parquet')]);
    await rm(folder, { recursive: true });
    await expect(resultOf(PRINT)).rejects.toMatchObject({ code: 'store.missing' });
  } finally {
    await rm(root, { recursive: true });
  }
});
