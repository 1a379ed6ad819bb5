/** Connections that break and statements that are stopped, on a real server. */

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSparkSession, type SparkSession } from '../../src/engine/spark/connect/session.ts';
import { PlimsollError } from '../../src/errors/error.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { type Way, wayTo } from '../support/way.ts';
import { sharedSpark } from './shared.ts';

/** A thousand tasks of a tenth of a second each: what nobody waits for. */
const LONG = `SELECT count(*) AS n FROM range(0, 1000, 1, 1000) WHERE reflect('java.lang.Thread', 'sleep', CAST(100 AS BIGINT)) IS NULL OR id >= 0`;

/** A task of the server holds all of its rows before it sends them: many tasks, so that this fits. */
const MANY = 'SELECT id FROM range(0, 100000000, 1, 1000)';

describe.skipIf(isSparkMissing())('a statement on a server, which needs Spark (npm run services),', () => {
  let way: Way;
  let session: SparkSession;
  let watcher: SparkSession;
  beforeAll(async () => {
    const spark = sharedSpark();
    way = await wayTo(spark.port);
    session = await openSparkSession({ address: `sc://127.0.0.1:${way.port}/;token=${spark.token}` });
    watcher = await openSparkSession({ address: spark.address });
  });
  afterAll(async () => {
    await session?.close();
    await watcher?.close();
    await way?.close();
  });
  afterEach(async () => {
    expect(await session.interrupt()).toEqual([]);
  });

  it('loses no row and has none twice where its connection breaks twice', async () => {
    const total = 3_000_000n;
    const cuts = [500_000n, 1_900_000n];
    let next = 0n;
    const query = session.query(
      `SELECT id, CAST(id AS DECIMAL(20, 2)) AS amount FROM range(0, ${total}, 1, 30)`,
    );
    for await (const rows of query) {
      // Not with toEqual for each: three million of these take minutes.
      const odd = rows.find((row, at) => row['id'] !== next + BigInt(at));
      expect(odd).toBeUndefined();
      next += BigInt(rows.length);
      expect(rows.at(-1)).toEqual({ id: next - 1n, amount: `${next - 1n}.00` });
      if (cuts[0] !== undefined && next >= cuts[0]) {
        cuts.shift();
        way.cut();
      }
    }
    expect(cuts).toEqual([]);
    expect(next).toBe(total);
  });

  it('has its effect once where the connection breaks while it runs', async () => {
    const table = `cut_${randomUUID().replaceAll('-', '')}`;
    await session.execute(`CREATE TABLE ${table} (n BIGINT) USING parquet`);
    const insert = session.execute(`INSERT INTO ${table} ${LONG.replace('1000, 1, 1000', '20, 1, 20')}`);
    await sleep(300);
    way.cut();
    await insert;
    expect(await session.rows(`SELECT n FROM ${table}`)).toEqual([{ n: 20n }]);
    await session.execute(`DROP TABLE ${table}`);
  });

  it('goes on with single calls where the connection broke between them', async () => {
    way.cut();
    expect(await session.setting('spark.sql.session.timeZone')).toBe('UTC');
    way.cut();
    expect(await session.explain('SELECT 1 AS a')).toContain('Physical Plan');
  });

  it('is stopped on the server by a signal', async () => {
    const stop = new AbortController();
    const operationId = randomUUID();
    const asked = session.rows(LONG, { signal: stop.signal, operationId });
    setTimeout(() => stop.abort(), 500);
    await expect(asked).rejects.toMatchObject({ code: 'spark.stopped', params: { by: 'caller' } });
    // Nothing of it is there to be stopped.
    expect(await session.interrupt(operationId)).toEqual([]);
  });

  it('is stopped on the server when its reader leaves', async () => {
    const operationId = randomUUID();
    for await (const rows of session.query(MANY, { operationId })) {
      expect(rows.length).toBeGreaterThan(0);
      break;
    }
    expect(await session.interrupt(operationId)).toEqual([]);
  });

  it.each(['by its id', 'with all of its session'])('is stopped from elsewhere %s', async (how) => {
    const operationId = randomUUID();
    const asked = session.rows(LONG, { operationId });
    const refused = expect(asked).rejects.toMatchObject({ code: 'spark.stopped', params: { by: 'server' } });
    await sleep(500);
    expect(await watcher.interrupt(operationId)).toEqual([]);
    expect(await session.interrupt(how === 'by its id' ? operationId : undefined)).toEqual([operationId]);
    await refused;
  });

  // Of one that is over the server forgets the name as soon as it is told so, which nobody waits for.
  it('is refused under the name of one that goes on', async () => {
    const operationId = randomUUID();
    const first = session.rows(LONG, { operationId }).catch((error: unknown) => error);
    await sleep(500);
    await expect(session.rows("SELECT 'second' AS a", { operationId })).rejects.toMatchObject({
      code: 'spark.statement',
      params: { errorClass: 'INVALID_HANDLE.OPERATION_ALREADY_EXISTS' },
    });
    await session.interrupt(operationId);
    expect(await first).toBeInstanceOf(PlimsollError);
  });

  it('tells its progress', async () => {
    const told: bigint[] = [];
    const query = LONG.replace('1000, 1, 1000', '60, 1, 60');
    await session.rows(query, {
      onProgress: ({ stages }) => told.push(stages.reduce((sum, stage) => sum + stage.tasksDone, 0n)),
    });
    expect(told.some((tasks) => tasks > 0n)).toBe(true);
  });
});
