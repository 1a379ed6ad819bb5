/**
 * Measures a base on Spark: `npm run bench -- --spark --deals 10000000 --runs 3` (see README.md, "Spark").
 *
 * One generated bank, imported once, and one server that is started here. In turns: Plimsoll's LCR with its deal-level fact, and the same in Spark SQL written by hand
 * (bench/baseline/spark). Both speak to the server by the same client, and must give the same rows and metrics. `--only` measures what belongs to it:
 * the naive way (spark-naive.mjs), a rule (spark-rule.mjs), the client (spark-client.mjs), arithmetic (spark-arithmetic.mjs).
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSparkSession } from '../dist/engine/spark/connect/session.js';
import { openSpark } from '../dist/engine/spark/spark.js';
import { onSpark } from '../dist/run/base-engine.js';
import { executePlan } from '../dist/run/execute.js';
import { withSession } from '../dist/run/open-session.js';
import { runFingerprints } from '../dist/run/record.js';
import { planRun, smallSteps, storeTables } from '../dist/run/run.js';
import { computedPipeline } from '../dist/run/session.js';
import { namedFiles } from '../dist/run/with-base.js';
import { resultFolder } from '../dist/store/store.js';
import { testModules } from '../scripts/test-modules.mjs';
import { benchBank } from './bank.mjs';
import { emptyFolder } from './baseline.mjs';
import { assertSameFact, assertSameMetrics } from './equality.mjs';
import { median } from './measure.mjs';
import { tableText } from './report.mjs';
import { CURRENCY, DATE } from './settings.mjs';
import { arithmeticText, measureArithmetic } from './spark-arithmetic.mjs';
import { clientText, measureClient } from './spark-client.mjs';
import { measureNaive } from './spark-naive.mjs';
import { measureRule, ruleText } from './spark-rule.mjs';
import { finalCalc, openBench, removeResults, timed } from './variants.mjs';

const HELP = `npm run bench -- --spark [--deals N] [--runs R] [--seed S] [--cluster] [--only PARTS [--limit M]]

Measures the LCR of one generated bank on a Spark server of this machine against Spark SQL written by hand, on the same server, and what belongs to it.

  --deals N     deals of the bank, default 1000000
  --runs R      rounds after one that is not counted; the median counts, default 3
  --seed S      seed of the bank, default 42
  --cluster     on a standalone cluster of two workers with a core each, instead of local[2]
  --only PARTS  some of base,naive,rule,client,arithmetic; default base
      base        Plimsoll against SQL by hand
      naive       the same, then once and in local[2] in PySpark step by step: alone, and with all keys collected before and after each step
      rule        a rule on 0.1 % of the rows: by differences in this process, and the whole scenario on the server
      client      the shortest statement, and the memory of a process that reads many rows
      arithmetic  10 million products in several forms: whole numbers, decimals, Decimal(38)
  --limit M     minutes after which a naive form is not waited for any more, default 60

Example: npm run bench -- --spark --deals 10000000 --runs 3
`;

const OUTPUTS = ['liquidity', 'final_calc', 'metrics'];
const SMALL_ROWS = 200_000;

/** For both: long methods are compiled, and a stage is one method. */
const JAVA = '-XX:-DontCompileHugeMethods';
const SETTINGS = { 'spark.sql.codegen.hugeMethodLimit': '65535' };
const CONF = { 'spark.driver.extraJavaOptions': JAVA, 'spark.executor.extraJavaOptions': JAVA };

const say = (text) => process.stderr.write(`${text}\n`);
const nowMs = () => performance.now();
const options = { date: DATE, verify: false, persist: true, nowMs, onProgress: () => undefined };

function plimsoll({ project, inputs }, address) {
  return withSession(project, async (session) => {
    removeResults(session.store, inputs);
    const cut = { ...session, pipeline: { ...session.pipeline, outputs: OUTPUTS } };
    const temporaryFolder = join(session.store.root, 'tmp');
    const resultOf = namedFiles(session.store);
    const engine = await openSpark({ address, settings: SETTINGS, temporaryFolder, resultOf });
    const asked = {
      ...options,
      wholeOnly: true,
      base: onSpark(engine, { smallRows: SMALL_ROWS, stages: {} }),
    };
    const tables = await storeTables(session, options);
    const named = tables.map(({ table, fingerprint }) => ({ table: table.name, fingerprint }));
    try {
      const { value: steps, wallMs } = await timed(async () => {
        const plan = await planRun(cut, asked, tables);
        const small = await smallSteps(cut, asked, tables, runFingerprints(cut, DATE, named));
        const { store } = session;
        return executePlan(plan, { ...small, engine, store, pipeline: computedPipeline(cut), nowMs });
      });
      for (const { stage, engines, rows, files, bytes, durationMs } of steps)
        if (durationMs > 500)
          say(
            `  ${stage} on ${engines.join(' and ')}: ${rows} rows, ${files} files, ${(bytes / 1e6).toFixed(0)} MB, ${(durationMs / 1000).toFixed(1)} s`,
          );
      const folderOf = (name) =>
        resultFolder(session.store, steps.find(({ stage }) => stage === name).fingerprint);
      return {
        wallMs,
        metrics: await finalCalc(folderOf('final_calc')),
        factFolder: folderOf('liquidity'),
      };
    } finally {
      await engine.close();
    }
  });
}

/** Statements stand between lines that hold a semicolon. */
function statementsOf(file, values) {
  return readFileSync(join(import.meta.dirname, 'baseline', 'spark', file), 'utf8')
    .replaceAll(/\{\{(\w+)\}\}/g, (_, key) => {
      if (values[key] === undefined) throw new Error(`${file} names {{${key}}}, which has no value`);
      return values[key];
    })
    .split(/^;$/m)
    .filter((text) => text.trim() !== '');
}

