/** From the accepted records to the metrics: every stage of a run against those it is made from. */

import { caseBranch, type TypedExpr } from '../expr/ast.ts';
import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { stageInputs, stageReads } from '../pipeline/pipeline.ts';
import { baseRelations, recordBindings } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import { computedPipeline, type Session } from '../run/session.ts';
import { BOOLEAN } from '../schema/types.ts';
import { stageQuery } from '../sql/stage-query.ts';
import { checkStage, type StageCheck } from './laws.ts';
import { type Profile, profileOf } from './profile.ts';

/** In the order of the pipeline. Errors: run.changed, store.missing. `onStage` is told what is looked at. */
export async function checkStages(
  session: Session,
  record: RunRecord,
  onStage: (name: string) => void,
): Promise<readonly StageCheck[]> {
  const relationOf = baseRelations(session, record);
  const [first] = session.pipeline.stages;
  const bindings = await recordBindings(session, record, first?.name ?? '');
  const stages = stagesOfRuns(session.pipeline);
  const profiles = new Map<string, Profile>();
  const checks: StageCheck[] = [];
  for (const stage of stages) {
    onStage(stage.name);
    const profile = async (relation: string): Promise<Profile> => profileOf(session.engine, stage, relation);
    const out = await profile(await relationOf(stage.name));
    profiles.set(stage.name, out);
    const inputs =
      stage.kind === 'source'
        ? [await profile(bindings.sources[stage.name] ?? '')]
        : stageInputs(stage).flatMap((name) => profiles.get(name) ?? []);
    const leftOut = stage.filter === null ? null : await profile(leftOutRelation(session, bindings, stage));
    checks.push(checkStage(stage, { inputs, out, leftOut }));
  }
  return checks;
}

/** Those that the outputs are made from; what is computed only when somebody asks for it is no part of a run. */
function stagesOfRuns({ stages, outputs }: Pipeline): readonly CheckedStage[] {
  const wanted = new Set(outputs);
  for (const stage of stages.toReversed())
    if (wanted.has(stage.name)) for (const name of stageReads(stage)) wanted.add(name);
  return stages.filter(({ name }) => wanted.has(name));
}

/** The rows that the stage's filter leaves out: the same stage, with the opposite filter. */
function leftOutRelation(
  session: Session,
  { stored, ...bindings }: Awaited<ReturnType<typeof recordBindings>>,
  stage: CheckedStage,
): string {
  const pipeline = computedPipeline(session);
  const opposite: Pipeline = {
    ...pipeline,
    stages: pipeline.stages.map((each) =>
      each.name === stage.name && each.filter !== null ? { ...each, filter: notTrue(each.filter) } : each,
    ),
  };
  const { [stage.name]: _, ...others } = stored;
  return `(\n${stageQuery(opposite, stage.name, { ...bindings, stored: others })}\n)`;
}

const literal = (value: boolean): TypedExpr => ({ kind: 'literal', value, type: BOOLEAN, nullable: false });

/** True for false and for NULL. */
const notTrue = (condition: TypedExpr): TypedExpr => ({
  kind: 'case',
  branches: [caseBranch(condition, literal(false))],
  otherwise: literal(true),
  type: BOOLEAN,
  nullable: false,
});
