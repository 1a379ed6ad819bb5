/**
 * The naive way beside the benchmark on Spark: PySpark step by step, with the keys of all rows collected before and after each (baseline/spark/naive.py).
 *
 * A process of its own, with a Spark of its own that has the settings and the memory of the server. That Spark has computed nothing before, so each is measured
 * without a round that is not counted; starting it is not part of the time. The same steps without keys show what of it is lineage.
 */

import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { REQUIRED_SETTINGS } from '../dist/engine/spark/connect/settings.js';
import { emptyFolder } from './baseline.mjs';
import { assertSameFact, assertSameMetrics } from './equality.mjs';
import { CURRENCY, DATE } from './settings.mjs';

const SQL = join(import.meta.dirname, 'baseline', 'spark');

/** What Spark keeps, as one would: what is read more than once. Each step would be a copy of all rows many times over. */
const CACHE = 'again';

/** Beside Spark, of the machine's memory: who collects keys needs some, and must not take the machine down. */
const PYTHON_SHARE = 0.5;

/** Its results are removed once they are found to be the same: keys of ten million deals are some gigabytes. */
const outOf = (work) => join(work, 'baseline-naive');

const FORMS = [
  { name: 'PySpark step by step', keys: false },
  { name: 'the same, keys before and after', keys: true },
];

/**
 * Runs each form once and compares it with what SQL by hand gave: `[name, milliseconds]`. One that fails or is not done within the limit has null, and says
 * why; different rows are an error.
 */
export async function measureNaive(bench, hand, options) {
  const measured = [];
  for (const form of FORMS) {
    const found = await runNaive(bench, { ...options, ...form });
    if (found.why === undefined) await assertSame(form.name, bench, hand, found);
    options.say(`${form.name}: ${found.why ?? spoken(found)}`);
    measured.push([form.name, found.wallMs ?? null]);
    if (found.why === undefined) rmSync(outOf(bench.work), { recursive: true });
  }
  return measured;
}

async function assertSame(name, { work }, hand, found) {
  assertSameMetrics(name, hand.metrics, found.metrics);
  await assertSameFact(name, hand.factFolder, found.factFolder, join(work, 'spill'));
}

function spoken({ wallMs, steps, keys, key_seconds, peak_bytes }) {
  const time = `${(wallMs / 1000).toFixed(1)} s, the same metrics and rows`;
  if (steps === undefined) return time;
  const memory = `${(peak_bytes / 1e9).toFixed(1)} GB of memory in Python`;
  return `${time}; ${key_seconds.toFixed(1)} s of it until ${keys} keys were collected around ${steps} steps; ${memory}`;
}

async function runNaive({ folders, work }, { python, home, conf, memory, limitMinutes, keys }) {
  const out = outOf(work);
  emptyFolder(out);
  const file = join(out, 'settings.json');
  const settings = {
    sql: SQL,
    out,
    values: { ...folders, date: DATE, currency: CURRENCY },
    master: 'local[2]',
    memory,
    conf: { ...CONF, ...conf, 'spark.local.dir': join(out, 'spill') },
    python_memory: Math.floor(totalmem() * PYTHON_SHARE),
    keys,
    cache: CACHE,
    remember: false,
  };
  writeFileSync(file, JSON.stringify(settings, null, 2));
  const log = join(out, 'log');
  const limit = limitMinutes * 60_000;
  const args = [join(SQL, 'naive.py'), file];
  const { code, signal, text, wallMs } = await pythonOf(python, home, args, { log, limit });
  if (code === 0) {
    const result = JSON.parse(text.trim().split('\n').at(-1));
    return { ...result, wallMs: result.seconds * 1000, factFolder: join(out, 'fact') };
  }
  const minutes = (wallMs / 60_000).toFixed(1);
  if (signal !== null && wallMs >= limit) return { why: `not done after ${limitMinutes} min` };
  return { why: `failed after ${minutes} min: ${lastError(log) ?? signal ?? code} (${log})` };
}

const CONF = {
  ...REQUIRED_SETTINGS,
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.ui.enabled': 'false',
  'spark.ui.showConsoleProgress': 'false',
  'spark.sql.shuffle.partitions': '2',
};

/** Comes back when the program is gone, with Spark, which ends with it. */
async function pythonOf(python, home, args, { log, limit }) {
  const { SPARK_REMOTE: _, SPARK_CONNECT_AUTHENTICATE_TOKEN: __, ...rest } = process.env;
  const started = performance.now();
  const child = spawn(python, args, {
    env: { ...rest, SPARK_HOME: home, SPARK_LOCAL_IP: '127.0.0.1', PYSPARK_PYTHON: python },
    stdio: ['ignore', 'pipe', openSync(log, 'w')],
    timeout: limit,
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...ended) => resolve(ended));
  });
  process.off('exit', kill);
  return { code, signal, text, wallMs: performance.now() - started };
}

/** What stopped it: memory that ran out, where that is said, before what followed from it. */
function lastError(log) {
  const lines = readFileSync(log, 'utf8').split('\n');
  const found =
    lines.find((line) => /OutOfMemoryError|MemoryError/.test(line)) ??
    lines.findLast((line) => /^[\w.]*(Error|Exception)\b/.test(line));
  return found?.trim().slice(0, 200);
}
