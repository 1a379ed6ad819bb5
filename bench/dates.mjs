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

/** All ways, in turns; they must give the same. */
function inTurns(round, ways, same) {
  const names = Object.keys(ways);
  const found = {};
  const seen = [];
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    found[name] = ways[name]();
    seen.push(same());
  }
  if (new Set(seen).size > 1) throw new Error(`${names.join(' and ')} give other metrics`);
  return Object.fromEntries(names.map((name) => [name, found[name]]));
}

function secondDate(project, [first, second], round) {
  const ways = {
    'that date alone': () => {
      emptyStore(project);
      return commandMs(project, ['run', '--date', second]);
    },
    'after the first date': () => {
      emptyStore(project);
      commandMs(project, ['run', '--date', first]);
      return commandMs(project, ['run', '--date', second]);
    },
  };
  return inTurns(round, ways, () => metricsOf(project, second));
}

function allDates(project, days, round) {
  const together = (parallel) => () => {
    emptyStore(project);
    return commandMs(project, ['run', '--dates', `${days[0]}..${days.at(-1)}`, '--parallel', parallel]);
  };
  const ways = {
    [`${days.length} commands`]: () => {
      emptyStore(project);
      return days.reduce((sum, day) => sum + commandMs(project, ['run', '--date', day]), 0);
    },
    'one command, one after the other': together('1'),
    'one command, two at once': together('2'),
  };
  return inTurns(round, ways, () => days.map((day) => metricsOf(project, day)).join());
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
  if (!(count >= 2 && count <= 23))
    throw new Error('--days is a number from 2 to 23, which `plimsoll generate` makes');
  const project = await csvBank(deals, seed, count, say);
  const days = businessDays(count);
  const measured = (name, work) =>
    Array.from({ length: runs }, (_, round) => {
      const found = work(project, days, round);
      say(`${name}, round ${round + 1}: ${JSON.stringify(found)}`);
      return found;
    });
  const second = measured('second date', secondDate);
  const all = measured('all dates', allDates);
  report(`The second of two dates, ${deals} deals each; medians of ${runs} rounds`, second);
  report(`${count} dates, ${deals} deals each; medians of ${runs} rounds`, all);
}

await main(process.argv.slice(2));
