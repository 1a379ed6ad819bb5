/** `plimsoll scenario drop NAME`: a what-if is gone from the log on; what it was stays in the acts before. */

import { append } from '../../control/append.ts';
import type { CommandContext, Options } from '../context.ts';
import { deedOf, projectControl } from '../control.ts';

export async function command(
  { output, folder }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const deed = deedOf(options);
  const name = args[0] ?? '';
  const control = await projectControl(folder);
  const act = { kind: 'scenario_dropped', ...deed, name } as const;
  const head = await append(control.log, act, { expectedHead: control.head });
  output.result({ scenario: name, user: deed.user, act: head.seq });
  output.line(`Dropped ${name} (act ${head.seq}).`);
}
