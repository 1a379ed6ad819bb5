import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DICTIONARY } from '../dictionary/dictionary.ts';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { loadProject } from '../project/load.ts';
import { resolveSources } from '../project/resolve.ts';
import { generateBank } from './generate.ts';
import { projectFor } from './project.ts';

const noServer = (): Promise<never> => Promise.reject(new Error('a generated bank has files alone'));

describe('the configuration of a generated bank', () => {
  let engine: Engine;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plimsoll-project-'));
    engine = await openDuckDb({ temporaryFolder: folder });
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['parquet', 8_000_000],
    ['parquet', 300],
    ['csv', 8_000_000],
  ] as const)('finds every file of every table: %s, %i rows in a file', async (format, rowsPerFile) => {
    const request = { deals: 1_000, seed: 1, date: '2024-01-31', format, rowsPerFile };
    const result = await generateBank(engine, { ...request, outFolder: join(folder, 'data') });
    await writeFile(join(folder, 'plimsoll.yaml'), projectFor(result));
    const project = await loadProject(folder);
    expect(project.reportingCurrency).toBe('EUR');
    for (const { name } of DICTIONARY) {
      const sources = await resolveSources(project, name, '2024-01-31', noServer);
      const found = sources.flatMap((source) => source.files.map((file) => file.path)).sort();
      const written = result.tables.find((table) => table.table === name)?.files ?? [];
      expect(found).toEqual(written.map((file) => join(folder, 'data', file)).sort());
      expect(sources.map((source) => source.spec.format)).toEqual([format]);
    }
  });

  it('does not change with size and seed, but says which tables may be empty', async () => {
    const request = { date: '2024-01-31', format: 'parquet', outFolder: join(folder, 'data') } as const;
    const small = await generateBank(engine, { ...request, deals: 10, seed: 1 });
    const config = projectFor(small);
    const larger = projectFor(await generateBank(engine, { ...request, deals: 5_000, seed: 2 }));
    expect(config.replaceAll('    may_be_empty: true\n', '')).toBe(larger);
    const empty = small.tables.filter(({ rows }) => rows === 0n).map(({ table }) => table);
    expect(empty).not.toEqual([]);
    await writeFile(join(folder, 'plimsoll.yaml'), config);
    const { sources } = await loadProject(folder);
    expect(sources.flatMap(({ spec }) => (spec.mayBeEmpty ? [spec.table] : []))).toEqual(empty);
  });
});
