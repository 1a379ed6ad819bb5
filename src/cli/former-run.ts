/** The metrics of a date's run beside those of the run before it: what a correction of the input moved. */

import { PlimsollError } from '../errors/error.ts';
import type { ImportResult } from '../input/result.ts';
import { readAll } from '../run/read-stage.ts';
import { type RunRecord, recordAt } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { type MetricMove, metricMoves } from '../scenario/metric-moves.ts';
import { findResult, runDates } from '../store/store.ts';

const STAGE = 'metrics';

/** What was read by the run before: that of the date, or else of the latest earlier date that has one. null: there is none, or it is not there any more. */
export async function inputsBefore(
  { store }: Session,
  former: RunRecord | undefined,
  date: string,
): Promise<{ readonly date: string; readonly inputs: readonly ImportResult[] } | null> {
  const earlier = (await runDates(store)).filter((each) => each < date).at(-1);
  const record = former ?? (earlier === undefined ? undefined : await recordAt(store, earlier));
  if (record === undefined) return null;
  const results = await Promise.all(record.inputs.map((input) => findResult(store, input.fingerprint)));
  // The details of an imported table are the import's own result; those of an earlier layout say less.
  const inputs = results.flatMap((result) => {
    const details = result?.manifest.details as ImportResult | undefined;
    return details?.absentColumns === undefined ? [] : [details];
  });
  return { date: record.date, inputs };
}

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
