/**
 * What every engine must do, whatever it is: a suite that each implementation runs. SQL texts come from the engine's dialect, so
 * the suite says what it wants in expressions of the language where it can.
 */

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cell, Engine, EngineOptions, WriteTarget } from '../../src/engine/engine.ts';
import { PlimsollError } from '../../src/errors/error.ts';
import { fileLiteral } from '../../src/sql/duckdb/files.ts';
import { withDuckDb } from '../property/scratch-engine.ts';

export interface EngineUnderTest {
  readonly name: string;
  readonly open: (options: EngineOptions) => Promise<Engine>;
  /** SQL of the engine for each value: a query with the one column `v`. */
  readonly literals: Readonly<Record<RoundTrip, string>>;
  readonly queries: {
    /** A query without rows, with a column `v`. */
    readonly noRows: string;
    /** Raises `PLIMSOLL:told so` for one of its rows. */
    readonly raise: string;
    /** Leaves the range of its integer type. */
    readonly overflow: string;
    readonly malformed: string;
    /** How much memory the engine may use, as `v`, such as `15.2 MiB`; null where that is not the engine's to say. */
    readonly memory: string | null;
    /** The numbers from 0 up to so many as `n`, of the type of integers. */
    readonly numbers: (count: number) => string;
    /** Sorts so much that 64 MB of memory do not suffice; gives one row with the number of rows sorted as `v`. */
    readonly spilling: { readonly sql: string; readonly count: bigint };
  };
}

/** Values that an engine must hand back without loss, and how they come out. */
export const ROUND_TRIPS = {
  'the largest integer': 9223372036854775807n,
  'the smallest integer': -9223372036854775808n,
  'the largest decimal of 18 digits': '9999999999999999.99',
  'a decimal of 38 digits': '-9999999999999999999999999999999999.9999',
  'a decimal that no float holds': '0.1000',
  'a decimal zero with its scale': '0.000000',
  'a decimal without digits after the point': '12',
  'a leap day': '2024-02-29',
  'the first day of the calendar': '0001-01-01',
  'the last day of the calendar': '9999-12-31',
  'a date before 1970': '1969-12-31',
  'text beyond the basic plane': "it's 😀 é",
  'text of nothing': '',
  true: true,
  false: false,
  'NULL as a decimal': null,
  'NULL as text': null,
} as const satisfies Readonly<Record<string, Cell>>;

export type RoundTrip = keyof typeof ROUND_TRIPS;

/** The engine of the running test, and the folder that it was given. */
interface Opened {
  engine: Engine;
  folder: string;
}

export function describeEngine(test: EngineUnderTest): void {
  describe(`the engine ${test.name}`, () => {
    const opened = {} as Opened;

    beforeEach(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'plimsoll-contract-'));
      const options = { temporaryFolder: join(folder, 'spill'), memoryLimit: '64MB', threads: 1 };
      Object.assign(opened, { folder, engine: await test.open(options) });
    });

    afterEach(async () => {
      await opened.engine.close();
      rmSync(opened.folder, { recursive: true, force: true });
    });

    describeValues(test, opened);
    describeErrors(test, opened);
    describeTables(test, opened);
    describeFiles(test, opened);
    describeOrder(test, opened);
    describeClosing(test, opened);
  });
}

function describeValues({ name, literals, queries }: EngineUnderTest, opened: Opened): void {
  it.each(Object.entries(ROUND_TRIPS))('hands back %s without loss', async (kind, value) => {
    expect(await opened.engine.rows(literals[kind as RoundTrip])).toEqual([{ v: value }]);
  });

  it('tells its name', () => {
    expect(opened.engine.name).toBe(name);
  });

  it('gives an empty list for no rows', async () => {
    expect(await opened.engine.rows(queries.noRows)).toEqual([]);
  });
}

