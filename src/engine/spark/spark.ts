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
import { settingsOver, type WithSettings } from './with-settings.ts';
import { writeFiles } from './write-files.ts';

export interface SparkEngineOptions extends SparkOptions {
  /** For temporary tables; a fresh folder inside it is made and removed again. The server and its executors must see it under the same path. */
  readonly temporaryFolder: string;
  /** The files and columns of a result that statements name by its fingerprint; left out: they name none. */
  readonly resultOf?: ResultOf;
}

/** Where nobody says otherwise. */
const DEFAULT_SETTINGS: Settings = {
  'spark.sql.parquet.compression.codec': 'zstd',
  // As many rows in a file as there are: how many files there are is a matter of the target.
  'spark.sql.files.maxRecordsPerFile': '0',
  // Java never compiles longer methods, unless it is told to (-XX:-DontCompileHugeMethods): in place of one for a whole stage there are many short ones.
  'spark.sql.codegen.hugeMethodLimit': '8000',
};

/** An engine that is a server. */
export interface SparkEngine extends Engine {
  /** A setting of its session, as it stands now; null for one that is not set. Errors: those of a call, spark.statement for a name that Spark does not know. */
  readonly setting: (name: string) => Promise<string | null>;
  /** Stops what the server computes for it, for good: who waits for a statement waits on, and no other is begun. Errors: those of a call. */
  readonly stop: () => Promise<void>;
}

class SparkOverConnect implements SparkEngine {
  readonly name = 'spark';
  readonly #session: SparkSession;
  readonly #folder: OwnFolder;
  readonly #nameResults: NameResults;
  readonly #withSettings: WithSettings;
  #tables = 0;
  #isStopped = false;

  constructor(session: SparkSession, folder: OwnFolder, resultOf: ResultOf | undefined) {
    this.#session = session;
    this.#folder = folder;
    this.#withSettings = settingsOver(session);
    this.#nameResults = resultOf === undefined ? async () => async () => {} : resultViews(session, resultOf);
  }

  /** What the end has broken off is no error, and never comes back. */
  async #unlessStopped<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (!this.#isStopped) return await work();
    } catch (error) {
      if (!this.#isStopped) throw error;
    }
    return new Promise(() => undefined);
  }

  /** Every statement goes this way; `folder` is where it writes, if it does. */
  #told<T>(
    sql: string,
    tell: (session: SparkSession) => Promise<T>,
    folder: string | null = null,
  ): Promise<T> {
    return this.#unlessStopped(async () => {
      try {
        const refuseReplaced = await this.#nameResults(sql);
        const told = await tell(this.#session);
        await refuseReplaced();
        return told;
      } catch (error) {
        return raise(error, sql, folder);
      }
    });
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
    return this.#unlessStopped(() =>
      this.#withSettings(target.settings ?? {}, () =>
        this.#told(query, (session) => writeFiles(session, query, target)),
      ),
    );
  }

  setting(name: string): Promise<string | null> {
    return this.#unlessStopped(() => this.#session.setting(name));
  }

  /** Memory is the server's, and how it is shared is a question of its configuration. */
  async shareMemory(): Promise<void> {}

  async stop(): Promise<void> {
    this.#isStopped = true;
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
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
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
