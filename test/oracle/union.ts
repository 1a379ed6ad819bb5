/** Union of the reference interpreter: the rows of every branch, each with its branch's tag. */

import type { CheckedStage } from '../../src/pipeline/pipeline.ts';
import { cell, type Row } from './row.ts';

type UnionStage = Extract<CheckedStage, { kind: 'union' }>;

export function unionRows(stage: UnionStage, rowsOf: (stage: string) => readonly Row[]): readonly Row[] {
  return stage.branches.flatMap((branch) =>
    rowsOf(branch.input).map((row) =>
      Object.fromEntries(
        stage.schema.columns.map(({ name }) => [
          name,
          name === stage.tagColumn ? branch.tag : cell(row, name),
        ]),
      ),
    ),
  );
}
