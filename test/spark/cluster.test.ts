/** A standalone cluster: a statement runs on both of its workers. It takes half a minute and 2.5 GB, so it runs where it is asked for. */

import { expect, it, onTestFinished } from 'vitest';
import { openSparkSession } from '../../src/engine/spark/connect/session.ts';
import { isSparkMissing, startSparkCluster } from '../support/spark-server.ts';

const isAskedFor = process.env['PLIMSOLL_SPARK_CLUSTER'] === 'true';

it.skipIf(!isAskedFor || isSparkMissing())(
  'a cluster computes on its workers, which needs Spark and PLIMSOLL_SPARK_CLUSTER=true',
  async () => {
    const cluster = await startSparkCluster();
    onTestFinished(cluster.stop);
    const session = await openSparkSession({ address: cluster.address });
    // A worker gives each of its executors a folder of its own. Tasks that take their time go to both.
    const rows = await session.rows(
      "SELECT DISTINCT reflect('java.lang.System', 'getProperty', 'user.dir') AS folder FROM range(0, 20, 1, 20) WHERE reflect('java.lang.Thread', 'sleep', CAST(200 AS BIGINT)) IS NULL OR id >= 0",
    );
    const workers = rows.map((row) => /worker-\d/.exec(String(row['folder']))?.[0]);
    expect(workers.sort()).toEqual(['worker-1', 'worker-2']);
    await session.close();
  },
);
