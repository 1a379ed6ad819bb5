/**
 * Measures several dates: `npm run bench -- --dates --deals 1000000 --runs 3` (see README.md beside this file).
 *
 * 1. The second of two days, one row in a hundred changed: after a run of the first, and in a store without one. 2. Twenty days in one command, and in
 * twenty. Both as commands, as a user waits for them.
 */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { csvBank, plimsoll } from './bank.mjs';
import { median } from './measure.mjs';
import { tableText } from './report.mjs';
import { DATE } from './settings.mjs';

const HELP = `npm run bench -- --dates [--deals N] [--runs R] [--seed S] [--days D]

Measures the second date of a project against that date alone, and D dates (default 20) in one command against as many commands.
`;

const say = (text) => process.stderr.write(`${text}\n`);

/** Business days from DATE on. */
function businessDays(count) {
  const days = [];
  for (
    let day = new Date(`${DATE}T00:00:00Z`);
    days.length < count;
    day = new Date(day.getTime() + 86_400_000)
  )
    if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10));
  return days;
}

const emptyStore = (project) => rmSync(join(project, '.plimsoll'), { recursive: true, force: true });

/** Wall milliseconds of a command. */
function commandMs(project, args) {
  const started = performance.now();
  plimsoll(['--project', project, ...args]);
  return performance.now() - started;
}

const metricsOf = (project, date) => {
  const shown = JSON.parse(plimsoll(['--json', '--project', project, 'show', 'metrics', '--date', date]));
  return JSON.stringify(shown);
};

function secondDate(project, [first, second]) {
  emptyStore(project);
  const alone = commandMs(project, ['run', '--date', second]);
  const wanted = metricsOf(project, second);
  emptyStore(project);
  commandMs(project, ['run', '--date', first]);
  const after = commandMs(project, ['run', '--date', second]);
  if (metricsOf(project, second) !== wanted) throw new Error(`${second} has other metrics after ${first}`);
  return { 'that date alone': alone, 'after the first date': after };
}

function allDates(project, days) {
  emptyStore(project);
  const each = days.reduce((sum, day) => sum + commandMs(project, ['run', '--date', day]), 0);
  const wanted = days.map((day) => metricsOf(project, day));
  emptyStore(project);
  const together = commandMs(project, ['run', '--dates', `${days[0]}..${days.at(-1)}`]);
  for (const [index, day] of days.entries())
    if (metricsOf(project, day) !== wanted[index]) throw new Error(`${day} has other metrics in one command`);
  return { [`${days.length} commands`]: each, [`${days.length} dates in one command`]: together };
}

function report(title, rounds) {
  const names = Object.keys(rounds[0]);
  const medians = names.map((name) => median(rounds.map((round) => round[name])));
  const rows = names.map((name, i) => [
    name,
    (medians[i] / 1000).toFixed(2),
    `${(medians[i] / medians[0]).toFixed(2)} ×`,
  ]);
  process.stdout.write(`\n${title}\n\n${tableText([['', 'wall s', 'ratio'], ...rows])}\n`);
}

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      dates: { type: 'boolean' },
      deals: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '42' },
      days: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const [deals, runs, seed, count] = [values.deals, values.runs, values.seed, values.days].map(Number);
  const project = await csvBank(deals, seed, count, say);
  const days = businessDays(count);
  const measured = (name, work) =>
    Array.from({ length: runs }, (_, round) => {
      const found = work(project, days);
      say(`${name}, round ${round + 1}: ${JSON.stringify(found)}`);
      return found;
    });
  const second = measured('second date', secondDate);
  const all = measured('all dates', allDates);
  report(`The second of two dates, ${deals} deals each; medians of ${runs} rounds`, second);
  report(`${count} dates, ${deals} deals each; medians of ${runs} rounds`, all);
}

await main(process.argv.slice(2));
