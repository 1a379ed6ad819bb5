/** The lines of a run: what each entity has in each line of the calculation, with the line's meaning, paragraph and rate. */

import type { ResultRow } from '../engine/engine.ts';
import { LENDING_LINE } from '../regulation/basel/constants.ts';
import { baseRelations, hasColumns, type RelationOf } from './read-stage.ts';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';

/** Columns of a line: entity_id, kind, line, item, paragraph, rate, rows, amount, liquidity_value; a deduction or an addition has only a value. */
export type LineRow = ResultRow;

export interface LinesView {
  readonly rows: readonly LineRow[];
  readonly total: bigint;
}

/** Sums by line, in each perimeter; the lines shown are those of each entity alone. */
const ROWS = 'perimeter_rows';
const FACTORS = 'factors';
/**
 * What is taken off the line L1.sovFx after aggregation (d238 ¶50(e)), so that the lines add up to the stock before the caps, and what is
 * added for the line X.rnf (¶133), which only the total of an entity values.
 */
const TOTALS = 'perimeter_totals';
/** What of the line ALA3 does not count, because no cap has cut it off (¶62). */
const FINAL = 'final_calc';

/** null when the pipeline has no stages `perimeter_rows` and `factors` with the columns that this needs. */
export async function readLines(
  session: Session,
  record: RunRecord,
  limit: number,
  relationOf: RelationOf = baseRelations(session, record),
): Promise<LinesView | null> {
  const has = (stage: string, columns: readonly string[]): boolean =>
    hasColumns(session.pipeline, stage, columns);
  if (!has(ROWS, ['entity_id', 'perimeter', 'counts_as', 'line', 'amount', 'liquidity_value', 'rows']))
    return null;
  if (!has(FACTORS, ['line', 'item', 'paragraph', 'liquidity_factor', 'haircut'])) return null;
  const [cells, lines] = [await relationOf(ROWS), await relationOf(FACTORS)];
  const others = [
    ...(has(TOTALS, ['perimeter', 'sovereign_fx_excess', 'lending_excess'])
      ? totalRows(await relationOf(TOTALS), cells)
      : []),
    ...(has(FINAL, ['perimeter', 'extra_2a_total', 'extra_2a_counted'])
      ? [uncountedRow(await relationOf(FINAL), cells)]
      : []),
  ].join('');
  const query = `SELECT c.entity_id, c.counts_as AS kind, c.line, any_value(l.item) AS item, any_value(l.paragraph) AS paragraph,
  CAST(any_value(l.liquidity_factor * (1 - l.haircut)) AS DECIMAL(9,6)) AS rate, CAST(sum(c."rows") AS BIGINT) AS "rows",
  sum(c.amount) AS amount, sum(c.liquidity_value) AS liquidity_value
FROM ${cells} AS c LEFT JOIN ${lines} AS l ON l.line = c.line
WHERE c.perimeter = c.entity_id AND c.counts_as IS NOT NULL GROUP BY c.entity_id, c.counts_as, c.line${others}`;
  const [count] = await session.engine.rows(`SELECT count(*) AS total FROM (${query})`);
  const rows = await session.engine.rows(
    `SELECT * FROM (${query}) ORDER BY entity_id, kind DESC, line LIMIT ${limit}`,
  );
  return { rows, total: BigInt(String(count?.['total'] ?? 0n)) };
}

/** Deductions and additions of each entity alone; what a perimeter of several takes off or adds is in `perimeter_totals`. */
function totalRows(totals: string, cells: string): readonly string[] {
  return [
    otherRow(totals, cells, {
      kind: 'deduction',
      line: 'L1.sovFx',
      item: 'Taken off level 1: what of this debt lies above the net outflows in its currency',
      paragraph: '50(e)',
      size: 'sovereign_fx_excess',
    }),
    otherRow(totals, cells, {
      kind: 'addition',
      line: LENDING_LINE,
      item: 'Added to the outflows: what of this lending lies above half of the inflows of the same customers',
      paragraph: '133',
      size: 'lending_excess',
    }),
  ];
}

const uncountedRow = (final: string, cells: string): string =>
  otherRow(final, cells, {
    kind: 'deduction',
    line: 'ALA3',
    item: 'Taken off again: what the cap of 40 % has not cut off level 2A',
    paragraph: '62',
    size: 'extra_2a_total - extra_2a_counted',
  });

/** `size`: what is taken off or added, an expression over the columns of `relation`. */
interface OtherRow {
  readonly kind: 'deduction' | 'addition';
  readonly line: string;
  readonly item: string;
  readonly paragraph: string;
  readonly size: string;
}

const otherRow = (
  relation: string,
  cells: string,
  { kind, line, item, paragraph, size }: OtherRow,
): string => `
UNION ALL SELECT perimeter, '${kind}', '${line}', '${item}', '${paragraph}', NULL, NULL, NULL, ${kind === 'deduction' ? '-' : ''}(${size}) FROM ${relation} AS t
WHERE ${size} > 0 AND perimeter IN (SELECT entity_id FROM ${cells} AS e)`;
