/**
 * DuckDB inside the process: the default engine.
 *
 * Extensions are never loaded or installed, times are UTC, and spilled data goes to a folder of its own that `close` removes.
 */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  type DuckDBValue,
} from '@duckdb/node-api';
import { fail } from '../errors/error.ts';
import type { Cell, Engine, EngineOptions, ResultRow } from './engine.ts';

const SETTINGS = [
  `SET TimeZone = 'UTC'`,
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET preserve_insertion_order = true',
];

class DuckDbEngine implements Engine {
  readonly name = 'duckdb';
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #spillFolder: string;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, spillFolder: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.#spillFolder = spillFolder;
  }

  async execute(sql: string): Promise<void> {
    try {
      await this.#connection.run(sql);
    } catch (error) {
      raise(error, sql);
    }
  }

  async rows(sql: string): Promise<readonly ResultRow[]> {
    try {
      const reader = await this.#connection.runAndReadAll(sql);
      return reader.getRowObjects().map(toRow);
    } catch (error) {
      raise(error, sql);
    }
  }

  async writeParquet(query: string, path: string): Promise<number> {
    const target = path.replaceAll("'", "''");
    const copy = `COPY (\n${query}\n) TO '${target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`;
    await this.execute(`SET disabled_optimizers = 'join_order,build_side_probe_side'`);
    try {
      const [result] = await this.rows(copy);
      return Number(result?.['Count'] ?? 0);
    } finally {
      await this.execute(`SET disabled_optimizers = ''`);
    }
  }

  async isClustered(path: string, columns: readonly string[]): Promise<boolean> {
    const ranges = await Promise.all(columns.map((column) => this.#rowGroupRanges(path, column)));
    const groups = ranges[0]?.length ?? 0;
    let overlaps = 0;
    for (let first = 0; first < groups; first++) {
      for (let second = first + 1; second < groups; second++) {
        if (!areApart(ranges.map((range) => [range[first], range[second]]))) overlaps += 1;
      }
    }
    const pairs = (groups * (groups - 1)) / 2;
    return groups < GROUPS_MIN || overlaps <= OVERLAPPING_SHARE_MAX * pairs;
  }

  async #rowGroupRanges(path: string, column: string): Promise<readonly Range[]> {
    const [file, name] = [path, column].map((text) => `'${text.replaceAll("'", "''")}'`);
    const rows = await this.rows(
      `SELECT stats_min_value AS low, stats_max_value AS high FROM parquet_metadata(${file}) WHERE path_in_schema = ${name} ORDER BY row_group_id`,
    );
    return rows.map((row) => ({ low: String(row['low']), high: String(row['high']) }));
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    await rm(this.#spillFolder, { recursive: true, force: true });
  }
}

/** Opens an in-memory DuckDB with the given limits. */
export async function openDuckDb(options: EngineOptions): Promise<Engine> {
  await mkdir(options.temporaryFolder, { recursive: true });
  const spillFolder = await mkdtemp(join(options.temporaryFolder, 'spill-'));
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: spillFolder,
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  const engine = new DuckDbEngine(instance, connection, spillFolder);
  for (const setting of SETTINGS) await engine.execute(setting);
  return engine;
}

interface Range {
  readonly low: string;
  readonly high: string;
}

/**
 * Row groups of a clustered file overlap others: rows that a join makes of one row come later, small vectors wait until they fill
 * one, and the last group of each thread holds what is left over. Measured at 4 M rows with ten look-ups: 44 % of all pairs
 * of 33 groups overlap, short stretches each; in a file that lost its order all do. With few groups the share tells nothing.
 */
const OVERLAPPING_SHARE_MAX = 0.7;
const GROUPS_MIN = 16;

/** Two row groups, one pair of ranges per column: a column decides unless both groups hold the same single value. */
function areApart(pairs: readonly (readonly (Range | undefined)[])[]): boolean {
  for (const [first, second] of pairs) {
    if (first === undefined || second === undefined) return false;
    if (first.high < second.low || second.high < first.low) return true;
    if (first.low !== first.high || second.low !== second.high) return false;
  }
  return false;
}

function toRow(row: Record<string, DuckDBValue>): ResultRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toCell(value)]));
}

function toCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'bigint')
    return value;
  if (value instanceof DuckDBDecimalValue || value instanceof DuckDBDateValue) return value.toString();
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  throw new Error(
    `Invariant broken: the engine returned a value of a type that Plimsoll never asks for: ${String(value)}`,
  );
}

function raise(error: unknown, sql: string): never {
  const message = error instanceof Error ? error.message : String(error);
  const own = /PLIMSOLL:(.*)/s.exec(message);
  if (own?.[1] !== undefined) fail('engine.row', { text: own[1].trim() });
  if (/Out of Range Error|Conversion Error|[Oo]verflow/.test(message))
    fail('engine.overflow', { text: message, sql });
  fail('engine.failed', { text: message, sql });
}
