/**
 * `npm run campaign -- --pipelines N [--seed S]`: random pipelines on DuckDB and on the reference interpreter, for longer than
 * `npm test` does. The last line has the figures; exit code 1 where the two differ.
 *
 * The tests are TypeScript, so they are loaded through the transformer that vitest brings along.
 */

import { parseArgs } from 'node:util';
import { createViteServer } from 'vitest/node';
import { install, ROOT } from './prepare.mjs';

const HELP = `npm run campaign -- --pipelines N [--seed S]

Compares N random pipelines (default 1000) on DuckDB with the reference interpreter. Example:

  npm run campaign -- --pipelines 5000 --seed 7
`;

function wholeNumber(text, name) {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  process.stderr.write(`--${name} must be a whole number such as 1000, found \`${text}\`\n`);
  return process.exit(2);
}

async function main() {
  const { values } = parseArgs({
    options: {
      pipelines: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const pipelines = wholeNumber(values.pipelines, 'pipelines');
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
    const { runCampaign } = await server.ssrLoadModule('/test/property/campaign.ts');
    const started = performance.now();
    const progress = (done) => process.stderr.write(`${done} of ${pipelines} pipelines\n`);
    const { counts, difference, ...result } = await runCampaign({ pipelines, seed, progress });
    if (difference !== null) process.stdout.write(`${difference}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stdout.write(
      `campaign: ${result.pipelines} pipelines, ${counts.stages} stages, ${counts.rows} rows compared, ` +
        `${difference === null ? 0 : 'some'} differing rows, ${counts.errorsAgreed} errors agreed, ` +
        `${counts.errorsAvoided} errors avoided, seed ${seed}, ${seconds} s\n`,
    );
    return difference === null ? 0 : 1;
  } finally {
    await server.close();
  }
}

process.exitCode = await main();
