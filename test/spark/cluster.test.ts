/** A standalone cluster of two workers: a statement runs on both, and a run ends well when one of them breaks down in the middle. 2.5 GB. */

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import { openSparkSession } from '../../src/engine/spark/connect/session.ts';
import { amountsBank } from '../support/amounts-bank.ts';
import { compareStores } from '../support/compare-stores.ts';
import { done, finished, metricsOf, onServer, untilFinished, wholeOnly } from '../support/spark-runs.ts';
import { isSparkMissing, type SparkCluster, startSparkCluster } from '../support/spark-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
const [plain, spark] = [join(folder, 'plain'), join(folder, 'spark')];

describe.skipIf(isSparkMissing())('a cluster of two workers, which needs Spark (npm run services),', () => {
  let cluster: SparkCluster;
  beforeAll(async () => {
    cluster = await startSparkCluster();
    amountsBank(plain);
    amountsBank(spark);
    // However few rows a stage reads, the server computes it, in more tasks than one worker is given at once.
    const settings =
      '"spark.sql.shuffle.partitions": "8", "spark.sql.adaptive.coalescePartitions.enabled": "false"';
    appendFileSync(join(spark, 'plimsoll.yaml'), `spark: { small_rows: "0", settings: { ${settings} } }\n`);
  });
  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The workers that take part. Each gives its executor a folder of its own. */
  const workers = async (): Promise<readonly (string | undefined)[]> => {
    const session = await openSparkSession({ address: cluster.address });
    // Tasks that take their time go to all.
    const rows = await session.rows(
      "SELECT DISTINCT reflect('java.lang.System', 'getProperty', 'user.dir') AS folder FROM range(0, 20, 1, 20) WHERE reflect('java.lang.Thread', 'sleep', CAST(200 AS BIGINT)) IS NULL OR id >= 0",
    );
    await session.close();
    return rows.map((row) => /worker-\d/.exec(String(row['folder']))?.[0]).sort();
  };

  it('computes on both', async () => {
    expect(await workers()).toEqual(['worker-1', 'worker-2']);
  });

  it('of which one is killed in the middle of a run computes the rest on the other, with the rows of DuckDB', async () => {
    const run = onServer(spark, cluster.address, '--json');
    await untilFinished(spark, 8, run);
    await cluster.killWorker();
    const kept = finished(spark);
    const ended = await run.ended;
    expect(ended, ended.err).toMatchObject({ exit: 0 });
    expect(finished(spark)).toBeGreaterThan(kept + 2);
    expect(await workers()).toEqual(['worker-2']);
    wholeOnly(spark);

    const embedded = await done(plain, null, 'run', '--json');
    expect(metricsOf(ended)).toEqual(metricsOf(embedded));
    const duckdb = await openDuckDb({ temporaryFolder: folder });
    const { results, rows, differing } = await compareStores(duckdb, plain, spark);
    await duckdb.close();
    expect([results > 9, rows > 2000n, differing]).toEqual([true, true, 0n]);
  });
});
