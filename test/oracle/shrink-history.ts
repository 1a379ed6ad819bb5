/** Smaller versions of a history: fewer acts, smaller rules, fewer changed rows, and a smaller pipeline with fewer rows. */

import type { SourceStage } from '../../src/pipeline/stage.ts';
import type { RuleAdjustment, RuleCondition, RuleDocument } from '../../src/rules/rule.ts';
import type { PipelineCase } from './generate-pipeline.ts';
import type { Act, History } from './history.ts';
import type { Row } from './row.ts';
import { smallerExpressions } from './shrink-expression.ts';
import { smallerPipelines } from './shrink-pipeline.ts';

export function* smallerHistories(history: History): Generator<History> {
  const { start, acts } = history;
  yield* fewerActs(history);
  for (const smaller of smallerPipelines(start)) yield within(smaller, acts);
  yield* smallerWithin(history);
}

export function* fewerActs({ start, acts }: History): Generator<History> {
  for (let i = 1; i < acts.length; i++) yield { start, acts: acts.slice(0, i) };
  for (const act of acts) yield { start, acts: acts.filter((each) => each !== act) };
}

/** As many acts, one of them smaller. */
export function* smallerWithin({ start, acts }: History): Generator<History> {
  for (const [i, act] of acts.entries()) {
    for (const smaller of smallerActs(act)) {
      yield { start, acts: acts.map((each, j) => (i === j ? smaller : each)) };
    }
  }
}

/** The acts that the smaller pipeline still has a place for, with the columns that its tables still have. */
function within(start: PipelineCase, acts: readonly Act[]): History {
  const { stages } = start.definition;
  const left = acts.flatMap((act): readonly Act[] => {
    if (act.kind === 'add') return stages.some(({ name }) => name === act.rule.stage) ? [act] : [];
    if (act.kind !== 'source') return [act];
    const source = stages.find((stage) => stage.kind === 'source' && stage.name === act.table);
    if (source?.kind !== 'source') return [];
    const cut = (row: Row): Row => withColumnsOf(source, row);
    return [{ ...act, put: act.put.map(cut), remove: act.remove.map(cut) }];
  });
  return { start, acts: left };
}

function withColumnsOf({ table }: SourceStage, row: Row): Row {
  const names = table.columns.map(({ name }) => name);
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}

function* smallerActs(act: Act): Generator<Act> {
  if (act.kind === 'add') for (const rule of smallerRules(act.rule)) yield { ...act, rule };
  if (act.kind !== 'source') return;
  for (const row of act.put) yield { ...act, put: act.put.filter((each) => each !== row) };
  for (const row of act.remove) yield { ...act, remove: act.remove.filter((each) => each !== row) };
}

function* smallerRules(rule: RuleDocument): Generator<RuleDocument> {
  const { adjustments, conditions, entries } = rule;
  for (const step of adjustments) {
    const rest = adjustments.filter((each) => each !== step);
    if (rest.length + entries.length > 0) yield { ...rule, adjustments: rest };
  }
  for (const entry of entries) {
    const rest = entries.filter((each) => each !== entry);
    if (rest.length + adjustments.length > 0) yield { ...rule, entries: rest };
  }
  for (const list of smallerConditions(conditions)) yield { ...rule, conditions: list };
  if (rule.expiryDate !== null) yield { ...rule, expiryDate: null };
  if (rule.priority !== 100) yield { ...rule, priority: 100 };
  if (rule.reason !== null) yield { ...rule, reason: null };
  for (const [i, step] of adjustments.entries()) {
    for (const smaller of smallerAdjustments(step)) {
      yield { ...rule, adjustments: adjustments.map((each, j) => (i === j ? smaller : each)) };
    }
  }
}

function* smallerConditions(conditions: readonly RuleCondition[]): Generator<readonly RuleCondition[]> {
  for (const [i, condition] of conditions.entries()) {
    const others = conditions.filter((_, j) => i !== j);
    yield others;
    if (condition.kind !== 'test') {
      for (const inner of condition.conditions) yield [...others, inner];
      continue;
    }
    if (condition.values.length > 1 && condition.operator !== 'between') {
      for (const value of condition.values) yield [...others, { ...condition, values: [value] }];
    }
  }
}

function* smallerAdjustments(step: RuleAdjustment): Generator<RuleAdjustment> {
  if (step.operation === 'exclude') return;
  if (step.operation === 'scale_to_total') {
    for (const by of step.by) yield { ...step, by: step.by.filter((each) => each !== by) };
    if (step.weight !== null) yield { ...step, weight: null };
    return;
  }
  if (step.operation === 'replace') {
    for (const expression of smallerExpressions(step.expression)) yield { ...step, expression };
    return;
  }
  if (step.operand.kind !== 'expression') return;
  for (const text of smallerExpressions(step.operand.text)) {
    yield { ...step, operand: { kind: 'expression', text } };
  }
}
