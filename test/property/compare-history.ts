/**
 * One history on all sides: in every state, for every stage, the rows of the reference interpreter and those of the rewritten pipeline
 * on the engine; and where an incremental computation is given, its rows too, which it makes from the state before.
 */

import type { Engine } from '../../src/engine/engine.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { CheckedStage, Pipeline } from '../../src/pipeline/pipeline.ts';
import { rewritePipeline } from '../../src/rules/rewrite.ts';
import { type CheckedRule, rulesInForce } from '../../src/rules/rule.ts';
import type { Value } from '../../src/schema/types.ts';
import { type Act, type History, type HistoryState, ruleChecker, statesOf } from '../oracle/history.ts';
import { createTable, dropTable, type EngineCase, type RowTexts, stageSql } from '../oracle/on-engine.ts';
import type { Row } from '../oracle/row.ts';
import {
  count,
  describeCase,
  expectedStages,
  foundStage,
  type PipelineCounts,
  problemOf,
} from './compare-pipeline.ts';
import { hasFailingConstant } from './failing-constant.ts';

export interface HistoryCounts extends PipelineCounts {
  acts: number;
  rules: number;
  /** Stages compared with the incremental computation. */
  increments: number;
  /** States in which a stage stops. */
  refused: number;
}

export const NO_COUNTS: HistoryCounts = {
  stages: 0,
  rows: 0,
  errorsAgreed: 0,
  errorsAvoided: 0,
  acts: 0,
  rules: 0,
  increments: 0,
  refused: 0,
};

export function sumCounts(a: HistoryCounts, b: HistoryCounts): HistoryCounts {
  const sum = { ...a };
  for (const name of Object.keys(sum) as (keyof HistoryCounts)[]) sum[name] += b[name];
  return sum;
}

/** A state as an incremental computation sees it. */
export interface CheckedState {
  readonly act: Act | null;
  /** In force on the calculation date, in the order in which they act. */
  readonly rules: readonly CheckedRule[];
  readonly parameters: Readonly<Record<string, Value>>;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  /** Where the rows of the sources lie in the engine. */
  readonly tableNames: Readonly<Record<string, string>>;
}

export interface Incremental {
  /** Rows of stages after going from the state before (of the first one: from nothing) to this one. */
  readonly advance: (state: CheckedState) => Promise<ReadonlyMap<string, RowTexts>>;
  readonly close: () => Promise<void>;
}

export type IncrementalFactory = (engine: Engine, pipeline: Pipeline) => Promise<Incremental>;

/** Throws, with all that is needed to see the difference, at the first stage of the first state where two sides differ. */
export async function compareHistory(
  engine: Engine,
  history: History,
  incremental?: IncrementalFactory,
): Promise<HistoryCounts> {
  const pipeline = checkPipeline(history.start.definition);
  const check = ruleChecker(pipeline);
  let counts = NO_COUNTS;
  const states = statesOf(history);
  const tables = new TablesInEngine(engine, pipeline);
  const going = await incremental?.(engine, pipeline);
  try {
    for (const [i, state] of states.entries()) {
      const rules = rulesInForce(check(state.documents), Number(state.parameters['calculation_date']));
      const tableNames = await tables.put(state.tables);
      const checked = { ...state, rules, tableNames };
      const compared = await compareState(engine, pipeline, checked, going).catch((error: unknown) => {
        throw new Error(`${error}\n${describeHistory(history, i)}`, { cause: error });
      });
      counts = sumCounts(counts, compared);
      if (compared.refused > 0) break;
    }
  } finally {
    await going?.close();
    await tables.drop();
  }
  return counts;
}

