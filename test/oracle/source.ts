/** Source rows of the reference interpreter: as given, or cut to the calculation date when the table is dated. */

import { fail } from '../../src/errors/error.ts';
import type { CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { cell, keyOf, keyText, type Row } from './row.ts';

type SourceStage = Extract<CheckedStage, { kind: 'source' }>;

/** `rows` are the table's; the result has the stage's columns, before the filter. */
export function sourceRows(stage: SourceStage, rows: readonly Row[], calculationDate: Value): readonly Row[] {
  const { validity } = stage;
  const passing =
    validity === null || validity === undefined
      ? rows
      : rows.filter((row) => holds(cell(row, validity.from), calculationDate, cell(row, validity.to)));
  const result = passing.map((row) =>
    Object.fromEntries(stage.schema.columns.map((column) => [column.name, cell(row, column.name)])),
  );
  refuseDuplicates(stage, result);
  return result;
}

function holds(from: Value, date: Value, to: Value): boolean {
  if (typeof from !== 'number' || typeof date !== 'number') return false;
  return from <= date && (to === null || date <= Number(to));
}

function refuseDuplicates(stage: SourceStage, rows: readonly Row[]): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row, stage.schema.key);
    if (seen.has(key)) {
      fail('engine.row', {
        text: `Stage ${stage.name}: more than one row for ${keyText(row, stage.schema)}.`,
      });
    }
    seen.add(key);
  }
}
