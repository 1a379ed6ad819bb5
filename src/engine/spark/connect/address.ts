/**
 * Where a Spark Connect server is, from a connection string `sc://host:port/;name=value;…`. Values are written as in an address (%3B for ;). The text may hold
 * a token, so no message repeats any of it but the names of its parameters.
 */

import { fail } from '../../../errors/error.ts';
import { nearest } from '../../../std/nearest.ts';

export interface SparkAddress {
  /** As it is written, IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** A file with the certificates (PEM) that are trusted in place of the public ones; null: those of Node. */
  readonly certificateFile: string | null;
  readonly token: string | null;
  /** With the session's id the key of a session; Spark does not check who it is. */
  readonly userId: string;
  /** A UUID; null: a new one. */
  readonly sessionId: string | null;
}

const DEFAULT_PORT = 15002;
const PARAMETERS = ['token', 'use_ssl', 'certificate', 'user_id', 'session_id'] as const;
type Parameter = (typeof PARAMETERS)[number];

const FORM = /^sc:\/\/(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\/(.*))?$/i;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Errors: spark.address, spark.clear_text. */
export function parseSparkAddress(text: string): SparkAddress {
  const [form, host = '', port, rest = ''] = FORM.exec(text) ?? [];
  if (form === undefined) refuse('is not of this form');
  const values = parametersIn(rest);
  const tls = boolean(values, 'use_ssl');
  const token = values.get('token') ?? null;
  if (token !== null && !/^[\x21-\x7e]+$/.test(token))
    refuse('has a token with signs that the header of a request can not hold');
  if (token !== null && !tls && !LOOPBACK.test(host)) fail('spark.clear_text', { host });
  const certificateFile = values.get('certificate') ?? null;
  if (certificateFile !== null && !tls) refuse('names a certificate, and has no use_ssl=true');
  const sessionId = values.get('session_id') ?? null;
  if (sessionId !== null && !UUID.test(sessionId)) refuse('has a session_id that is no UUID');
  return {
    host,
    port: port === undefined ? DEFAULT_PORT : portOf(port),
    tls,
    certificateFile,
    token,
    userId: values.get('user_id') ?? 'plimsoll',
    sessionId,
  };
}

const refuse = (problem: string): never => fail('spark.address', { problem, known: [] });

function portOf(text: string): number {
  const port = Number.parseInt(text, 10);
  return port >= 1 && port <= 65_535 ? port : refuse('has a port that is not from 1 to 65535');
}

/** What stands behind the slash: `;name=value;name=value`. */
function parametersIn(rest: string): ReadonlyMap<Parameter, string> {
  const values = new Map<Parameter, string>();
  if (rest === '') return values;
  if (!rest.startsWith(';')) refuse('has something other than parameters (;name=value) behind the slash');
  for (const part of rest.slice(1).split(';').filter(isGiven)) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    if (name === undefined || value === undefined) return refuse('has a parameter without a value');
    const parameter = known(name);
    if (values.has(parameter)) refuse(`has the parameter ${parameter} twice`);
    values.set(parameter, decoded(parameter, value));
  }
  return values;
}

const isGiven = (text: string): boolean => text !== '';

function known(name: string): Parameter {
  const found = PARAMETERS.find((parameter) => parameter === name);
  if (found !== undefined) return found;
  const near = nearest(name, PARAMETERS);
  // A name that is near none could be the second half of a token with a sign that is not written as %3B.
  if (near === undefined) return fail('spark.address', { problem: PROBLEM_NAME, known: PARAMETERS });
  return fail('spark.address', { problem: PROBLEM_NAME, nearest: near, known: PARAMETERS });
}

const PROBLEM_NAME = 'has a parameter with a name that is not known';

function decoded(name: Parameter, value: string): string {
  const text = decodedOrUndefined(value);
  if (text === undefined) return refuse(`has a % in ${name} that begins no sign`);
  return text === '' ? refuse(`has an empty ${name}`) : text;
}

function decodedOrUndefined(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function boolean(values: ReadonlyMap<Parameter, string>, name: Parameter): boolean {
  const value = values.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') refuse(`has a ${name} that is neither true nor false`);
  return value === 'true';
}
