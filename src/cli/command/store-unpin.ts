/** `plimsoll store unpin NAME`: what it kept may go again, unless something else needs it. */

import { unpin } from '../../scenario/pins.ts';
import type { CommandContext } from '../context.ts';
import { projectStore } from '../project-store.ts';

export async function command({ output, folder }: CommandContext, args: readonly string[]): Promise<void> {
  const name = args[0] ?? '';
  await unpin(await projectStore(folder), name);
  output.result({ pin: name });
  output.line(`The pin ${name} is gone. \`plimsoll store gc\` shows what nobody needs.`);
}
