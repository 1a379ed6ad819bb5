/**
 * `npm run fuzz -- --files N [--seed S]`: damaged and odd files through the import, and a second, simple reader beside it. The last line has the
 * figures; exit code 1 where something is wrong. `--only N` runs one case again.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install } from './prepare.mjs';
import { testModules } from './test-modules.mjs';

const HELP = `npm run fuzz -- --files N [--seed S] [--workers W]
npm run fuzz -- --only N --seed S [--keep FOLDER]

Imports N cases (default 1000) of CSV, packed CSV and Parquet that are nearly right or damaged, in processes of their own. No file may crash or hang
the import or end it with an internal error; every record is accepted, rejected with its row, filtered, set aside, or under an error that names the
file; where a second reader splits the file without doubt, rows, rejects and totals are the same. With --only, one case again; --keep writes its files.
Examples:

  npm run fuzz -- --files 10000 --seed 7
  npm run fuzz -- --only 4711 --seed 7 --keep found
`;

function wholeNumber(text, name) {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  process.stderr.write(`--${name} must be a whole number such as 1000, found \`${text}\`\n`);
  return process.exit(2);
}

async function campaign(server, { files, only, seed, workers }) {
  const { fuzz } = await server.ssrLoadModule('/test/fuzz/campaign.ts');
  const numbers = only === undefined ? Array.from({ length: files }, (_, i) => i) : [only];
  const started = performance.now();
  const counts = await fuzz({
    seed,
    numbers,
    workers: Math.min(workers, numbers.length),
    onFault: (number, text) => process.stdout.write(`case ${number}, seed ${seed}: ${text}\n`),
    progress: (done) => {
      if (done % 500 === 0) process.stderr.write(`${done} of ${numbers.length} cases\n`);
    },
  });
  const codes = Object.entries(counts.codes).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [code, times] of codes) process.stdout.write(`${String(times).padStart(7)} ${code}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `fuzz: ${counts.cases} cases, ${counts.unclear} of them can be split in several ways, ${counts.others} records filtered or set aside; seed ${seed}, ${seconds} s\n`,
  );
  process.stdout.write(
    `${counts.files} files, ${counts.records} records read, ${counts.accepted} accepted, ${counts.rejected} rejected, ` +
      `${counts.errors} files with an error, ${counts.faults} faults\n`,
  );
  return counts.faults === 0 ? 0 : 1;
}

async function keep(server, { only, seed, folder }) {
  const { caseOf, openBench } = await server.ssrLoadModule('/test/fuzz/run-case.ts');
  const bench = await openBench();
  try {
    const { files, spec, damages } = await caseOf(bench, seed, only);
    mkdirSync(folder, { recursive: true });
    for (const { shown, bytes } of files) writeFileSync(join(folder, shown), bytes);
    writeFileSync(join(folder, 'case.json'), `${JSON.stringify({ seed, only, damages, spec }, null, 2)}\n`);
  } finally {
    await bench.close();
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      keep: { type: 'string' },
      workers: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const seed = wholeNumber(values.seed, 'seed');
  const only = values.only === undefined ? undefined : wholeNumber(values.only, 'only');
  const [files, workers] = [wholeNumber(values.files, 'files'), wholeNumber(values.workers, 'workers')];
  install();
  const server = await testModules();
  try {
    if (values.keep !== undefined && only !== undefined)
      await keep(server, { only, seed, folder: values.keep });
    return await campaign(server, { files, only, seed, workers });
  } finally {
    await server.close();
  }
}

process.exitCode = await main();
