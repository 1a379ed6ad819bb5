/** Executes a plan's steps: each result is computed into a fresh folder and put in place whole, or found and left alone. */

import { randomUUID } from 'node:crypto';
import type { Engine, WriteTarget, WrittenFile } from '../engine/engine.ts';
import { type Cut, cutOf } from '../engine/spark/cut.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { EngineName } from '../pipeline/stage.ts';
import type { Piece, Plan, StageStep } from '../plan/plan.ts';
import type { TableSchema } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import { assert } from '../std/assert.ts';
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
  /** Where it was computed; none where it was not. */
  readonly engines: readonly EngineName[];
  readonly durationMs: number;
}

/** What one query of a step wrote, or that it failed. */
export interface WrittenPart {
  readonly stage: string;
  readonly fingerprint: string;
  readonly engine: EngineName;
  /** The name of the statement, under which a server keeps what it did. */
  readonly operation: string;
  readonly cut: Cut;
  /** null: it failed. */
  readonly files: readonly WrittenFile[] | null;
  readonly durationMs: number;
}

/** Steps that read few rows are computed so instead, to the same rows. */
export interface SmallSteps {
  readonly engine: Engine;
  /** That a step may read in all. */
  readonly rowsMax: number;
  readonly steps: readonly StageStep[];
  readonly sourceRows: Readonly<Record<string, number>>;
}

export interface ExecuteContext {
  readonly engine: Engine;
  readonly store: Store;
  readonly pipeline: Pipeline;
  /** Milliseconds of some clock that only goes forward. */
  readonly nowMs: () => number;
  /** Settings of the engine for the query of a stage. Left out: none. */
  readonly settingsOf?: (stage: string) => Readonly<Record<string, string>>;
  /** Left out: all steps are computed on the engine. */
  readonly small?: SmallSteps;
  readonly onStep?: (step: StageStep, index: number, count: number) => void;
  /** Called as each query ends, also where it fails. */
  readonly onPart?: (part: WrittenPart) => void;
}

export async function executePlan(plan: Plan, context: ExecuteContext): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  const rowsOf = new Map(Object.entries(context.small?.sourceRows ?? {}));
  for (const [index, step] of plan.steps.entries()) {
    const startMs = context.nowMs();
    context.onStep?.(step, index, plan.steps.length);
    const { stage, fingerprint } = step;
    const schema = context.pipeline.stages.find((each) => each.name === stage)?.schema;
    if (schema === undefined) throw new Error(`Invariant broken: the pipeline has a stage ${stage}`);
    const stored = step.state === 'stored' ? await readStored(context.store, schema, fingerprint) : undefined;
    const write = piecesWriter(step, context, rowsOf);
    const { rows, files, bytes } =
      stored ??
      sizeOf(await writeResult(context.store, (folder) => computeStep(step, schema, folder, write)));
    const state = stored === undefined ? 'compute' : 'stored';
    rowsOf.set(stage, rows);
    const durationMs = context.nowMs() - startMs;
    outcomes.push({ stage, fingerprint, state, rows, files, bytes, engines: write.engines(), durationMs });
  }
  return outcomes;
}

interface PieceWriter {
  (piece: Piece, folder: string): Promise<readonly WrittenFile[]>;
  /** Where something was written so far. */
  readonly engines: () => readonly EngineName[];
}

/** Each piece where it is computed sooner: what reads few rows beside the engine, if there is another. */
function piecesWriter(
  step: StageStep,
  { engine, small, settingsOf, nowMs, onPart }: ExecuteContext,
  rowsOf: ReadonlyMap<string, number>,
): PieceWriter {
  const { stage, fingerprint } = step;
  const engines = new Set<EngineName>();
  const other = small?.steps.find((each) => each.stage === stage);
  const writeOn = async (
    own: Engine,
    { sql, ...piece }: Piece,
    target: Pick<WriteTarget, 'folder' | 'codes' | 'settings'>,
  ): Promise<readonly WrittenFile[]> => {
    const [operation, startMs] = [randomUUID(), nowMs()];
    const ended = (files: WrittenPart['files']): void => {
      const durationMs = nowMs() - startMs;
      onPart?.({ stage, fingerprint, engine: own.name, operation, cut: cutOf(piece), files, durationMs });
    };
    const files = await own.writeParquet(sql, { ...piece, ...target, operation }).catch((error: unknown) => {
      ended(null);
      throw error;
    });
    ended(files);
    engines.add(own.name);
    return files;
  };
  const write = (piece: Piece, folder: string): Promise<readonly WrittenFile[]> => {
    const rows = piece.reads.reduce((sum, name) => sum + (rowsOf.get(name) ?? Number.POSITIVE_INFINITY), 0);
    // The query of no rows reads nothing, and has the name of another.
    const twin = piece.reads.length === 0 ? undefined : other?.pieces.find(({ name }) => name === piece.name);
    if (small !== undefined && other !== undefined && twin !== undefined && rows <= small.rowsMax)
      return writeOn(small.engine, twin, { folder, codes: other.codes });
    const settings = settingsOf?.(stage) ?? {};
    return writeOn(engine, piece, { folder, codes: step.codes, settings });
  };
  return Object.assign(write, { engines: () => [...engines] });
}

async function computeStep(
  step: StageStep,
  schema: TableSchema,
  folder: string,
  write: PieceWriter,
): Promise<DraftManifest> {
  const files: WrittenFile[] = [];
  for (const piece of step.pieces) files.push(...(await write(piece, folder)));
  // A result without rows is one file without rows, so that readers find its columns.
  if (files.length === 0) files.push(...(await write(emptyPiece(step), folder)));
  assert(files.length > 0, 'a result has a file at least');
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

const emptyPiece = ({ emptySql }: StageStep): Piece => ({
  name: 'part',
  partitionBy: null,
  orderBy: [],
  isNearlySorted: false,
  reads: [],
  sql: emptySql,
});
