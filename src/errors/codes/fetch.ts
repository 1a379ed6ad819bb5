/** Errors of fetching rows from a database server. None holds a password; host and port are told where a server can't be reached, and its own words as they are. */

import { spec } from '../define.ts';

const SERVER = (host: string, port: number): string => (host.startsWith('/') ? host : `${host}:${port}`);

export const FETCH_CODES = {
  'fetch.variable_missing': spec<{ variable: string }>(
    2,
    (p) =>
      `A source reads from the server whose address the environment variable ${p.variable} holds, and it is not set. Set it to postgres://user@host:5432/database; the password may stand there (user:password@host), in PGPASSWORD or in ~/.pgpass.`,
  ),
  'fetch.address': spec<{ variable: string; problem: string }>(
    2,
    (p) =>
      `The environment variable ${p.variable} must hold an address such as postgres://user@host:5432/database, and what it holds ${p.problem}. It is not shown, as a password may stand in it.`,
  ),
  'fetch.connection': spec<{ variable: string; host: string; port: number; reason: string }>(
    3,
    (p) =>
      `The server of ${p.variable} at ${SERVER(p.host, p.port)} can't be reached: ${p.reason}. Check the address, and that the server runs and takes connections from here.`,
  ),
  'fetch.password': spec<{ variable: string; host: string; port: number; given: boolean }>(
    2,
    (p) =>
      `The server of ${p.variable} at ${SERVER(p.host, p.port)} ${p.given ? 'refuses the user or the password' : 'asks for a password, and none is given'}. A password stands in the address (user:password@host), in PGPASSWORD or in ~/.pgpass, which nobody else may read.`,
  ),
  'fetch.query': spec<{
    shown: string;
    text: string;
    state: string;
    at: string | null;
    key: 'from' | 'query';
  }>(
    2,
    (p) =>
      `${p.shown} can't be read: ${p.text} (${p.state}${p.at === null ? '' : `, ${p.at} of the query`}). Check \`${p.key}\` in its source${p.key === 'from' ? '; names are taken as they are written, capital letters too' : ''}.`,
  ),
  'fetch.no_columns': spec<{ shown: string }>(
    2,
    (p) => `${p.shown} has no columns. Name a table or a query that has some.`,
  ),
  'fetch.permission': spec<{ shown: string; text: string }>(
    2,
    (p) =>
      `${p.shown} can't be read: ${p.text}. Let the user of the address read it (GRANT SELECT), or name another table.`,
  ),
  'fetch.connection_lost': spec<{ variable: string; shown: string; reason: string }>(
    3,
    (p) =>
      `The connection to the server of ${p.variable} broke while ${p.shown} was read: ${p.reason}. Nothing of it was used. Run again.`,
  ),
  'fetch.failed': spec<{ shown: string; text: string; state: string }>(
    3,
    (p) =>
      `The server did not give ${p.shown}: ${p.text}${p.state === '' ? '' : ` (${p.state})`}. Nothing of it was used. Run again, or ask who runs the server; a time limit is \`statement_timeout\` of the user.`,
  ),
} as const;
