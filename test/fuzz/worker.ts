/**
 * The process in which cases run: the engine is native code, and a file that makes it crash or hang must not take the campaign along. Gets numbers of
 * cases, answers each with its result; `scripts/fuzz-worker.mjs` starts it.
 */

import { type Bench, type CaseResult, caseOf, openBench, runCase } from './run-case.ts';

export interface Ask {
  readonly seed: number;
  readonly number: number;
}

export interface Answer extends CaseResult {
  readonly number: number;
}

/** Cases for one engine: a fresh one now and then keeps its memory small. */
const CASES_PER_ENGINE = 400;

async function isAlive(bench: Bench | undefined): Promise<boolean> {
  return (
    bench === undefined ||
    bench.engine.rows('SELECT 1 AS one').then(
      () => true,
      () => false,
    )
  );
}

/** Serves a parent process until it closes the channel. */
export function serve(): void {
  let bench: Bench | undefined;
  let served = 0;
  const answer = async ({ seed, number }: Ask): Promise<void> => {
    // After a fatal error an engine refuses everything; a command of the product ends with it.
    if (served % CASES_PER_ENGINE === 0 || !(await isAlive(bench))) {
      await bench?.close();
      bench = undefined;
    }
    served += 1;
    bench ??= await openBench();
    const result = await runCase(bench, await caseOf(bench, seed, number));
    process.send?.({ number, ...result } satisfies Answer);
  };
  process.on('message', (ask: Ask) => {
    answer(ask).catch((error: unknown) => {
      process.send?.({
        number: ask.number,
        files: 0,
        records: 0,
        accepted: 0,
        rejected: 0,
        others: 0,
        error: null,
        isUnclear: false,
        damages: [],
        faults: [`the test itself failed: ${error instanceof Error ? error.stack : String(error)}`],
      } satisfies Answer);
    });
  });
  process.on('disconnect', () => {
    const closed = bench?.close() ?? Promise.resolve();
    closed.finally(() => process.exit(0));
  });
  process.send?.('ready');
}
