/** What a change moves in a stage's amounts: the columns that a group-by adds up, over the rows that differ, before and after. */

import { quote } from '../delta/text.ts';
import { PlimsollError } from '../errors/error.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { DeltaRows, Work } from './work.ts';

/** Over all groups. Exact decimal texts; null where no row has a value. Rows that do not differ are in neither. */
export interface MovedSum {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** None where nothing adds the stage's rows up; null where the sum over all groups has more digits than there are. */
export async function movedSums(
  work: Work,
  stage: string,
  delta: DeltaRows | null,
): Promise<readonly MovedSum[] | null> {
  try {
    return await sumsOf(work, stage, delta);
  } catch (error) {
    // What is only told must not end what is right.
    if (error instanceof PlimsollError) return null;
    throw error;
  }
}

async function sumsOf(
  { context }: Work,
  stage: string,
  delta: DeltaRows | null,
): Promise<readonly MovedSum[]> {
  const columns = summedColumns(context.after.pipeline, stage);
  if (delta === null || columns.length === 0) return [];
  const sums = columns.map((column, index) => `CAST(sum(${quote(column)}) AS VARCHAR) AS "sum ${index}"`);
  const side = (number: number, rows: string): string =>
    `SELECT ${[`${number} AS side`, ...sums].join(', ')} FROM ${rows}`;
  const [before, after] = await context.engine.rows(
    `${side(0, delta.old)} UNION ALL ${side(1, delta.now)} ORDER BY side`,
  );
  const text = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null);
  return columns.map((column, index) => ({
    column,
    before: text(before?.[`sum ${index}`]),
    after: text(after?.[`sum ${index}`]),
  }));
}

/** The stage's columns that group-bys over its own rows sum, in the stage's order. */
function summedColumns({ stages }: Pipeline, name: string): readonly string[] {
  const summed = new Set(
    stages.flatMap((stage) =>
      stage.kind === 'aggregate' && stage.input === name
        ? stage.measures.flatMap((measure) =>
            measure.fn === 'sum' && measure.column !== null ? [measure.column] : [],
          )
        : [],
    ),
  );
  const columns = stages.find((stage) => stage.name === name)?.schema.columns ?? [];
  return columns.map((column) => column.name).filter((column) => summed.has(column));
}
