/** A connection for the length of one call, closed whatever happens. */

import type pg from 'pg';
import type { ErrorPlace } from '../errors/error.ts';
import { clientFor } from './address.ts';
import { connectFailure } from './failure.ts';

/** Errors: fetch.variable_missing, fetch.address, fetch.password, fetch.connection. */
export async function withConnection<T>(
  variable: string,
  place: ErrorPlace,
  use: (client: pg.Client) => Promise<T>,
  timeoutMs?: number,
): Promise<T> {
  const client = await clientFor(variable, place, timeoutMs);
  // An event without a listener would end the process; the statement that the connection breaks under tells the same error.
  client.on('error', () => undefined);
  try {
    await client.connect().catch((error: unknown) => connectFailure(error, client, { variable, place }));
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
