/** `plimsoll init DIR`: a project with a commented configuration and a folder for data. Touches nothing that is there. */

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fail } from '../../errors/error.ts';
import { CONFIG_FILE } from '../../project/load.ts';
import { starterConfig } from '../../project/starter.ts';
import type { CommandContext } from '../context.ts';

export async function command({ output }: CommandContext, args: readonly string[]): Promise<void> {
  const folder = resolve(args[0] ?? '.');
  const file = join(folder, CONFIG_FILE);
  if (existsSync(file)) fail('cli.folder_in_use', { folder });
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(file, starterConfig(basename(folder)), { flag: 'wx' });
  await writeFile(join(folder, '.gitignore'), '.plimsoll/\n', { flag: 'a' });
  output.result({ folder, config: file });
  output.line(`Made ${file} and ${join(folder, 'data')}.`);
  output.line(
    'Next: put files into data and say in plimsoll.yaml what they are, or `plimsoll generate --deals 100000 --seed 1`.',
  );
}
