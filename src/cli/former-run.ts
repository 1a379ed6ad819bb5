/** The run before a date's run: what a correction of the input moved in its metrics, and what it had read. */

import { PlimsollError } from '../errors/error.ts';
import type { ImportResult } from '../input/result.ts';
import { readAll } from '../run/read-stage.ts';
import { type RunRecord, recordAt } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { type MetricMove, metricMoves } from '../scenario/metric-moves.ts';
import { findResult, runDates, type Store } from '../store/store.ts';

const STAGE = 'metrics';

export interface RunBefore {
  readonly date: string;
  /** With the columns that the table had then. */
  readonly inputs: readonly (ImportResult & { readonly columns: readonly string[] })[];
}

/** What was read by the run before: that of the date, or else of the latest earlier date that has one. null: there is none, or it is not there any more. */
export async function inputsBefore(
  { store }: Session,
  former: RunRecord | undefined,
  date: string,
): Promise<RunBefore | null> {
  const record = former ?? (await recordBefore(store, date));
  if (record === undefined) return null;
  const results = await Promise.all(record.inputs.map((input) => findResult(store, input.fingerprint)));
  // The details of an imported table are the import's own result; those of an earlier layout say less.
  const inputs = results.flatMap((result) => {
    const details = result?.manifest.details as ImportResult | undefined;
    if (result === undefined || details?.absentColumns === undefined) return [];
    return [{ ...details, columns: result.manifest.columns.map(({ name }) => name) }];
  });
  return { date: record.date, inputs };
}

/** Of the latest date before the date that has a run which can be read. */
async function recordBefore(store: Store, date: string): Promise<RunRecord | undefined> {
  for (const each of [...(await runDates(store))].reverse()) {
    const record = each < date ? await recordAt(store, each) : undefined;
    if (record !== undefined) return record;
  }
  return undefined;
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
