/** Runs of a project whose base a Spark server computes, through the compiled command line: the same rows as on DuckDB, and what happens when the server goes. */

import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openSpark } from '../../src/engine/spark/spark.ts';
import { readRules } from '../../src/rules/parse.ts';
import { type BaseEngine, onSpark } from '../../src/run/base-engine.ts';
import { withSession } from '../../src/run/open-session.ts';
import { findRecord } from '../../src/run/record.ts';
import { sparkFacts } from '../../src/run/spark-work.ts';
import { namedFiles } from '../../src/run/with-base.ts';
import { adjust } from '../../src/scenario/adjust.ts';
import { compareStores } from '../support/compare-stores.ts';
import { finished, metricsOf, onServer, plimsoll, statesOf, untilFinished } from '../support/spark-runs.ts';
import { isSparkMissing, startSpark } from '../support/spark-server.ts';
import { sharedSpark } from './shared.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
const [plain, spark, hybrid] = [join(folder, 'plain'), join(folder, 'spark'), join(folder, 'hybrid')];

const RULE = JSON.stringify([
  {
    rule_id: 'TEST_1',
    stage: 'deal_enrichment',
    conditions: [{ field: 'product_type', operator: '=', value: 'DEPOSIT' }],
    adjustments: [{ field: 'amount', operation: 'multiply', value: 0.9 }],
    effective_date: '2000-01-01',
  },
]);

