/**
 * The adjust step of the reference interpreter, between forming a stage's rows and its filter: match, exclude, then column by
 * column over all rows, then the entries. src/rules/rule.ts gives the meaning.
 *
 * Carried along, a row for which it can't be told whether a rule matches stays, and what the rule would change in it fails.
 */

import { PlimsollError, withPlace } from '../../src/errors/error.ts';
import type { TypedExpr } from '../../src/expr/ast.ts';
import { visitTyped } from '../../src/expr/columns.ts';
import { assign } from '../../src/expr/evaluate.ts';
import type { CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { CheckedRule, RuleStep } from '../../src/rules/rule.ts';
import type { Column, TableSchema } from '../../src/schema/table.ts';
import type { Value } from '../../src/schema/types.ts';
import { digitCount, fitsPrecision } from '../../src/values/decimal.ts';
import { checkedValue } from './domain.ts';
import { withEntries } from './entries.ts';
import { type Failures, markFailing, OPEN, setCell, setFailing } from './failing-cell.ts';
import { cell, keyText, type Row } from './row.ts';
import { scaleToTotal } from './scale.ts';
import { carriedCondition, exprValue, type Scope } from './scope.ts';

/** A row as it enters the step. */
export interface FormedRow {
  /** Not checked against domains, as these hold after the last operation. */
  readonly row: Row;
  /** The row as it is without any rule: checked. */
  readonly checked: () => Row;
  /** The column formed again from the columns before it, given as adjusted so far; not checked against its domain. */
  readonly again: (column: string, own: Row) => Value;
}

export interface Adjustment {
  readonly stage: CheckedStage;
  /** Of this stage, those in force, in the order in which they act. */
  readonly rules: readonly CheckedRule[];
  readonly parameters: Readonly<Record<string, Value>>;
  readonly failures: Failures;
}

/** A row on its way through the step. */
export interface Moving extends FormedRow {
  /** By rule: does it match? An error: can't be told. */
  readonly matches: ReadonlyMap<CheckedRule, boolean | PlimsollError>;
  /** The columns so far. */
  readonly own: Record<string, Value>;
}

type Assignment = Extract<RuleStep, { kind: 'assign' }>;

export function adjustedRows(adjustment: Adjustment, formed: readonly FormedRow[]): readonly Row[] {
  const { stage, rules } = adjustment;
  if (rules.length === 0) return formed.map((each) => each.checked());
  const moving = formed.map((each) => ({ ...each, matches: matched(adjustment, each.row), own: {} }));
  const surviving = moving.filter((each) => !excluded(each));
  // No rule mends what is wrong with an excluded row.
  for (const each of moving) if (!surviving.includes(each)) each.checked();
  for (const column of stage.schema.columns) adjustColumn(adjustment, column, surviving);
  return withEntries(adjustment, surviving.map(whole));
}

/** Which rules match is decided once, by the row as it was formed. NULL does not match. */
function matched({ stage, rules, parameters, failures }: Adjustment, row: Row): Moving['matches'] {
  const scope = { row, own: row, parameters };
  return new Map(
    rules.map((rule): [CheckedRule, boolean | PlimsollError] => {
      const { condition } = rule;
      if (condition === null) return [rule, true];
      if (failures === 'raise') {
        const at = `stage ${stage.name}, condition of rule ${rule.id}, ${keyText(row, stage.schema)}`;
        return [rule, withPlace({ at }, () => exprValue(condition, scope)) === true];
      }
      const outcome = carriedCondition(condition, scope);
      return [rule, outcome instanceof PlimsollError ? outcome : outcome === true];
    }),
  );
}

function excluded({ row, matches }: Moving): boolean {
  const outcomes = [...matches].flatMap(([rule, outcome]) => (rule.exclude ? [outcome] : []));
  if (outcomes.includes(true)) return true;
  if (outcomes.some((outcome) => outcome instanceof PlimsollError)) markFailing(row, [OPEN]);
  return false;
}

/** Forms the column in all rows, lets the steps act on it one after another, and checks what came out. */
function adjustColumn(adjustment: Adjustment, column: Column, rows: readonly Moving[]): void {
  const { stage, rules, failures } = adjustment;
  for (const each of rows) setCell(each.own, column.name, () => each.again(column.name, each.own), failures);
  let stepped = false;
  for (const rule of rules) {
    for (const step of rule.steps) {
      if (step.column !== column.name) continue;
      stepped = true;
      const matching = rows.filter((each) => each.matches.get(rule) !== false);
      if (step.kind === 'assign') assignStep(adjustment, { rule, step, column }, matching);
      else scaleToTotal(adjustment, { rule, step, column }, matching);
    }
  }
  if (!stepped && !isComputed(stage, column)) return;
  for (const each of rows) {
    const at = `stage ${stage.name}, column ${column.name}, ${rowText(stage.schema, each)}`;
    const checked = (): Value => checkedValue(column, !column.nullable, cell(each.own, column.name), at);
    setCell(each.own, column.name, checked, failures);
  }
}

function isComputed(stage: CheckedStage, column: Column): boolean {
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return false;
  return stage.columns.some((each) => each.kind === 'compute' && each.column.name === column.name);
}

interface Assigning {
  readonly rule: CheckedRule;
  readonly step: Assignment;
  readonly column: Column;
}

function assignStep(
  adjustment: Adjustment,
  { rule, step, column }: Assigning,
  rows: readonly Moving[],
): void {
  const { stage, parameters, failures } = adjustment;
  for (const each of rows) {
    const outcome = each.matches.get(rule);
    if (outcome instanceof PlimsollError) {
      setFailing(each.own, column.name, OPEN);
      continue;
    }
    const at = `stage ${stage.name}, column ${column.name}, rule ${rule.id}, ${rowText(stage.schema, each)}`;
    const scope = { row: each.own, own: each.own, parameters };
    const value = (): Value =>
      withPlace({ at }, () => {
        const result = exprValue(step.expr, scope);
        if (mayOverflow(step.expr, scope)) throw OPEN;
        return assign(result, step.expr.type, column.type);
      });
    setCell(each.own, column.name, value, failures);
  }
}

const DIGITS_MAX = 38;

/**
 * A column of 38 digits leaves no room for arithmetic, so rules count it as narrower (src/rules/typed.ts). A longer value is calculated as well, or
 * is an overflow: an engine says which, where all numbers of the expression together have too many digits.
 */
function mayOverflow(expr: TypedExpr, scope: Scope): boolean {
  let long = false;
  let [digits, scale] = [0, 0];
  visitTyped(expr, (node) => {
    if (node.type.kind === 'decimal') scale = Math.max(scale, node.type.scale);
    const value = node.kind === 'column' || node.kind === 'literal' ? exprValue(node, scope) : null;
    if (typeof value !== 'bigint') return;
    digits += digitCount(value);
    long ||= node.type.kind === 'decimal' && !fitsPrecision(value, node.type.precision);
  });
  return long && digits + scale > DIGITS_MAX;
}

/** The row's key; no rule changes it. */
function rowText(schema: TableSchema, { row }: Moving): string {
  return keyText(row, schema);
}

/** The finished row; failing as the one it came from. */
function whole({ row, own }: Moving): Row {
  return markFailing(own, [row]);
}
