/** The number of rows that a change says a rule matches, against a count over the whole side. */

import type { Engine } from '../../src/engine/engine.ts';
import { flagName } from '../../src/rules/rewrite-match.ts';
import type { CheckedRule } from '../../src/rules/rule.ts';
import { ruleChanges } from '../../src/scenario/rule-changes.ts';
import { type KnownSide, sideBindings } from '../../src/scenario/side.ts';
import { stageQuery } from '../../src/sql/stage-query.ts';
import { quoted } from '../oracle/on-engine.ts';

/** Rules that are not in `matched` were not counted on the way; two versions of one are counted as one. */
export async function checkMatched(
  engine: Engine,
  before: KnownSide,
  after: KnownSide,
  matched: ReadonlyMap<string, number>,
): Promise<void> {
  const { came, went } = ruleChanges(before.rules, after.rules);
  for (const [list, others, side] of [
    [came, went, after],
    [went, came, before],
  ] as const) {
    for (const rule of list) {
      const found = matched.get(rule.id);
      if (found === undefined || others.some((each) => each.id === rule.id)) continue;
      const really = await matchesOf(engine, side, rule);
      if (really !== BigInt(found))
        throw new Error(`incremental: ${rule.id} matches ${really} rows of ${rule.stage}, not ${found}`);
    }
  }
}

async function matchesOf(engine: Engine, side: KnownSide, rule: CheckedRule): Promise<bigint> {
  const name = `${rule.stage} (matched)`;
  // Excluded rows are matched too.
  const stages = side.pipeline.stages.map((stage) =>
    stage.name === name ? { ...stage, filter: null } : stage,
  );
  const rows = stageQuery({ ...side.pipeline, stages }, name, sideBindings(side));
  const query = `SELECT count(*) AS n FROM (${rows}) AS m WHERE m.${quoted(flagName(rule))}`;
  const [row] = await engine.rows(query);
  return BigInt(String(row?.['n']));
}
