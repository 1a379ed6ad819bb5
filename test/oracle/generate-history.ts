/**
 * Random histories: a random pipeline whose columns rules may change, and about five acts. An act after which the calculation would
 * stop is drawn again; a few are kept, as the last ones of their histories.
 */

import fc from 'fast-check';
import { PlimsollError } from '../../src/errors/error.ts';
import { columnsOf as columnsIn } from '../../src/expr/columns.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import { type Pipeline, stageReads, stageTables } from '../../src/pipeline/pipeline.ts';
import type { PipelineDefinition, SourceStage, Stage } from '../../src/pipeline/stage.ts';
import type { RuleDocument } from '../../src/rules/rule.ts';
import { DATE } from '../../src/schema/types.ts';
import { type Draw, drawFrom } from './draw.ts';
import { generateCase, type PipelineCase, randomRow } from './generate-pipeline.ts';
import { adjustableStages, randomRule } from './generate-rule.ts';
import { DATES } from './generate-values.ts';
import {
  type Act,
  type History,
  type HistoryState,
  isValidHistory,
  type RuleChecker,
  ruleChecker,
  stateAfter,
  statesOf,
  tableKeys,
} from './history.ts';
import { keyOf, parseValue, type Row } from './row.ts';
import { runPipeline } from './run.ts';
import { smallerHistories } from './shrink-history.ts';

