/** What the table of commands says of each: one command, or a group of commands on one kind of thing. */

import type { RunCommand } from './context.ts';

export interface CommandOption {
  readonly flags: string;
  readonly text: string;
  readonly default?: string;
  readonly required?: true;
  readonly choices?: readonly string[];
  /** May be given several times. */
  readonly many?: true;
}

export interface CommandSpec {
  readonly usage: string;
  readonly text: string;
  readonly example: string;
  readonly options: readonly CommandOption[];
  readonly load: () => Promise<{ readonly command: RunCommand }>;
}

export interface CommandGroup {
  readonly group: string;
  readonly text: string;
  readonly commands: readonly CommandSpec[];
}
