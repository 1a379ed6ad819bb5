/**
 * Which rules act on some rows of a kept stage.
 *
 * Law: a rule that matches none of the rows leaves all of them as they are, so they are the same with it and without it. What a rule
 * matches depends on the rules of stages below it alone. So, from the lowest stage up, the flags of its rules are asked with only those
 * rules below that act themselves; a scenario with hundreds of rules computes a few rows with the few rules that they meet.
 */

import { matchProbe, plainName, stageNamed } from '../delta/chain.ts';
import { type Patch, patchOf } from '../delta/patch.ts';
import { quote } from '../delta/text.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { rewritePipeline } from '../rules/rewrite.ts';
import { flagName } from '../rules/rewrite-match.ts';
import type { CheckedRule } from '../rules/rule.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { sideBindings } from './side.ts';
import type { Work } from './work.ts';

/** `rows` is a relation of base rows of the first of `names`, which are the user's stages from it down. */
export async function actingRules(
  work: Work,
  names: readonly string[],
  rows: string,
  isActing: (rule: CheckedRule) => boolean,
): Promise<readonly CheckedRule[]> {
  const { after, limits } = work.context;
  const all = after.rules.filter(isActing);
  if (all.length <= limits.fewRules) return all;
  const acting: CheckedRule[] = [];
  for (const stage of [...names].reverse()) {
    const mine = all.filter((rule) => rule.stage === stage);
    if (mine.length > 0) acting.push(...(await matching(work, names, stage, { acting, mine, rows })));
  }
  return acting;
}

interface Asked {
  /** Of the stages below. */
  readonly acting: readonly CheckedRule[];
  readonly mine: readonly CheckedRule[];
  readonly rows: string;
}

async function matching(
  work: Work,
  names: readonly string[],
  stage: string,
  { acting, mine, rows }: Asked,
): Promise<readonly CheckedRule[]> {
  const patch = flagPatch(work, names, stage, [...acting, ...mine]);
  if (patch === null) return mine;
  const probe = matchProbe(patch.pipeline, patch.branch, stage, mine);
  const asked = sliceQuery(probe.pipeline, probe.stage, [probe.branch], sideBindings(work.context.after), {
    [probe.branch.root]: rows,
  });
  const flags = mine.map((rule, index) => `bool_or(v.${quote(flagName(rule))}) AS "rule ${index}"`);
  const [row] = await work.context.engine.rows(`SELECT ${flags.join(', ')} FROM (\n${asked}\n) AS v`);
  return mine.filter((_, index) => row?.[`rule ${index}`] === true);
}

/** The flags of a stage's rules beside base rows of the first of `names`; null: that does not show what they ask. */
export function flagPatch(
  work: Work,
  names: readonly string[],
  stage: string,
  rules: readonly CheckedRule[],
): Patch | null {
  const { base } = work.context;
  const pipeline = rewritePipeline(base.pipeline, rules);
  const whole = chainIn(pipeline, names);
  const chain = whole.slice(whole.indexOf(`${stage} (matched)`));
  return patchOf({ base: base.pipeline, pipeline, names, chain, flagsOnly: true });
}

/** The stages of a pipeline with rules that belong to the user's stages `names`, from the first of them down. */
export function chainIn(pipeline: Pipeline, names: readonly string[]): readonly string[] {
  const found: string[] = [];
  let current: string | null = names[0] ?? null;
  while (current !== null && names.includes(plainName(current))) {
    found.push(current);
    const stage: ReturnType<typeof stageNamed> = stageNamed(pipeline, current);
    current = 'input' in stage ? stage.input : null;
  }
  return found;
}

/** Does a rule act below the stage? */
export const isBelow =
  (names: readonly string[], stage: string) =>
  (rule: CheckedRule): boolean =>
    names.indexOf(rule.stage) > names.indexOf(stage);