describe.skipIf(isSparkMissing())('a run on a Spark server (npm run services)', () => {
  let duckdb: Engine;
  beforeAll(async () => {
    expect((await plimsoll(plain, null, 'init', plain)).exit).toBe(0);
    expect((await plimsoll(plain, null, 'generate', '--deals', '1000', '--seed', '5')).exit).toBe(0);
    for (const copy of [spark, hybrid]) cpSync(plain, copy, { recursive: true });
    // However few rows a stage reads, the server computes it.
    appendFileSync(
      join(spark, 'plimsoll.yaml'),
      'spark:\n  small_rows: "0"\n  stages:\n    liquidity: { spark.sql.shuffle.partitions: "3" }\n',
    );
    appendFileSync(join(hybrid, 'plimsoll.yaml'), 'spark: { small_rows: "1200" }\n');
    duckdb = await openDuckDb({ temporaryFolder: folder });
  });
  afterAll(async () => {
    await duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('needs the address of one, and says how it is given', async () => {
    const run = await plimsoll(spark, null, 'run', '--engine', 'spark');
    expect(run.exit).toBe(2);
    expect(run.err).toContain('into the environment variable PLIMSOLL_SPARK_SERVER');
  });

  it('that does not know the token ends with what to do, before anything is read', async () => {
    const run = await plimsoll(
      spark,
      sharedSpark().address.replace(/token=.*/, 'token=wrong'),
      'run',
      '--engine',
      'spark',
    );
    expect(run.exit).toBe(2);
    expect(run.err).toContain('token');
    expect(finished(spark)).toBe(0);
  });

  it('whose server breaks down ends with what was wrong; the next goes on behind the stages that were finished, and has the rows of DuckDB', async () => {
    const server = await startSpark();
    const run = onServer(spark, server.address);
    try {
      await untilFinished(spark, 25, run);
    } finally {
      await server.kill();
    }
    // One that has come back knows nothing of the session; without it the run would wait for more than a minute.
    const restarted = await startSpark({ port: server.port });
    const broken = await run.ended.finally(restarted.stop);
    expect([broken.exit, broken.out]).toEqual([3, '']);
    expect(broken.err).toMatch(/The Spark server at 127\.0\.0\.1:\d+ /);
    const kept = finished(spark);

    const [again, embedded] = [
      await plimsoll(spark, sharedSpark().address, 'run', '--engine', 'spark', '--json'),
      await plimsoll(plain, null, 'run', '--json'),
    ];
    expect([again.exit, again.err.includes('fault'), embedded.exit]).toEqual([0, false, 0]);
    const stages = statesOf(again);
    expect(stages.filter(({ state }) => state === 'stored').length).toBeGreaterThan(0);
    expect(stages.filter(({ state }) => state === 'compute').length).toBeGreaterThan(5);
    expect(finished(spark)).toBeGreaterThan(kept);
    expect(metricsOf(again)).toEqual(metricsOf(embedded));
    const { results, rows, differing } = await compareStores(duckdb, plain, spark);
    expect(differing).toBe(0n);
    expect(results).toBeGreaterThan(35);
    expect(rows).toBeGreaterThan(5000n);
    // Of either project: nothing half written lies there.
    expect(readdirSync(join(spark, '.plimsoll', 'tmp'))).toEqual([]);
  }, 600_000);

  it('computes in this process what reads few rows, and has the same rows', async () => {
    const run = await plimsoll(hybrid, sharedSpark().address, 'run', '--engine', 'spark', '--json');
    expect(run.exit).toBe(0);
    const engines = statesOf(run).map((stage) => stage.engines.join(' '));
    expect(engines.filter((each) => each === 'duckdb').length).toBeGreaterThan(20);
    expect(engines.filter((each) => each.includes('spark')).length).toBeGreaterThan(1);
    const { results, differing } = await compareStores(duckdb, plain, hybrid);
    expect([results > 35, differing]).toEqual([true, 0n]);
  });

  it('says that it computed nothing on the server, where every stage reads few rows', async () => {
    const small = join(folder, 'small');
    cpSync(plain, small, { recursive: true, filter: (path) => !path.endsWith('.plimsoll') });
    const run = await plimsoll(small, sharedSpark().address, 'run', '--engine', 'spark');
    expect(run.out).toContain(
      'Spark computed none of them: what reads up to 200,000 rows (`spark.small_rows`) this process does itself.',
    );
  });

  it('computes whole what a rule touches of large stages, and has the rows of the embedded engine', async () => {
    const documents = readRules(RULE, 'rules.json').map(({ document }) => document);
    const adjusted = (project: string, server?: BaseEngine) =>
      withSession(project, async (session) => {
        const run = await findRecord(session.store, null);
        const nowMs = () => performance.now();
        // Every stage is large.
        const limits = { shareMax: 0, smallRows: 0, fewRules: 4 };
        const asked = { scenario: 'whole', documents, mode: 'full', keep: false, nowMs, limits } as const;
        return adjust(session, run, server === undefined ? asked : { ...asked, server });
      });
    const folderOf = mkdtempSync(join(folder, 'engine-'));
    const resultOf = namedFiles({ root: join(spark, '.plimsoll') });
    const engine = await openSpark({ address: sharedSpark().address, temporaryFolder: folderOf, resultOf });
    try {
      const here = await adjusted(plain);
      const there = await adjusted(
        spark,
        onSpark(engine, { smallRows: 0, stages: {} }, await sparkFacts(engine)),
      );
      expect(there.metrics).toEqual(here.metrics);
      expect(there.fingerprints).toEqual(here.fingerprints);
      expect(there.stages.find(({ stage }) => stage === 'liquidity')).toMatchObject({
        how: 'whole',
        why: 'asked for; on the server',
      });
      const { rows, differing } = await compareStores(duckdb, plain, spark);
      expect([rows > 7000n, differing]).toEqual([true, 0n]);
    } finally {
      await engine.close();
    }
  });

  it('takes rules on the embedded engine, with the rows of a base of its own', async () => {
    const rules = join(folder, 'rules.json');
    writeFileSync(rules, RULE);
    const previews = [];
    for (const project of [plain, spark]) {
      const { exit, out } = await plimsoll(project, null, 'rule', 'preview', rules, '--json');
      expect(exit).toBe(0);
      previews.push(JSON.parse(out));
    }
    expect(withoutTimes(previews[1])).toEqual(withoutTimes(previews[0]));
    expect(JSON.stringify(previews[0])).toContain('lcr');
  });
});

/** How long something took differs each time. */
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (TIMES.test(key) ? undefined : each)));

const TIMES = /^ms$|_ms$/;
