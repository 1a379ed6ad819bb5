/** An error of a single position, with how many others miss the same exchange rate, customer, security or insurance scheme. */

import { PlimsollError } from '../../errors/error.ts';
import { type MissingReference, missingNotes, missingReferences } from '../../run/missing-references.ts';
import { findFailure } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { grouped } from '../table.ts';

const SHOWN_MAX = 20;

/** The error itself when it is of another kind, or when nothing more is found. */
export async function withMissing(session: Session, date: string, error: unknown): Promise<unknown> {
  if (!(error instanceof PlimsollError) || error.code !== 'engine.row') return error;
  const failure = await findFailure(session.store, date);
  if (failure === undefined) return error;
  const { missing, notes } = await found(session, date, failure.inputs);
  if (missing.length === 0) return error;
  const more = missing.length > SHOWN_MAX ? [`  and ${missing.length - SHOWN_MAX} more of these`] : [];
  const known = notes.slice(0, SHOWN_MAX).map((note) => `  ${note}`);
  const text = ['In all there are:', ...missing.slice(0, SHOWN_MAX).map(line), ...more, ...known].join('\n');
  return new PlimsollError(error.code, error.params, `${error.message}\n${text}`, error.exit);
}

/** What can't be counted must not hide the error that is to be told. */
async function found(
  session: Session,
  date: string,
  inputs: Parameters<typeof missingReferences>[2],
): Promise<{ readonly missing: readonly MissingReference[]; readonly notes: readonly string[] }> {
  try {
    const missing = await missingReferences(session, date, inputs);
    return { missing, notes: await missingNotes(session, date, inputs, missing) };
  } catch (error) {
    if (error instanceof PlimsollError) return { missing: [], notes: [] };
    throw error;
  }
}

const WHOSE = {
  customer: 'whose customer is not in the table customer',
  security: 'whose security is not in the table instrument',
  scheme: 'whose scheme has no row in the table insurance_scheme on the date',
} as const;

function line({ what, table, currency, rows, amount, keys, keyCount }: MissingReference): string {
  const which = what === 'rate' ? `without an exchange rate for ${currency}` : WHOSE[what];
  const sum = amount === null ? `in ${currency}` : `with ${grouped(amount)} ${currency}`;
  const named = keys.map((key) => `'${key}'`).join(', ');
  const more =
    BigInt(keyCount) > BigInt(keys.length) ? `, and ${BigInt(keyCount) - BigInt(keys.length)} more` : '';
  return `  ${table}: ${grouped(rows)} ${rows === '1' ? 'record' : 'records'} ${which}${named === '' ? '' : ` (${named}${more})`}, ${sum}`;
}
