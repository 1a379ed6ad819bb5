/** In a program of its own, which a signal ends. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** As JavaScript, which the program runs; it imports nothing. */
const MODULE = ts.transpileModule(readFileSync(join(import.meta.dirname, 'before-signal.ts'), 'utf8'), {
  compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext },
}).outputText;

/** Says `ready`; then it gets the signals, one after another. */
async function ended(script: string, ...signals: readonly NodeJS.Signals[]) {
  const own = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `${MODULE}\n${script}\nconsole.log('ready'); setTimeout(() => {}, 60_000);`,
  ]);
  const waiting = [...signals];
  let out = '';
  own.stdout.on('data', (data: Buffer) => {
    out += data.toString();
    const next = waiting.shift();
    if (next !== undefined) own.kill(next);
  });
  const signal = await new Promise((resolve) => own.once('close', (_, by) => resolve(by)));
  return { signal, out };
}

const WORK = `const off = beforeSignal(async () => { console.log('working'); await new Promise((go) => setTimeout(go, 200)); console.log('done'); });`;

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'does what is left to do, and ends by the same %s',
  async (signal) => {
    expect(await ended(WORK, signal)).toEqual({ signal, out: 'ready\nworking\ndone\n' });
  },
);

it('ends all the same where the work fails, and at once by a second signal', async () => {
  const failing = `beforeSignal(async () => { throw new Error('no'); });`;
  expect(await ended(failing, 'SIGTERM')).toEqual({ signal: 'SIGTERM', out: 'ready\n' });
  const endless = `beforeSignal(() => { console.log('working'); return new Promise(() => {}); });`;
  expect(await ended(endless, 'SIGINT', 'SIGTERM')).toEqual({ signal: 'SIGTERM', out: 'ready\nworking\n' });
});

it('leaves signals alone again', async () => {
  expect(await ended(`${WORK} off();`, 'SIGINT')).toEqual({ signal: 'SIGINT', out: 'ready\n' });
});
