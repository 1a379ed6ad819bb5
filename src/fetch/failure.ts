/** What a server, or the way to it, says, as errors that a user can do something about. */

import pg from 'pg';
import { type ErrorPlace, fail } from '../errors/error.ts';
import { BEFORE_QUERY } from './select.ts';
import type { ServerRows } from './server-rows.ts';

const WRONG_PASSWORD = '28P01';

/** Errors: fetch.password, fetch.connection. */
export function connectFailure(
  error: unknown,
  { host, port, password }: pg.Client,
  { variable, place }: { readonly variable: string; readonly place: ErrorPlace },
): never {
  const found = error instanceof pg.DatabaseError ? error.code : undefined;
  // The package's words where a server asks for a password and there is none, of some kinds; of others it sends an empty one.
  const isMissing = error instanceof Error && /password must be a string/.test(error.message);
  const given = typeof password === 'string' && password !== '';
  if (found === WRONG_PASSWORD || isMissing) fail('fetch.password', { variable, host, port, given }, place);
  return fail('fetch.connection', { variable, host, port, reason: reasonOf(error) }, place);
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ENOTFOUND: 'no host has this name',
  EAI_AGAIN: 'the name of the host can not be looked up now',
  ETIMEDOUT: 'there is no answer',
};

/** In the words of the package. */
const TIMED_OUT = 'timeout expired';

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'for no reason that is known';
  const code = 'code' in error ? String(error.code) : '';
  if (error.message === TIMED_OUT) return 'there is no answer in time';
  return REASONS[code] ?? oneLine(error.message);
}

/** How a server that gives up says so, and how a connection that breaks is told: no state of a statement, and no fault of a query. */
const GONE = /^(08...|57P0.)$/;

/** What reading rows has come to. What the file system refuses is thrown again. Errors: fetch.connection_lost, fetch.permission, fetch.query, fetch.failed. */
export function fetchFailure(error: unknown, { variable, shown, rows, place }: ServerRows): never {
  if (!(error instanceof pg.DatabaseError)) {
    if (!isOfConnection(error)) throw error;
    return fail('fetch.connection_lost', { variable, shown, reason: reasonOf(error) }, place);
  }
  const text = oneLine([error.message, error.detail, error.hint].filter(isGiven).join('; '));
  const state = error.code ?? '';
  if (GONE.test(state)) return fail('fetch.connection_lost', { variable, shown, reason: text }, place);
  if (state === '42501') return fail('fetch.permission', { shown, text }, place);
  if (!/^(0A|2[12]|3F|42)/.test(state)) return fail('fetch.failed', { shown, text, state }, place);
  const at = 'query' in rows ? placeIn(rows.query, error.position) : null;
  return fail('fetch.query', { shown, text, state, at, key: 'query' in rows ? 'query' : 'from' }, place);
}

const isGiven = (text: string | undefined): text is string => text !== undefined && text !== '';

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '');

/** A broken connection is told by the system's code or in the package's words; the system's codes for files come with a path. */
function isOfConnection(error: unknown): boolean {
  if (!(error instanceof Error) || 'path' in error) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    Object.hasOwn(REASONS, code) ||
    code === 'EPIPE' ||
    /^Connection terminated|connection error/.test(error.message)
  );
}

/** Line and sign of the query, both from 1, as the server counts signs of the statement in which it stands. */
function placeIn(query: string, position: string | undefined): string | null {
  if (position === undefined) return null;
  const before = [...query.trim()].slice(0, Number.parseInt(position, 10) - 1 - BEFORE_QUERY.length);
  const line = before.filter((sign) => sign === '\n').length + 1;
  return `line ${line}, sign ${before.length - before.lastIndexOf('\n')}`;
}
