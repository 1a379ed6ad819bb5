/**
 * A Spark server as the engine: SQL goes there, small results come back, and large ones go as Parquet files through a folder that the server, its executors and this
 * machine see under one path.
 *
 * Temporary tables are Parquet files in a folder of their own, so that they are the same whenever they are read, and views over them. `close` removes them.
 */

import { join } from 'node:path';
import { fail } from '../../errors/error.ts';
import { makeOwnFolder, type OwnFolder } from '../../processes/own-folder.ts';
import { SPARK } from '../../sql/spark/dialect.ts';
import { fileAddress, folderView } from '../../sql/spark/files.ts';
import { assert } from '../../std/assert.ts';
import type { Engine, ResultRow, WriteTarget, WrittenFile } from '../engine.ts';
import { openSparkSession, type SparkOptions, type SparkSession } from './connect/session.ts';
import type { Settings } from './connect/settings.ts';
import { raise } from './failure.ts';
import { type NameResults, type ResultOf, resultViews } from './result-views.ts';
import { checkFolder } from './shared-folder.ts';
import { withSettings } from './with-settings.ts';
import { writeFiles } from './write-files.ts';

export interface SparkEngineOptions extends SparkOptions {
  /** For temporary tables; a fresh folder inside it is made and removed again. The server and its executors must see it under the same path. */
  readonly temporaryFolder: string;
  /** The files and columns of a result that statements name by its fingerprint; left out: they name none. */
  readonly resultOf?: ResultOf;
}

/** Where nobody says otherwise. */
const DEFAULT_SETTINGS: Settings = {
  // Java never compiles longer methods, unless it is told to (-XX:-DontCompileHugeMethods): in place of one for a whole stage there are many short ones.
  'spark.sql.codegen.hugeMethodLimit': '8000',
};

/** What decides how files are read and written. */
const FILE_SETTINGS: Settings = {
  'spark.sql.parquet.compression.codec': 'zstd',
  // As many rows in a file as there are: how many files there are is a matter of the target.
  'spark.sql.files.maxRecordsPerFile': '0',
  // Days are days: none is moved to the calendar of another age.
  'spark.sql.parquet.datetimeRebaseModeInWrite': 'CORRECTED',
  'spark.sql.parquet.datetimeRebaseModeInRead': 'CORRECTED',
  // What stands in the name of a folder is text.
  'spark.sql.sources.partitionColumnTypeInference.enabled': 'false',
  // A file that is gone or damaged is an error, and not a few rows less.
  'spark.sql.files.ignoreMissingFiles': 'false',
  'spark.sql.files.ignoreCorruptFiles': 'false',
};

/** An engine that is a server. */
export interface SparkEngine extends Engine {
  /** A setting of its session, as it stands now; null for one that is not set. Errors: those of a call, spark.statement for a name that Spark does not know. */
  readonly setting: (name: string) => Promise<string | null>;
  /** Stops what the server computes for it. Errors: those of a call. */
  readonly stop: () => Promise<void>;
}

class SparkOverConnect implements SparkEngine {
  readonly name = 'spark';
  readonly #session: SparkSession;
  readonly #folder: OwnFolder;
  readonly #nameResults: NameResults;
  #tables = 0;

  constructor(session: SparkSession, folder: OwnFolder, resultOf: ResultOf | undefined) {
    this.#session = session;
    this.#folder = folder;
    this.#nameResults = resultOf === undefined ? async () => {} : resultViews(session, resultOf);
  }

  /** Every statement goes this way; `folder` is where it writes, if it does. */
  async #told<T>(
    sql: string,
    tell: (session: SparkSession) => Promise<T>,
    folder: string | null = null,
  ): Promise<T> {
    try {
      await this.#nameResults(sql);
      return await tell(this.#session);
    } catch (error) {
      return raise(error, sql, folder);
    }
  }

  execute(sql: string): Promise<void> {
    return this.#told(sql, (session) => session.execute(sql));
  }

  async createTable(name: string, query: string, most?: number): Promise<number> {
    const rows = most === undefined ? query : `SELECT * FROM (\n${query}\n) LIMIT ${most}`;
    this.#tables += 1;
    const folder = join(this.#folder.path, `table-${this.#tables}`);
    const target = { path: fileAddress(folder), partitionBy: [] };
    const written = await this.#told(query, (session) => session.write(rows, target), folder);
    await this.execute(folderView(name, folder));
    const [counted] = await this.rows(`SELECT count(*) AS n FROM ${SPARK.quoteName(name)}`);
    assert(typeof counted?.['n'] === 'bigint', 'a table that was created has a number of rows');
    if (counted['n'] !== written) fail('spark.rows_missing', { folder, written, found: counted['n'] });
    return Number(written);
  }

  rows(sql: string): Promise<readonly ResultRow[]> {
    return this.#told(sql, (session) => session.rows(sql));
  }

  writeParquet(query: string, target: WriteTarget): Promise<readonly WrittenFile[]> {
    return this.#told(query, (session) =>
      withSettings(session, target.settings ?? {}, () => writeFiles(session, query, target)),
    );
  }

  setting(name: string): Promise<string | null> {
    return this.#session.setting(name);
  }

  /** Memory is the server's, and how it is shared is a question of its configuration. */
  async shareMemory(): Promise<void> {}

  async stop(): Promise<void> {
    await this.#session.interrupt();
  }

  async close(): Promise<void> {
    await this.#session.close();
    await this.#folder.remove();
  }
}

/**
 * Opens a session, and checks that files which one side writes are there for the other.
 *
 * Errors: those of openSparkSession, spark.folder.
 */
export async function openSpark({
  temporaryFolder,
  resultOf,
  ...options
}: SparkEngineOptions): Promise<SparkEngine> {
  const session = await openSparkSession({
    ...options,
    settings: { ...DEFAULT_SETTINGS, ...options.settings, ...FILE_SETTINGS },
  });
  const folder = await makeOwnFolder(temporaryFolder, 'spark').catch(async (error: unknown) => {
    await session.close();
    throw error;
  });
  try {
    await checkFolder(session, folder.path, options.address);
    return new SparkOverConnect(session, folder, resultOf);
  } catch (error) {
    await session.close();
    await folder.remove();
    throw error;
  }
}
