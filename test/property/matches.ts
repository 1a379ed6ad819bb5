/** The number of rows that a change says a rule matches, against a count over the whole side. */

import type { Engine } from '../../src/engine/engine.ts';
import { countMatched } from '../../src/scenario/matched-rows.ts';
import { ruleChanges } from '../../src/scenario/rule-changes.ts';
import type { KnownSide } from '../../src/scenario/side.ts';

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
      const really = await countMatched(engine, side, rule);
      if (really !== found)
        throw new Error(`incremental: ${rule.id} matches ${really} rows of ${rule.stage}, not ${found}`);
    }
  }
}
