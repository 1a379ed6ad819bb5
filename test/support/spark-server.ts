/**
 * Spark Connect servers for tests: a folder of their own, on the loopback address alone, with a token, stopped at the end in any case.
 *
 * `npm run services` installs Spark; PLIMSOLL_SPARK names the folder of another one (SPARK_HOME). Without it, or without Java, tests are skipped with the reason, and
 * fail where CI=true is set. A server takes 6 to 20 seconds to start and 0.7 GB: most tests use the one that the project `spark` of vitest.config.ts starts.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { openSparkSession } from '../../src/engine/spark/connect/session.ts';
import { freePort } from './postgres.ts';

/** Where `npm run services` puts it: a virtual environment of Python, outside the repository. */
const ENVIRONMENT = join(homedir(), '.cache', 'plimsoll-services', 'spark');

/** The programs of Python and Spark; undefined where there is none. */
export function sparkHome(): string | undefined {
  const named = process.env['PLIMSOLL_SPARK'];
  if (named !== undefined) return existsSync(join(named, 'bin', 'spark-submit')) ? named : undefined;
  const libraries = join(ENVIRONMENT, 'lib');
  const pythons = existsSync(libraries) ? readdirSync(libraries) : [];
  return pythons
    .map((python) => join(libraries, python, 'site-packages', 'pyspark'))
    .find((home) => existsSync(join(home, 'bin', 'spark-submit')));
}

/** The Python of the environment that Spark is installed in; undefined where it came another way. */
export function sparkPython(): string | undefined {
  const home = sparkHome();
  if (home === undefined || basename(dirname(home)) !== 'site-packages') return undefined;
  const python = join(home, '..', '..', '..', '..', 'bin', 'python');
  return existsSync(python) ? python : undefined;
}

/** Can tests of a server not run here? Errors: where CI=true is set, as nothing may be left out there. */
export function isSparkMissing(): boolean {
  const isMissing = !isSparkThere();
  if (isMissing && process.env['CI'] === 'true')
    throw new Error('Spark or Java is missing: npm run services installs them');
  return isMissing;
}

export const isSparkThere = (): boolean => sparkHome() !== undefined && isJavaThere();

function isJavaThere(): boolean {
  const home = process.env['JAVA_HOME'];
  const folders = home === undefined ? (process.env['PATH'] ?? '').split(delimiter) : [join(home, 'bin')];
  return folders.some((folder) => existsSync(join(folder, 'java')));
}

export interface SparkServer {
  /** Of its process. */
  readonly pid: number;
  readonly port: number;
  readonly token: string | null;
  /** A connection string, with the token. */
  readonly address: string;
  /** Ends it at once, as a machine that breaks down does. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface SparkServerOptions {
  /** Null: the server asks for none. */
  readonly token?: string | null;
  readonly port?: number;
  /** `local[2]`, or the address of a cluster. */
  readonly master?: string;
  /** Of the server's process; 512m where it is not said. */
  readonly memory?: string;
  readonly conf?: Readonly<Record<string, string>>;
}

