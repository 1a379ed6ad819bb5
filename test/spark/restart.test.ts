/** A server that ends its streams and forgets idle sessions on purpose, comes with other settings, asks for no token, is another one than before, and breaks down: a server of its own. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PATIENT } from '../../src/engine/spark/connect/patience.ts';
import { openSparkSession } from '../../src/engine/spark/connect/session.ts';
import { isSparkMissing, type SparkServer, startSpark } from '../support/spark-server.ts';
import { wayTo } from '../support/way.ts';
import { sharedSpark } from './shared.ts';

const SLEEPY =
  "SELECT count(*) AS n FROM range(0, 600, 1, 600) WHERE reflect('java.lang.Thread', 'sleep', CAST(100 AS BIGINT)) IS NULL";

describe.skipIf(isSparkMissing())('a server of its own, which needs Spark (npm run services),', () => {
  let server: SparkServer;
  beforeAll(async () => {
    server = await startSpark({
      token: null,
      conf: {
        'spark.sql.ansi.enabled': 'false',
        'spark.sql.session.timeZone': 'Asia/Tokyo',
        'spark.sql.decimalOperations.allowPrecisionLoss': 'true',
        'spark.connect.session.manager.defaultSessionTimeout': '3s',
        'spark.connect.session.manager.maintenanceInterval': '1s',
        'spark.connect.execute.reattachable.senderMaxStreamSize': '1m',
        'spark.connect.execute.reattachable.senderMaxStreamDuration': '1s',
      },
    });
  });
  afterAll(() => server?.stop());

  it('computes as Plimsoll needs it, whatever its own settings are', async () => {
    const session = await openSparkSession({ address: server.address });
    await expect(session.rows('SELECT 1 / 0')).rejects.toMatchObject({
      params: { errorClass: 'DIVIDE_BY_ZERO' },
    });
    expect(await session.rows('SELECT current_timezone() AS zone')).toEqual([{ zone: 'UTC' }]);
    await session.close();
  });

  it('that ends its streams on purpose, after so many bytes or so long, gives every row once', async () => {
    const session = await openSparkSession({ address: server.address });
    let next = 0n;
    const large = "SELECT id, repeat('x', 20) AS text FROM range(0, 300000, 1, 10)";
    for await (const rows of session.query(large)) {
      expect(rows[0]?.['id']).toBe(next);
      next += BigInt(rows.length);
      expect(rows.at(-1)?.['id']).toBe(next - 1n);
    }
    expect(next).toBe(300_000n);
    expect(await session.rows(SLEEPY.replace('600, 1, 600', '60, 1, 60'))).toEqual([{ n: 0n }]);
    await session.close();
  });

  it('that forgot an idle session says so', async () => {
    const session = await openSparkSession({ address: server.address });
    await sleep(6000);
    const expired = session.rows('SELECT 1');
    await expect(expired).rejects.toMatchObject({ code: 'spark.session_lost' });
    await expect(expired).rejects.toThrow('INVALID_HANDLE.SESSION_');
    await session.close();
  });

  it('that is another one at the same address does not go on with a session', async () => {
    const spark = sharedSpark();
    const before = await wayTo(server.port);
    const session = await openSparkSession({
      address: `sc://127.0.0.1:${before.port}/;token=${spark.token}`,
    });
    await session.execute('CREATE TEMPORARY VIEW v AS SELECT 1 AS a');
    await before.close();
    const after = await wayTo(spark.port, before.port);
    onTestFinished(after.close);
    // Which of the two hangs on whether the server has heard of the session's name meanwhile.
    const lost = {
      code: 'spark.session_lost',
      params: { errorClass: expect.stringMatching(/^INVALID_HANDLE\.SESSION_(NOT_FOUND|CHANGED)$/) },
    };
    await expect(session.rows('SELECT a FROM v')).rejects.toMatchObject(lost);
    await expect(session.execute('CREATE TEMPORARY VIEW v AS SELECT 1 AS a')).rejects.toMatchObject(lost);
    await session.close();
  });

  it('that breaks down fails what it computes', async () => {
    const retry = { ...PATIENT, triesMax: 3, jitterMs: 1 };
    const session = await openSparkSession({ address: server.address, retry });
    const asked = session.rows(SLEEPY);
    const lost = expect(asked).rejects.toMatchObject({
      code: 'spark.connection_lost',
      params: { tries: 3, reason: 'nothing listens there' },
    });
    await sleep(1000);
    await server.kill();
    await lost;
    await session.close();
  });
});
