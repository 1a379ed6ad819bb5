/**
 * `npm run campaign -- --pipelines N [--plans N] [--seed S]`: random pipelines on DuckDB and on the reference interpreter, for longer
 * than `npm test` does: each stage as one query, and planned and stored as a run does it. The last line has the figures; exit code 1 where the two differ.
 *
 * The tests are TypeScript, so they are loaded through the transformer that vitest brings along.
 */

import { parseArgs } from 'node:util';
import { createViteServer } from 'vitest/node';
import { install, ROOT } from './prepare.mjs';

const HELP = `npm run campaign -- --pipelines N [--plans N] [--seed S]

Compares N random pipelines (default 1000) on DuckDB with the reference interpreter: every stage as one query, and for
--plans (default a tenth) other random pipelines planned, written to a store and read back, as a run does it. Example:

  npm run campaign -- --pipelines 5000 --seed 7
`;

function wholeNumber(text, name) {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  process.stderr.write(`--${name} must be a whole number such as 1000, found \`${text}\`\n`);
  return process.exit(2);
}

function countsText(what, { pipelines, counts, difference }) {
  return (
    `${pipelines} ${what}, ${counts.stages} stages, ${counts.rows} rows compared, ` +
    `${difference === null ? 0 : 'some'} differing rows, ${counts.errorsAgreed} errors agreed, ` +
    `${counts.errorsAvoided} errors avoided`
  );
}

async function main() {
  const { values } = parseArgs({
    options: {
      pipelines: { type: 'string', default: '1000' },
      plans: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const pipelines = wholeNumber(values.pipelines, 'pipelines');
  const plans = values.plans === undefined ? Math.ceil(pipelines / 10) : wholeNumber(values.plans, 'plans');
  const seed = wholeNumber(values.seed, 'seed');
  install();
  const server = await createViteServer({
    root: ROOT,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { runCampaign, runPlanCampaign } = await server.ssrLoadModule('/test/property/campaign.ts');
    const started = performance.now();
    const progress = (what, all) => (done) => process.stderr.write(`${done} of ${all} ${what}\n`);
    const asQueries = await runCampaign({ pipelines, seed, progress: progress('pipelines', pipelines) });
    if (asQueries.difference !== null) process.stdout.write(`${asQueries.difference}\n`);
    const asPlans = await runPlanCampaign({ pipelines: plans, seed, progress: progress('plans', plans) });
    if (asPlans.difference !== null) process.stdout.write(`${asPlans.difference}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stdout.write(
      `campaign: ${countsText('pipelines', asQueries)}; ` +
        `${countsText('plans', asPlans)}, ${asPlans.counts.files} files read back; seed ${seed}, ${seconds} s\n`,
    );
    return asQueries.difference === null && asPlans.difference === null ? 0 : 1;
  } finally {
    await server.close();
  }
}

process.exitCode = await main();
