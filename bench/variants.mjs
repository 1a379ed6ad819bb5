/**
 * What is measured: Plimsoll and the baseline, each with the deal-level fact and with the metrics alone.
 *
 * A variant is run in a session whose bank is imported; it prepares outside the clock (old results removed, a fresh engine
 * for the baseline) and gives back wall time, CPU time and the metrics.
 */

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runDate, storeTables } from '../dist/run/run.js';
import { resultFolder } from '../dist/store/store.js';
import { DATE } from './bank.mjs';
import { baselineStatements, emptyFolder, openPlain, runStatements, scripts } from './baseline.mjs';

/** Stages that give the metrics and nothing else. */
const METRICS_ONLY = ['final_calc', 'metrics'];

export const VARIANTS = [
  { name: 'Plimsoll, fact and metrics', run: (bench) => runPlimsoll(bench, true), fact: true },
  { name: 'Plimsoll, metrics alone', run: (bench) => runPlimsoll(bench, false), fact: false },
  ...['narrow', 'wide'].flatMap((arithmetic) => [
    {
      name: `baseline ${arithmetic}, fact and metrics`,
      run: (bench) => runBaseline(bench, arithmetic, true),
      fact: true,
    },
    {
      name: `baseline ${arithmetic}, metrics alone`,
      run: (bench) => runBaseline(bench, arithmetic, false),
      fact: false,
    },
  ]),
];

export const BASELINE_OF = {
  true: 'baseline narrow, fact and metrics',
  false: 'baseline narrow, metrics alone',
};

/** Wall and CPU milliseconds of `work`. */
async function timed(work) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const value = await work();
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { value, wallMs, cpuMs: (user + system) / 1000 };
}

const runOptions = (persist) => ({
  date: DATE,
  verify: false,
  persist,
  nowMs: () => performance.now(),
  onProgress: () => undefined,
});

/** Imports what is not imported yet: fingerprints of the tables, and their folders by name. */
export async function importedTables(session) {
  const tables = await storeTables(session, runOptions(false));
  const inputs = tables.map((stored) => stored.fingerprint);
  const folders = tables.map((stored) => [stored.table.name, join(stored.result.folder, 'data')]);
  return { inputs, folders: Object.fromEntries(folders) };
}

const cut = (session) => ({ ...session, pipeline: { ...session.pipeline, outputs: METRICS_ONLY } });

async function runPlimsoll({ session, tables }, fact) {
  removeResults(session, tables);
  const { value, wallMs, cpuMs } = await timed(() =>
    runDate(fact ? session : cut(session), runOptions(fact)),
  );
  const folder = (stage) => {
    const found = value.record.stages.find((each) => each.stage === stage);
    return found === undefined ? null : resultFolder(session.store, found.fingerprint);
  };
  const { metrics } = await finalCalc(folder('final_calc'));
  return { wallMs: wallMs - value.importMs, cpuMs, metrics, factFolder: folder('liquidity') };
}

/** Nothing changed: the same call again, with every result in the store. */
export async function rerunPlimsoll({ session }) {
  await runDate(session, runOptions(true));
  const { wallMs, cpuMs } = await timed(() => runDate(session, runOptions(true)));
  return { wallMs, cpuMs };
}

function removeResults(session, tables) {
  const results = join(session.store.root, 'results');
  for (const name of readdirSync(results)) {
    if (!tables.inputs.includes(name)) rmSync(join(results, name), { recursive: true, force: true });
  }
}

async function finalCalc(folder) {
  const plain = await openPlain(join(folder, '..'));
  const reader = await plain.connection.runAndReadAll(
    `FROM read_parquet('${folder}/*.parquet') ORDER BY perimeter`,
  );
  const metrics = reader.getRowObjectsJson();
  plain.close();
  return { metrics };
}

async function runBaseline({ tables, work }, arithmetic, fact) {
  const factFolder = emptyFolder(join(work, `baseline-${arithmetic}`));
  const plain = await openPlain(join(work, 'spill'));
  try {
    const names = scripts(arithmetic, fact);
    const statements = await baselineStatements(plain.connection, names, tables.folders, factFolder);
    const { value, wallMs, cpuMs } = await timed(() => runStatements(statements));
    return { wallMs, cpuMs, metrics: value, factFolder: fact ? factFolder : null };
  } finally {
    plain.close();
  }
}
