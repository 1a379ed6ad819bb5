/**
 * `npm run campaign -- --pipelines N [--plans N] [--seed S]`: random pipelines on DuckDB and on the reference interpreter, for longer
 * than `npm test` does: each stage as one query, and planned and stored as a run does it. `--histories N [--seed S]`: random histories
 * of rules, dates and corrections. `--kills N`: an approval killed at random moments. `--formulas N`: random cases of the caps and of derivatives.
 * The last line has the figures; exit code 1 where two sides differ.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, install, needsBuild, ROOT } from './prepare.mjs';
import { testModules } from './test-modules.mjs';

const HELP = `npm run campaign -- --pipelines N [--plans N] [--seed S]
npm run campaign -- --histories N [--seed S] [--fresh]
npm run campaign -- --kills N
npm run campaign -- --formulas N [--seed S]

Compares N random pipelines (default 1000) on DuckDB with the reference interpreter: every stage as one query, and for
--plans (default a tenth) other random pipelines planned, written to a store and read back, as a run does it.

With --histories, random histories instead: rules added, revoked and moved, other dates, corrected sources and factors; in
every state, the rows from scratch, incrementally and by the reference interpreter must be the same. One of fifty is
a history of the LCR itself, the others are of random pipelines. A campaign that was stopped goes on where it was, on the same
commit; --fresh starts it again.

With --kills, \`rule approve\` is killed (-9) at N random moments; what is left must be the state before or after it.

With --formulas, N random cases of the caps of the LCR and a quarter as many netting sets of the NSFR, against the formulas of the standards written
once more in fractions. Examples:

  npm run campaign -- --pipelines 5000 --seed 7
  npm run campaign -- --histories 3000 --seed 7
  npm run campaign -- --kills 100
  npm run campaign -- --formulas 200000
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

async function pipelineCampaign(server, { pipelines, plans, seed }) {
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
}

/** How far a history campaign of one seed has come: a file that is gone once it is done, and worth nothing on another commit. */
function progressFile(seed) {
  const file = join(tmpdir(), `plimsoll-campaign-histories-${seed}.json`);
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  return {
    read: () => {
      const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
      return known?.commit === commit ? known.done : null;
    },
    write: (done) => {
      writeFileSync(`${file}.new`, JSON.stringify({ commit, done }));
      renameSync(`${file}.new`, file);
    },
    remove: () => rmSync(file, { force: true }),
  };
}

async function historyCampaign(server, { histories, seed, fresh }) {
  const { runHistoryCampaign } = await server.ssrLoadModule('/test/property/campaign.ts');
  const file = progressFile(seed);
  const known = fresh ? null : file.read();
  const from = known !== null && known.histories <= histories ? known : null;
  if (from !== null) process.stderr.write(`goes on after ${from.histories} histories\n`);
  const started = performance.now();
  const progress = (done) => {
    file.write(done);
    process.stderr.write(`${done.histories} of ${histories} histories, ${done.counts.acts} acts\n`);
  };
  const { difference, counts, ...result } = await runHistoryCampaign({ histories, seed, from, progress });
  if (difference !== null) process.stdout.write(`${difference}\n`);
  else file.remove();
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `campaign: ${result.histories} histories, ${counts.acts} acts, ${difference === null ? 0 : 'some'} differing rows; ` +
      `${result.lcr} histories of the LCR, ` +
      `${counts.stages} stages, ${counts.rows} rows compared, ${counts.increments} stages incrementally, ` +
      `${counts.errorsAgreed} errors agreed, ${counts.errorsAvoided} errors avoided; seed ${seed}, ${seconds} s\n`,
  );
  return difference === null ? 0 : 1;
}

async function killCampaign(server, kills) {
  if (needsBuild()) build();
  const { killApprovals } = await server.ssrLoadModule('/test/e2e/approve-kill.ts');
  const started = performance.now();
  const progress = (done) => {
    if (done % 10 === 0) process.stderr.write(`${done} of ${kills} kills\n`);
  };
  const { problems, before, after, untold } = await killApprovals(kills, Math.random, progress);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `campaign: ${kills} kills of an approval, ${before} before the act and ${after} after it (${untold} not told yet), ` +
      `${problems.length} problems, ${seconds} s\n`,
  );
  return problems.length === 0 ? 0 : 1;
}

async function formulaCampaign(server, { formulas, seed }) {
  const { compareFormulas } = await server.ssrLoadModule('/test/property/formulas.ts');
  const started = performance.now();
  const progress = (done) => process.stderr.write(`${done} cases\n`);
  const asked = { caps: formulas, sets: Math.ceil(formulas / 4), seed, progress };
  const { caps, sets, binding, differences } = await compareFormulas(asked);
  for (const difference of differences) process.stdout.write(`${difference}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `campaign: ${caps} cases of the caps, ${binding} of them binding, ${sets} netting sets, ${differences.length} mismatches; seed ${seed}, ${seconds} s\n`,
  );
  return differences.length === 0 ? 0 : 1;
}

async function main() {
  const { values } = parseArgs({
    options: {
      pipelines: { type: 'string', default: '1000' },
      plans: { type: 'string' },
      histories: { type: 'string' },
      kills: { type: 'string' },
      formulas: { type: 'string' },
      seed: { type: 'string', default: '1' },
      fresh: { type: 'boolean', default: false },
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
  const server = await testModules();
  try {
    if (values.kills !== undefined) return await killCampaign(server, wholeNumber(values.kills, 'kills'));
    if (values.formulas !== undefined)
      return await formulaCampaign(server, { formulas: wholeNumber(values.formulas, 'formulas'), seed });
    if (values.histories === undefined) return await pipelineCampaign(server, { pipelines, plans, seed });
    const histories = wholeNumber(values.histories, 'histories');
    return await historyCampaign(server, { histories, seed, fresh: values.fresh });
  } finally {
    await server.close();
  }
}

process.exitCode = await main();
