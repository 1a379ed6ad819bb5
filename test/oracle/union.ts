/** Union of the reference interpreter: the rows of every branch, each with its branch's tag. */

import type { CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { type Failures, markFailing, setCell } from './failing-cell.ts';
import { cell, type Row } from './row.ts';

type UnionStage = Extract<CheckedStage, { kind: 'union' }>;

export function unionRows(
  stage: UnionStage,
  rowsOf: (stage: string) => readonly Row[],
  failures: Failures,
): readonly Row[] {
  return stage.branches.flatMap((branch) =>
    rowsOf(branch.input).map((row) => {
      const own: Record<string, Value> = {};
      for (const { name } of stage.schema.columns) {
        setCell(own, name, () => (name === stage.tagColumn ? branch.tag : cell(row, name)), failures);
      }
      return markFailing(own, [row]);
    }),
  );
}
