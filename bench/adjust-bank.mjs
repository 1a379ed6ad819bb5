/**
 * A bank for measuring adjustments: a project of its own beside the generated one (the same files, a store of its own), its base run,
 * and the way back to it: what an adjustment stored is removed, so that the next one finds nothing.
 */

import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { buildPlan } from '../dist/plan/build-plan.js';
import { SMALL_ROWS } from '../dist/plan/pieces.js';
import { parseRules } from '../dist/rules/parse.js';
import { executePlan } from '../dist/run/execute.js';
import { runDate, storeTables } from '../dist/run/run.js';
import { adjust } from '../dist/scenario/adjust.js';
import { checkedInForce } from '../dist/scenario/open-scenario.js';
import { sideOf } from '../dist/scenario/session-side.js';
import { parquetBelow } from '../dist/sql/duckdb/files.js';
import { openStore, resultFolder } from '../dist/store/store.js';
import { emptyFolder } from './baseline.mjs';
import { DATE } from './settings.mjs';

const SCENARIO = 'bench';
/** Stages that give the metrics and nothing else. */
const METRICS_ONLY = ['final_calc', 'metrics'];
const nowMs = () => performance.now();

/** A project folder on the bank in `folder` with a store of its own; made once, its inputs are hard links. */
export function adjustProject(folder, purpose = 'adjust') {
  const own = join(folder, purpose, basename(folder));
  if (existsSync(join(own, 'plimsoll.yaml'))) return own;
  const making = `${own}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(join(making, 'data'), { recursive: true });
  for (const name of readdirSync(join(folder, 'data')))
    linkSync(join(folder, 'data', name), join(making, 'data', name));
  writeFileSync(join(making, 'plimsoll.yaml'), readFileSync(join(folder, 'plimsoll.yaml')));
  renameSync(making, own);
  return own;
}

/** Wall and CPU milliseconds of `work`; CPU is that of the whole process, all threads. */
export async function timed(work) {
  const cpu = process.cpuUsage();
  const started = nowMs();
  const value = await work();
  const wallMs = nowMs() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { value, wallMs, cpuMs: (user + system) / 1000 };
}

/** The base run of the session's project, and a store for runs from scratch. */
export async function openBank(session) {
  const options = { date: DATE, verify: false, persist: true, nowMs, onProgress: () => undefined };
  const tables = await storeTables(session, options);
  // A run that finds its outputs in the store names them alone, so the base is calculated anew: all that it keeps is known then.
  forget({ session, known: new Set(tables.map(({ fingerprint }) => fingerprint)) });
  const run = await runDate(session, options);
  const { root } = session.store;
  const inputs = run.tables.map(({ table, result }) => [table.name, join(result.folder, 'data')]);
  const known = new Set([...run.record.inputs, ...run.record.stages].map(({ fingerprint }) => fingerprint));
  return {
    session,
    record: run.record,
    known,
    metricsAlone: false,
    folders: Object.fromEntries(inputs),
    scratch: join(root, 'bench-scratch'),
    spill: join(root, 'tmp'),
    factRows: run.record.stages.find(({ stage }) => stage === 'liquidity').rows,
  };
}

/** Removes the scenario and every result that is not of the base run. */
export function forget({ session, known }) {
  const { root } = session.store;
  rmSync(join(root, 'scenarios', SCENARIO), { recursive: true, force: true });
  for (const name of readdirSync(join(root, 'results'))) {
    if (!known.has(name)) rmSync(join(root, 'results', name), { recursive: true, force: true });
  }
}

/** Rules as documents. */
export const documentsOf = (rules) => parseRules(JSON.stringify(rules), 'bench');

/** One adjustment to exactly these rules, timed from when they are read. */
export function adjustTo(bank, rules, mode, keep = false) {
  const documents = documentsOf(rules);
  const { metricsAlone } = bank;
  const request = { scenario: SCENARIO, documents, mode, metricsAlone, keep, nowMs };
  return timed(() => adjust(bank.session, bank.record, request));
}

/** A run with the rules from nothing but the imported tables, into an empty store: what one does without increments. */
export async function runFromScratch(bank, rules) {
  const { session, record, metricsAlone } = bank;
  emptyFolder(bank.scratch);
  const store = await openStore(bank.scratch);
  return timed(async () => {
    const side = await sideOf(session, record, checkedInForce(session, record, documentsOf(rules)));
    const plan = buildPlan({
      pipeline: metricsAlone ? { ...side.pipeline, outputs: METRICS_ONLY } : side.pipeline,
      fingerprints: side.fingerprints,
      isStored: () => false,
      sources: side.sources,
      parameters: side.parameters,
      resultRelation: (print) => parquetBelow(resultFolder(store, print)),
      persist: !metricsAlone,
      smallRows: SMALL_ROWS,
    });
    const steps = await executePlan(plan, { engine: session.engine, store, pipeline: side.pipeline, nowMs });
    return new Map(steps.map((step) => [step.stage, parquetBelow(resultFolder(store, step.fingerprint))]));
  });
}
