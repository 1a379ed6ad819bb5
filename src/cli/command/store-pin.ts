/** `plimsoll store pin NAME`: keeps all that the last run of a date stands on, whatever comes later. */

import { join } from 'node:path';
import { makeOwnFolder } from '../../processes/own-folder.ts';
import { refuseWhileCleaning } from '../../run/files-in-use.ts';
import { pinRun } from '../../scenario/pins.ts';
import type { CommandContext, Options } from '../context.ts';
import { givenDate } from '../date.ts';
import { projectStore } from '../project-store.ts';

export async function command(
  { output, folder }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const store = await projectStore(folder);
  const own = await makeOwnFolder(join(store.root, 'work'), 'pinning');
  try {
    await refuseWhileCleaning(store);
    const { name, run, scenarios } = await pinRun(store, args[0] ?? '', givenDate(options));
    const names = scenarios.map(({ scenario }) => scenario);
    output.result({ pin: name, date: run.date, scenarios: names });
    const over = names.length === 0 ? '' : ` and of ${names.join(', ')} over it`;
    output.line(
      `Pinned as ${name}: the results of the last run of ${run.date}${over}. \`plimsoll store unpin ${name}\` frees them.`,
    );
  } finally {
    await own.remove();
  }
}
