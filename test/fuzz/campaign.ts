/**
 * Fuzzed files in numbers: hands cases to worker processes, ends one that takes too long or has crashed, and counts. A seed and a number say which
 * file it was.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/tree.ts';
import type { Answer } from './worker.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Numbers of the cases. */
  readonly numbers: readonly number[];
  readonly workers: number;
  readonly onFault: (number: number, text: string) => void;
  readonly progress: (done: number) => void;
}

export interface FuzzCounts {
  cases: number;
  files: number;
  records: number;
  accepted: number;
  rejected: number;
  others: number;
  /** Cases that could be split in several ways. */
  unclear: number;
  /** Error codes of cases, with how many had each. */
  readonly codes: Record<string, number>;
  /** Files of cases that ended with an error of input. */
  errors: number;
  faults: number;
}

/** For one case on a busy machine; the longest takes about two seconds on a quiet one. */
const CASE_MS_MAX = 60_000;

export async function fuzz(options: FuzzOptions): Promise<FuzzCounts> {
  const counts: FuzzCounts = {
    cases: 0,
    files: 0,
    records: 0,
    accepted: 0,
    rejected: 0,
    others: 0,
    unclear: 0,
    codes: {},
    errors: 0,
    faults: 0,
  };
  const queue = [...options.numbers];
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-fuzz-'));
  const found = (number: number, text: string): void => {
    counts.faults += 1;
    options.onFault(number, text);
  };
  const work = async (): Promise<void> => {
    let worker: ChildProcess | undefined;
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      worker ??= await started(folder);
      const answer = await ask(worker, options.seed, number);
      counts.cases += 1;
      if (typeof answer === 'string') {
        found(number, answer);
        worker = undefined;
      } else {
        count(counts, answer);
        if (answer.faults.length > 0)
          found(number, `${answer.damages.join(', ')}: ${answer.faults.join('; ')}`);
      }
      options.progress(counts.cases);
    }
    await ended(worker);
  };
  try {
    await Promise.all(Array.from({ length: options.workers }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return counts;
}

function count(counts: FuzzCounts, answer: Answer): void {
  counts.files += answer.files;
  counts.records += answer.records;
  counts.accepted += answer.accepted;
  counts.rejected += answer.rejected;
  counts.others += answer.others;
  if (answer.isUnclear) counts.unclear += 1;
  if (answer.error === null) return;
  counts.errors += answer.files;
  counts.codes[answer.error] = (counts.codes[answer.error] ?? 0) + 1;
}

/** A worker that is ready; its temporary files stand below `folder`, whatever becomes of it. */
function started(folder: string): Promise<ChildProcess> {
  const worker = fork(join(ROOT, 'scripts/fuzz-worker.mjs'), { env: { ...process.env, TMPDIR: folder } });
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve(worker));
    worker.once('exit', (exit, signal) => reject(new Error(`a worker did not start (${exit ?? signal})`)));
  });
}

/** What the worker answers, or how it ended instead. */
function ask(worker: ChildProcess, seed: number, number: number): Promise<Answer | string> {
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      worker.kill('SIGKILL');
    }, CASE_MS_MAX);
    const done = (answer: Answer | string): void => {
      clearTimeout(timer);
      worker.off('message', done);
      worker.off('exit', gone);
      resolve(answer);
    };
    const gone = (exit: number | null, signal: string | null): void =>
      done(
        isLate
          ? `the import took more than ${CASE_MS_MAX / 1000} s`
          : `the process crashed (${signal ?? `exit ${exit}`})`,
      );
    worker.on('message', done);
    worker.on('exit', gone);
    worker.send({ seed, number });
  });
}

async function ended(worker: ChildProcess | undefined): Promise<void> {
  if (worker === undefined) return;
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.disconnect();
  await gone;
}
