/** How many rows a rule matches, counted on its stage: for a rule that nothing is computed with yet. */

import { quote } from '../delta/text.ts';
import type { Engine } from '../engine/engine.ts';
import { flagName } from '../rules/rewrite-match.ts';
import type { CheckedRule } from '../rules/rule.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { stageQuery } from '../sql/stage-query.ts';
import { storedSide } from './session-side.ts';
import { type Side, sideBindings } from './side.ts';

/**
 * Rows of the rule's stage that it matches, with the other rules in force before it. null: it has entries alone, which match nothing.
 * `rules` has the rule.
 */
export async function matchedRows(
  session: Session,
  run: RunRecord,
  rules: readonly CheckedRule[],
  rule: CheckedRule,
): Promise<number | null> {
  if (!rule.exclude && rule.steps.length === 0) return null;
  return countMatched(session.engine, await storedSide(session, run, rules), rule);
}

/** Over all rows of the rule's stage on a side with the rule. */
export async function countMatched(engine: Engine, side: Side, rule: CheckedRule): Promise<number> {
  const name = `${rule.stage} (matched)`;
  // Excluded rows are matched too, so the filter that leaves them out is taken away.
  const stages = side.pipeline.stages.map((stage) =>
    stage.name === name ? { ...stage, filter: null } : stage,
  );
  const query = stageQuery({ ...side.pipeline, stages }, name, sideBindings(side));
  const [row] = await engine.rows(
    `SELECT count(*) AS n FROM (${query}) AS m WHERE m.${quote(flagName(rule))}`,
  );
  return Number.parseInt(String(row?.['n'] ?? 0), 10);
}
