/** An error of a single position, with how many others miss the same exchange rate or customer. */

import { PlimsollError } from '../../errors/error.ts';
import { type MissingReference, missingReferences } from '../../run/missing-references.ts';
import { findFailure } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { grouped } from '../table.ts';

const SHOWN_MAX = 20;

/** The error itself when it is of another kind, or when nothing more is found. */
export async function withMissing(session: Session, date: string, error: unknown): Promise<unknown> {
  if (!(error instanceof PlimsollError) || error.code !== 'engine.row') return error;
  const failure = await findFailure(session.store, date);
  if (failure === undefined) return error;
  const missing = await found(session, date, failure.inputs);
  if (missing.length === 0) return error;
  const more = missing.length > SHOWN_MAX ? [`  and ${missing.length - SHOWN_MAX} more of these`] : [];
  const text = ['In all there are:', ...missing.slice(0, SHOWN_MAX).map(line), ...more].join('\n');
  return new PlimsollError(error.code, error.params, `${error.message}\n${text}`, error.exit);
}

/** What can't be counted must not hide the error that is to be told. */
async function found(
  session: Session,
  date: string,
  inputs: Parameters<typeof missingReferences>[2],
): Promise<readonly MissingReference[]> {
  try {
    return await missingReferences(session, date, inputs);
  } catch (error) {
    if (error instanceof PlimsollError) return [];
    throw error;
  }
}

function line({ what, table, currency, rows, amount }: MissingReference): string {
  const which =
    what === 'rate'
      ? `without an exchange rate for ${currency}`
      : 'whose customer is not in the table customer';
  const sum = amount === null ? `in ${currency}` : `with ${grouped(amount)} ${currency}`;
  return `  ${table}: ${grouped(rows)} records ${which}, ${sum}`;
}
