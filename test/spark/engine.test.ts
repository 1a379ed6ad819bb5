/** Spark through the suite that every engine goes through. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSparkSession, type SparkSession } from '../../src/engine/spark/connect/session.ts';
import type { ResultFiles } from '../../src/engine/spark/result-views.ts';
import { openSpark } from '../../src/engine/spark/spark.ts';
import { writeFiles } from '../../src/engine/spark/write-files.ts';
import { INTEGER } from '../../src/schema/types.ts';
import { parquetFiles } from '../../src/sql/duckdb/files.ts';
import { resultRows } from '../../src/sql/spark/files.ts';
import { describeEngine } from '../contract/engine.ts';
import { withDuckDb } from '../property/scratch-engine.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSpark } from './shared.ts';

const ROWS = 300_000n;

describe.skipIf(isSparkMissing())('a Spark server as the engine (npm run services)', () => {
  describeEngine({
    name: 'spark',
    open: ({ temporaryFolder }) => openSpark({ address: sharedSpark().address, temporaryFolder }),
    literals: {
      'the largest integer': "SELECT CAST('9223372036854775807' AS BIGINT) AS v",
      'the smallest integer': "SELECT CAST('-9223372036854775808' AS BIGINT) AS v",
      'the largest decimal of 18 digits': "SELECT CAST('9999999999999999.99' AS DECIMAL(18,2)) AS v",
      'a decimal of 38 digits':
        "SELECT CAST('-9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) AS v",
      'a decimal that no float holds': "SELECT CAST('0.1' AS DECIMAL(9,4)) AS v",
      'a decimal zero with its scale': "SELECT CAST('0' AS DECIMAL(7,6)) AS v",
      'a decimal without digits after the point': "SELECT CAST('12' AS DECIMAL(38,0)) AS v",
      'a leap day': "SELECT DATE '2024-02-29' AS v",
      'the first day of the calendar': "SELECT DATE '0001-01-01' AS v",
      'the last day of the calendar': "SELECT DATE '9999-12-31' AS v",
      'a date before 1970': "SELECT DATE '1969-12-31' AS v",
      'text beyond the basic plane': "SELECT 'it\\'s 😀 é' AS v",
      'text of nothing': "SELECT '' AS v",
      true: 'SELECT true AS v',
      false: 'SELECT false AS v',
      'NULL as a decimal': 'SELECT CAST(NULL AS DECIMAL(18,2)) AS v',
      'NULL as text': 'SELECT CAST(NULL AS STRING) AS v',
    },
    queries: {
      noRows: 'SELECT 1 AS v WHERE false',
      raise:
        "SELECT CASE WHEN id = 1 THEN CAST(raise_error('PLIMSOLL:told so') AS BIGINT) END AS v FROM range(3)",
      overflow: 'SELECT id * 9223372036854775807 AS v FROM range(3)',
      malformed: 'SELEKT 1',
      numbers: (count) => `SELECT id AS n FROM range(0, ${count}, 1, 5)`,
      memory: null,
      spilling: {
        sql: `SELECT count(*) AS v FROM (SELECT h, row_number() OVER (ORDER BY h) AS n FROM (SELECT md5(CAST(id AS STRING)) AS h FROM range(${ROWS})))`,
        count: ROWS,
      },
    },
  });

  it('cuts what is sorted into files that follow each other, in the order of their names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    // As where rows are many.
    const settings = {
      'spark.sql.adaptive.coalescePartitions.enabled': 'false',
      'spark.sql.shuffle.partitions': '12',
    };
    const engine = await openSpark({ address: sharedSpark().address, temporaryFolder: folder, settings });
    try {
      const target = { folder, name: 'part', partitionBy: null, orderBy: ['n'], codes: {} };
      const files = await engine.writeParquet('SELECT 999 - id AS n FROM range(1000)', target);
      expect(files.map(({ path }) => path)).toEqual(
        files.map((_, index) => `part-${String(index).padStart(2, '0')}.parquet`),
      );
      expect(files.length).toBeGreaterThan(10);
      const rows = await withDuckDb((duckdb) =>
        duckdb.rows(`SELECT n FROM ${parquetFiles(files.map(({ path }) => join(folder, path)))}`),
      );
      expect(rows.map(({ n }) => Number(n))).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses files that do not hold all rows, as where an executor wrote into a folder of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    const session = await openSparkSession({ address: sharedSpark().address });
    const losing: SparkSession = {
      ...session,
      write: async (sql, target) => {
        const rows = await session.write(sql, target);
        const way = target.path.replace('file:', '');
        const [first] = readdirSync(way).filter((name) => name.endsWith('.parquet'));
        rmSync(join(way, String(first)));
        return rows;
      },
    };
    try {
      const target = { folder, name: 'part', partitionBy: null, orderBy: ['id'], codes: {} };
      for (const parts of [1, 3]) {
        await session.set('spark.sql.adaptive.coalescePartitions.enabled', 'false');
        await session.set('spark.sql.shuffle.partitions', `${parts}`);
        await expect(writeFiles(losing, 'SELECT id FROM range(100)', target)).rejects.toMatchObject({
          code: 'spark.rows_missing',
          params: { written: 100n },
        });
        expect(readdirSync(folder)).toEqual([]);
      }
    } finally {
      await session.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('reads the files that a result has now, and says which it misses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    const fingerprint = 'a'.repeat(64);
    const columns = [{ name: 'id', type: INTEGER }];
    let result: ResultFiles = { paths: [], columns };
    const resultOf = async () => result;
    const engine = await openSpark({ address: sharedSpark().address, temporaryFolder: folder, resultOf });
    const write = async (count: number): Promise<void> => {
      const target = { folder, name: 'part', partitionBy: null, codes: {} };
      const written = await engine.writeParquet(`SELECT id FROM range(0, ${count}, 1, 1)`, target);
      result = { paths: written.map(({ path }) => join(folder, path)), columns };
    };
    const read = () => engine.rows(`SELECT count(*) AS n, sum(id) AS s FROM ${resultRows(fingerprint)}`);
    try {
      for (const [count, sum] of [
        [100, '4950'],
        [100_000, '4999950000'],
        [10, '45'],
      ] as const) {
        await write(count);
        expect((await read()).map(({ n, s }) => [n, String(s)])).toEqual([[BigInt(count), sum]]);
      }
      // A process mends it while it is read.
      const mended = [result, { ...result }];
      const other = await openSpark({
        address: sharedSpark().address,
        temporaryFolder: folder,
        resultOf: async () => mended.shift() ?? result,
      });
      const sql = `SELECT * FROM ${resultRows(fingerprint)}`;
      await expect(other.rows(sql)).rejects.toMatchObject({ code: 'spark.files_replaced' });
      await other.close();
      const [path = ''] = result.paths;
      rmSync(path);
      await expect(read()).rejects.toMatchObject({ code: 'spark.file_missing' });
      result = { paths: [`${path}-of-another-machine`], columns };
      await expect(read()).rejects.toThrow(`${path}-of-another-machine`);
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('has settings of one query for that one alone, and refuses what it does not know or needs otherwise', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    const engine = await openSpark({ address: sharedSpark().address, temporaryFolder: folder });
    const name = 'spark.sql.shuffle.partitions';
    const write = (part: string, settings: Readonly<Record<string, string>>) =>
      engine.writeParquet('SELECT id % 7 AS n FROM range(100) GROUP BY 1', {
        ...{ folder, name: part, partitionBy: null, orderBy: ['n'], codes: {}, settings },
      });
    try {
      const before = await engine.setting(name);
      const unset = 'spark.sql.files.minPartitionNum';
      expect(await engine.setting(unset)).toBeNull();
      await write('unset', { [unset]: '7', 'parquet.page.size': '1048576' });
      expect(await engine.setting(unset)).toBeNull();
      // Beside each other, as for several dates at once.
      await Promise.all(['3', '4', '5'].map((value) => write(`part${value}`, { [name]: value })));
      expect(await engine.setting(name)).toBe(before);
      for (const [setting, value, problem] of [
        ['spark.sql.shufle.partitions', '3', 'Spark knows no setting of that name'],
        [name, 'many', 'should be int'],
        ['spark.sql.files.ignoreMissingFiles', 'true', 'Plimsoll needs it to be false'],
      ] as const) {
        const refused = await write('refused', { [name]: '3', [setting]: value }).catch(
          (error: unknown) => error,
        );
        expect(refused).toMatchObject({ code: 'spark.setting', params: { name: setting } });
        expect(String(refused)).toContain(problem);
      }
      expect(await engine.setting(name)).toBe(before);
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('counts the rows of each statement by itself, however many run at once, in one session and in others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    const open = () => openSpark({ address: sharedSpark().address, temporaryFolder: folder });
    const engines = await Promise.all([open(), open()]);
    try {
      for (let round = 0; round < 3; round++) {
        const counts = Array.from({ length: 8 }, (_, i) => 10 ** (i % 6) + i);
        const written = await Promise.all(
          counts.map((count, i) =>
            engines[i % 2]?.writeParquet(`SELECT id FROM range(0, ${count}, 1, 3)`, {
              ...{ folder, name: `round${round}part${i}`, partitionBy: null, orderBy: ['id'], codes: {} },
            }),
          ),
        );
        expect(written.map((files) => files?.reduce((sum, { rows }) => sum + rows, 0))).toEqual(counts);
      }
    } finally {
      for (const engine of engines) await engine.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('that was stopped hands nothing back any more, and computes nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    const engine = await openSpark({ address: sharedSpark().address, temporaryFolder: folder });
    const ends: string[] = [];
    const note = (name: string, asked: Promise<unknown>): void => {
      asked.then(
        () => ends.push(`${name} came back`),
        () => ends.push(`${name} failed`),
      );
    };
    try {
      note('before', engine.rows('SELECT count(*) FROM range(100000000000)'));
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await engine.stop();
      note('after', engine.rows('SELECT 1'));
      note('setting', engine.setting('spark.sql.shuffle.partitions'));
      await engine.close();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(ends).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
