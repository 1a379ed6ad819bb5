/**
 * The command line: names and options of every command, and the one place where the process ends.
 *
 * Commands are loaded when they are called, so `--help` answers at once. Exit codes: 0 done, 1 a business "no", 2 usage or bad
 * input, 3 a fault.
 */

import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { plimsollError } from '../errors/error.ts';
import type { CommandGroup, CommandSpec } from './command-spec.ts';
import { COMMANDS } from './commands.ts';
import type { Options } from './context.ts';
import { makeOutput, type Output } from './output.ts';
import { errorJson, userError } from './user-error.ts';

interface GlobalOptions {
  readonly json?: boolean;
  readonly project?: string;
}

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
  for (const spec of COMMANDS) {
    if ('group' in spec) addGroup(program, spec);
    else addCommand(program, program, spec);
  }
  return program;
}

function addGroup(program: Command, { group, text, commands }: CommandGroup): void {
  const parent = program.command(group).description(text).exitOverride();
  for (const spec of commands) addCommand(program, parent, spec);
}

/** `parent` is the program or a group of it. */
function addCommand(program: Command, parent: Command, spec: CommandSpec): void {
  const command = parent.command(spec.usage).description(spec.text).exitOverride();
  command.addHelpText('after', `\nExample:\n  ${spec.example}`);
  for (const { flags, text, default: value, required, choices, many } of spec.options) {
    const option = new Option(flags, text);
    if (value !== undefined) option.default(value);
    if (required === true) option.makeOptionMandatory();
    if (choices !== undefined) option.choices([...choices]);
    if (many === true) option.argParser((each: string, all: readonly string[] = []) => [...all, each]);
    command.addOption(option);
  }
  command.action(async (...parameters: unknown[]) => {
    // Commander gives the arguments, then the options, then the command.
    const args = parameters.slice(0, -2).flatMap((arg) => (typeof arg === 'string' ? [arg] : []));
    await runCommand(program.opts<GlobalOptions>(), args, command.opts<Options>(), spec.load);
  });
}

async function runCommand(
  global: GlobalOptions,
  args: readonly string[],
  options: Options,
  load: CommandSpec['load'],
): Promise<void> {
  const output = makeOutput(global.json === true, process.stdout, process.stderr, () => performance.now());
  try {
    const { command } = await load();
    await command({ output, folder: global.project ?? '.' }, args, options);
  } catch (error) {
    output.endProgress();
    process.exitCode = report(error, output);
  }
}

/** Says what went wrong and returns the exit code. A fault shows where it came from; a user's error does not. */
function report(thrown: unknown, output: Output): number {
  const error = userError(thrown);
  if (error !== undefined) {
    output.result({ error: errorJson(error) });
    output.warn(error.message);
    return error.exit;
  }
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  output.result({ error: { code: 'fault', message: text, place: null } });
  output.warn(
    `Plimsoll failed; this is a fault of Plimsoll or of the machine, and nothing was half written.\n${text}`,
  );
  return 3;
}

async function main(): Promise<void> {
  // Whoever reads may stop reading (`plimsoll explain | head`): that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  try {
    await build().parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    if (error.exitCode === 0 || !process.argv.includes('--json')) return;
    const text = `${error.message.replace(/^error: /, '').replace(/\.?$/, '.')}`;
    report(
      plimsollError('cli.usage', { text }),
      makeOutput(true, process.stdout, process.stderr, () => 0),
    );
  }
}

await main();
