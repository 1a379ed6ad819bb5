/**
 * Measures adjustments: `npm run bench -- --adjust --deals 1000000 --runs 5` (see README.md, "Adjustments").
 *
 * 1. A generated bank is imported and run once, in this process. 2. Every case is checked once against a run from scratch. 3. Cases are
 * measured warm, in this process: by the planner's choice, forced full, from scratch, and as plain SQL.
 */

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { withSession } from '../dist/run/open-session.js';
import { adjustProject, openBank, runFromScratch } from './adjust-bank.mjs';
import {
  largeCases,
  measureCase,
  measureGrid,
  measureSequence,
  measureTen,
  smallCases,
} from './adjust-cases.mjs';
import { caseTable, gridTable, sequenceText, tenText } from './adjust-report.mjs';
import { benchBank } from './bank.mjs';

const HELP = `npm run bench -- --adjust [--deals N] [--runs R] [--only PARTS]

Measures adjustments on a generated bank: ratios to full runs and to plain SQL, in the same process and warm.
Each result is checked once against a run from scratch, with no row of difference.

  --deals N        deals of the bank, default 1000000
  --runs R         rounds; the median counts, default 5
  --only PARTS     some of small,large,grid,ten,sequence,alone; default all
  --cases TEXT     of small, large, grid and alone those whose name has this in it; default all
  --steps N        adjustments of the sequence, default 200
  --seed S         seed of the bank, default 42
  --profile        also print where the time of the small cases goes

Example: npm run bench -- --adjust --deals 1000000 --runs 5 --only small,ten
`;

const say = (text) => process.stderr.write(`${text}\n`);
const print = (text) => process.stdout.write(`\n${text}\n`);

async function measure(bank, options, parts) {
  const fact = (await runFromScratch(bank, [])).value.get('liquidity');
  // The scratch store is emptied by the next run, so what is read of the fact is read of the base run's.
  const stored = fact.replace(bank.scratch, bank.session.store.root);
  if (parts.includes('small')) {
    const rows = [];
    for (const each of (await smallCases(bank, stored)).filter(options.isWanted))
      rows.push(await measureCase(bank, each, options));
    print(caseTable('Rules that touch little', rows));
  }
  if (parts.includes('large')) {
    const rows = [];
    for (const each of largeCases().filter(options.isWanted))
      rows.push(await measureCase(bank, each, options));
    print(caseTable('Rules that touch much', rows));
  }
  if (parts.includes('ten')) print(tenText(bank, await measureTen(bank, options)));
  if (parts.includes('grid')) print(gridTable(await measureGrid(bank, stored, options)));
  if (parts.includes('sequence')) print(sequenceText(await measureSequence(bank, options.steps, options)));
  if (parts.includes('alone')) await measureAlone(bank, stored, options);
}

/** The cases again, as previews of the metrics alone against runs that give the metrics alone. */
async function measureAlone(bank, fact, options) {
  const alone = { ...bank, metricsAlone: true };
  const isAdded = ({ from }) => from.length === 0;
  const cases = [...(await smallCases(bank, fact)).filter(isAdded), ...largeCases()].filter(options.isWanted);
  const rows = [];
  for (const each of cases) rows.push(await measureCase(alone, each, options));
  print(caseTable('Metrics alone', rows));
}

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      adjust: { type: 'boolean' },
      deals: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '5' },
      seed: { type: 'string', default: '42' },
      steps: { type: 'string', default: '200' },
      cases: { type: 'string', default: '' },
      only: { type: 'string', default: 'small,large,ten,grid,sequence,alone' },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const project = adjustProject(await benchBank(Number(values.deals), Number(values.seed), say));
  const isWanted = ({ name }) => name.includes(values.cases);
  const options = {
    isWanted,
    runs: Number(values.runs),
    steps: Number(values.steps),
    profile: values.profile,
    say,
  };
  const load = () =>
    loadavg()
      .map((each) => each.toFixed(1))
      .join(' ');
  const before = load();
  await withSession(project, async (session) => {
    const bank = await openBank(session);
    print(`${values.deals} deals, ${bank.factRows.toLocaleString('en-US')} rows of the fact`);
    await measure(bank, options, values.only.split(','));
  });
  print(`Load of the machine before and after: ${before}; ${load()}`);
}

await main(process.argv.slice(2));
