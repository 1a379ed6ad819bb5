/**
 * scale_to_total of the reference interpreter: over the surviving rows that a rule matches, per group of `by`, the column gets shares
 * of the total in proportion to the weights. Weights that are zero, NULL, of both signs or longer than 18 digits are errors.
 */

import { fail, PlimsollError } from '../../src/errors/error.ts';
import { assign } from '../../src/expr/evaluate.ts';
import type { CheckedRule, RuleStep } from '../../src/rules/rule.ts';
import type { Column } from '../../src/schema/table.ts';
import type { Adjustment, Moving } from './adjust.ts';
import { apportion } from './apportion.ts';
import { OPEN, setCell, setFailing } from './failing-cell.ts';
import { cell, compareKeys, keyOf, keyText, typeIn, valueText } from './row.ts';

interface Scaling {
  readonly rule: CheckedRule;
  readonly step: Extract<RuleStep, { kind: 'scale' }>;
  readonly column: Column;
}

const WEIGHT_LIMIT = 10n ** 18n;

export function scaleToTotal(adjustment: Adjustment, scaling: Scaling, rows: readonly Moving[]): void {
  const { rule, step, column } = scaling;
  try {
    const unknown = rows.map((each) => each.matches.get(rule)).find((each) => each instanceof PlimsollError);
    if (unknown !== undefined) throw unknown;
    const groups = new Map<string, Moving[]>();
    for (const each of rows) {
      // Like the condition, the group looks at the row as it was formed.
      const key = keyOf(each.row, step.by);
      groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    for (const group of groups.values()) scaleGroup(adjustment, scaling, group);
  } catch (error) {
    if (adjustment.failures === 'raise' || !(error instanceof PlimsollError)) throw error;
    // Which of them an engine would still get right depends on how it goes about it.
    for (const each of rows) setFailing(each.own, column.name, OPEN);
  }
}

function scaleGroup(adjustment: Adjustment, scaling: Scaling, group: readonly Moving[]): void {
  const { step, column } = scaling;
  const { key } = adjustment.stage.schema;
  const sorted = [...group].sort((a, b) => compareKeys(a.row, b.row, key));
  const weights = sorted.map((each) => weightOf(adjustment, scaling, each));
  const [first] = weights;
  const other = weights.findIndex((weight) => first !== undefined && weight < 0n !== first < 0n);
  if (other >= 0) refuse(adjustment, scaling, sorted[other], 'weights of both signs');
  const shares = apportion(step.total, weights);
  for (const [i, each] of sorted.entries()) {
    const share = shares[i] ?? 0n;
    setCell(each.own, column.name, () => assign(share, column.type, column.type), adjustment.failures);
  }
}

function weightOf(adjustment: Adjustment, scaling: Scaling, row: Moving): bigint {
  const name = scaling.step.weight ?? scaling.column.name;
  const weight = cell(row.own, name);
  if (weight === null) return refuse(adjustment, scaling, row, `the weight ${name} is NULL`);
  const units = BigInt(weight);
  if (units === 0n) return refuse(adjustment, scaling, row, `the weight ${name} is zero`);
  if (units <= -WEIGHT_LIMIT || units >= WEIGHT_LIMIT) {
    const text = valueText(weight, typeIn(adjustment.stage.schema, name));
    return refuse(adjustment, scaling, row, `the weight ${name}, ${text}, has more than 18 digits`);
  }
  return units;
}

function refuse(
  { stage }: Adjustment,
  { rule, column }: Scaling,
  row: Moving | undefined,
  why: string,
): never {
  const key = row === undefined ? '' : `, ${keyText(row.row, stage.schema)}`;
  const at = `stage ${stage.name}, column ${column.name}, rule ${rule.id}${key}`;
  return fail('engine.row', { text: `${at}: scale_to_total found ${why}.` });
}
