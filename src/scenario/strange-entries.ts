/**
 * Texts in entries that base does not have: a slip in the name of an entity or a line makes a figure of its own, and no error.
 *
 * Only columns that a kept stage downstream groups by are looked at; any text may stand in the others.
 */

import { quote } from '../delta/text.ts';
import { type Pipeline, stageReads } from '../pipeline/pipeline.ts';
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
  session: Session,
  base: KnownSide,
  rule: CheckedRule,
): Promise<readonly StrangeText[]> {
  const columns = session.pipeline.stages.find(({ name }) => name === rule.stage)?.schema.columns ?? [];
  const found: StrangeText[] = [];
  for (const [index, { name: column, type }] of columns.entries()) {
    const group = type.kind === 'text' ? groupedStage(base, rule.stage, column) : undefined;
    if (group === undefined) continue;
    const rows = await session.engine.rows(
      `SELECT DISTINCT ${quote(column)} AS value FROM ${sideRows(base, group)}`,
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

/** The kept stage with the fewest rows that the stage is or leads to, and that has the column in its key. */
function groupedStage({ pipeline, stored }: KnownSide, from: string, column: string): string | undefined {
  const reached = stagesDownstream(pipeline, new Set([from]));
  const grouped = [...stored].filter(
    ([name, { schema }]) => reached.includes(name) && schema.key.includes(column),
  );
  return grouped.sort(([, a], [, b]) => a.rows - b.rows)[0]?.[0];
}

/** `stages` and all that read them, directly or not, in the pipeline's order. */
export function stagesDownstream(pipeline: Pipeline, stages: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  for (const stage of pipeline.stages) {
    if (stages.has(stage.name) || stageReads(stage).some((name) => found.has(name))) found.add(stage.name);
  }
  return [...found];
}