async function byHand({ folders, work }, address) {
  const out = join(work, 'baseline-spark');
  emptyFolder(out);
  const values = { ...folders, date: DATE, currency: CURRENCY, out };
  const session = await openSparkSession({ address, settings: SETTINGS });
  try {
    await session.set('spark.sql.parquet.compression.codec', 'zstd');
    const { value: rows, wallMs } = await timed(async () => {
      for (const file of ['prepare.sql', 'branches.sql'])
        for (const sql of statementsOf(file, values)) await session.execute(sql);
      const [fact] = statementsOf('fact.sql', values);
      await session.write(fact, { path: `file:${out}`, partitionBy: ['entity_type_part'] });
      const statements = statementsOf('metrics.sql', values);
      for (const sql of statements.slice(0, -1)) await session.execute(sql);
      return session.rows(statements.at(-1));
    });
    const plain = (value) => (typeof value === 'bigint' ? String(value) : value);
    const metrics = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
    );
    return { wallMs, metrics, factFolder: out };
  } finally {
    await session.close();
  }
}

const VARIANTS = [
  ['Spark SQL by hand', byHand],
  ['Plimsoll', plimsoll],
];

/** Medians of both, and what SQL by hand gave. */
async function measure(bench, address, runs) {
  const [hand, own] = [await byHand(bench, address), await plimsoll(bench, address)];
  assertSameMetrics('Plimsoll', hand.metrics, own.metrics);
  const rows = await assertSameFact('Plimsoll', hand.factFolder, own.factFolder, join(bench.work, 'spill'));
  say(`the same metrics, and the same ${rows} rows`);
  const times = new Map(VARIANTS.map(([name]) => [name, []]));
  for (let round = 0; round < runs; round++)
    for (const [name, run] of round % 2 === 0 ? VARIANTS : VARIANTS.toReversed()) {
      const { wallMs } = await run(bench, address);
      times.get(name).push(wallMs);
      say(`round ${round + 1} of ${runs}: ${name} ${(wallMs / 1000).toFixed(1)} s`);
    }
  return { hand, measured: [...times].map(([name, all]) => [name, median(all)]) };
}

function resultText(measured) {
  const byName = new Map(measured);
  const bases = VARIANTS.map(([name]) => byName.get(name));
  const cells = ([name, ms]) => [
    name,
    ...(ms === null
      ? ['not done', ...bases.map(() => '')]
      : [(ms / 1000).toFixed(1), ...bases.map((base) => `${(ms / base).toFixed(2)} ×`)]),
  ];
  return tableText([['', 'wall s', 'to by hand', 'to Plimsoll'], ...measured.map(cells)]);
}

/** The two-worker cluster and local[2] have as much memory for what they compute. */
const MEMORY = '8g';
const SIZES = {
  local: { memory: MEMORY },
  cluster: { memory: '4g', workerMemory: '5g', executorMemory: '4g' },
};

/** On a server that is started for it, and stopped before anything else is measured. */
async function onServer(start, sizes, use) {
  const server = await start({ ...sizes, conf: CONF });
  try {
    return await use(server.address);
  } finally {
    await server.stop();
  }
}

const PARTS = ['base', 'naive', 'rule', 'client', 'arithmetic'];

async function measureParts({ cluster, only, ...values }, spark, bench, bank) {
  const parts = only.split(',');
  const unknown = parts.filter((part) => !PARTS.includes(part));
  if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(', ')}, and not ${unknown.join(', ')}`);
  const [runs, limitMinutes] = [values.runs, values.limit].map(Number);
  const where = `${values.deals} deals on ${cluster ? 'a cluster of two workers' : 'local[2]'}, medians of ${runs} rounds`;
  const [start, sizes] = cluster ? [spark.startSparkCluster, SIZES.cluster] : [spark.startSpark, SIZES.local];
  const on = (use) => onServer(start, sizes, use);
  if (parts.includes('base') || parts.includes('naive')) {
    const { hand, measured } = await on((address) => measure(bench, address, runs));
    const naive = parts.includes('naive') ? await naiveParts(spark, bench, hand, limitMinutes) : [];
    print(`${where}; PySpark once, in local[2]`, resultText([...measured, ...naive]));
  }
  if (parts.includes('rule')) {
    const rule = await on((address) => measureRule(bank, address, SETTINGS, runs, say));
    print(`A rule on 0.1 % of the rows, ${where}`, ruleText(rule));
  }
  if (parts.includes('client')) print('The client', clientText(await on(measureClient)));
  if (parts.includes('arithmetic')) {
    const forms = await on((address) => measureArithmetic(address, bench.work, runs));
    print(`10 million products, medians of ${runs} rounds`, arithmeticText(forms));
  }
}

function naiveParts(spark, bench, hand, limitMinutes) {
  const [python, home] = [spark.sparkPython(), spark.sparkHome()];
  if (python === undefined)
    throw new Error('The naive way needs the Python beside Spark: npm run services installs both');
  const conf = { ...CONF, ...SETTINGS };
  return measureNaive(bench, hand, { python, home, memory: MEMORY, conf, limitMinutes, say });
}

const print = (title, text) => process.stdout.write(`\n${title}\n\n${text}\n`);

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      spark: { type: 'boolean' },
      deals: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '42' },
      cluster: { type: 'boolean', default: false },
      only: { type: 'string', default: 'base' },
      limit: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const modules = await testModules();
  try {
    const spark = await modules.ssrLoadModule('/test/support/spark-server.ts');
    const bank = await benchBank(Number(values.deals), Number(values.seed), say);
    await measureParts(values, spark, await openBench(bank), bank);
  } finally {
    await modules.close();
  }
}

await main(process.argv.slice(2));
