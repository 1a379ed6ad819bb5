/**
 * The commands as a table: names, options, an example, and the module that does the work, loaded when it is called. Commands on one
 * kind of thing form a group: `plimsoll rule add`.
 */

import { BREAKDOWN_COLUMNS } from '../reconcile/breakdown.ts';
import { CHECK_COMMANDS } from './check-commands.ts';
import type { CommandGroup, CommandOption, CommandSpec } from './command-spec.ts';
import { ENGINE, EXPLAINED_ENGINE, MODE, RUN_DATE, USER } from './options.ts';
import { REJECTS_COMMANDS } from './rejects-commands.ts';
import { REPORT_COMMANDS } from './report-commands.ts';
import { RULE_COMMANDS } from './rule-commands.ts';
import { SCENARIO_COMMANDS } from './scenario-commands.ts';
import { STORE_COMMANDS } from './store-commands.ts';

const PROJECT_DATE: CommandOption = {
  flags: '--date <date>',
  text: 'calculation date; default: that of the project',
};

export const COMMANDS: readonly (CommandSpec | CommandGroup)[] = [
  {
    usage: 'init <dir>',
    text: 'make a project: configuration and a folder for data',
    example: 'plimsoll init my-bank --from exports/*.csv',
    options: [
      {
        flags: '--from <files...>',
        text: 'look at these files (CSV, .csv.gz, Parquet) and propose what they are',
        many: true,
      },
    ],
    load: () => import('./command/init.ts'),
  },
  {
    usage: 'generate',
    text: 'write a seeded, realistic bank into the project',
    example: 'plimsoll generate --deals 100000 --seed 7',
    options: [
      { flags: '--deals <n>', text: 'number of deals', required: true },
      { flags: '--seed <n>', text: 'the same seed gives the same bank', required: true },
      { flags: '--date <date>', text: 'calculation date', default: '2024-01-31' },
      {
        flags: '--format <format>',
        text: 'file format; default: parquet, with --bad csv',
        choices: ['parquet', 'csv'],
      },
      { flags: '--days <n>', text: 'so many business days from the date on, each with its own files' },
      { flags: '--nsfr', text: 'also the tables of the NSFR, and a configuration that computes both ratios' },
      {
        flags: '--bad <rate>',
        text: 'bad records for each good one, such as 0.002, and a file that names each of them',
      },
    ],
    load: () => import('./command/generate.ts'),
  },
  {
    usage: 'run',
    text: 'read the files and calculate the metrics: base, and `reported` with all approved rules',
    example: 'plimsoll run --date 2024-01-31',
    options: [
      PROJECT_DATE,
      { flags: '--dates <range>', text: 'every day from A to B that has files: 2024-01-01..2024-01-31' },
      {
        flags: '--parallel <n>',
        text: 'with --dates, so many are calculated at once, each with its part of the memory; default: 2',
      },
      { flags: '--verify', text: 'hash every input file again' },
      { flags: '--mode <mode>', ...MODE },
      ENGINE,
      USER,
    ],
    load: () => import('./command/run.ts'),
  },
  {
    usage: 'show [what]',
    text: 'show metrics, lines, the maturity ladder, stages, rejects, unclassified or the rows of a stage',
    example: `plimsoll show liquidity --where "line = 'R.less' and amount > 1000000" --limit 10`,
    options: [
      RUN_DATE,
      { flags: '--scenario <name>', text: 'base, reported or a name', default: 'base' },
      { flags: '--variance', text: 'only rows that differ from base, with before, after and difference' },
      { flags: '--against <name>', text: 'rows that differ from this scenario' },
      { flags: '--where <expr>', text: 'condition over the columns of the stage' },
      { flags: '--perimeter <id>', text: 'of the ladder, one perimeter; default: all' },
      { flags: '--currency <code>', text: 'of the ladder, one currency; default: all together' },
      { flags: '--corrected', text: 'of rejects, those that stand corrected, and by what' },
      { flags: '--limit <n>', text: 'number of rows', default: '20' },
    ],
    load: () => import('./command/show.ts'),
  },
  {
    usage: 'reconcile',
    text: 'what went in against what came out: every record of every file, and every stage up to the metrics',
    example: 'plimsoll reconcile --by currency',
    options: [
      RUN_DATE,
      {
        flags: '--by <what>',
        text: 'by what records are told apart',
        default: 'file',
        choices: Object.keys(BREAKDOWN_COLUMNS),
      },
      { flags: '--all', text: 'every stage and number; without it those with an amount' },
    ],
    load: () => import('./command/reconcile.ts'),
  },
  REPORT_COMMANDS,
  CHECK_COMMANDS,
  {
    usage: 'explain [stage]',
    text: 'the steps of a run, with their SQL; or what a Spark server did for the last one',
    example: 'plimsoll explain liquidity',
    options: [PROJECT_DATE, EXPLAINED_ENGINE],
    load: () => import('./command/explain.ts'),
  },
  REJECTS_COMMANDS,
  RULE_COMMANDS,
  SCENARIO_COMMANDS,
  STORE_COMMANDS,
  {
    usage: 'doctor',
    text: 'what is installed, reachable and missing',
    example: 'plimsoll doctor',
    options: [PROJECT_DATE],
    load: () => import('./command/doctor.ts'),
  },
];
