/**
 * Rules as a rewrite of the pipeline: the pipeline that a scenario *means*.
 *
 * A stage with rules becomes several, all but the last with names that no user can give; the last keeps name and schema, so
 * nothing downstream changes:
 *
 *     S (formed)    what is not a derive or expand, without its filter
 *     S (matched)   the unadjusted row, a flag per rule, and what is read of the input row; excluded rows are gone
 *     S (n)         columns so far adjusted, where a scale-to-total needs all rows before the next step
 *     S (adjusted)  before entries
 *     S             the filter
 *
 * Fingerprints, engines and bounds need nothing special: they see stages. Only columns that rules reach are formed again.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { frozen } from '../std/frozen.ts';
import { adjustedStages } from './rewrite-columns.ts';
import { formedStage, matchedStage, type StageEnd } from './rewrite-match.ts';
import { type CheckedRule, compareRules } from './rule.ts';

/** The pipeline with the rules in force; rules of stages that it does not have are an error of the caller. */
export function rewritePipeline(pipeline: Pipeline, rules: readonly CheckedRule[]): Pipeline {
  const unknown = rules.find((rule) => !pipeline.stages.some((stage) => stage.name === rule.stage));
  if (unknown !== undefined) throw new Error(`Invariant broken: rule ${unknown.id} acts on a known stage`);
  if (rules.length === 0) return pipeline;
  const ordered = [...rules].sort(compareRules);
  const stages = pipeline.stages.flatMap((stage) =>
    rewriteStage(
      stage,
      ordered.filter((rule) => rule.stage === stage.name),
      pipeline,
    ),
  );
  return frozen({ ...pipeline, stages });
}

function rewriteStage(
  stage: CheckedStage,
  rules: readonly CheckedRule[],
  pipeline: Pipeline,
): readonly CheckedStage[] {
  if (rules.length === 0) return [stage];
  const acting = rules.filter((rule) => rule.exclude || rule.steps.length > 0);
  const rows = rules.flatMap((rule) => rule.entries);
  const last = { name: stage.name, schema: stage.schema, doc: stage.doc, persist: stage.persist };
  const end = rows.length === 0 ? { ...last, filter: stage.filter } : bare(stage, `${stage.name} (adjusted)`);
  const before = acting.length === 0 ? [formedStage(stage, end.name)] : actedStages(stage, acting, end);
  if (rows.length === 0) return before;
  return [
    ...before,
    {
      ...last,
      kind: 'entries',
      input: end.name,
      rows,
      adds: isGrouped(stage, pipeline),
      filter: stage.filter,
    },
  ];
}

const bare = (stage: CheckedStage, name: string): StageEnd => ({
  name,
  schema: { ...stage.schema, name },
  doc: null,
  persist: null,
  filter: null,
});

function actedStages(
  stage: CheckedStage,
  rules: readonly CheckedRule[],
  end: StageEnd,
): readonly CheckedStage[] {
  if (stage.kind === 'derive' || stage.kind === 'expand') {
    const found = matchedStage(stage, rules);
    return [found.matched, ...adjustedStages(stage, found, rules, end)];
  }
  const formed = formedStage(stage, `${stage.name} (formed)`);
  const over = passing(stage, formed);
  const found = matchedStage(over, rules);
  return [formed, found.matched, ...adjustedStages(over, found, rules, end)];
}

type DeriveStage = Extract<CheckedStage, { kind: 'derive' }>;

/** A derive that hands on every column of `formed` unchanged. */
function passing(stage: CheckedStage, formed: CheckedStage): DeriveStage {
  return {
    kind: 'derive',
    name: stage.name,
    schema: stage.schema,
    filter: stage.filter,
    persist: stage.persist,
    doc: stage.doc,
    input: formed.name,
    lookups: [],
    columns: stage.schema.columns.map((column) => ({ kind: 'pass', column, from: column.name })),
  };
}

/** Is the key of the stage's rows a group? */
function isGrouped(stage: CheckedStage, pipeline: Pipeline): boolean {
  if (stage.kind === 'aggregate') return true;
  if (stage.kind !== 'derive' || stage.input !== stateName(stage.name)) return false;
  return pipeline.stages.some((each) => each.name === stage.input && each.kind === 'aggregate');
}

/** The name of a group-by's own sums, before adjustment and filter; see plan/states.ts. */
export const stateName = (stage: string): string => `${stage} (state)`;
