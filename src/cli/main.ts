/**
 * The command line: names and options of every command, and the one place where the process ends.
 *
 * Commands are loaded when they are called, so `--help` answers at once. Exit codes: 0 done, 1 a business "no", 2 usage or bad
 * input, 3 a fault.
 */

import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { PlimsollError } from '../errors/error.ts';
import { makeOutput, type Output } from './output.ts';

interface GlobalOptions {
  readonly json?: boolean;
  readonly project?: string;
}

/** What every command gets. */
export interface CommandContext {
  readonly output: Output;
  /** The project's folder. */
  readonly folder: string;
}

type Options = Readonly<Record<string, string | boolean | undefined>>;
type Run = (context: CommandContext, args: readonly string[], options: Options) => Promise<void>;

const version = (): string => {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : 'unknown';
};

function build(): Command {
  const program = new Command('plimsoll')
    .description('Regulatory liquidity ratios from deal-level data: exact, and traceable to the row.')
    .version(version())
    .option('--json', 'print one JSON document instead of tables')
    .option('--project <dir>', 'the project folder', '.')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showSuggestionAfterError(true);
  const add = (
    usage: string,
    text: string,
    example: string,
    load: () => Promise<{ command: Run }>,
  ): Command => {
    const command = program.command(usage).description(text).addHelpText('after', `\nExample:\n  ${example}`);
    command.exitOverride();
    command.action(async (...parameters: unknown[]) => {
      const args = parameters.slice(0, -2).map(String);
      const options = command.opts<Options>();
      await runCommand(
        program.opts<GlobalOptions>(),
        args.filter((arg) => arg !== 'undefined'),
        options,
        load,
      );
    });
    return command;
  };
  add(
    'init <dir>',
    'make a project: configuration and a folder for data',
    'plimsoll init my-bank',
    () => import('./command/init.ts'),
  );
  add(
    'generate',
    'write a seeded, realistic bank into the project',
    'plimsoll generate --deals 100000 --seed 7',
    () => import('./command/generate.ts'),
  )
    .requiredOption('--deals <n>', 'number of deals')
    .requiredOption('--seed <n>', 'the same seed gives the same bank')
    .option('--date <date>', 'calculation date', '2024-01-31')
    .addOption(new Option('--format <format>', 'file format').choices(['parquet', 'csv']).default('parquet'));
  add(
    'run',
    'read the files and calculate the metrics',
    'plimsoll run --date 2024-01-31',
    () => import('./command/run.ts'),
  )
    .option('--date <date>', 'calculation date; default: that of the project')
    .option('--verify', 'hash every input file again');
  add(
    'show [what]',
    'show metrics, lines, stages, rejects, unclassified or the rows of a stage',
    `plimsoll show liquidity --where "line = 'R.less' and amount > 1000000" --limit 10`,
    () => import('./command/show.ts'),
  )
    .option('--date <date>', 'calculation date; default: the last run')
    .option('--where <expr>', 'condition over the columns of the stage')
    .option('--limit <n>', 'number of rows', '20');
  add(
    'explain [stage]',
    'the steps of a run, with their SQL',
    'plimsoll explain liquidity',
    () => import('./command/explain.ts'),
  ).option('--date <date>', 'calculation date; default: that of the project');
  add(
    'doctor',
    'what is installed, reachable and missing',
    'plimsoll doctor',
    () => import('./command/doctor.ts'),
  ).option('--date <date>', 'calculation date; default: that of the project');
  return program;
}

async function runCommand(
  global: GlobalOptions,
  args: readonly string[],
  options: Options,
  load: () => Promise<{ command: Run }>,
): Promise<void> {
  const output = makeOutput(global.json === true, process.stdout, process.stderr);
  try {
    const { command } = await load();
    await command({ output, folder: global.project ?? '.' }, args, options);
  } catch (error) {
    output.endProgress();
    process.exitCode = report(error, output);
  }
}

/** Says what went wrong and returns the exit code. A fault shows where it came from; a user's error does not. */
function report(error: unknown, output: Output): number {
  if (error instanceof PlimsollError) {
    output.result({ error: { code: error.code, message: error.message, place: error.place ?? null } });
    output.warn(error.message);
    return error.exit;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  output.result({ error: { code: 'fault', message: text, place: null } });
  output.warn(
    `Plimsoll failed; this is a fault of Plimsoll or of the machine, and nothing was half written.\n${text}`,
  );
  return 3;
}

async function main(): Promise<void> {
  try {
    await build().parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}

await main();