function describeErrors({ literals, queries }: EngineUnderTest, opened: Opened): void {
  it('passes on what a row raises, without the mark', async () => {
    const error = await refusal(opened.engine.rows(queries.raise));
    expect([error.code, error.message, error.exit]).toEqual(['engine.row', 'told so', 2]);
  });

  it('raises an overflow rather than wrap', async () => {
    const error = await refusal(opened.engine.rows(queries.overflow));
    expect([error.code, error.exit]).toEqual(['engine.overflow', 2]);
  });

  it('calls a statement that it can not run a fault, whether rows are wanted or not', async () => {
    expect((await refusal(opened.engine.rows(queries.malformed))).code).toBe('engine.failed');
    const error = await refusal(opened.engine.execute(queries.malformed));
    expect([error.code, error.exit]).toEqual(['engine.failed', 3]);
  });

  it('goes on after an error', async () => {
    await refusal(opened.engine.rows(queries.raise));
    expect(await opened.engine.rows(literals['a leap day'])).toHaveLength(1);
  });
}

function describeTables({ queries }: EngineUnderTest, opened: Opened): void {
  const countOf = (table: string) => opened.engine.rows(`SELECT count(*) AS n FROM ${table}`);

  it('makes a table of all rows, and tells how many', async () => {
    expect(await opened.engine.createTable('t', queries.numbers(1000))).toBe(1000);
    expect(await opened.engine.rows('SELECT n FROM t WHERE n > 997 ORDER BY n')).toEqual([
      { n: 998n },
      { n: 999n },
    ]);
  });

  it('makes a table of some rows, and of none', async () => {
    expect(await opened.engine.createTable('few', queries.numbers(1000), 7)).toBe(7);
    expect(await countOf('few')).toEqual([{ n: 7n }]);
    expect(await opened.engine.createTable('none', queries.noRows)).toBe(0);
    expect(await countOf('none')).toEqual([{ n: 0n }]);
  });

  it('says of a table that a row stops it', async () => {
    expect((await refusal(opened.engine.createTable('t', queries.raise))).code).toBe('engine.row');
  });
}

const PARTS = `CASE WHEN n % 3 = 0 THEN 'a/b é' WHEN n % 3 = 1 THEN 'EUR' ELSE '' END`;

const targetIn = ({ folder }: Opened, partitionBy: string | null): WriteTarget => ({
  folder,
  name: "it's [1]",
  partitionBy,
  codes: {},
});

const readBack = ({ folder }: Opened, path: string, items: string) =>
  withDuckDb((duckdb) =>
    duckdb.rows(
      `SELECT ${items} FROM read_parquet(${fileLiteral(join(folder, path))}, hive_partitioning = false, file_row_number = true)`,
    ),
  );

function describeOrder({ queries }: EngineUnderTest, opened: Opened): void {
  it.each([null, 'part'])(
    'sorts by the columns of the target, NULL first, in partitions of %s',
    async (partitionBy) => {
      const query = `SELECT n, CASE WHEN n % 5 > 0 THEN n % 5 END AS m, ${PARTS} AS part FROM (${queries.numbers(300)}) AS q`;
      const files = await opened.engine.writeParquet(query, {
        ...targetIn(opened, partitionBy),
        orderBy: ['m', 'n'],
      });
      expect(files.reduce((sum, { rows }) => sum + rows, 0)).toBe(300);
      const found: string[] = [];
      for (const { path, rows, partition } of files) {
        const keys = (await readBack(opened, path, 'n, m')).map(
          ({ n, m }) => `${partition ?? ''} ${m ?? -1n} ${String(n).padStart(3, '0')}`,
        );
        expect(keys).toHaveLength(rows);
        expect(keys).toEqual(keys.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));
        found.push(...keys);
      }
      expect(new Set(found).size).toBe(300);
    },
  );
}

