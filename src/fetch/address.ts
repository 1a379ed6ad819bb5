/** The address of a server, from the environment variable that a source names. What the variable holds is never part of a message, but for host and port. */

import pg from 'pg';
import { type ErrorPlace, fail } from '../errors/error.ts';
import { passwordFor } from './password-file.ts';

/** Within which a server answers; in milliseconds. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** A connection that was silent for so long is asked whether it is still there; in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/** A client that is not connected yet. Errors: fetch.variable_missing, fetch.address. */
export async function clientFor(
  variable: string,
  place: ErrorPlace,
  timeoutMs = CONNECT_TIMEOUT_MS,
): Promise<pg.Client> {
  const address = process.env[variable] ?? '';
  if (address === '') fail('fetch.variable_missing', { variable }, place);
  const problem = addressProblem(address);
  if (problem !== null) fail('fetch.address', { variable, problem }, place);
  const client = madeClient(address, variable, place, timeoutMs);
  // Neither the address nor PGPASSWORD has one. The package would read the file as well, with a warning that it will not do so for ever.
  client.password ??= await passwordFor(client);
  return client;
}

/** What keeps the text from being an address, or null. */
export function addressProblem(address: string): string | null {
  const [, rest] = /^postgres(?:ql)?:\/\/(.*)$/is.exec(address) ?? [];
  if (rest === undefined) return 'begins with something else';
  const [server = ''] = rest.split(/[/?#]/);
  // Such a sign in a password ends the name of the server, and a part of the password would be taken for it, and shown.
  if (rest.slice(server.length).includes('@'))
    return 'has an @ behind one of the signs / ? #; in a user, a password or a parameter these are written %40, %2F, %3F and %23';
  return null;
}

function madeClient(address: string, variable: string, place: ErrorPlace, timeoutMs: number): pg.Client {
  try {
    return new pg.Client({
      connectionString: withKnownMode(address),
      connectionTimeoutMillis: timeoutMs,
      fallback_application_name: 'plimsoll',
      // A long query sends nothing for long; a server that is gone is noticed all the same.
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
  } catch (error) {
    // The package's own words may repeat parts of the address.
    const isFile = error instanceof Error && 'path' in error;
    const problem = isFile
      ? "names a certificate's file that can't be read"
      : "can't be split into these parts";
    return fail('fetch.address', { variable, problem }, place);
  }
}

/** The package verifies the server's certificate in all of these modes, and warns that a later version will not. */
const withKnownMode = (address: string): string =>
  address.includes('uselibpqcompat=')
    ? address
    : address.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full');
