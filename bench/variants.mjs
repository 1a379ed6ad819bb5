/**
 * What is measured: Plimsoll and the baseline, each with the deal-level fact and with the metrics alone.
 *
 * A variant prepares outside the clock (old results removed, a fresh engine) and gives back wall time, CPU time, the metrics
 * and where the fact lies.
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { executePlan } from '../dist/run/execute.js';
import { withSession } from '../dist/run/open-session.js';
import { planRun, runDate, storeTables } from '../dist/run/run.js';
import { resultFolder } from '../dist/store/store.js';
import { baselineStatements, emptyFolder, openPlain, runStatements, scripts } from './baseline.mjs';
import { DATE } from './settings.mjs';

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
export async function timed(work) {
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

/** The bank in `project`, imported: what every variant is given. */
export async function openBench(project) {
  const work = join(project, 'bench');
  mkdirSync(join(work, 'spill'), { recursive: true });
  const tables = await withSession(project, (session) => storeTables(session, runOptions(false)));
  const inputs = tables.map((stored) => stored.fingerprint);
  const folders = tables.map((stored) => [stored.table.name, join(stored.result.folder, 'data')]);
  return { project, work, inputs, folders: Object.fromEntries(folders) };
}

async function runPlimsoll({ project, inputs }, fact) {
  return withSession(project, async (session) => {
    removeResults(session.store, inputs);
    const options = runOptions(fact);
    const tables = await storeTables(session, options);
    const { value, wallMs, cpuMs } = await timed(() =>
      // A run as the command line does it; its look at the imported tables is taken off below.
      fact ? runDate(session, options) : metricsSteps(session, options, tables),
    );
    const folder = (stage) => {
      const found = value.steps.find((each) => each.stage === stage);
      return found === undefined ? null : resultFolder(session.store, found.fingerprint);
    };
    const metrics = await finalCalc(folder('final_calc'));
    return { wallMs: wallMs - value.importMs, cpuMs, metrics, factFolder: folder('liquidity') };
  });
}

/** The metrics and nothing else. Not through runDate, whose verdict would calculate a stage that is not an output here. */
async function metricsSteps(session, options, tables) {
  const cut = { ...session, pipeline: { ...session.pipeline, outputs: METRICS_ONLY } };
  const steps = await executePlan(await planRun(cut, options, tables), { ...cut, nowMs: options.nowMs });
  return { steps, importMs: 0 };
}

/** Nothing changed: wall milliseconds of the same call again, with every result in the store. */
export async function rerunMs({ project }) {
  return withSession(project, async (session) => {
    await runDate(session, runOptions(true));
    return (await timed(() => runDate(session, runOptions(true)))).wallMs;
  });
}

/** Removes what was computed and leaves what was imported. */
export function removeResults(store, inputs) {
  const results = join(store.root, 'results');
  for (const name of readdirSync(results)) {
    if (!inputs.includes(name)) rmSync(join(results, name), { recursive: true, force: true });
  }
}

export async function finalCalc(folder) {
  const plain = await openPlain();
  const from = `read_parquet('${folder}/*.parquet')`;
  const reader = await plain.connection.runAndReadAll(`FROM ${from} ORDER BY perimeter`);
  const metrics = reader.getRowObjectsJson();
  plain.close();
  return metrics;
}

async function runBaseline({ folders, work }, arithmetic, fact) {
  const factFolder = join(work, `baseline-${arithmetic}`);
  if (fact) emptyFolder(factFolder);
  const plain = await openPlain(join(work, 'spill'));
  try {
    const names = scripts(arithmetic, fact);
    const statements = await baselineStatements(plain.connection, names, folders, factFolder);
    const { value, wallMs, cpuMs } = await timed(() => runStatements(statements));
    return { wallMs, cpuMs, metrics: value, factFolder: fact ? factFolder : null };
  } finally {
    plain.close();
  }
}