/** Comes back when the server has answered SELECT 1. */
export async function startSpark(options: SparkServerOptions = {}): Promise<SparkServer> {
  const { token = 'test-token', port = await freePort(), master = 'local[2]' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-spark-'));
  const conf = {
    'spark.connect.grpc.binding.address': '127.0.0.1',
    'spark.connect.grpc.binding.port': `${port}`,
    ...(token === null ? {} : { 'spark.connect.authenticate.token': token }),
    'spark.driver.host': '127.0.0.1',
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.ui.enabled': 'false',
    // Tests run few rows through many plans: with its first compiler alone Java is ready sooner.
    'spark.driver.extraJavaOptions': '-XX:TieredStopAtLevel=1',
    'spark.executor.extraJavaOptions': '-XX:TieredStopAtLevel=1',
    'spark.sql.shuffle.partitions': '2',
    // What is kept of statements that are done, with their plans, fills the memory of a server that executes thousands.
    'spark.sql.ui.retainedExecutions': '5',
    'spark.ui.retainedJobs': '20',
    'spark.ui.retainedStages': '20',
    'spark.sql.maxPlanStringLength': '10000',
    'spark.local.dir': join(folder, 'local'),
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
    ...options.conf,
  };
  const server = program(folder, 'server', [
    'spark-submit',
    ...['--master', master, '--driver-memory', options.memory ?? '512m', '--name', 'plimsoll-tests'],
    ...['--class', 'org.apache.spark.sql.connect.service.SparkConnectServer'],
    ...Object.entries(conf).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
    'spark-internal',
  ]);
  const address = `sc://127.0.0.1:${port}/${token === null ? '' : `;token=${token}`}`;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await server.end(signal);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await server.until(() => hasAnswered(address));
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return { pid: server.pid, port, token, address, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function hasAnswered(address: string): Promise<boolean> {
  try {
    const session = await openSparkSession({ address });
    await session.rows('SELECT 1');
    await session.close();
    return true;
  } catch {
    return false;
  }
}

export interface ClusterSizes extends Pick<SparkServerOptions, 'memory' | 'conf'> {
  readonly workerMemory?: string;
  readonly executorMemory?: string;
}

export interface SparkCluster extends SparkServer {
  /** Ends one of the two workers with its executor, as a machine that breaks down does. */
  readonly killWorker: () => Promise<void>;
}

/** A standalone cluster of two workers with a core each, and a server whose executors run there. 2.5 GB. */
export async function startSparkCluster(sizes: ClusterSizes = {}): Promise<SparkCluster> {
  const { workerMemory = '1g', executorMemory = '512m' } = sizes;
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-spark-'));
  const [port, uiPort] = [await freePort(), await freePort()];
  const master = `spark://127.0.0.1:${port}`;
  const started: Program[] = [];
  const daemon = (name: string, ...args: readonly string[]): Program => {
    const own = program(folder, name, [
      'spark-class',
      `org.apache.spark.deploy.${args[0]}`,
      ...args.slice(1),
    ]);
    started.push(own);
    return own;
  };
  const end = async (): Promise<void> => {
    for (const own of started.reverse()) await own.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const at = ['--host', '127.0.0.1', '--webui-port'];
    const head = daemon('master', 'master.Master', ...at, `${uiPort}`, '--port', `${port}`);
    await head.until(() => head.log().includes('Starting Spark master'));
    for (const name of ['worker-1', 'worker-2']) {
      const size = ['--cores', '1', '--memory', workerMemory, '--work-dir', join(folder, name)];
      const worker = daemon(name, 'worker.Worker', ...at, `${await freePort()}`, ...size, master);
      await worker.until(() => worker.log().includes('Successfully registered'));
    }
    const conf = {
      'spark.executor.memory': executorMemory,
      'spark.executor.cores': '1',
      'spark.cores.max': '2',
      ...sizes.conf,
    };
    const server = await startSpark({ ...sizes, master, conf });
    const both = (first: () => Promise<void>) => async (): Promise<void> => {
      await first();
      await end();
    };
    const killWorker = async (): Promise<void> => {
      // The executor of a worker that is killed ends with it, once it finds nobody at the other end.
      await started[1]?.end('SIGKILL');
    };
    return { ...server, killWorker, kill: both(server.kill), stop: both(server.stop) };
  } catch (error) {
    await end();
    throw error;
  }
}

interface Program {
  readonly pid: number;
  readonly log: () => string;
  /** Waits for it. Errors: with the program's last words, when it ends before or takes too long. */
  readonly until: (isReady: () => boolean | Promise<boolean>) => Promise<void>;
  /** Comes back when it is gone. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
}

const START_LIMIT_MS = 120_000;

function program(folder: string, name: string, [script = '', ...args]: readonly string[]): Program {
  const path = join(folder, `${name}.log`);
  const output = openSync(path, 'w');
  const home = sparkHome() ?? '';
  const { SPARK_CONNECT_AUTHENTICATE_TOKEN: _, ...rest } = process.env;
  // The scripts hand their process over to Java, so its id is that of the server.
  const child = spawn(join(home, 'bin', script), args, {
    cwd: folder,
    env: { ...rest, SPARK_HOME: home, SPARK_LOCAL_IP: '127.0.0.1' },
    stdio: ['ignore', output, output],
  });
  // A test process that is killed leaves no server behind, as long as it gets to say so.
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const log = (): string => readFileSync(path, 'utf8');
  return {
    pid: child.pid ?? 0,
    log,
    until: async (isReady) => {
      const limit = Date.now() + START_LIMIT_MS;
      while (!(await isReady())) {
        if (child.exitCode !== null || Date.now() > limit)
          throw new Error(`The ${name} of Spark did not start: ${log().slice(-4000)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    end: async (signal) => {
      process.off('exit', kill);
      await ended(child, signal);
    },
  };
}

/** With force, when it does not go by itself. */
async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(force);
}
