import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckDb } from '../../engine/duckdb.ts';
import { parquetBelow, parquetFiles } from './files.ts';

test('a name with signs of patterns means that file and no other', async () => {
  const root = await mkdtemp(join(tmpdir(), 'plimsoll-files-'));
  const engine = await openDuckDb({ temporaryFolder: root, threads: 1 });
  try {
    const folder = join(root, "it's [1]*?");
    await mkdir(folder);
    const write = (name: string, value: string) =>
      engine.writeParquet(`SELECT '${value}' AS a`, { folder, name, partitionBy: null, codes: {} });
    await write('e1', 'plain');
    await write('e[1]', 'brackets');
    expect(await engine.rows(`SELECT a FROM ${parquetFiles([join(folder, 'e[1].parquet')])}`)).toEqual([
      { a: 'brackets' },
    ]);
    expect(await engine.rows(`SELECT count(*) AS n FROM ${parquetBelow(folder)}`)).toEqual([{ n: 2n }]);
  } finally {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  }
});
