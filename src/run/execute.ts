/** Executes a plan's steps: each result is computed into a fresh folder and put in place whole, or found and left alone. */

import type { Engine, WrittenFile } from '../engine/engine.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Piece, Plan, StageStep } from '../plan/plan.ts';
import type { TableSchema } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import { type DraftManifest, MANIFEST_FORMAT } from '../store/manifest.ts';
import { type Store, writeResult } from '../store/store.ts';
import { readStored, sizeOf } from './stored-stage.ts';

/** What happened to one step. */
export interface StepOutcome {
  readonly stage: string;
  readonly fingerprint: string;
  /** changed: from the result of another run, by what differs. */
  readonly state: StageStep['state'] | 'changed';
  /** Rows that differ from it. */
  readonly changed?: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  readonly durationMs: number;
}

export interface ExecuteContext {
  readonly engine: Engine;
  readonly store: Store;
  readonly pipeline: Pipeline;
  /** Milliseconds of some clock that only goes forward. */
  readonly nowMs: () => number;
  readonly onStep?: (step: StageStep, index: number, count: number) => void;
}

export async function executePlan(plan: Plan, context: ExecuteContext): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const [index, step] of plan.steps.entries()) {
    const startMs = context.nowMs();
    context.onStep?.(step, index, plan.steps.length);
    const { stage, fingerprint } = step;
    const schema = context.pipeline.stages.find((each) => each.name === stage)?.schema;
    if (schema === undefined) throw new Error(`Invariant broken: the pipeline has a stage ${stage}`);
    const stored = step.state === 'stored' ? await readStored(context.store, schema, fingerprint) : undefined;
    const { rows, files, bytes } =
      stored ??
      sizeOf(await writeResult(context.store, (folder) => computeStep(step, schema, folder, context.engine)));
    const state = stored === undefined ? 'compute' : 'stored';
    outcomes.push({ stage, fingerprint, state, rows, files, bytes, durationMs: context.nowMs() - startMs });
  }
  return outcomes;
}

async function computeStep(
  step: StageStep,
  schema: TableSchema,
  folder: string,
  engine: Engine,
): Promise<DraftManifest> {
  const files = await writePieces(step, folder, engine);
  return {
    format: MANIFEST_FORMAT,
    fingerprint: step.fingerprint,
    name: step.stage,
    columns: schema.columns.map((column) => ({
      name: column.name,
      type: typeName(column.type),
      nullable: column.nullable,
    })),
    key: [...schema.key],
    order: [...step.order],
    rows: files.reduce((sum, file) => sum + file.rows, 0),
    files,
    details: null,
  };
}

async function writePieces(step: StageStep, folder: string, engine: Engine): Promise<WrittenFile[]> {
  const files: WrittenFile[] = [];
  const write = (piece: Piece): Promise<readonly WrittenFile[]> =>
    engine.writeParquet(piece.sql, { ...piece, folder, codes: step.codes });
  for (const piece of step.pieces) files.push(...(await write(piece)));
  // A result without rows is one file without rows, so that readers find its columns.
  return files.length > 0
    ? files
    : [...(await write({ name: 'part', partitionBy: null, orderBy: [], sql: step.emptySql }))];
}
