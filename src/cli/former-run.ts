/** The metrics of a date's run beside those of the run before it: what a correction of the input moved. */

import { PlimsollError } from '../errors/error.ts';
import { readAll } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { type MetricMove, metricMoves } from '../scenario/metric-moves.ts';

const STAGE = 'metrics';

/** Of base. null: there was no run before, it means the same, its metrics are in another currency or of another pipeline, or can't be read. */
export async function movesSince(
  session: Session,
  former: RunRecord | undefined,
  record: RunRecord,
): Promise<readonly MetricMove[] | null> {
  const stage = session.pipeline.stages.find(({ name }) => name === STAGE);
  if (stage === undefined || former === undefined || former.definition === record.definition) return null;
  if (former.reportingCurrency !== record.reportingCurrency || former.pipeline !== record.pipeline)
    return null;
  try {
    const [before, after] = [await readAll(session, former, STAGE), await readAll(session, record, STAGE)];
    return metricMoves(stage.schema, before, after);
  } catch (error) {
    if (error instanceof PlimsollError) return null;
    throw error;
  }
}
