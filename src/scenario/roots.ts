/**
 * Which roots of a way a change may touch: those that changed themselves, those whose rows match a rule that came, went or changed,
 * and those whose rows look up or expand by something that changed. More than needed is allowed, fewer never.
 *
 * Rules that went are asked on the side before, with the row as it was there; all else on the side after: a row whose columns
 * differ between the sides is among the touched ones for the reason that makes it differ.
 */

import {
  expansionProbe,
  lookupProbe,
  matchProbe,
  type Probe,
  plainName,
  rootKeyIn,
  stageNamed,
  type Way,
} from '../delta/chain.ts';
import { quote } from '../delta/text.ts';
import type { CheckedStage } from '../pipeline/pipeline.ts';
import { flagName } from '../rules/rewrite-match.ts';
import type { CheckedRule } from '../rules/rule.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { countedTable } from './matches.ts';
import { type Side, sideBindings } from './side.ts';
import type { Work } from './work.ts';

/** A relation of keys that changed; null: the stage is as before; undefined: which rows changed is not known. */
export type ChangedKeys = (stage: string) => Promise<string | null | undefined>;

/** Queries of root keys, each with the reason for it. */
export interface RootQuery {
  readonly sql: string;
  readonly why: string;
}

/** What touches roots besides a change of their own; undefined: that is not known. */
export async function probesOf(
  work: Work,
  way: Way,
  changed: ChangedKeys,
): Promise<readonly RootQuery[] | undefined> {
  const { before, after, rules } = work.context;
  const queries: RootQuery[] = [];
  const stages = new Set(way.after.chain.concat(way.before.chain).map(plainName));
  for (const stage of stages) {
    for (const [side, list, verb] of [
      [after, rules.came, 'matches'],
      [before, rules.went, 'matched'],
    ] as const) {
      const acting = list.filter((rule) => rule.stage === stage && (rule.exclude || rule.steps.length > 0));
      if (acting.length === 0) continue;
      const branch = side === after ? way.after : way.before;
      const probe = matchProbe(side.pipeline, branch, stage, acting);
      const why = `${acting.map((rule) => rule.id).join(', ')} ${verb}`;
      queries.push({ sql: await matchedRoots(work, stage, probe, side, acting), why });
    }
  }
  for (const name of way.after.chain) {
    const probes = await readProbes(stageNamed(after.pipeline, name), way, after, changed);
    if (probes === undefined) return undefined;
    for (const [probe, table] of probes)
      queries.push({ sql: probeQuery(probe, after), why: `${table} changed` });
  }
  return queries;
}

async function readProbes(
  stage: CheckedStage,
  way: Way,
  after: Side,
  changed: ChangedKeys,
): Promise<readonly (readonly [Probe, string])[] | undefined> {
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return [];
  const probes: (readonly [Probe, string])[] = [];
  if (stage.kind === 'expand' && stage.expansion.form === 'table') {
    const { table, on } = stage.expansion;
    const keys = await changed(table);
    if (keys === undefined) return undefined;
    if (keys !== null) probes.push([expansionProbe(after.pipeline, way.after, stage, on, keys), table]);
  }
  for (const lookup of stage.lookups) {
    const keys = await changed(lookup.table);
    if (keys === undefined) return undefined;
    if (keys !== null)
      probes.push([lookupProbe(after.pipeline, way.after, stage, lookup, keys), lookup.table]);
  }
  return probes;
}

/** Matched rows are counted by rule on the way, for the report. */
async function matchedRoots(
  work: Work,
  stage: string,
  probe: Probe,
  side: Side,
  rules: readonly CheckedRule[],
): Promise<string> {
  const flags = rules.map((rule) => `v.${quote(flagName(rule))}`);
  const { root, branches } = probe.branch;
  const table = await countedTable(work, {
    what: `matches ${stage}`,
    query: probeQuery(probe, side, flags),
    rules,
    from: JSON.stringify([root, branches]),
  });
  return `SELECT * EXCLUDE (${rules.map((rule) => quote(flagName(rule))).join(', ')}) FROM ${quote(table.name)}`;
}

/** Root keys of the rows for which the probe's condition holds, and what else is asked of them. */
function probeQuery(probe: Probe, side: Side, also: readonly string[] = []): string {
  const rows = sliceQuery(probe.pipeline, probe.stage, [probe.branch], sideBindings(side));
  const keys = rootKeyIn(probe.pipeline, probe.branch).map(
    ({ root, target }) => `v.${quote(target)} AS ${quote(root.name)}`,
  );
  const items = [...(keys.length === 0 ? ['1 AS "any"'] : keys), ...also].join(', ');
  return `SELECT ${items} FROM (\n${rows}\n) AS v WHERE ${probe.condition}`;
}
