/**
 * Texts in entries that base does not have: a slip in the name of an entity or a line makes a figure of its own, and no error.
 *
 * Only columns that a group-by downstream has in its key are looked at; any text may stand in the others.
 */

import { stageNamed } from '../delta/chain.ts';
import { quote } from '../delta/text.ts';
import { type CheckedStage, type Pipeline, stageInputs } from '../pipeline/pipeline.ts';
import type { CheckedRule } from '../rules/rule.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { nearest } from '../std/nearest.ts';
import { storedSide } from './session-side.ts';
import { type KnownSide, sideRows } from './side.ts';

export interface StrangeText {
  readonly rule: string;
  /** From 1. */
  readonly entry: number;
  readonly column: string;
  readonly value: string;
  /** The one that was probably meant. */
  readonly nearest: string | null;
}

/** `rules` as checked against the session's pipeline. */
export async function strangeEntries(
  session: Session,
  run: RunRecord,
  rules: readonly CheckedRule[],
): Promise<readonly StrangeText[]> {
  const entered = rules.filter(({ entries }) => entries.length > 0);
  if (entered.length === 0) return [];
  const base = await storedSide(session, run, []);
  const found: StrangeText[] = [];
  for (const rule of entered) found.push(...(await strangeIn(session, base, rule)));
  return found;
}

async function strangeIn(
  { pipeline, engine }: Session,
  base: KnownSide,
  rule: CheckedRule,
): Promise<readonly StrangeText[]> {
  const stage = stageNamed(pipeline, rule.stage);
  const found: StrangeText[] = [];
  for (const [index, { name: column, type }] of stage.schema.columns.entries()) {
    const group = type.kind === 'text' ? groupedStage(pipeline, stage, column) : undefined;
    if (group === undefined || !base.stored.has(group)) continue;
    const rows = await engine.rows(
      `SELECT DISTINCT ${quote(column)} AS value FROM ${sideRows(base, group)} WHERE ${quote(column)} IS NOT NULL`,
    );
    const known = rows.map(({ value }) => String(value));
    for (const [at, entry] of rule.entries.entries()) {
      const value = entry[index];
      if (typeof value !== 'string' || known.includes(value)) continue;
      found.push({ rule: rule.id, entry: at + 1, column, value, nearest: nearest(value, known) ?? null });
    }
  }
  return found;
}

/** The first group-by by the column that all rows of the stage come to: no filter on the way leaves any out. */
function groupedStage(pipeline: Pipeline, from: CheckedStage, column: string): string | undefined {
  const whole = new Set([from.name]);
  for (const stage of pipeline.stages) {
    if (stage !== from && !stageInputs(stage).some((input) => whole.has(input))) continue;
    if (stage.filter !== null) {
      whole.delete(stage.name);
      continue;
    }
    if (stage.kind === 'aggregate' && stage.groupBy.includes(column)) return stage.name;
    if (stage.kind !== 'aggregate') whole.add(stage.name);
  }
  return undefined;
}
