/**
 * `npm run vectors`: published disclosures, worked examples and tables of factors against what Plimsoll computes. A line per case and file with
 * counts, every miss in full; the last line has the counts of all. Exit code 1 on a miss. `--all` shows every figure.
 */

import { parseArgs } from 'node:util';
import { install } from './prepare.mjs';
import { testModules } from './test-modules.mjs';

const HELP = `npm run vectors [-- --all] [--engine spark]

Holds Plimsoll against published figures: cap cases, worked examples, tables of factors, LIQ1 and LIQ2 of banks. Prints counts per file and case, and in
full every figure that misses, that is an oddity of its filing, or that nothing in Plimsoll covers. --all prints those that agree as well.
--engine spark computes them on a Spark server that is started and stopped here.
Needs the reference files in ../shared/vectors. Examples:

  npm run vectors
  npm run vectors -- --all
  npm run vectors -- --engine spark
`;

const STATES = ['agrees', 'misses', 'oddity', 'shown', 'not covered'];

const counted = (outcomes) =>
  STATES.map((state) => [state, outcomes.filter((each) => each.state === state).length])
    .filter(([state, count]) => count > 0 || state === 'misses')
    .map(
      ([state, count]) => `${count} ${state === 'misses' ? 'missed' : state === 'agrees' ? 'agree' : state}`,
    )
    .join(', ');

function printed({ id, figure, expected, got, difference, state, reason }) {
  const figures = [
    `expected ${expected ?? '–'}`,
    `got ${got ?? '–'}`,
    ...(difference === null ? [] : [`difference ${difference}`]),
  ];
  const head = state === 'misses' ? 'MISS' : state;
  return `  ${id}, ${figure}: ${head}: ${figures.join(', ')}${reason === null ? '' : ` (${reason})`}\n`;
}

/** Without --all: not what agrees, and of what is shown without a verdict only what differs. */
const isTold = ({ state, difference }) =>
  state === 'misses' || state === 'oddity' || (state === 'shown' && difference !== '0');

/** What is not covered for one reason is one line. */
function printNotCovered(outcomes) {
  const reasons = [...new Set(outcomes.map(({ reason }) => reason))];
  for (const reason of reasons) {
    const own = outcomes.filter((each) => each.reason === reason);
    const names = own.map(({ id, figure }) => `${id} ${figure}`);
    const shown = names.length > 4 ? `${names.slice(0, 4).join('; ')}; …` : names.join('; ');
    process.stdout.write(`  not covered: ${reason}: ${own.length} (${shown})\n`);
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'duckdb' },
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
    const { allOutcomes } = await server.ssrLoadModule('/test/vectors/all.ts');
    const outcomes = await allOutcomes(values.engine);
    if (outcomes === undefined) {
      process.stdout.write('vectors: skipped, the folder ../shared/vectors is not there\n');
      return 0;
    }
    for (const file of new Set(outcomes.map((each) => each.file))) {
      const own = outcomes.filter((each) => each.file === file);
      process.stdout.write(`${file}: ${counted(own)}\n`);
      for (const outcome of own)
        if (values.all ? outcome.state !== 'not covered' : isTold(outcome))
          process.stdout.write(printed(outcome));
      printNotCovered(own.filter(({ state }) => state === 'not covered'));
    }
    process.stdout.write(`vectors: ${counted(outcomes)}\n`);
    return outcomes.some(({ state }) => state === 'misses') ? 1 : 0;
  } finally {
    await server.close();
  }
}

process.exitCode = await main();
