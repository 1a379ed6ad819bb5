/**
 * `npm run demo`: a generated bank with about a million deals, its LCR and NSFR, and an adjustment of it, by the same commands that a user types.
 *
 * Installs and builds what is missing, then works in ./demo, which git ignores. Running it again starts from an empty folder.
 *
 * `npm run demo -- --engine spark`: a Spark server, which `npm run services` installs and which is started and stopped here, computes the base; the same bank is
 * computed in this process too, and the rows of all stages are compared.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, install, needsBuild, ROOT } from './prepare.mjs';
import { testModules } from './test-modules.mjs';

const DEMO = join(ROOT, 'demo');
const DEALS = process.env.PLIMSOLL_DEMO_DEALS ?? '1000000';

const say = (text) => process.stdout.write(`${text}\n`);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

function start(args, cwd, stdout) {
  const result = spawnSync(process.execPath, [join(ROOT, 'bin', 'plimsoll.js'), ...args], {
    cwd,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`plimsoll ${args[0]} ended with exit code ${result.status}`);
  return result.stdout;
}

/** Runs one command of Plimsoll as a user would, and returns how long it took in milliseconds. */
function plimsoll(args, cwd) {
  say(`\n$ plimsoll ${args.join(' ')}`);
  const started = performance.now();
  start(args, cwd, 'inherit');
  return performance.now() - started;
}

const RULE = `{"rule_id": "ADJ_2024_001", "stage": "deal_enrichment",
 "conditions": [{"field": "product_type", "operator": "in", "value": ["BOND", "LOAN"]},
                {"field": "maturity_date", "operator": ">", "value": "2025-01-01"}],
 "adjustments": [{"field": "liquidity_factor", "operation": "multiply", "value": 0.95},
                 {"field": "haircut", "operation": "add", "value": 0.05}],
 "effective_date": "2024-01-15", "expiry_date": "2024-12-31",
 "approval": {"user": "risk_admin", "timestamp": "2024-01-14T10:00:00Z"}}
`;

/** A rule on few rows: the haircut of one entity's corporate bonds. */
const smallRule = (
  haircut,
) => `{"rule_id": "CORPORATE_BONDS", "stage": "deal_enrichment", "effective_date": "2024-01-15",
 "conditions": [{"field": "line", "operator": "=", "value": "L2A.corp"}, {"field": "entity_id", "operator": "=", "value": "HB-DE"}],
 "adjustments": [{"field": "haircut", "operation": "add", "value": ${haircut}}]}
`;

function writeRule(file, text) {
  mkdirSync(join(DEMO, 'rules'), { recursive: true });
  writeFileSync(join(DEMO, file), text);
  return file;
}

/** Milliseconds of the four phases of a preview, without starting the process. */
function previewMs(file, mode) {
  const told = JSON.parse(start(['rule', 'preview', file, '--mode', mode, '--json'], DEMO, 'pipe'));
  return told.impact.ms + told.plan.ms + told.execution.ms + told.propagation.ms;
}

/** What recomputing costs for a rule on few rows; then the rule of the guide, from its file to what it moved. */
function adjust() {
  const few = writeRule('rules/corporate-bonds.json', smallRule('0.02'));
  say(`\nAn adjustment of few rows, ${few}:\n${smallRule('0.02')}`);
  plimsoll(['rule', 'preview', few], DEMO);
  // Other values, so that nothing of the preview above can be found again.
  const quick = previewMs(writeRule('rules/quick.json', smallRule('0.03')), 'auto');
  const full = previewMs(writeRule('rules/full.json', smallRule('0.04')), 'full');
  const times = (full / quick).toFixed(0);
  say(
    `\nRecomputed for such a rule: ${seconds(quick)}. The same figures by a full run: ${seconds(full)}, ${times} times as long.`,
  );
  const bonds = writeRule('rules/bonds.json', RULE);
  say(`\nAn adjustment of many rows, ${bonds}:\n${RULE}`);
  plimsoll(['rule', 'add', bonds, '--user', 'anna'], DEMO);
  plimsoll(['rule', 'preview', 'ADJ_2024_001'], DEMO);
  plimsoll(['rule', 'approve', 'ADJ_2024_001', '--user', 'boris'], DEMO);
  plimsoll(['show', 'metrics', '--scenario', 'reported'], DEMO);
}

/** The base on a server, and beside it in this process; milliseconds of the first. Ends the demo where a row differs. */
async function runOnSpark() {
  const beside = join(DEMO, 'on-duckdb');
  const modules = await testModules();
  try {
    const { startSpark } = await modules.ssrLoadModule('/test/support/spark-server.ts');
    const { compareStores } = await modules.ssrLoadModule('/test/support/compare-stores.ts');
    const { openDuckDb } = await modules.ssrLoadModule('/src/engine/duckdb.ts');
    cpSync(DEMO, `${DEMO}-copy`, { recursive: true });
    cpSync(`${DEMO}-copy`, beside, { recursive: true });
    rmSync(`${DEMO}-copy`, { recursive: true });
    say('\nA Spark server is started on this machine.');
    const server = await startSpark({ memory: '2g' });
    process.env.PLIMSOLL_SPARK_SERVER = server.address;
    let ms;
    try {
      ms = plimsoll(['run', '--engine', 'spark'], DEMO);
    } finally {
      await server.stop();
    }
    plimsoll(['run'], beside);
    const engine = await openDuckDb({ temporaryFolder: DEMO });
    const { results, rows, differing } = await compareStores(engine, beside, DEMO).finally(() =>
      engine.close(),
    );
    say(`\n${results} results with ${rows} rows compared with those of this process: ${differing} differ.`);
    if (differing > 0n) throw new Error('Spark and DuckDB give different rows');
    return ms;
  } finally {
    await modules.close();
  }
}

async function main() {
  const { values } = parseArgs({ options: { engine: { type: 'string', default: 'duckdb' } } });
  if (!['duckdb', 'spark'].includes(values.engine))
    throw new Error(`--engine must be duckdb or spark, found ${values.engine}`);
  install();
  if (needsBuild()) build();
  rmSync(DEMO, { recursive: true, force: true });
  const steps = [
    ['init', plimsoll(['init', 'demo'], ROOT)],
    ['generate', plimsoll(['generate', '--deals', DEALS, '--seed', '42', '--nsfr'], DEMO)],
    ['run', values.engine === 'spark' ? await runOnSpark() : plimsoll(['run'], DEMO)],
  ];
  say(`\n${steps.map(([name, ms]) => `${name} ${seconds(ms)}`).join(', ')}`);
  adjust();
  say(`
What to type next:
  cd demo
  npx plimsoll show ladder         the maturity ladder and the survival horizon of each perimeter and currency
  npx plimsoll report liq2 --to liq2.xlsx      the disclosure of the NSFR as a spreadsheet; \`report liq1\` is that of the LCR
  npx plimsoll show intragroup_differences     what entities owe each other, as the two sides tell it
  npx plimsoll show lines          every line with paragraph, rate, amount and value, by entity
  npx plimsoll show liquidity --scenario reported --variance      every deal that the rule changed
  npx plimsoll rule show ADJ_2024_001      who did what with it; \`rule revoke\` takes it back
  npx plimsoll run                 again: nothing changed, so nothing is computed
  npx plimsoll explain liquidity   how a stage is computed: its columns and its SQL
  npx plimsoll doctor              what is installed, which national options are missing
Your own files: the README, from "Your own data" on.`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The demo stopped: ${error.message}\n`);
  process.exitCode = 1;
}
