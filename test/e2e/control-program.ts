/** Processes that append to a control log with the compiled code, for tests that kill them or run several at once. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Head } from '../../src/control/chain.ts';
import { ROOT } from '../support/tree.ts';

/** What every program has at hand: `log`, `act(text)`, `say(text)`, and the functions of the control log. */
const PRELUDE = `
  import { writeSync } from 'node:fs';
  import { append } from '${compiled('append')}';
  import { foldLog } from '${compiled('fold-log')}';
  import { openLog } from '${compiled('open-log')}';
  const log = await openLog(process.argv[1]);
  const act = (text) => ({
    kind: 'run_recorded', user: text, at: '2024-01-14T10:00:00Z', reason: null,
    date: '2024-01-31', scenario: 'base', definition: 'a'.repeat(64), metrics: 'b'.repeat(64),
  });
  const say = (text) => writeSync(1, text + '\\n');
`;

function compiled(name: string): string {
  return pathToFileURL(join(ROOT, `dist/control/${name}.js`)).href;
}

export interface Running {
  readonly child: ChildProcess;
  /** What it has said so far, whole lines. */
  readonly said: () => readonly string[];
  /** Resolves at its next word, or when it has ended. */
  readonly nextWord: () => Promise<unknown>;
  /** Resolves when it has ended and all that it said has arrived: with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export function start(folder: string, program: string): Running {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PRELUDE + program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    said: () => text.split('\n').slice(0, -1),
    nextWord: () => Promise.race([once(child.stdout, 'data'), ended]),
    ended,
  };
}

export const kill = async (running: Running): Promise<void> => {
  running.child.kill('SIGKILL');
  await running.ended;
};

/** Reads a head that a program said as `seq hash`. */
export function headOf(word: string): Head {
  const [seq = '', hash = ''] = word.split(' ');
  return { seq: Number.parseInt(seq, 10), hash };
}
