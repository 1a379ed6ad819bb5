/** Every case of the corpus on one engine and on the reference interpreter, one after the other: what `npm run corpus` calls. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openSpark } from '../../src/engine/spark/spark.ts';
import type { RowTexts } from '../oracle/on-engine.ts';
import { isSparkThere, startSpark } from '../support/spark-server.ts';
import { caseNames, ORACLE, onEngine, type Runner, readCase, type StageRows, verdictOf } from './run-case.ts';

export interface CorpusOutcome {
  /** Cases, each on all runners. */
  readonly cases: number;
  /** Rows of all stages that runners after the first gave, those of stages that cases say nothing of included: each is compared with the first's. */
  readonly rows: number;
  /** Rows that a runner and the first do not share. */
  readonly differing: number;
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
  const first = new Map<string, StageRows>();
  let [rows, differing] = [0, 0];
  for (const runner of runners) {
    const started = performance.now();
    for (const name of names) {
      const file = readCase(name);
      const at = `${name} [${runner.name}]`;
      const gap = file.gaps[runner.name];
      if (gap !== undefined) gaps.push(`${at}: ${gap.reason}`);
      const { problem, found } = await verdictOf(file, runner);
      if (problem !== '') problems.push(`${at}: ${problem.trim()}`);
      if (!first.has(name)) first.set(name, found);
      if (runner === runners[0]) continue;
      const compared = comparedWith(first.get(name) ?? {}, found);
      rows += compared.rows;
      differing += compared.differing.length;
      if (compared.differing.length > 0)
        problems.push(`${at}: other rows than ${runners[0]?.name}: ${compared.differing.join(' ')}`);
    }
    took[runner.name] = Math.round(performance.now() - started);
  }
  return { cases: names.length, rows, differing, took, gaps, problems };
}

/** Of the stages that both have, as a case that is an error or a gap has none: rows that the second has, and rows that only one of them has, each as often as it has it more. */
function comparedWith(
  one: StageRows,
  other: StageRows,
): { readonly rows: number; readonly differing: readonly string[] } {
  const stages = Object.keys(other).filter((stage) => one[stage] !== undefined);
  const differing = stages.flatMap((stage) => [
    ...exceptAll(one[stage] ?? [], other[stage] ?? []).map((row) => `${stage} lacks ${row}`),
    ...exceptAll(other[stage] ?? [], one[stage] ?? []).map((row) => `${stage} has ${row}`),
  ]);
  return { rows: stages.reduce((sum, stage) => sum + (other[stage]?.length ?? 0), 0), differing };
}

function exceptAll(rows: RowTexts, taken: RowTexts): RowTexts {
  const counts = new Map<string, number>();
  for (const row of taken) counts.set(row, (counts.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const left = counts.get(row) ?? 0;
    counts.set(row, left - 1);
    return left <= 0;
  });
}
