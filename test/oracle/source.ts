/** Source rows of the reference interpreter: as given, or cut to the calculation date when the table is dated. */

import { fail, plimsollError } from '../../src/errors/error.ts';
import type { CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { type Failures, markFailing } from './failing-cell.ts';
import { cell, keyOf, keyText, type Row } from './row.ts';

type SourceStage = Extract<CheckedStage, { kind: 'source' }>;

/** `rows` are the table's; the result has the stage's columns, before the filter. */
export function sourceRows(
  stage: SourceStage,
  rows: readonly Row[],
  calculationDate: Value,
  failures: Failures,
): readonly Row[] {
  const { validity } = stage;
  const result = rows
    .filter(
      (row) =>
        validity === null ||
        validity === undefined ||
        holds(cell(row, validity.from), calculationDate, cell(row, validity.to)),
    )
    .map((row) => Object.fromEntries(stage.schema.columns.map(({ name }) => [name, cell(row, name)])));
  const twice = duplicates(stage, result);
  const [first] = twice;
  if (first === undefined) return result;
  const text = `Stage ${stage.name}: more than one row for ${keyText(first, stage.schema)}.`;
  if (failures === 'raise') return fail('engine.row', { text });
  const error = plimsollError('engine.row', { text });
  return result.map((row) => (twice.includes(row) ? markFailing(row, [error]) : row));
}

function holds(from: Value, date: Value, to: Value): boolean {
  if (typeof from !== 'number' || typeof date !== 'number') return false;
  return from <= date && (to === null || date <= Number(to));
}

/** The rows that share their key with another one. */
function duplicates(stage: SourceStage, rows: readonly Row[]): readonly Row[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row, stage.schema.key);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return rows.filter((row) => (counts.get(keyOf(row, stage.schema.key)) ?? 0) > 1);
}
