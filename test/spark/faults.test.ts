/**
 * Faults in the middle of whole runs: a session that is forgotten, two runs at once, one that is interrupted, no room to write.
 * Each run that goes on has the rows of DuckDB in the end. Others stand elsewhere: a server that breaks down and a wrong token in run.test.ts, a stream that is cut
 * in cuts.test.ts, a server that computes by other rules in shared-server.ts, a worker that is killed in cluster.test.ts.
 *
 * One server for all, which forgets a session that was idle for some seconds.
 */

import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { amountsBank } from '../support/amounts-bank.ts';
import { compareStores } from '../support/compare-stores.ts';
import { freePort } from '../support/postgres.ts';
import {
  done,
  type Ended,
  errorOf,
  finished,
  metricsOf,
  onServer,
  stagesIn,
  until,
  untilFinished,
  wholeOnly,
} from '../support/spark-runs.ts';
import { isSparkMissing, type SparkServer, startSpark } from '../support/spark-server.ts';

/** Longer than a run is silent in, on a machine that is busy. */
const FORGOTTEN_S = 8;

/** Results of the bank that are no stages. */
const INPUTS = 5;

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
const plain = join(folder, 'plain');

describe.skipIf(isSparkMissing())('a run on a server, which needs Spark (npm run services),', () => {
  let duckdb: Engine;
  let server: SparkServer;
  let embedded: unknown;
  /** That a session has running now, with so many tasks or more. */
  let jobsOf: (session: string, tasks: number) => Promise<number>;
  beforeAll(async () => {
    const uiPort = await freePort();
    const prepared = (async () => {
      amountsBank(plain);
      embedded = metricsOf(await done(plain, null, 'run', '--json'));
    })();
    server = await startSpark({
      conf: {
        'spark.connect.session.manager.defaultSessionTimeout': `${FORGOTTEN_S}s`,
        'spark.connect.session.manager.maintenanceInterval': '1s',
        'spark.ui.enabled': 'true',
        'spark.ui.port': `${uiPort}`,
      },
    });
    await prepared;
    jobsOf = async (session, tasks) =>
      (await runningJobs(uiPort)).filter(
        (job) => job.numTasks >= tasks && job.jobTags.join().includes(session),
      ).length;
    duckdb = await openDuckDb({ temporaryFolder: folder });
  });
  afterAll(async () => {
    await duckdb?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A copy of the bank, of which nothing is computed. */
  const bank = (name: string, configuration: string, parent = folder): string => {
    const project = join(parent, name);
    cpSync(plain, project, { recursive: true, filter: (path) => !path.endsWith('.plimsoll') });
    configure(project, configuration);
    return project;
  };

  const configure = (project: string, configuration: string): void => {
    cpSync(join(plain, 'plimsoll.yaml'), join(project, 'plimsoll.yaml'));
    appendFileSync(join(project, 'plimsoll.yaml'), configuration);
  };

  /** That it has all rows of the embedded engine, and no others. */
  const sameAsPlain = async (project: string): Promise<void> => {
    wholeOnly(project);
    const { results, rows, differing } = await compareStores(duckdb, plain, project);
    expect([results > 9, rows > 2000n, differing]).toEqual([true, true, 0n]);
  };

  /** The next run ends well, with the rows of DuckDB. */
  const goesOn = async (project: string): Promise<Ended> => {
    configure(project, LARGER);
    const again = await onServer(project, server.address, '--json').ended;
    expect(again, again.err).toMatchObject({ exit: 0 });
    expect(metricsOf(again)).toEqual(embedded);
    await sameAsPlain(project);
    return again;
  };

  it('that forgot its session ends with what was wrong; the next goes on, with the rows of DuckDB', async () => {
    const project = bank('forgotten', EVERYTHING);
    const run = onServer(project, server.address, '--json');
    await untilFinished(project, INPUTS + 3, run);
    // A laptop that is closed, or a machine that is paused.
    run.own.kill('SIGSTOP');
    await sleep((FORGOTTEN_S + 4) * 1000);
    run.own.kill('SIGCONT');
    const broken = await run.ended;
    expect([broken.exit, errorOf(broken)?.code]).toEqual([3, 'spark.session_lost']);
    expect(broken.err).toContain('Run again.');
    wholeOnly(project);
    const kept = finished(project);

    const again = await goesOn(project);
    expect(stagesIn(again).stored).toBeGreaterThan(0);
    expect(stagesIn(again).computed).toBeGreaterThan(2);
    expect(finished(project)).toBeGreaterThan(kept);
  });

  it('beside others, on one project and on another: one that is interrupted leaves nothing on the server, and the others end as if they were alone', async () => {
    const [both, other] = [bank('both', LARGER), bank('other', slowly(20_000))];
    const session = randomUUID();
    severalDates(other);
    const days = ['--dates', '2024-01-30..2024-01-31', '--parallel', '1'];
    const interrupted = onServer(other, `${server.address};session_id=${session}`, '--json', ...days);
    const pair = [onServer(both, server.address, '--json'), onServer(both, server.address, '--json')];
    const own = () => jobsOf(session, 20_000);
    await until(async () => (await own()) > 0 || interrupted.isOver());
    const at = performance.now();
    interrupted.own.kill('SIGINT');
    const ended = await interrupted.ended;
    expect(ended).toMatchObject({ exit: null, signal: 'SIGINT', out: '' });
    expect(ended.err).not.toContain('Spark');
    // Nor is anything said to have failed, and the next date never began.
    const kept = join(other, '.plimsoll', 'runs');
    expect(readdirSync(kept).filter((name) => name !== 'lock')).toEqual(['begun']);
    expect(readFileSync(join(kept, 'begun'), 'utf8')).toBe('1\n');
    // What a server tells of its jobs is a moment late.
    await until(async () => (await own()) === 0 || performance.now() - at > 8000);
    expect(await own()).toBe(0);

    configure(other, LARGER);
    const runs = await Promise.all(
      [...pair, onServer(other, server.address, '--json')].map((run) => run.ended),
    );
    for (const run of runs) {
      expect(run, run.err).toMatchObject({ exit: 0 });
      expect(metricsOf(run)).toEqual(embedded);
    }
    await sameAsPlain(both);
    await sameAsPlain(other);
  });

  it('whose server may not write what it has to says so, and the next goes on', async (context) => {
    const project = bank('limited', EVERYTHING);
    const limit = (bytes: string): number | null =>
      spawnSync('prlimit', ['--pid', `${server.pid}`, `--fsize=${bytes}:unlimited`]).status;
    context.skip(limit('4096') !== 0, 'the limit of a process that runs is set by prlimit, of Linux');
    const broken = await onServer(project, server.address, '--json').ended.finally(() => limit('unlimited'));
    noRoom(broken, 'File too large', project);
    wholeOnly(project);
    expect(finished(project)).toBeGreaterThan(0);

    await goesOn(project);
  });

  it('on a disk that is full says so, and the next goes on', async (context) => {
    const mount = mkdtempSync(join(folder, 'small-'));
    const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', mount]).status === 0;
    context.skip(!isMounted, 'a file system can be mounted by root only, and not in every container');
    // What else looks through file systems may still be in it; the mount goes when it leaves.
    onTestFinished(() => void spawnSync('umount', ['-l', mount]));
    const project = bank('project', slowly(400), mount);
    const session = randomUUID();
    const run = onServer(project, `${server.address};session_id=${session}`, '--json');
    await until(async () => (await jobsOf(session, 400)) > 0 || run.isOver());
    // The server computes what it has no room for.
    const filler = join(mount, 'filler');
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
    const broken = await run.ended;
    noRoom(broken, 'No space left on device', project);
    rmSync(filler);
    wholeOnly(project);
    expect(finished(project)).toBeGreaterThan(0);

    await goesOn(project);
  });
});

/** The amounts of two days, each in a file of its own. */
function severalDates(project: string): void {
  const path = join(project, 'plimsoll.yaml');
  const text = readFileSync(path, 'utf8');
  for (const name of ['amounts', 'rates'])
    for (const day of ['2024-01-30', '2024-01-31']) {
      const rows = readFileSync(join(project, `${name}.csv`), 'utf8').replace(/^2024-01-31/gm, day);
      writeFileSync(join(project, `${name}-${day}.csv`), rows);
    }
  writeFileSync(path, text.replace(/files: (amounts|rates)\.csv/g, 'files: $1-{date}.csv'));
}

/** Where, in whose words, and what to do. */
function noRoom(broken: Ended, words: string, project: string): void {
  expect([broken.exit, errorOf(broken)?.code]).toEqual([2, 'spark.no_room']);
  for (const told of [words, join(project, '.plimsoll', 'work'), 'Make room', 'run again'])
    expect(broken.err).toContain(told);
}

/** However few rows a stage reads, the server computes it. */
const EVERYTHING = 'spark: { small_rows: "0" }\n';
/** Stages that read the amounts. */
const LARGER = 'spark: { small_rows: "200" }\n';
/** The first statement that shuffles takes some milliseconds for each of so many tasks. */
const slowly = (tasks: number): string => `spark:
  small_rows: "0"
  settings:
    spark.sql.adaptive.enabled: "false"
    spark.sql.shuffle.partitions: "${tasks}"
`;

interface Job {
  readonly numTasks: number;
  /** They name session and operation. */
  readonly jobTags: readonly string[];
}

/** What the server itself says that it executes. */
async function runningJobs(uiPort: number): Promise<readonly Job[]> {
  const root = `http://127.0.0.1:${uiPort}/api/v1/applications`;
  const [application] = (await (await fetch(root)).json()) as readonly { readonly id: string }[];
  const answer = await fetch(`${root}/${application?.id}/jobs?status=running`);
  return (await answer.json()) as readonly Job[];
}
