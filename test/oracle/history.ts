/**
 * A history: a pipeline with data, and acts on its rules, its date and its source rows one after another. The state after an act is
 * all that a calculation from scratch needs; how it came about is what an incremental one starts from.
 */

import { checkPipeline } from '../../src/pipeline/check.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import { checkRule } from '../../src/rules/check.ts';
import type { CheckedRule, RuleDocument } from '../../src/rules/rule.ts';
import type { Value } from '../../src/schema/types.ts';
import { isValid, type PipelineCase } from './generate-pipeline.ts';
import { keyOf, type Row } from './row.ts';

export type Act =
  | { readonly kind: 'add'; readonly rule: RuleDocument }
  | { readonly kind: 'revoke'; readonly ruleId: string }
  | { readonly kind: 'priority'; readonly ruleId: string; readonly priority: number }
  /** Another calculation date, in days since 1970-01-01. */
  | { readonly kind: 'date'; readonly day: number }
  /** Rows of a source table, by its whole key: put (new, or in place of the one with the key) and taken away. */
  | {
      readonly kind: 'source';
      readonly table: string;
      readonly put: readonly Row[];
      readonly remove: readonly Row[];
    };

export interface History {
  /** Without rules, before the first act. */
  readonly start: PipelineCase;
  readonly acts: readonly Act[];
}

export interface HistoryState {
  /** The act that led here; null for the start. */
  readonly act: Act | null;
  readonly documents: readonly RuleDocument[];
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly parameters: Readonly<Record<string, Value>>;
}

/** The start, and the state after every act. Acts on rules or tables that are not there change nothing. */
export function statesOf({ start, acts }: History): readonly HistoryState[] {
  const keys = tableKeys(start);
  let state: HistoryState = {
    act: null,
    documents: [],
    tables: start.tables,
    parameters: start.parameters,
  };
  const states = [state];
  for (const act of acts) {
    state = { ...stateAfter(state, act, keys), act };
    states.push(state);
  }
  return states;
}

type TableKeys = Readonly<Record<string, readonly string[]>>;

/** Of the tables, which dated ones share with the first day of the period. */
export function tableKeys({ definition }: PipelineCase): TableKeys {
  return Object.fromEntries(
    definition.stages.flatMap((stage) =>
      stage.kind === 'source' ? [[stage.table.name, stage.table.key]] : [],
    ),
  );
}

export function stateAfter(state: HistoryState, act: Act, keys: TableKeys): HistoryState {
  const { documents, tables, parameters } = state;
  switch (act.kind) {
    case 'add':
      return { ...state, act, documents: [...documents, act.rule] };
    case 'revoke':
      return { ...state, act, documents: documents.filter((rule) => rule.ruleId !== act.ruleId) };
    case 'priority': {
      const changed = documents.map((rule) =>
        rule.ruleId === act.ruleId ? { ...rule, priority: act.priority } : rule,
      );
      return { ...state, act, documents: changed };
    }
    case 'date':
      return { ...state, act, parameters: { ...parameters, calculation_date: act.day } };
    case 'source': {
      const key = keys[act.table];
      const rows = tables[act.table];
      if (key === undefined || rows === undefined) return { ...state, act };
      return { ...state, act, tables: { ...tables, [act.table]: corrected(rows, act, key) } };
    }
  }
}

function corrected(
  rows: readonly Row[],
  { put, remove }: Extract<Act, { kind: 'source' }>,
  key: readonly string[],
): readonly Row[] {
  const touched = new Set([...put, ...remove].map((row) => keyOf(row, key)));
  return [...rows.filter((row) => !touched.has(keyOf(row, key))), ...put];
}

/** Rules checked against the pipeline, each document once. */
export type RuleChecker = (documents: readonly RuleDocument[]) => readonly CheckedRule[];

export function ruleChecker(pipeline: Pipeline): RuleChecker {
  const known = new Map<RuleDocument, CheckedRule>();
  return (documents) =>
    documents.map((document) => {
      const rule = known.get(document) ?? checkRule(document, pipeline);
      known.set(document, rule);
      return rule;
    });
}

/** Does the pipeline pass, and every rule in every state? */
export function isValidHistory(history: History): boolean {
  try {
    const { definition } = history.start;
    return isValid(definition) && areValidActs(checkPipeline(definition), history);
  } catch {
    return false;
  }
}

/** Does every rule pass in every state, on a pipeline that does? */
export function areValidActs(pipeline: Pipeline, history: History): boolean {
  try {
    const check = ruleChecker(pipeline);
    return statesOf(history).every(({ documents }) => {
      check(documents);
      return new Set(documents.map((rule) => rule.ruleId)).size === documents.length;
    });
  } catch {
    return false;
  }
}
