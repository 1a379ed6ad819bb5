/** Every case of the corpus on one engine and on the reference interpreter, one after the other: what `npm run corpus` calls. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openSpark } from '../../src/engine/spark/spark.ts';
import { isSparkThere, startSpark } from '../support/spark-server.ts';
import { caseNames, ORACLE, onEngine, type Runner, readCase, verdictOf } from './run-case.ts';

export interface CorpusOutcome {
  /** Cases, each on all runners. */
  readonly cases: number;
  /** Runners, and how many milliseconds each took. */
  readonly took: Readonly<Record<string, number>>;
  /** Gaps that are declared, as `case [runner]: reason`. */
  readonly gaps: readonly string[];
  /** What differs, as `case [runner]: problem`. */
  readonly problems: readonly string[];
}

/** Errors: where Spark is asked for and is not there. */
export async function runCorpus(engine: 'duckdb' | 'spark'): Promise<CorpusOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-corpus-'));
  if (engine === 'spark' && !isSparkThere())
    throw new Error('Spark or Java is missing: npm run services installs them');
  const server = engine === 'spark' ? await startSpark() : undefined;
  const engines: Engine[] = [];
  try {
    engines.push(await openDuckDb({ temporaryFolder: folder, threads: 2 }));
    if (server !== undefined)
      engines.push(await openSpark({ address: server.address, temporaryFolder: folder }));
    const runners = engines.map((each) => onEngine(each.name === 'spark' ? 'spark' : 'duckdb', () => each));
    return await outcomeOf([ORACLE, ...runners]);
  } finally {
    for (const each of engines) await each.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function outcomeOf(runners: readonly Runner[]): Promise<CorpusOutcome> {
  const names = caseNames();
  const took: Record<string, number> = {};
  const [gaps, problems]: [string[], string[]] = [[], []];
  for (const runner of runners) {
    const started = performance.now();
    for (const name of names) {
      const file = readCase(name);
      const gap = file.gaps[runner.name];
      if (gap !== undefined) gaps.push(`${name} [${runner.name}]: ${gap.reason}`);
      const problem = await verdictOf(file, runner);
      if (problem !== '') problems.push(`${name} [${runner.name}]: ${problem.trim()}`);
    }
    took[runner.name] = Math.round(performance.now() - started);
  }
  return { cases: names.length, took, gaps, problems };
}
