/** The page docs/reference/cli.md: what `plimsoll --help` and the help of each command print. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './prepare.mjs';

const INTRODUCTION = `# The command line

Every command takes \`--json\` ([one JSON document](json.md) on standard output, stable names) and \`--project DIR\`. Tables and colours appear only on a
terminal; messages and progress go to standard error.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | a business "no": the calculation worked, and its answer is no |
| 2 | usage or bad input |
| 3 | a fault of the machine or of Plimsoll itself |

[All errors](errors.md).`;

function help(args) {
  const result = spawnSync(process.execPath, [join(ROOT, 'bin', 'plimsoll.js'), ...args, '--help'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
  });
  if (result.status !== 0) throw new Error(`plimsoll ${args.join(' ')} --help: ${result.stderr}`);
  return result.stdout.trimEnd();
}

/** The commands that a help lists, in its order; none where it is that of a single command. */
function commandNames(help) {
  const at = help.indexOf('\nCommands:');
  const list = at < 0 ? '' : help.slice(at);
  return [...list.matchAll(/^ {2}([a-z]+)\b/gm)].map((match) => match[1]).filter((name) => name !== 'help');
}

/** A command's section, and below it one for each command of a group. */
function sectionsOf(args) {
  const text = help(args);
  const own = `${'#'.repeat(args.length + 1)} ${args.join(' ')}\n\n\`\`\`text\n${text}\n\`\`\``;
  return [own, ...commandNames(text).flatMap((name) => sectionsOf([...args, name]))];
}

export function renderCliPage() {
  const main = help([]);
  const sections = commandNames(main).flatMap((name) => sectionsOf([name]));
  return `${[INTRODUCTION, `\`\`\`text\n${main}\n\`\`\``, ...sections].join('\n\n')}\n`;
}
