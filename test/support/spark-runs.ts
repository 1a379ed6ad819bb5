/** The compiled command line on projects whose base a Spark server computes, started without waiting, and what lies in their stores. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from './tree.ts';

export interface Ended {
  /** null: by a signal. */
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly own: ChildProcess;
  readonly isOver: () => boolean;
  readonly ended: Promise<Ended>;
}

/** `server` is the connection string, if any. */
export function started(project: string, server: string | null, ...args: readonly string[]): Started {
  const { PLIMSOLL_SPARK_SERVER: _, ...env } = process.env;
  const own = spawn(process.execPath, [join(ROOT, 'bin/plimsoll.js'), '--project', project, ...args], {
    env: server === null ? env : { ...env, PLIMSOLL_SPARK_SERVER: server },
  });
  const told = { out: '', err: '' };
  own.stdout.on('data', (data: Buffer) => {
    told.out += data.toString();
  });
  own.stderr.on('data', (data: Buffer) => {
    told.err += data.toString();
  });
  const ended = new Promise<Ended>((resolve) =>
    own.once('close', (exit, signal) => resolve({ exit, signal, ...told })),
  );
  return { own, isOver: () => own.exitCode !== null || own.signalCode !== null, ended };
}

export const plimsoll = (
  project: string,
  server: string | null,
  ...args: readonly string[]
): Promise<Ended> => started(project, server, ...args).ended;

/** Ends well, or the test does not. */
export async function done(
  project: string,
  server: string | null,
  ...args: readonly string[]
): Promise<Ended> {
  const ended = await plimsoll(project, server, ...args);
  expect(ended, ended.err).toMatchObject({ exit: 0 });
  return ended;
}

/** A run that a server computes. */
export const onServer = (project: string, server: string, ...args: readonly string[]): Started =>
  started(project, server, 'run', '--engine', 'spark', ...args);

/** Results that lie in the store. */
export function finished(project: string): number {
  const results = join(project, '.plimsoll', 'results');
  return existsSync(results) ? readdirSync(results).length : 0;
}

/** Comes back when so many results are finished; or the run is over, which the test then finds. */
export const untilFinished = (project: string, count: number, run: Started): Promise<void> =>
  until(() => finished(project) >= count || run.isOver());

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Nothing that is half written, in results or beside them. */
export function wholeOnly(project: string): void {
  const root = join(project, '.plimsoll');
  for (const name of readdirSync(join(root, 'results')))
    expect(existsSync(join(root, 'results', name, 'manifest.json')), name).toBe(true);
  expect(['work', 'tmp'].flatMap((name) => readdirSync(join(root, name)))).toEqual([]);
}

interface RunJson {
  readonly stages: readonly {
    readonly stage: string;
    readonly state: string;
    readonly engines: readonly string[];
  }[];
  readonly metrics: unknown;
}

/** What a command that failed says with --json. */
export function errorOf({ out }: Ended): { readonly code: string; readonly message: string } | undefined {
  const told = JSON.parse(out === '' ? '{}' : out) as {
    readonly error?: { readonly code: string; readonly message: string };
  };
  return told.error;
}

const runOf = ({ out }: Ended): RunJson => JSON.parse(out) as RunJson;
export const statesOf = (run: Ended): RunJson['stages'] => runOf(run).stages;
export const metricsOf = (run: Ended): unknown => runOf(run).metrics;

/** How many stages were found, and how many were computed. */
export function stagesIn(run: Ended): { readonly stored: number; readonly computed: number } {
  const having = (state: string): number => statesOf(run).filter((stage) => stage.state === state).length;
  return { stored: having('stored'), computed: having('compute') };
}
