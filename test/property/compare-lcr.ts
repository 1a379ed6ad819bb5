/**
 * A history of the LCR on all sides: after each act, every kept stage from state to state, as a run from scratch into a store of its
 * own gives it, and by the reference interpreter.
 */

import type { Engine } from '../../src/engine/engine.ts';
import { PlimsollError } from '../../src/errors/error.ts';
import { rulesInForce } from '../../src/rules/rule.ts';
import { type History, ruleChecker, statesOf } from '../oracle/history.ts';
import type { RowTexts } from '../oracle/on-engine.ts';
import {
  type CheckedState,
  describeActs,
  type HistoryCounts,
  NO_COUNTS,
  sumCounts,
  TablesInEngine,
} from './compare-history.ts';
import { describeTables, type Expected, expectedStages, problemOf } from './compare-pipeline.ts';
import { type IncrementalOptions, type Increments, openIncrements } from './incremental.ts';
import { LCR } from './lcr-histories.ts';

export type LcrWay = Omit<IncrementalOptions, 'keepEvery'>;

/** Compares histories that begin with one bank, in one store: its base is computed once. */
export class LcrHistories {
  private readonly engine: Engine;
  private readonly how: LcrWay;
  private readonly tables: TablesInEngine;
  private readonly going: Increments;
  /** The start that was compared: it is the same for every history, so once is enough. */
  private compared: History['start'] | null = null;

  private constructor(engine: Engine, how: LcrWay, going: Increments) {
    this.engine = engine;
    this.how = how;
    this.tables = new TablesInEngine(engine, LCR);
    this.going = going;
  }

  static async open(engine: Engine, how: LcrWay): Promise<LcrHistories> {
    return new LcrHistories(engine, how, await openIncrements(engine, LCR, { ...how, keepEvery: null }));
  }

  /**
   * Throws, with all that is needed to see the difference, at the first stage of the first state where two sides differ. A run from scratch
   * takes as long as an act, so it is left out where time is short: the interpreter then is the only other side.
   */
  async compare(history: History, scratch: 'each' | 'last' | 'none'): Promise<HistoryCounts> {
    const check = ruleChecker(LCR);
    const states = statesOf(history);
    let counts = NO_COUNTS;
    this.going.restart();
    for (const [i, state] of states.entries()) {
      const rules = rulesInForce(check(state.documents), Number(state.parameters['calculation_date']));
      const checked = { ...state, rules, tableNames: await this.tables.put(state.tables) };
      const whole = scratch === 'each' || (scratch === 'last' && i === states.length - 1);
      if (i === 0 && this.compared === history.start) {
        await this.going.advance(checked);
        continue;
      }
      const compared = await compareState(this.engine, checked, this.going, whole).catch((error: unknown) => {
        throw new Error(`${JSON.stringify(this.how)}: ${error}\n${describe(history, i)}`, {
          cause: error,
        });
      });
      counts = sumCounts(counts, compared);
      if (compared.refused > 0) break;
      this.compared = history.start;
    }
    return counts;
  }

  async close(): Promise<void> {
    await this.going.close();
    await this.tables.drop();
  }
}

async function compareState(
  engine: Engine,
  state: CheckedState,
  going: Increments,
  scratch: boolean,
): Promise<HistoryCounts> {
  const counts = { ...NO_COUNTS, acts: state.act === null ? 0 : 1, rules: state.rules.length };
  const expectedOf = expectedStages(LCR, state);
  const refused = LCR.outputs.some((name) => typeof expectedOf.get(name)?.strict === 'string');
  const advanced = await unlessStopped(() => going.advance(state));
  if (advanced === null) {
    if (!refused) throw new Error('incremental: stops, and the interpreter calculates every output');
    return { ...counts, refused: 1, errorsAgreed: 1 };
  }
  compareWithInterpreter(advanced, expectedOf, counts);
  if (scratch) await compareFromScratch(engine, going);
  return { ...counts, refused: refused ? 1 : 0 };
}

async function unlessStopped<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof PlimsollError && error.code !== 'engine.failed') return null;
    throw error;
  }
}

function compareWithInterpreter(
  advanced: ReadonlyMap<string, RowTexts>,
  expectedOf: ReadonlyMap<string, Expected>,
  counts: HistoryCounts,
): void {
  for (const stage of LCR.stages) {
    const [texts, expected] = [advanced.get(stage.name), expectedOf.get(stage.name)];
    if (texts === undefined || expected === undefined) continue;
    const problem = problemOf(stage, expected, { kind: 'rows', texts });
    if (problem !== undefined) throw new Error(`incremental: ${problem}`);
    counts.stages++;
    counts.increments++;
    counts.rows += texts.length;
  }
}

/**
 * As multisets, both ways; also the states that group-bys keep. What base keeps for several branches to look up in, a run from scratch
 * with a rule over all rows of `liquidity` has no use for: it then has no branches. The interpreter judges it all the same.
 */
async function compareFromScratch(engine: Engine, going: Increments): Promise<void> {
  const [found, scratch] = [going.relations(), await going.fromScratch()];
  for (const name of LCR.outputs) {
    if (!found.has(name)) throw new Error(`incremental: ${name} is not kept`);
    if (!scratch.has(name)) throw new Error(`from scratch: ${name} is not kept`);
  }
  for (const [name, rows] of found) {
    const whole = scratch.get(name);
    if (whole === undefined) continue;
    const only = (one: string, other: string): string =>
      `(SELECT * FROM ${one} EXCEPT ALL SELECT * FROM ${other})`;
    const differing = [
      ...(await engine.rows(`SELECT 'incremental' AS "only", * FROM ${only(rows, whole)}`)),
      ...(await engine.rows(`SELECT 'from scratch' AS "only", * FROM ${only(whole, rows)}`)),
    ];
    if (differing.length > 0) {
      const texts = differing.map((row) => JSON.stringify(row, plain));
      throw new Error(`incremental and from scratch: ${name} differs in ${texts.join('; ')}`);
    }
  }
}

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** The bank and the acts; the stages are those of the LCR. */
function describe(history: History, state: number): string {
  return [...describeTables(history.start), describeActs(history, state)].join('\n');
}
