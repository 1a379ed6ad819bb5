/**
 * `plimsoll init DIR`: a project with a commented configuration and a folder for data. With `--from FILE...` the configuration is proposed from a
 * look at these files. Touches nothing that is there.
 */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openDuckDb } from '../../engine/duckdb.ts';
import type { Engine } from '../../engine/engine.ts';
import { fail } from '../../errors/error.ts';
import { filesMatching } from '../../input/glob.ts';
import { CONFIG_FILE } from '../../project/load.ts';
import { starterConfig } from '../../project/starter.ts';
import type { Proposal } from '../../propose/proposal.ts';
import { propose } from '../../propose/propose.ts';
import { configOf } from '../../propose/yaml.ts';
import type { CommandContext, Options } from '../context.ts';
import { showProposal } from '../view/proposal.ts';

export async function command(
  { output }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const folder = resolve(args[0] ?? '.');
  const file = join(folder, CONFIG_FILE);
  if (existsSync(file)) fail('cli.folder_in_use', { folder });
  const from = options['from'];
  if (!Array.isArray(from)) {
    await writeProject(folder, starterConfig(basename(folder)));
    output.result({ folder, config: file });
    output.line(`Made ${file} and ${join(folder, 'data')}.`);
    output.line(
      'Next: put files into data and say in plimsoll.yaml what they are, or propose it: `plimsoll init DIR --from FILE...`, or `plimsoll generate --deals 100000 --seed 1`.',
    );
    return;
  }
  const proposal = await proposalOf(from.map(String), folder);
  if (proposal.sources.length === 0)
    fail('propose.nothing', { messages: proposal.unreadable.map((one) => one.message) });
  const text = configOf(basename(folder), proposal);
  await writeProject(folder, text);
  showProposal(output, proposal, { folder, config: file, text });
}

async function writeProject(folder: string, config: string): Promise<void> {
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, CONFIG_FILE), config, { flag: 'wx' });
  await writeFile(join(folder, '.gitignore'), '.plimsoll/\n', { flag: 'a' });
}

/** The engine is opened when a file needs it, and closed when all were looked at. */
async function proposalOf(given: readonly string[], folder: string): Promise<Proposal> {
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'plimsoll-init-'));
  let engine: Promise<Engine> | undefined;
  const open = (): Promise<Engine> => {
    engine ??= openDuckDb({ temporaryFolder });
    return engine;
  };
  try {
    return await propose({ files: await pathsOf(given), folder, engine: open });
  } finally {
    await (await engine)?.close();
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/** Absolute paths, relative ones from where the command runs; a pattern that no shell has replaced stands for its files. */
async function pathsOf(given: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const one of given) {
    const path = resolve(one);
    const found = existsSync(path) ? [] : await filesMatching(process.cwd(), one);
    paths.push(...(found.length > 0 ? found.map((file) => file.path) : [path]));
  }
  return [...new Set(paths)];
}
