/**
 * `npm test`: every gate, from the cheapest to the dearest, ending with one plain line of counts.
 *
 * 1. installs the dependencies when they are missing or older than the lock file;
 * 2. build: compiles dist, because end-to-end tests run the compiled command line;
 * 3. types: the whole tree, tests included;
 * 4. lint: formatting and lint rules;
 * 5. tests: vitest, all projects of vitest.config.ts.
 *
 * A gate that is no vitest test counts as one test. Arguments go to vitest (`npm test -- --project unit`); gates 2 to 4
 * run all the same. No standard input is read.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, ROOT, run, tool } from './prepare.mjs';

/** A warning is a failure too: nobody reads the warnings of a run that passed. */
const LINT = ['ci', '--error-on-warnings', ...(process.stdout.isTTY ? [] : ['--colors=off'])];

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Runs one gate; a gate that throws has failed, and the next one still runs. */
function gate(name, action) {
  process.stdout.write(`\n== ${name}\n`);
  const started = performance.now();
  try {
    action();
    return { name, passed: 1, failed: 0, skipped: 0, ms: performance.now() - started };
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    return { name, passed: 0, failed: 1, skipped: 0, ms: performance.now() - started };
  }
}

function vitest(args) {
  process.stdout.write('\n== tests\n');
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
  const report = join(folder, 'report.json');
  try {
    const result = spawnSync(
      process.execPath,
      [
        tool('vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=./scripts/vitest-reporter.mjs',
        ...args,
      ],
      // A time zone with an odd offset and summer time: a date that leans on the machine's zone fails here.
      {
        cwd: ROOT,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { TZ: 'America/St_Johns', ...process.env, PLIMSOLL_TEST_REPORT: report },
      },
    );
    const summary = existsSync(report)
      ? JSON.parse(readFileSync(report, 'utf8'))
      : { projects: {}, skipped: [], failures: [], unhandled: ['vitest wrote no report'] };
    return { summary, status: result.status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What makes the whole run of vitest a failure although no single test failed. */
function runProblems({ summary, status }) {
  const problems = summary.unhandled.map((message) => `unhandled: ${message}`);
  for (const { name, reason } of summary.skipped) {
    if (reason === undefined) problems.push(`skipped without a reason: ${name}`);
  }
  const counted = Object.values(summary.projects).reduce((sum, p) => sum + p.passed + p.failed, 0);
  if (counted === 0) problems.push('no test ran');
  if (status !== 0 && summary.failures.length === 0 && problems.length === 0) {
    problems.push(`vitest ended with ${status}`);
  }
  return problems;
}

function table(rows) {
  const lines = rows.map((row) =>
    [
      row.name.padEnd(12),
      String(row.passed).padStart(7),
      String(row.failed).padStart(7),
      String(row.skipped).padStart(8),
      seconds(row.ms).padStart(9),
    ].join(''),
  );
  return [`${'gate'.padEnd(12)} passed failed skipped     time`, ...lines].join('\n');
}

function main(args) {
  install();
  const rows = [
    gate('build', build),
    gate('types', () => run(process.execPath, [tool('typescript', 'bin/tsc'), '--noEmit'])),
    gate('lint', () => run(process.execPath, [tool('@biomejs/biome', 'bin/biome'), ...LINT])),
  ];
  const outcome = vitest(args);
  for (const [name, counts] of Object.entries(outcome.summary.projects)) rows.push({ name, ...counts });
  const problems = runProblems(outcome);
  if (problems.length > 0) rows.push({ name: 'run', passed: 0, failed: problems.length, skipped: 0, ms: 0 });

  process.stdout.write(`\n${table(rows)}\n`);
  for (const { name, reason } of outcome.summary.skipped) {
    process.stdout.write(`skipped: ${name}: ${reason ?? 'no reason given'}\n`);
  }
  for (const row of rows.slice(0, 3)) if (row.failed > 0) process.stdout.write(`failed: ${row.name}\n`);
  for (const failure of [...outcome.summary.failures, ...problems])
    process.stdout.write(`failed: ${failure}\n`);
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  process.stdout.write(
    `\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped\n`,
  );
  return total('failed') === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