class HistoryArbitrary extends fc.Arbitrary<History> {
  override generate(random: fc.Random): fc.Value<History> {
    return new fc.Value(randomHistory(drawFrom(random)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is History {
    return value !== undefined;
  }

  override shrink(value: History): fc.Stream<fc.Value<History>> {
    return fc.stream(validOnly(smallerHistories(value)));
  }
}

export function histories(): fc.Arbitrary<History> {
  return new HistoryArbitrary();
}

function* validOnly(candidates: Iterable<History>): Generator<fc.Value<History>> {
  for (const candidate of candidates) {
    if (isValidHistory(candidate)) yield new fc.Value(candidate, undefined);
  }
}

/** How often an act or a pipeline is drawn again before the generator goes on without. */
const TRIES_MAX = 12;
/** In percent, of acts that move no row. */
const IDLE_KEPT = 20;

/** What depends on the kind of data: which dates and which rows make sense. */
export interface ActWays {
  /** Another calculation date, in days since 1970-01-01. */
  readonly day: (draw: Draw, state: HistoryState) => number;
  /** Rows of one source table. */
  readonly correction: (draw: Draw, state: HistoryState) => Act;
  /** In percent, of acts after which the calculation stops. */
  readonly refusedKept: number;
}

type Rows = Readonly<Record<string, readonly Row[]>>;

interface Going {
  readonly draw: Draw;
  readonly pipeline: Pipeline;
  readonly start: PipelineCase;
  readonly check: RuleChecker;
  readonly ways: ActWays;
}

export function randomHistory(draw: Draw): History {
  const start = calculableCase(draw);
  const pipeline = checkPipeline(start.definition);
  const going = { draw, pipeline, start, check: ruleChecker(pipeline), ways: anyWays(pipeline, start) };
  return { start, acts: randomActs(going, draw.pick([3, 4, 5, 5, 5, 6, 8])) };
}

/** About `count` acts for a pipeline and its data, on dates and with rows as `ways` draws them. */
export function randomActsOn(
  draw: Draw,
  pipeline: Pipeline,
  start: PipelineCase,
  ways: ActWays,
  count: number,
): readonly Act[] {
  return randomActs({ draw, pipeline, start, check: ruleChecker(pipeline), ways }, count);
}

/** Values that look for trouble, whatever the columns mean. */
function anyWays(pipeline: Pipeline, start: PipelineCase): ActWays {
  return {
    day: randomDay,
    correction: (draw, state) => correction(draw, pipeline, start, state),
    refusedKept: 60,
  };
}

function calculableCase(draw: Draw): PipelineCase {
  for (let i = 1; ; i++) {
    const base = generateCase(draw);
    const test = { ...base, definition: withAdjustable(draw, base.definition) };
    const [state] = statesOf({ start: test, acts: [] });
    const pipeline = checkPipeline(test.definition);
    if (state === undefined || adjustableStages(pipeline).length === 0) continue;
    const rows = rowsAt(pipeline, state, () => []);
    if (i >= TRIES_MAX || (rows !== undefined && (hasRows(rows) || draw.chance(10)))) return test;
  }
}

/** In most of the stages: rules on nothing move nothing. */
function hasRows(rows: Rows): boolean {
  const counts = Object.values(rows).map((each) => each.length);
  return counts.filter((each) => each > 0).length * 4 >= counts.length * 3;
}

/** Many columns and measures may be adjusted; key columns never. */
function withAdjustable(draw: Draw, definition: PipelineDefinition): PipelineDefinition {
  const keys = new Map(checkPipeline(definition).stages.map(({ name, schema }) => [name, schema.key]));
  const stages = definition.stages.map((stage) => {
    const key = [...(keys.get(stage.name) ?? []), ...(stage.kind === 'source' ? stage.table.key : [])];
    return markedStage(stage, (column) =>
      key.includes(column.name) || !draw.chance(65) ? column : { ...column, adjustable: true },
    );
  });
  return { ...definition, stages };
}

type Mark = <C extends { readonly name: string }>(column: C) => C;

/** A union has the marks of its first branch. */
function markedStage(stage: Stage, mark: Mark): Stage {
  switch (stage.kind) {
    case 'source':
      return { ...stage, table: { ...stage.table, columns: stage.table.columns.map((each) => mark(each)) } };
    case 'derive':
    case 'expand':
      return { ...stage, columns: stage.columns.map((each) => mark(each)) };
    case 'custom':
      return { ...stage, columns: stage.columns.map((each) => mark(each)) };
    case 'union':
      return stage;
    case 'aggregate':
      return { ...stage, measures: stage.measures.map((each) => mark(each)) };
  }
}

function randomActs(going: Going, count: number): readonly Act[] {
  const { draw, pipeline, start, check } = going;
  const keys = tableKeys(start);
  const acts: Act[] = [];
  let [state] = statesOf({ start, acts: [] });
  if (state === undefined) throw new Error('Invariant broken: a history has a start');
  let rows = rowsAt(pipeline, state, check);
  for (let tries = 0; acts.length < count && tries < TRIES_MAX * count; tries++) {
    const act = randomAct(going, state, rows ?? {}, `R${acts.length + 1}`);
    if (act === undefined || !isAllowed(going, act)) continue;
    const next = stateAfter(state, act, keys);
    const after = rowsAt(pipeline, next, check);
    if (after === undefined && !draw.chance(going.ways.refusedKept)) continue;
    if (after !== undefined && sameRows(after, rows) && !draw.chance(IDLE_KEPT)) continue;
    acts.push(act);
    if (after === undefined) break;
    [state, rows] = [next, after];
  }
  return acts;
}

/** Rows of all stages; undefined where the calculation stops. */
function rowsAt(pipeline: Pipeline, state: HistoryState, check: RuleChecker): Rows | undefined {
  try {
    return runPipeline(pipeline, state.tables, state.parameters, check(state.documents));
  } catch (error) {
    if (error instanceof PlimsollError) return undefined;
    throw error;
  }
}

function sameRows(a: Rows, b: Rows | undefined): boolean {
  const text = (rows: Rows | undefined): string =>
    JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return text(a) === text(b);
}

/** A rule that the checker refuses is none. */
function isAllowed({ check }: Going, act: Act): boolean {
  if (act.kind !== 'add') return true;
  try {
    check([act.rule]);
    return true;
  } catch (error) {
    if (error instanceof PlimsollError) return false;
    throw error;
  }
}

function randomAct(going: Going, state: HistoryState, rows: Rows, id: string): Act | undefined {
  const { draw, ways } = going;
  const { documents } = state;
  const known = documents.length > 0 ? draw.pick(documents) : undefined;
  const dice = draw.between(1, 100);
  if (dice <= 42 || (known === undefined && dice <= 70)) return addition(going, state, rows, id);
  if (known === undefined || dice > 70) {
    return dice <= 80 ? { kind: 'date', day: ways.day(draw, state) } : ways.correction(draw, state);
  }
  if (dice <= 56) return { kind: 'revoke', ruleId: known.ruleId };
  const priority = draw.pick([0, 1, 75, 150, 300, 1000]);
  return { kind: 'priority', ruleId: draw.pick(rivals(documents)).ruleId, priority };
}

/** Rules that act on a column that another one acts on too; all where there are none. */
function rivals(documents: readonly RuleDocument[]): readonly RuleDocument[] {
  const found = documents.filter((one) =>
    documents.some(
      (other) =>
        other !== one &&
        other.stage === one.stage &&
        columnsOf(other).some((column) => columnsOf(one).includes(column)),
    ),
  );
  return found.length > 0 ? found : documents;
}

function addition(going: Going, state: HistoryState, rows: Rows, id: string): Act {
  const { draw, pipeline } = going;
  const touched = state.documents.map((document) => document.stage);
  const all = adjustableStages(pipeline);
  const made = all.filter((name) => !(name in state.tables));
  const read = all.filter((name) => pipeline.stages.some((each) => stageReads(each).includes(name)));
  const choices = [
    [touched, 50],
    [made, 60],
    [read, 60],
    [all, 100],
  ] as const;
  const [from] = choices.find(([names, percent]) => names.length > 0 && draw.chance(percent)) ?? [all];
  const stage = draw.pick(from);
  const rivalling = state.documents.flatMap((document) =>
    document.stage === stage ? columnsOf(document) : [],
  );
  const contested = [...rivalling, ...lookupKeys(pipeline, stage)];
  const calculationDate = Number(state.parameters['calculation_date']);
  const request = { draw, pipeline, stage, rows: rows[stage] ?? [], id, calculationDate, contested };
  return { kind: 'add', rule: randomRule(request) };
}

function columnsOf({ adjustments }: RuleDocument): readonly string[] {
  return adjustments.flatMap((each) => (each.operation === 'exclude' ? [] : [each.field]));
}

/** The stage's own columns by which it looks up. */
function lookupKeys(pipeline: Pipeline, name: string): readonly string[] {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (stage?.kind !== 'derive' && stage?.kind !== 'expand') return [];
  const read = stage.lookups.flatMap(({ on }) => on.flatMap(({ expr }) => [...columnsIn(expr)]));
  return read.flatMap((column) => (column.startsWith('own.') ? [column.slice('own.'.length)] : []));
}

/** A usual day, or one at or next to the end of a rule. */
function randomDay(draw: Draw, { documents, parameters }: HistoryState): number {
  const dates = documents.flatMap(({ effectiveDate, expiryDate }: RuleDocument) =>
    expiryDate === null ? [effectiveDate] : [effectiveDate, expiryDate],
  );
  const today = Number(parameters['calculation_date']);
  if (draw.chance(25)) return today + draw.pick([-1, 1]);
  if (dates.length === 0 || draw.chance(25)) return Number(parseValue(draw.pick(DATES), DATE));
  return Number(parseValue(draw.pick(dates), DATE)) + draw.pick([-1, 0, 0, 1]);
}

const CHANGES_MAX = 3;

/** Rows of one table: changed, some with another key, taken away, and added. Rather of one that is looked up: a factor. */
function correction(draw: Draw, pipeline: Pipeline, start: PipelineCase, { tables }: HistoryState): Act {
  const sources = start.definition.stages.filter((stage): stage is SourceStage => stage.kind === 'source');
  const names = pipeline.stages.flatMap(stageTables);
  const factors = sources.filter(({ name }) => names.includes(name));
  const source = draw.pick(factors.length > 0 && draw.chance(50) ? factors : sources);
  const { key } = source.table;
  const rows = tables[source.name] ?? [];
  const put = new Map<string, Row>();
  const remove: Row[] = [];
  for (let i = draw.between(1, CHANGES_MAX); i > 0; i--) {
    const made = randomRow(draw, source, 0);
    const old = rows.length > 0 ? draw.pick(rows) : undefined;
    const kind = draw.pick(['change', 'change', 'change', 'remove', 'add', 'move'] as const);
    if (old !== undefined && (kind === 'remove' || kind === 'move')) remove.push(old);
    if (kind === 'remove') continue;
    const row = old !== undefined && kind === 'change' ? changed(draw, source, old, made) : made;
    put.set(keyOf(row, key), row);
  }
  return { kind: 'source', table: source.name, put: [...put.values()], remove };
}

/** The row with some of its other columns anew. */
function changed(draw: Draw, { table }: SourceStage, old: Row, made: Row): Row {
  const others = table.columns.map(({ name }) => name).filter((name) => !table.key.includes(name));
  const picked = draw.some(others, 1, 2);
  return Object.fromEntries(
    table.columns.map(({ name }) => [name, (picked.includes(name) ? made : old)[name] ?? null]),
  );
}
