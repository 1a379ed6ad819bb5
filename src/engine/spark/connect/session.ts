/**
 * A session of a Spark Connect server: statements, small and large results, settings. Temporary views and settings live as long as the session does.
 *
 * ```ts
 * const session = await openSparkSession({ address: 'sc://localhost:15002' });
 * for await (const rows of session.query('SELECT id FROM range(1000000)')) count += rows.length;
 * await session.close();
 * ```
 */

import { randomUUID } from 'node:crypto';
import type { ResultRow } from '../../engine.ts';
import { parseSparkAddress } from './address.ts';
import { checkedVersion, explained } from './analyze.ts';
import { call } from './call.ts';
import { interrupt } from './interrupt.ts';
import { brief, CLOCK, type Clock, PATIENT, type RetryPolicy } from './patience.ts';
import type { SparkFiles, SparkTarget } from './plan.ts';
import {
  applySettings,
  REQUIRED_SETTINGS,
  readSettings,
  refuseUnknown,
  type Settings,
  swapSetting,
} from './settings.ts';
import {
  batchesOf,
  execute,
  nameFiles,
  type StatementOptions,
  type WriteOptions,
  write,
} from './statement.ts';
import { refuseOtherProtocol, transportTo } from './transport.ts';
import { type Wire, wireOf } from './wire.ts';

export interface SparkOptions {
  /** A connection string, see address.ts. */
  readonly address: string;
  /** Beside those that Plimsoll needs, for example `spark.sql.shuffle.partitions`. */
  readonly settings?: Settings;
  /** Within which the first call is answered, for each of its few tries; 20 seconds where it is not said. */
  readonly openTimeoutMs?: number;
  readonly retry?: RetryPolicy;
  readonly clock?: Clock;
}

export interface SparkSession {
  readonly id: string;
  /** Of the server: `4.0.1`. */
  readonly version: string;
  /** Runs one statement for its effect; a query to its end, without its rows. */
  readonly execute: (sql: string, options?: StatementOptions) => Promise<void>;
  /**
   * Runs one query and hands over its rows as they come, in batches of some thousands, never more than a few in memory: the server waits for its reader. Who
   * stops reading (`break`) stops the query.
   */
  readonly query: (sql: string, options?: StatementOptions) => AsyncIterable<readonly ResultRow[]>;
  /** All rows of one query; for results that fit in memory. */
  readonly rows: (sql: string, options?: StatementOptions) => Promise<readonly ResultRow[]>;
  /** Writes the rows of one query as Parquet files, in place of what lies there; how many rows they are, as a rule as those counted that wrote them. */
  readonly write: (sql: string, target: SparkTarget, options?: WriteOptions) => Promise<bigint>;
  /** Gives Parquet files a name, in place of what had it; each of them must be there. */
  readonly nameFiles: (name: string, files: SparkFiles, options?: StatementOptions) => Promise<void>;
  /** How Spark would execute a statement, in its own words. */
  readonly explain: (sql: string) => Promise<string>;
  /** Null for one that is not set. Errors: spark.statement for a name that Spark does not know. */
  readonly setting: (name: string) => Promise<string | null>;
  /** Errors: spark.setting where it is not taken, or is one that Plimsoll needs otherwise. */
  readonly set: (name: string, value: string) => Promise<void>;
  /** Sets one that Spark knows, and tells what it was, null where it was not set. Errors: spark.setting, as for `set` and for a name that Spark does not know. */
  readonly swap: (name: string, value: string) => Promise<string | null>;
  /** Stops one statement, or all of the session; tells which were stopped. */
  readonly interrupt: (operationId?: string) => Promise<readonly string[]>;
  /** Stops what is running and lets the server forget the session. Never fails: a server that is away forgets it by itself. */
  readonly close: () => Promise<void>;
}

/**
 * Connects, and checks the server before anything is computed on it: its version, and that it takes the settings that figures hang on.
 *
 * Errors: spark.address, spark.clear_text, spark.unreachable, spark.connection_lost, spark.token, spark.version, spark.setting, spark.session_lost.
 */
export async function openSparkSession(options: SparkOptions): Promise<SparkSession> {
  const address = parseSparkAddress(options.address);
  await refuseOtherProtocol(address);
  const { client, close } = await transportTo(address);
  const retry = options.retry ?? PATIENT;
  const id = address.sessionId ?? randomUUID();
  const wire = wireOf({ client, address, retry, clock: options.clock ?? CLOCK }, id);
  try {
    const version = await checkedVersion(wire, options.openTimeoutMs ?? OPEN_TIMEOUT_MS);
    const { settings = {} } = options;
    await refuseUnknown(wire, settings);
    await applySettings(wire, { ...REQUIRED_SETTINGS, ...settings });
    return sessionOver(wire, { id, version, close });
  } catch (error) {
    close();
    throw error;
  }
}

interface Opened {
  readonly id: string;
  readonly version: string;
  readonly close: () => void;
}

function sessionOver(wire: Wire, { id, version, close }: Opened): SparkSession {
  return {
    id,
    version,
    execute: (sql, options = {}) => execute(wire, sql, options),
    query: (sql, options = {}) => batchesOf(wire, sql, options),
    rows: async (sql, options = {}) => {
      const rows: ResultRow[] = [];
      for await (const batch of batchesOf(wire, sql, options)) for (const row of batch) rows.push(row);
      return rows;
    },
    write: (sql, target, options = {}) => write(wire, sql, target, options),
    nameFiles: (name, files, options = {}) => nameFiles(wire, name, files, options),
    explain: (sql) => explained(wire, sql),
    setting: async (name) => (await readSettings(wire, [name])).get(name) ?? null,
    set: (name, value) => applySettings(wire, { [name]: value }),
    swap: (name, value) => swapSetting(wire, name, value),
    interrupt: (operationId) => interrupt(wire, operationId),
    close: async () => {
      await release(wire);
      close();
    },
  };
}

const OPEN_TIMEOUT_MS = 20_000;

/** Who is done does not wait long for a server that does not answer. */
const CLOSE_TIMEOUT_MS = 5000;

async function release(wire: Wire): Promise<void> {
  await call(wire, (options) => wire.client.releaseSession(identityOf(wire), options), {
    policy: brief(wire.retry),
    timeoutMs: CLOSE_TIMEOUT_MS,
  }).catch(() => undefined);
}

/** The one request that does not say what was observed. */
function identityOf(wire: Wire) {
  const { sessionId, userContext, clientType } = wire.identity();
  return { sessionId, userContext, clientType };
}
