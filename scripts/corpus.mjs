/**
 * `npm run corpus -- [--engine duckdb|spark]`: every case of the corpus on the reference interpreter, on DuckDB, and with `--engine spark` on a Spark server that it
 * starts and stops. The last line has the figures; exit code 1 where a case gives anything else than it says.
 */

import { parseArgs } from 'node:util';
import { install } from './prepare.mjs';
import { testModules } from './test-modules.mjs';

const HELP = `npm run corpus -- [--engine duckdb|spark] [--gaps]

Runs every case of test/corpus on the reference interpreter and on DuckDB, and compares all rows of all stages;
with --engine spark also on a Spark server,
which npm run services installs and which is started and stopped here. Prints what differs in full. --gaps prints what is
declared not to agree, with the reasons. Examples:

  npm run corpus
  npm run corpus -- --engine spark
`;

const seconds = (took) =>
  Object.entries(took)
    .map(([runner, ms]) => `${runner} ${(ms / 1000).toFixed(1)} s`)
    .join(', ');

async function main() {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', default: 'duckdb' },
      gaps: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (!['duckdb', 'spark'].includes(values.engine)) {
    process.stderr.write(`--engine must be duckdb or spark, found \`${values.engine}\`\n`);
    return 2;
  }
  install();
  const server = await testModules();
  try {
    const { runCorpus } = await server.ssrLoadModule('/test/corpus/run-all.ts');
    const { cases, rows, differing, took, gaps, problems } = await runCorpus(values.engine);
    for (const problem of problems) process.stdout.write(`DIFFERS ${problem}\n`);
    if (values.gaps) for (const gap of gaps) process.stdout.write(`gap ${gap}\n`);
    process.stdout.write(
      `corpus: ${cases} cases on ${Object.keys(took).join(', ')}; ${rows} rows compared, ${differing} differing; ${problems.length} problems, ${gaps.length} declared gaps; ${seconds(took)}\n`,
    );
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  } finally {
    await server.close();
  }
}

process.exitCode = await main();
