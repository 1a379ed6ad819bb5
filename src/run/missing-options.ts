/**
 * Lines whose rate national supervisors decide and that have no value on a date, and those that they have to open, where the bank has rows for them: a
 * position on one of them stops the run.
 */

import { OPTION_LINES } from '../regulation/basel/lcr-options.ts';
import { stageQuery } from '../sql/stage-query.ts';
import type { StoredTable } from './inputs.ts';
import { sourceRelations } from './run.ts';
import { parameterValues, type Session } from './session.ts';

export interface MissingOption {
  readonly line: string;
  readonly item: string;
  readonly paragraph: string;
}

/** The stages of rates per line, and the column of the rate; a pipeline without them has no national options. */
const STAGES = [
  ['factors', 'liquidity_factor'],
  ['nsfr_factors', 'factor'],
] as const;

export async function missingOptions(
  session: Session,
  date: string,
  tables: readonly StoredTable[],
): Promise<readonly MissingOption[]> {
  const relations = sourceRelations(session, tables);
  const given = {
    parameters: parameterValues(session.project, date),
    sources: Object.fromEntries(Object.entries(relations).map(([name, source]) => [name, source.relation])),
  };
  const found: MissingOption[] = [];
  for (const [name, rate] of STAGES) {
    const stage = session.pipeline.stages.find((each) => each.name === name);
    if (stage?.schema.columns.some((column) => column.name === 'rate_kind') !== true) continue;
    const rows = await session.engine.rows(
      `SELECT line, item, paragraph FROM (\n${stageQuery(session.pipeline, name, given)}\n) AS f WHERE (rate_kind = 'national' AND ${rate} IS NULL)${closedLines(relations['liquidity_option']?.relation, name)} ORDER BY line`,
    );
    found.push(...rows.map(optionOf));
  }
  return found;
}

/** A condition: lines that the bank has rows for and that nobody has opened. */
function closedLines(rows: string | undefined, stage: string): string {
  if (rows === undefined || stage !== 'factors') return '';
  const kinds = Object.entries(OPTION_LINES).map(([kind, line]) => `WHEN '${kind}' THEN '${line}'`);
  return ` OR (rate_kind IN ('option', 'deduction') AND national_value IS NULL AND line IN (SELECT CASE kind ${kinds.join(' ')} END FROM ${rows} AS o))`;
}

const optionOf = (row: Readonly<Record<string, unknown>>): MissingOption => ({
  line: String(row['line']),
  item: String(row['item']),
  paragraph: String(row['paragraph']),
});
