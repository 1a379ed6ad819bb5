/**
 * A rule over a base that Spark computed: by differences in this process, against the whole scenario on the server. Both are `plimsoll rule preview` as one types it, start of
 * the program included, and must say the same of every metric.
 */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/prepare.mjs';
import { adjustProject } from './adjust-bank.mjs';
import { factorRule, scattered } from './adjust-rules.mjs';
import { median } from './measure.mjs';
import { tableText } from './report.mjs';
import { DATE } from './settings.mjs';
import { peakHook } from './spark-client.mjs';
import { removeResults } from './variants.mjs';

const RULE = 'rule.json';

/** Milliseconds of both ways, medians of `runs`, and of the run that gave the base; `settings` are Spark's. Errors: the ways differ. */
export function measureRule(bank, address, settings, runs, say) {
  const project = projectOf(bank, settings);
  const plimsoll = commandIn(project, address);
  const run = ['run', '--date', DATE, '--engine', 'spark'];
  plimsoll(run);
  forgetStages(project);
  const base = plimsoll(run);
  say(`base: ${seconds(base.wallMs)}, ${base.peakMiB} MiB in this process`);
  const ways = {
    embedded: ['rule', 'preview', join(project, RULE), '--date', DATE],
    server: ['rule', 'preview', join(project, RULE), '--date', DATE, '--mode', 'full', '--engine', 'spark'],
  };
  const times = { embedded: [], server: [] };
  const said = new Set();
  const known = resultsOf(project);
  for (let round = 0; round < runs; round++)
    for (const [name, args] of Object.entries(ways)) {
      // What a preview has computed would be found by the next one.
      removeResults(storeOf(project), known);
      const { wallMs, result } = plimsoll(args);
      times[name].push(wallMs);
      said.add(JSON.stringify(result.metrics));
      say(`round ${round + 1} of ${runs}: rule, ${name}: ${seconds(wallMs)}`);
    }
  if (said.size !== 1) throw new Error(`The ways of a rule differ: ${[...said].join('\n')}`);
  return { base, embeddedMs: median(times.embedded), serverMs: median(times.server) };
}

const storeOf = (project) => ({ root: join(project, '.plimsoll') });
const resultsOf = (project) => readdirSync(join(project, '.plimsoll', 'results'));

/** Imported tables stay: what is measured is the run. */
function forgetStages(project) {
  const { inputs } = JSON.parse(readFileSync(join(project, '.plimsoll', 'runs', `${DATE}.json`), 'utf8'));
  removeResults(
    storeOf(project),
    inputs.map(({ fingerprint }) => fingerprint),
  );
}

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** A project of its own beside the generated one, with the settings and a rule on 0.1 % of the rows, all over the files. */
function projectOf(bank, settings) {
  const project = adjustProject(bank, 'spark');
  const lines = Object.entries(settings).map(([name, value]) => `    ${name}: "${value}"`);
  const plain = readFileSync(join(bank, 'plimsoll.yaml'), 'utf8');
  writeFileSync(join(project, 'plimsoll.yaml'), `${plain}\nspark:\n  settings:\n${lines.join('\n')}\n`);
  writeFileSync(join(project, RULE), JSON.stringify([factorRule('SCATTERED', scattered)]));
  return project;
}

const commandIn = (project, address) => (args) => {
  const { args: hook, env } = peakHook(join(project, 'peak'));
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...hook, join(ROOT, 'bin', 'plimsoll.js'), '--project', project, '--json', ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, ...env, PLIMSOLL_SPARK_SERVER: address },
      maxBuffer: 2 ** 28,
    },
  );
  const wallMs = performance.now() - started;
  if (status !== 0) throw new Error(`plimsoll ${args.join(' ')}: ${stderr}`);
  return { wallMs, peakMiB: readFileSync(env.PEAK_FILE, 'utf8'), result: JSON.parse(stdout) };
};

/** A table of what `measureRule` gives back. */
export function ruleText({ base, embeddedMs, serverMs }) {
  const rows = [
    [`base on Spark, ${base.peakMiB} MiB in this process`, base.wallMs],
    ['rule preview, by differences in this process', embeddedMs],
    ['rule preview, whole on the server', serverMs],
  ];
  const cells = rows.map(([name, ms]) => [name, (ms / 1000).toFixed(2), `${(ms / embeddedMs).toFixed(1)} ×`]);
  return tableText([['', 'wall s', 'to differences'], ...cells]);
}
