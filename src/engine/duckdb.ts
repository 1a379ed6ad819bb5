/**
 * DuckDB inside the process: the default engine.
 *
 * Extensions are never loaded or installed, times are UTC, and spilled data goes to a folder of its own that `close` removes.
 */

import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  type DuckDBValue,
} from '@duckdb/node-api';
import { fail } from '../errors/error.ts';
import { makeOwnFolder, type OwnFolder } from '../processes/own-folder.ts';
import { fileLiteral } from '../sql/duckdb/files.ts';
import { assert } from '../std/assert.ts';
import type { Cell, Engine, EngineOptions, ResultRow, WriteTarget, WrittenFile } from './engine.ts';
import { NO_ROOM } from './no-room.ts';

const PARQUET = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880';

const SETTINGS = [
  `SET TimeZone = 'UTC'`,
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET preserve_insertion_order = true',
  // Its cache knows files by path and time. Once, reading a result that was removed and computed again within a process failed
  // ("ZSTD Decompression failure") though the file was sound. That did not come again, and the cache is the likely cause; the system
  // keeps files in memory as well.
  'SET enable_external_file_cache = false',
  // Rows that a thread holds per partition before it writes them: two row groups, so that memory stays small.
  'SET partitioned_write_flush_threshold = 245760',
  // Joins are done as written. A look-up is on the right and small, so there is little to gain; turned round, it would lose
  // the order of the rows, and DuckDB 1.5.5 evaluates a check on rows that no join hands out ("there is no value").
  `SET disabled_optimizers = 'join_order,build_side_probe_side'`,
];

const KIBIBYTES_IN = { KiB: 1n, MiB: 1n << 10n, GiB: 1n << 20n, TiB: 1n << 30n };

class DuckDbEngine implements Engine {
  readonly name = 'duckdb';
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #spillFolder: OwnFolder;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, spillFolder: OwnFolder) {
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

  async createTable(name: string, query: string, most?: number): Promise<number> {
    const create = (rows: string): string => `CREATE TEMP TABLE ${identifier(name)} AS ${rows}`;
    if (most === undefined) return this.#counted(create(query));
    // A limit ends the scan where it is reached only when rows may come in any sequence.
    await this.execute('SET preserve_insertion_order = false');
    try {
      return await this.#counted(create(`SELECT * FROM (${query}) LIMIT ${most}`));
    } finally {
      await this.execute('SET preserve_insertion_order = true');
    }
  }

  async #counted(sql: string): Promise<number> {
    const [result] = await this.rows(sql);
    const count = result?.['Count'];
    assert(typeof count === 'bigint', 'a table that was created tells its rows');
    return Number(count);
  }

  async rows(sql: string): Promise<readonly ResultRow[]> {
    try {
      const reader = await this.#connection.runAndReadAll(sql);
      return reader.getRowObjects().map(toRow);
    } catch (error) {
      raise(error, sql);
    }
  }

  async writeParquet(query: string, target: WriteTarget): Promise<readonly WrittenFile[]> {
    const { folder, name, partitionBy } = target;
    // An ENUM is written as the text that it stands for, but without hashing every value to find it in the dictionary.
    for (const [type, values] of Object.entries(target.codes))
      await this.execute(
        `CREATE OR REPLACE TYPE ${identifier(type)} AS ENUM (${values.map(quoted).join(', ')})`,
      );
    const [to, options] =
      partitionBy === null
        ? [join(folder, `${name}.parquet`), PARQUET]
        : [
            folder,
            `${PARQUET}, PARTITION_BY (${identifier(partitionBy)}), WRITE_PARTITION_COLUMNS, OVERWRITE_OR_IGNORE, FILENAME_PATTERN ${quoted(`${name}-{i}`)}`,
          ];
    const [result] = await this.rows(
      `COPY (\n${sorted(query, target.orderBy ?? [])}\n) TO ${quoted(to)} (${options})`,
    );
    const files = await this.#written(target);
    const found = files.reduce((sum, file) => sum + file.rows, 0);
    assert(BigInt(found) === result?.['Count'], `the files of ${name} hold the rows that were written`);
    return files;
  }

  async #written({ folder, name, partitionBy }: WriteTarget): Promise<readonly WrittenFile[]> {
    const all = await readdir(folder, { recursive: true });
    const own = (path: string): boolean =>
      partitionBy === null
        ? path === `${name}.parquet`
        : path.includes('=') && basename(path).startsWith(`${name}-`);
    const written = all.filter(own).sort();
    return Promise.all(
      written.map(async (path) => {
        const file = join(folder, path);
        const [counted] = await this.rows(
          `SELECT num_rows AS "rows" FROM parquet_file_metadata(${fileLiteral(file)})`,
        );
        const { size } = await stat(file);
        const partition =
          partitionBy === null ? null : decodeURIComponent(dirname(path).slice(path.indexOf('=') + 1));
        return { path, partition, rows: Number(counted?.['rows'] ?? 0), bytes: size };
      }),
    );
  }

  async shareMemory(parts: number): Promise<void> {
    const [row] = await this.rows(`SELECT current_setting('memory_limit') AS "limit"`);
    const [, whole, tenths, unit] = /^(\d+)(?:\.(\d))? (KiB|MiB|GiB|TiB)$/.exec(String(row?.['limit'])) ?? [];
    assert(whole !== undefined && unit !== undefined, 'the engine says how much memory it may use');
    const kibibytes =
      (BigInt(`${whole}${tenths ?? '0'}`) * KIBIBYTES_IN[unit as keyof typeof KIBIBYTES_IN]) / 10n;
    await this.execute(`SET memory_limit = '${kibibytes / BigInt(parts)}KiB'`);
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    await this.#spillFolder.remove();
  }
}

/** Opens an in-memory DuckDB with the given limits. */
export async function openDuckDb(options: EngineOptions): Promise<Engine> {
  const spillFolder = await makeOwnFolder(options.temporaryFolder, 'spill');
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: spillFolder.path,
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  const engine = new DuckDbEngine(instance, connection, spillFolder);
  for (const setting of SETTINGS) await engine.execute(setting);
  return engine;
}

function sorted(query: string, order: readonly string[]): string {
  if (order.length === 0) return query;
  return `SELECT * FROM (\n${query}\n) AS rows_to_sort ORDER BY ${order.map((name) => `${identifier(name)} NULLS FIRST`).join(', ')}`;
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

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
  const isDamage = /Parquet file/.test(message);
  if (
    !isDamage &&
    /Out of Range Error|[Oo]verflow|out of range|Could not cast value \S+ to DECIMAL/.test(message)
  )
    fail('engine.overflow', { text: message, sql });
  if (NO_ROOM.test(message)) fail('engine.no_room', { text: message });
  fail('engine.failed', { text: message, sql });
}