async function compareState(
  engine: Engine,
  pipeline: Pipeline,
  state: CheckedState,
  going: Incremental | undefined,
): Promise<HistoryCounts> {
  const counts = { ...NO_COUNTS, acts: state.act === null ? 0 : 1, rules: state.rules.length };
  const rewritten = rewritePipeline(pipeline, state.rules);
  const engineCase: EngineCase = {
    pipeline: rewritten,
    parameters: state.parameters,
    tableNames: state.tableNames,
  };
  const expectedOf = expectedStages(pipeline, state);
  for (const stage of pipeline.stages) {
    const expected = expectedOf.get(stage.name) ?? { strict: 'error', carried: 'error' };
    const found = await foundStage(engine, engineCase, stage);
    const problem = problemOf(stage, expected, found);
    if (problem !== undefined && !(found.kind === 'error' && excused(rewritten, state, stage))) {
      throw new Error(`rewritten: ${problem}\nSQL:\n${stageSql(engineCase, stage.name)}`);
    }
    count(counts, expected, found);
    if (typeof expected.strict === 'string') counts.refused = 1;
  }
  // A state in which a stage stops is none that a run ends in.
  if (going === undefined || counts.refused > 0) return counts;
  const advanced = await going.advance(state).catch((error: unknown) => {
    if (pipeline.stages.some((stage) => excused(rewritten, state, stage))) return null;
    if (baseIsRefused(pipeline, state)) return null;
    throw error;
  });
  if (advanced === null) return { ...counts, refused: 1 };
  for (const [name, texts] of advanced) {
    const stage = pipeline.stages.find((each) => each.name === name);
    const expected = expectedOf.get(name);
    if (stage === undefined || expected === undefined) throw new Error(`The pipeline has no stage ${name}`);
    const problem = problemOf(stage, expected, { kind: 'rows', texts });
    if (problem !== undefined) throw new Error(`incremental: ${problem}`);
    counts.increments++;
  }
  return counts;
}

/** Rules may take out what is wrong with a corrected table, but the run that makes a new base of it knows no rules, and stops. */
function baseIsRefused(pipeline: Pipeline, state: CheckedState): boolean {
  const base = expectedStages(pipeline, { ...state, rules: [] });
  return [...base.values()].some(({ strict }) => typeof strict === 'string');
}

/** A constant that fails is calculated by engines also where there is no row for it. */
function excused(rewritten: Pipeline, state: CheckedState, { name }: CheckedStage): boolean {
  const stage = rewritten.stages.find((each) => each.name === name);
  return stage !== undefined && hasFailingConstant(rewritten, state.parameters, stage);
}

/** The source tables of a history: only what an act changes is written again. */
export class TablesInEngine {
  private readonly engine: Engine;
  private readonly pipeline: Pipeline;
  private readonly there = new Map<string, readonly Row[]>();

  constructor(engine: Engine, pipeline: Pipeline) {
    this.engine = engine;
    this.pipeline = pipeline;
  }

  /** The names in the engine, by table; several sources may read one. */
  async put(tables: HistoryState['tables']): Promise<Readonly<Record<string, string>>> {
    const names: Record<string, string> = {};
    for (const stage of this.pipeline.stages) {
      if (stage.kind !== 'source') continue;
      const rows = tables[stage.table.name] ?? [];
      const name = `table ${stage.table.name}`;
      names[stage.table.name] = name;
      if (this.there.get(name) === rows) continue;
      await dropTable(this.engine, name);
      await createTable(this.engine, name, stage.table.columns, rows);
      this.there.set(name, rows);
    }
    return names;
  }

  async drop(): Promise<void> {
    for (const name of this.there.keys()) await dropTable(this.engine, name);
    this.there.clear();
  }
}

function describeHistory(history: History, state: number): string {
  return `${describeCase(history.start)}\n${describeActs(history, state)}`;
}

export function describeActs(history: History, state: number): string {
  const acts = history.acts.map(
    (act, i) => `${i + 1 === state ? '=> ' : '   '}${JSON.stringify(act, plain)}`,
  );
  return [`acts, differing after number ${state}:`, ...acts].join('\n');
}

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
