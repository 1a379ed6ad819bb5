/** Lines whose rate national supervisors decide and that have no value on a date: a position on one of them stops the run. */

import { stageQuery } from '../sql/stage-query.ts';
import type { StoredTable } from './inputs.ts';
import { sourceRelations } from './run.ts';
import { parameterValues, type Session } from './session.ts';

export interface MissingOption {
  readonly line: string;
  readonly item: string;
  readonly paragraph: string;
}

/** The stage of rates per line; a pipeline without it has no national options. */
const STAGE = 'factors';

export async function missingOptions(
  session: Session,
  date: string,
  tables: readonly StoredTable[],
): Promise<readonly MissingOption[]> {
  const stage = session.pipeline.stages.find((each) => each.name === STAGE);
  if (stage?.schema.columns.some((column) => column.name === 'rate_kind') !== true) return [];
  const relations = sourceRelations(session, tables);
  const query = stageQuery(session.pipeline, STAGE, {
    parameters: parameterValues(session.project, date),
    sources: Object.fromEntries(Object.entries(relations).map(([name, source]) => [name, source.relation])),
  });
  const rows = await session.engine.rows(
    `SELECT line, item, paragraph FROM (\n${query}\n) AS f WHERE rate_kind = 'national' AND liquidity_factor IS NULL ORDER BY line`,
  );
  return rows.map((row) => ({
    line: String(row['line']),
    item: String(row['item']),
    paragraph: String(row['paragraph']),
  }));
}
