/** `explain --engine spark` beside a real server that has its pages: what it did, kept in the store, and told when the server is long gone. */

import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adviceOn } from '../../src/cli/view/spark-advice.ts';
import { skewOf } from '../../src/cli/view/spark-skew.ts';
import { operationWork } from '../../src/engine/spark/pages/operation-work.ts';
import { openSpark } from '../../src/engine/spark/spark.ts';
import { amountsBank } from '../support/amounts-bank.ts';
import { freePort } from '../support/postgres.ts';
import { withoutProgress } from '../support/small-bank.ts';
import { MB, partOf, stageOf } from '../support/spark-run.ts';
import { type Ended, plimsoll } from '../support/spark-runs.ts';
import { isSparkMissing, type SparkServer, startSpark } from '../support/spark-server.ts';

/** Few stages read more rows. */
const FEW = 'small_rows: "200"';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));

/** Nine of ten rows have one key, so that one task has to sort nearly all of them. */
const SKEWED = `SELECT a.k, a.t, b.n
  FROM (SELECT CASE WHEN id % 10 < 9 THEN 7 ELSE id % 1000 END AS k, repeat(md5(CAST(id AS STRING)), 8) AS t FROM range(200000)) a
  JOIN (SELECT id AS k, id AS n FROM range(1000)) b ON a.k = b.k`;

