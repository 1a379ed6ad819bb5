/**
 * Documentation that runs: the marked blocks of one page, executed in order in one shell in an empty folder.
 *
 * - "sh run": commands. A line `# → text` is a promise about the output of the commands above it in the same block: a line
 *   of the output contains the text. Promises are met in order; `…` stands for any characters.
 * - "LANGUAGE file PATH": the block's text is written to that file, relative to where the shell stands.
 *
 * The shell stops at the first command that fails. `plimsoll` is the compiled command line of this repository.
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Block, blocks } from './markdown.ts';
import { SHORT } from './small-bank.ts';
import { ROOT } from './tree.ts';

const FILE = /^\w+ file (\S+)$/;
const PROMISE = /^\s*# → (.*)$/;
const MARK = '::end of block::';

export const isRun = (block: Block): boolean => block.info === 'sh run';
const isStep = (block: Block): boolean => isRun(block) || FILE.test(block.info);

/** One sentence for every command that failed and every promise that was not kept; nothing when the page is true. */
export function walk(markdown: string): readonly string[] {
  const steps = blocks(markdown).filter(isStep);
  if (!steps.some(isRun)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-docs-'));
  try {
    const { output, status } = runShell(folder, steps.map(command).join('\n'));
    const parts = output.split(`${MARK}\n`);
    if (status !== 0) {
      const at = steps[parts.length - 1];
      return [`the block of line ${at?.line} ended with exit code ${status}:\n${parts.at(-1)}`];
    }
    return steps.flatMap((step, index) => brokenPromises(step, parts[index] ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function command(block: Block): string {
  const path = FILE.exec(block.info)?.[1];
  const body =
    path === undefined
      ? block.text
      : `mkdir -p "$(dirname '${path}')"\ncat > '${path}' <<'END_OF_FILE'\n${block.text}\nEND_OF_FILE`;
  return `${body}\necho '${MARK}'`;
}

function runShell(folder: string, script: string): { readonly output: string; readonly status: number } {
  const bin = join(folder, '.bin');
  const home = join(folder, 'walk');
  mkdirSync(bin);
  mkdirSync(home);
  writeFileSync(
    join(bin, 'plimsoll'),
    `#!/bin/sh\nexec "${process.execPath}" ${SHORT} "${join(ROOT, 'bin/plimsoll.js')}" "$@"\n`,
  );
  chmodSync(join(bin, 'plimsoll'), 0o755);
  const result = spawnSync('bash', ['-c', `exec 2>&1\nset -euo pipefail\n${script}`], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
  });
  return { output: result.stdout, status: result.status ?? 1 };
}

/** The promises of a block that no line of its output, taken in order, keeps. */
export function brokenPromises(block: Block, output: string): readonly string[] {
  if (!isRun(block)) return [];
  const lines = output.split('\n');
  let next = 0;
  return block.text.split('\n').flatMap((line, index) => {
    const promise = PROMISE.exec(line)?.[1];
    if (promise === undefined) return [];
    const pattern = new RegExp(
      promise
        .trim()
        .split(/\s*…\s*/)
        .map(escapePattern)
        .join('.*'),
    );
    const found = lines.findIndex(
      (candidate, at) => at >= next && pattern.test(candidate.replace(/ +/g, ' ')),
    );
    if (found < 0)
      return [`line ${block.line + 1 + index} promises "${promise}", and the output is:\n${output}`];
    next = found + 1;
    return [];
  });
}

const escapePattern = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, ' ');
