/** A run that passes a limit of the project, or that is not the last of its date, is told wherever its figures, or what rules make of them, are shown. */

import { findFailure, type RunRecord } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import type { Output } from '../output.ts';

/** The figures are those of the run before one that failed. */
export async function warnFailed(
  { store }: Pick<Session, 'store'>,
  { date }: RunRecord,
  output: Output,
): Promise<void> {
  const failure = await findFailure(store, date);
  if (failure !== undefined)
    output.warn(
      `The last run for ${date} failed; this is the one before it. It failed with: ${failure.message}`,
    );
}

export function warnRefused({ refusal }: RunRecord, output: Output): void {
  if (refusal !== null) output.warn(`This run was refused, and its figures must not be reported: ${refusal}`);
}
