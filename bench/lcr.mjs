/**
 * Measures the reference LCR against the baseline: `npm run bench -- --deals 10000000 --runs 3` (see README.md beside this file).
 *
 * 1. A generated bank, kept in the system's temporary folder, is imported. 2. Every variant runs once, not counted, and all
 * must give the same rows and metrics. 3. Rounds are measured in this process. 4. Peak memory, each in a process of its own.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBank, shuffledBank } from './bank.mjs';
import { openPlain } from './baseline.mjs';
import { assertClustered, assertSameFact, assertSameMetrics } from './equality.mjs';
import { commandMs, measureRounds, peakMemory } from './measure.mjs';
import { keepHistory, scalingTable, sizeTable } from './report.mjs';
import { DATE } from './settings.mjs';
import { openBench, rerunMs, VARIANTS } from './variants.mjs';

const HELP = `npm run bench -- [--deals N] [--runs R] [--seed S]

Measures Plimsoll's LCR and plain SQL over the same imported bank, after a check that both give the same rows and metrics.
The bank of N deals (default 1000000) and one of a tenth of it are measured, each variant R times (default 3).

  --deals N        deals of the bank
  --runs R         measured runs of each variant; the median counts
  --seed S         seed of the bank, default 42
  --no-scaling     leave out the bank of a tenth
  --no-history     do not append to bench/history.ndjson
  --check          measure nothing; check that all agree, on this bank and on one with its columns shuffled

Example: npm run bench -- --deals 10000000 --runs 3
`;

const say = (text) => process.stderr.write(`${text}\n`);

/** Runs every variant once and compares all with the first; the number of rows of the fact. */
async function checkEquality(bench) {
  const [first, ...others] = VARIANTS;
  const wanted = await first.run(bench);
  let factRows = 0;
  const overlaps = await assertClustered(first.name, wanted.factFolder);
  say(`${first.name}: a row group overlaps ${overlaps.toFixed(1)} others of its file`);
  for (const variant of others) {
    const found = await variant.run(bench);
    assertSameMetrics(variant.name, wanted.metrics, found.metrics);
    if (found.factFolder === null) {
      // Runs of Plimsoll remove what runs before them stored.
      if (variant.name.startsWith('Plimsoll')) await first.run(bench);
      continue;
    }
    factRows = await assertSameFact(
      variant.name,
      wanted.factFolder,
      found.factFolder,
      join(bench.work, 'spill'),
    );
    const clustered = await assertClustered(variant.name, found.factFolder);
    say(
      `${variant.name}: the same ${factRows} rows and the same metrics; a row group overlaps ${clustered.toFixed(1)}`,
    );
  }
  return factRows;
}

async function measureSize(deals, seed, runs) {
  const project = await benchBank(deals, seed, say);
  const bench = await openBench(project);
  const factRows = await checkEquality(bench);
  const medians = await measureRounds(bench, runs, say);
  const peaks = new Map(VARIANTS.map(({ name }) => [name, peakMemory(project, name)]));
  const rerun = await rerunMs(bench);
  const rerunCommandMs = commandMs(['--project', project, 'run', '--date', DATE], 3);
  return { deals, runs, factRows, medians, peaks, rerunMs: rerun, rerunCommandMs };
}

/** Do all agree on an ordinary bank and on a shuffled one? */
async function checkOnly(deals, seed) {
  for (const make of [benchBank, shuffledBank])
    await checkEquality(await openBench(await make(deals, seed, say)));
}

/** One variant in this process: for its peak memory. The engine's own statistics of it go to standard output as JSON. */
async function once(project, name) {
  const variant = VARIANTS.find((each) => each.name === name);
  if (variant === undefined) throw new Error(`No variant ${name}`);
  const { wallMs } = await variant.run(await openBench(project));
  process.stdout.write(`${JSON.stringify({ wallMs, peakMiB: process.resourceUsage().maxRSS / 1024 })}\n`);
}

async function duckDbVersion() {
  const plain = await openPlain();
  const [row] = (await plain.connection.runAndReadAll('SELECT version() AS v')).getRowObjectsJson();
  plain.close();
  return String(row.v);
}

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      deals: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '42' },
      'no-scaling': { type: 'boolean', default: false },
      'no-history': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      once: { type: 'string' },
      project: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (values.once !== undefined) return once(values.project, values.once);
  const [deals, runs, seed] = [values.deals, values.runs, values.seed].map(wholeNumber);
  if (values.check) return checkOnly(deals, seed);
  const sizes = [];
  for (const size of values['no-scaling'] ? [deals] : [Math.max(Math.floor(deals / 10), 1000), deals])
    sizes.push(await measureSize(size, seed, runs));
  const helpMs = commandMs(['--help'], 9);
  for (const size of sizes) process.stdout.write(`\n${sizeTable(size)}\n`);
  if (sizes.length > 1) process.stdout.write(`\n${scalingTable(sizes)}\n`);
  const last = sizes[sizes.length - 1];
  process.stdout.write(
    `\nNothing changed: ${last.rerunMs.toFixed(0)} ms in the process, ${last.rerunCommandMs.toFixed(0)} ms as a command. ` +
      `plimsoll --help: ${helpMs.toFixed(0)} ms.\n`,
  );
  if (!values['no-history'])
    keepHistory({
      sizes,
      duckdb: await duckDbVersion(),
      rerun_ms: Math.round(last.rerunMs),
      rerun_command_ms: Math.round(last.rerunCommandMs),
      help_ms: Math.round(helpMs),
    });
}

function wholeNumber(text) {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  process.stderr.write(
    `A whole number such as 1000000 is needed, found \`${text}\`. See npm run bench -- --help\n`,
  );
  return process.exit(2);
}

await main(process.argv.slice(2));
