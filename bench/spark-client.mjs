/** What the client of Spark costs: the shortest statement, which is the server's work too, and the memory of a process that reads many rows one after the other. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSparkSession } from '../dist/engine/spark/connect/session.js';
import { median } from './measure.mjs';
import { tableText } from './report.mjs';

const STATEMENTS = 100;
const READS = [1_000_000, 10_000_000];

/** The arguments that make node write its peak of memory into a file, and the variable that names it. */
export const peakHook = (file) => ({
  args: ['--import', join(import.meta.dirname, 'peak.mjs')],
  env: { PEAK_FILE: file },
});

/** Lines of a table: what, and how much. */
export async function measureClient(address) {
  const session = await openSparkSession({ address });
  try {
    const one = await medianOf(() => session.rows('SELECT 1 AS one'));
    const setting = await medianOf(() => session.setting('spark.sql.ansi.enabled'));
    return [
      [`SELECT 1, median of ${STATEMENTS}`, `${one.toFixed(1)} ms`],
      [`a setting, median of ${STATEMENTS}`, `${setting.toFixed(1)} ms`],
      ...READS.map((rows) => [
        `memory of a process that reads ${rows.toLocaleString('en-US')} rows`,
        `${peakOf(address, rows)} MiB`,
      ]),
    ];
  } finally {
    await session.close();
  }
}

export const clientText = (lines) => tableText([['', ''], ...lines]);

/** The first ones find a server that has yet to compile what answers them. */
async function medianOf(ask) {
  const times = [];
  for (let index = 0; index < STATEMENTS * 2; index++) {
    const started = performance.now();
    await ask();
    if (index >= STATEMENTS) times.push(performance.now() - started);
  }
  return median(times);
}

function peakOf(address, rows) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-peak-'));
  try {
    const { args, env } = peakHook(join(folder, 'peak'));
    const child = spawnSync(process.execPath, [...args, import.meta.filename, address, String(rows)], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    if (child.status !== 0) throw new Error(`Reading ${rows} rows failed: ${child.stderr}`);
    return readFileSync(env.PEAK_FILE, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function read(address, rows) {
  const session = await openSparkSession({ address });
  let count = 0;
  const sql = `SELECT id, CAST(id * 0.01BD AS DECIMAL(18,2)) AS amount, concat('DEAL-', id) AS deal_id FROM range(0, ${rows}, 1, 100)`;
  for await (const batch of session.query(sql)) count += batch.length;
  if (count !== rows) throw new Error(`${count} of ${rows} rows came`);
  await session.close();
}

const [address, rows] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename) await read(address, Number(rows));