/** What any engine writes, DuckDB reads. */
function describeFiles({ queries }: EngineUnderTest, opened: Opened): void {
  const target = (partitionBy: string | null) => targetIn(opened, partitionBy);
  const read = (path: string, items: string) => readBack(opened, path, items);
  const visible = () => readdirSync(opened.folder).filter((name) => name !== 'spill');

  it('writes one file, in the order of the query', async () => {
    const query = `SELECT n, n % 7 AS m FROM (${queries.numbers(5000)}) AS q ORDER BY m DESC, n`;
    const [file, ...others] = await opened.engine.writeParquet(query, target(null));
    expect([file?.path, file?.partition, file?.rows, others]).toEqual(["it's [1].parquet", null, 5000, []]);
    expect(file?.bytes).toBe(statSync(join(opened.folder, file?.path ?? '')).size);
    const rows = await read(file?.path ?? '', 'n, m');
    const keys = rows.map(({ n, m }) => `${6n - BigInt(String(m))} ${String(n).padStart(5, '0')}`);
    expect(keys).toEqual([...keys].sort());
    expect(keys).toHaveLength(5000);
    expect(visible()).toEqual(["it's [1].parquet"]);
  });

  it('writes a file per value of a column, which keeps the column and the order', async () => {
    const query = `SELECT n, ${PARTS} AS part FROM (${queries.numbers(300)}) AS q ORDER BY n DESC`;
    const files = await opened.engine.writeParquet(query, target('part'));
    expect(files.map(({ partition, rows }) => [partition, rows]).sort()).toEqual([
      ['', 100],
      ['EUR', 100],
      ['a/b é', 100],
    ]);
    for (const { path, partition } of files) {
      const rows = await read(path, 'n, part');
      expect(rows.every(({ part }) => part === partition)).toBe(true);
      const numbers = rows.map(({ n }) => Number(n));
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
      expect(path).toMatch(/^part=[^/]*\/it's \[1\]-/);
    }
  });

  it('writes no file of a partition where there are no rows', async () => {
    const query = `SELECT n, ${PARTS} AS part FROM (${queries.numbers(3)}) AS q WHERE n > 5`;
    expect(await opened.engine.writeParquet(query, target('part'))).toEqual([]);
    expect(visible()).toEqual([]);
  });

  it('leaves nothing to be seen of files that could not be finished', async () => {
    const error = await refusal(opened.engine.writeParquet(queries.raise, target(null)));
    expect([error.code, error.message]).toEqual(['engine.row', 'told so']);
    expect((await refusal(opened.engine.writeParquet(queries.malformed, target(null)))).code).toBe(
      'engine.failed',
    );
    expect(visible()).toEqual([]);
  });
}

function describeClosing({ open, literals, queries }: EngineUnderTest, opened: Opened): void {
  it('spills inside its folder and leaves nothing there', async () => {
    expect(await opened.engine.rows(queries.spilling.sql)).toEqual([{ v: queries.spilling.count }]);
    await opened.engine.close();
    const spill = join(opened.folder, 'spill');
    expect(existsSync(spill) ? readdirSync(spill) : []).toEqual([]);
  });

  it('leaves memory for others', async () => {
    await opened.engine.shareMemory(4);
    // A quarter of 64 MB.
    if (queries.memory !== null)
      expect(await opened.engine.rows(queries.memory)).toEqual([{ v: '15.2 MiB' }]);
    expect(await opened.engine.rows(literals['a leap day'])).toHaveLength(1);
  });

  it('may be closed twice', async () => {
    await opened.engine.close();
    await opened.engine.close();
  });

  it('keeps two engines apart in one folder', async () => {
    const other = await open({ temporaryFolder: join(opened.folder, 'spill') });
    await opened.engine.close();
    expect(await other.rows(literals['a leap day'])).toHaveLength(1);
    await other.close();
  });
}

async function refusal(attempt: Promise<unknown>): Promise<PlimsollError> {
  const outcome = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof PlimsollError) return outcome;
  throw new Error(`expected a PlimsollError, found ${String(outcome)}`);
}