describe.skipIf(isSparkMissing())('what a run did on a Spark server (npm run services)', () => {
  let server: SparkServer;
  let pages: string;
  beforeAll(async () => {
    const port = await freePort();
    pages = `http://127.0.0.1:${port}`;
    server = await startSpark({
      conf: {
        'spark.ui.enabled': 'true',
        'spark.ui.port': `${port}`,
        'spark.ui.retainedJobs': '1000',
        'spark.ui.retainedStages': '1000',
        // A sort that has so many rows spills them.
        'spark.shuffle.spill.numElementsForceSpillThreshold': '40000',
      },
    });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells spill and skew of one statement, and what to change', async () => {
    const settings = {
      'spark.sql.shuffle.partitions': '4',
      // Rows are shuffled to be joined, and ranges stay apart.
      'spark.sql.autoBroadcastJoinThreshold': '-1',
      'spark.sql.adaptive.coalescePartitions.enabled': 'false',
    };
    const engine = await openSpark({ address: server.address, temporaryFolder: folder, settings });
    try {
      const operation = randomUUID();
      const target = {
        folder,
        name: 'skewed',
        partitionBy: null,
        orderBy: ['k'],
        isNearlySorted: true,
        codes: {},
      };
      const files = await engine.writeParquet(SKEWED, { ...target, operation });
      expect(files.reduce((sum, { rows }) => sum + rows, 0)).toBe(200_000);
      const application = (await engine.setting('spark.app.id')) ?? '';
      const options = { writing: new Set([operation]), patienceMs: 10_000, timeoutMs: 60_000 };
      const found = await operationWork({ address: pages, application }, [operation], options);
      const work = found.get(operation) ?? [];
      const writing = work.find(({ outputBytes }) => outputBytes > 0);
      const [heavy] = writing === undefined ? [] : skewOf(writing);
      expect(writing).toMatchObject({ tasks: 4, failedTasks: 0 });
      expect(writing?.spillDiskBytes).toBeGreaterThan(MB);
      expect(writing?.spillMemoryBytes).toBeGreaterThan(writing?.spillDiskBytes ?? 0);
      // 180,000 rows against some thousand.
      expect([heavy?.of, (heavy?.factor ?? 0) > 4]).toEqual(['shuffle_read', true]);
      const shuffled = work.reduce((sum, each) => sum + each.shuffleWriteBytes, 0);
      expect(shuffled).toBe(work.reduce((sum, each) => sum + each.shuffleReadBytes, 0));
      const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
      expect(writing?.outputBytes).toBe(bytes);
      const [spill] = adviceOn(stageOf(partOf({ files: files.map((each) => each.bytes), work })));
      expect(spill?.text).toMatch(/^liquidity spilled .* Give it more and smaller tasks, `spark\.sql\./);
    } finally {
      await engine.close();
    }
  });

  it('is told when the server is gone, and of the run that it was', async () => {
    const project = join(folder, 'bank');
    amountsBank(project);
    const config = join(project, 'plimsoll.yaml');
    const before = readFileSync(config, 'utf8');
    const configure = (spark: string): void => writeFileSync(config, `${before}\nspark: { ${spark} }\n`);
    const typed = (...args: readonly string[]): Promise<Ended> => plimsoll(project, server.address, ...args);
    const explained = () => typed('explain', '--engine', 'spark');
    const onSpark = () => typed('run', '--engine', 'spark');
    // Pages that do not answer are no reason to fail.
    configure(`${FEW}, ui: "http://127.0.0.1:${await freePort()}"`);
    const deaf = await onSpark();
    expect(deaf.exit).toBe(0);
    expect(deaf.err).toContain('What Spark did is not known in full: The pages of Spark at');
    expect(deaf.err).toContain('nothing listens there');
    expect((await explained()).out).toContain(
      'Tasks, spill, shuffles and skew are not known. The pages of Spark at',
    );

    // Nobody says where they are.
    configure(FEW);
    const without = await explained();
    expect([without.exit, without.err]).toEqual([0, '']);
    expect(without.out).toContain('What Spark did for run 1, of 2024-01-31, application local-');
    expect(without.out).toContain('Tasks, spill, shuffles and skew are not known.');
    expect(without.out).toContain('`spark: { ui: "http://127.0.0.1:4040" }`');

    // They are asked afterwards.
    configure(`${FEW}, ui: "${pages}/"`);
    const known = await explained();
    expect(known.out).not.toContain('not known');
    expect(known.out).toMatch(/Nothing to change\./);
    const told = JSON.parse((await typed('explain', '--engine', 'spark', '--json')).out) as SparkJson;
    expect(told.stages.length).toBeGreaterThan(2);
    expect(told.stages.every(({ tasks }) => tasks !== null && tasks > 0)).toBe(true);
    expect(told.stages.some(({ shuffle_read_bytes: read }) => read !== null && read > 0)).toBe(true);

    // As a run fails: the server meets a row without a rate.
    const rates = join(project, 'rates.csv');
    const whole = readFileSync(rates, 'utf8');
    writeFileSync(rates, whole.replace('USD', 'CHF'));
    expect((await onSpark()).exit).not.toBe(0);
    const failed = JSON.parse((await typed('explain', '--engine', 'spark', '--json')).out) as SparkJson;
    expect([failed.run, failed.last_run]).toEqual([2, 2]);
    expect(failed.failed?.message).toContain('USD');
    const broken = failed.stages.find(({ stage }) => stage === failed.failed?.stage);
    expect(broken).toMatchObject({ rows: 0, files: 0 });
    expect(broken?.tasks).toBeGreaterThan(0);
    // Its tasks did not run again.
    const shown = (await explained()).out;
    expect(shown).toContain(`It failed as ${failed.failed?.stage} was computed: `);
    expect(shown).not.toContain('ran again');

    // What fails before Spark does anything takes the place of nothing.
    const settled = readFileSync(config, 'utf8');
    configure(
      `${FEW}, ui: "${pages}/", stages: { ${failed.failed?.stage}: { spark.sql.shuffle.partitoins: "3" } }`,
    );
    const mistyped = await onSpark();
    expect(mistyped.err).toContain('Spark knows no setting of that name');
    expect(JSON.parse((await typed('explain', '--engine', 'spark', '--json')).out)).toMatchObject({
      run: 2,
      last_run: 3,
    });
    writeFileSync(config, settled);
    writeFileSync(rates, whole);

    // As a run ends.
    appendFileSync(config, 'salt: another\n');
    const asked = await onSpark();
    expect([asked.exit, withoutProgress(asked.err)]).toEqual([0, '']);
    await server.stop();
    const gone = await explained();
    expect(gone.out).toContain('What Spark did for run 4');
    expect(gone.out).toContain('Nothing to change.');

    // A later run without it does not take it for its own.
    expect((await typed('run')).exit).toBe(0);
    expect((await explained()).out).toContain(
      'The last run of the date is 5; nothing that Spark did for it is kept.',
    );
    const stage = told.stages[0]?.stage ?? '';
    const detail = await typed('explain', stage, '--engine', 'spark');
    expect(detail.exit).toBe(0);
    expect(detail.out).toContain(`${stage}: one query.`);
    expect(detail.out).toMatch(/query +Spark's stage +tasks/);
  });
});

interface SparkJson {
  readonly run: number;
  readonly last_run: number | null;
  readonly failed: { readonly stage: string | null; readonly message: string } | null;
  readonly stages: readonly {
    readonly stage: string;
    readonly rows: number;
    readonly files: number;
    readonly tasks: number | null;
    readonly shuffle_read_bytes: number | null;
  }[];
}
