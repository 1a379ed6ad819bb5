/**
 * What the NSFR and the maturity ladder cost beside the LCR: `npm run bench -- --nsfr --deals 10000000 --runs 3` (see README.md, "NSFR and ladder").
 *
 * One generated bank, imported once. Per round and in turns: the outputs of the LCR alone; those of both ratios; both and the ladders. All
 * in this process, each from an empty store. The LCR must be the same in all of them.
 */

import { parseArgs } from 'node:util';
import { executePlan } from '../dist/run/execute.js';
import { withSession } from '../dist/run/open-session.js';
import { readLadder } from '../dist/run/read-ladder.js';
import { readAll } from '../dist/run/read-stage.js';
import { findRecord } from '../dist/run/record.js';
import { planRun, runDate, storeTables } from '../dist/run/run.js';
import { computedPipeline } from '../dist/run/session.js';
import { fundingBank } from './bank.mjs';
import { median } from './measure.mjs';
import { tableText } from './report.mjs';
import { DATE } from './settings.mjs';
import { removeResults, timed } from './variants.mjs';

const HELP = `npm run bench -- --nsfr [--deals N] [--runs R] [--seed S]

Measures LCR, NSFR and maturity ladder of one generated bank against the LCR alone, in one process.

  --deals N   deals of the bank, default 1000000
  --runs R    rounds; the median counts, default 3
  --seed S    seed of the bank, default 42

Example: npm run bench -- --nsfr --deals 10000000 --runs 3
`;

const LCR_OUTPUTS = ['liquidity', 'unclassified', 'aggregation', 'final_calc', 'lcr_metrics'];
const ALL_LADDERS = { perimeter: null, currency: null, limit: Number.MAX_SAFE_INTEGER };

const say = (text) => process.stderr.write(`${text}\n`);
const options = {
  date: DATE,
  verify: false,
  persist: true,
  nowMs: () => performance.now(),
  onProgress: () => undefined,
};

/** Computes what the outputs of a pipeline need, as a run does. */
async function compute(session, tables, outputs) {
  const cut = { ...session, pipeline: { ...session.pipeline, outputs } };
  const plan = await planRun(cut, options, tables);
  await executePlan(plan, { ...cut, pipeline: computedPipeline(cut), nowMs: options.nowMs });
}

const VARIANTS = [
  ['LCR', (session, tables) => compute(session, tables, LCR_OUTPUTS)],
  ['LCR and NSFR', (session, tables) => compute(session, tables, session.pipeline.outputs)],
  [
    'LCR, NSFR and ladders',
    async (session, tables, record) => {
      await compute(session, tables, session.pipeline.outputs);
      await readLadder(session, record, ALL_LADDERS);
    },
  ],
];

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      nsfr: { type: 'boolean' },
      deals: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '42' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const [deals, runs, seed] = [values.deals, values.runs, values.seed].map(Number);
  const project = await fundingBank(deals, seed, say);
  await withSession(project, async (session) => {
    await runDate(session, options);
    const record = await findRecord(session.store, DATE);
    const tables = await storeTables(session, options);
    const inputs = tables.map(({ fingerprint }) => fingerprint);
    const wanted = JSON.stringify(await readAll(session, record, 'final_calc'));
    const times = new Map(VARIANTS.map(([name]) => [name, []]));
    for (let round = 0; round < runs; round++)
      for (const [name, work] of [...VARIANTS.slice(round % 3), ...VARIANTS.slice(0, round % 3)]) {
        removeResults(session.store, inputs);
        const { wallMs, cpuMs } = await timed(() => work(session, tables, record));
        if (JSON.stringify(await readAll(session, record, 'final_calc')) !== wanted)
          throw new Error(`${name} has another LCR`);
        times.get(name).push({ wallMs, cpuMs });
        say(`round ${round + 1} of ${runs}: ${name} ${(wallMs / 1000).toFixed(2)} s`);
      }
    const medians = [...times].map(([name, all]) => [
      name,
      median(all.map(({ wallMs }) => wallMs)),
      median(all.map(({ cpuMs }) => cpuMs)),
    ]);
    const [, wall, cpu] = medians[0];
    const rows = medians.map(([name, wallMs, cpuMs]) => [
      name,
      (wallMs / 1000).toFixed(2),
      `${(wallMs / wall).toFixed(2)} ×`,
      (cpuMs / 1000).toFixed(2),
      `${(cpuMs / cpu).toFixed(2)} ×`,
    ]);
    const table = tableText([['', 'wall s', 'ratio', 'CPU s', 'ratio'], ...rows]);
    process.stdout.write(
      `\n${deals} deals, medians of ${runs} rounds; the LCR is the same in all\n\n${table}\n`,
    );
  });
}

await main(process.argv.slice(2));
