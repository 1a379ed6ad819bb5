/** What every command of the command line gets, and the form that it has. */

import type { Output } from './output.ts';

export interface CommandContext {
  readonly output: Output;
  /** The project's folder. */
  readonly folder: string;
}

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export type RunCommand = (
  context: CommandContext,
  args: readonly string[],
  options: Options,
) => Promise<void>;
