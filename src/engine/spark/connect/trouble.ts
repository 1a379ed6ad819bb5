/**
 * What went wrong with a call, told apart. Every error of Spark comes as gRPC INTERNAL, and only its ErrorInfo says which: INTERNAL without one is a fault of the
 * way to the server. A connection that is cut comes as CANCELED (connect-node 2.1), so that is transient as well; who stops a call himself asks his own signal first.
 */

import { Code, ConnectError } from '@connectrpc/connect';
import { jsonOrUndefined } from '../../../std/json.ts';
import { ErrorInfoSchema, RetryInfoSchema } from './generated/rpc.ts';

export type Trouble =
  /** Spark's own error. */
  | {
      readonly kind: 'spark';
      /** `DIVIDE_BY_ZERO`, `INVALID_HANDLE.SESSION_CLOSED`; null where Spark gives none. */
      readonly errorClass: string | null;
      readonly sqlState: string | null;
      /** Asks for details; null where there are none. */
      readonly errorId: string | null;
      readonly text: string;
    }
  /** The same call, or going on with it, may succeed. */
  | { readonly kind: 'transient'; readonly reason: string; readonly waitMs: number }
  | { readonly kind: 'token' }
  /** The way there is closed, and stays so. */
  | { readonly kind: 'closed'; readonly reason: string };

/** gRPC codes after which a call is tried again, where Spark does not say what it was. All others are not. */
const TRANSIENT: ReadonlyMap<Code, string> = new Map([
  [Code.Unavailable, 'there is no answer'],
  [Code.Canceled, 'the connection was cut'],
  [Code.Aborted, 'the connection was cut'],
  [Code.Internal, 'the connection broke'],
  [Code.DeadlineExceeded, 'there is no answer in time'],
]);

/** Classes of Spark's errors that mean the same: the server let go of a stream, and the operation goes on. */
const TRANSIENT_CLASSES = ['INVALID_CURSOR.DISCONNECTED'];

const NO_TOKEN: readonly Code[] = [Code.Unauthenticated, Code.PermissionDenied];

/** What the system says, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ETIMEDOUT: 'there is no answer',
  EAI_AGAIN: 'the name of the host can not be looked up now',
};

/** The same, where trying again changes nothing. */
const FINAL_REASONS: readonly (readonly [RegExp, string])[] = [
  [/^ENOTFOUND$/, 'no host has this name'],
  [/^(EPROTO|ERR_SSL_|ERR_TLS_(?!CERT))/, 'it does not speak TLS as use_ssl=true asks for'],
  [/CERT|SELF_SIGNED|ISSUER|SIGNATURE/, 'its certificate is not trusted'],
];

/** Anything that a call was rejected with; what is no error of a call is thrown again. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ConnectError)) throw error;
  const [info] = error.findDetails(ErrorInfoSchema);
  const [retry] = error.findDetails(RetryInfoSchema);
  const errorClass = info?.metadata['errorClass'] ?? null;
  const waitMs = Number.parseInt(String(retry?.retryDelay?.seconds ?? 0n), 10) * 1000;
  if (retry !== undefined || (errorClass !== null && TRANSIENT_CLASSES.includes(errorClass)))
    return { kind: 'transient', reason: errorClass ?? error.rawMessage, waitMs };
  if (info !== undefined)
    return {
      kind: 'spark',
      errorClass: errorClass ?? javaClass(info.metadata['classes'] ?? info.reason),
      sqlState: info.metadata['sqlState'] ?? null,
      errorId: info.metadata['errorId'] ?? null,
      text: error.rawMessage,
    };
  if (NO_TOKEN.includes(error.code)) return { kind: 'token' };
  return troubleOfWay(error);
}

/** The name of the class behind an error that has no class of Spark's own: `["org.x.SomeException","java.lang.Exception"]`. */
function javaClass(classes: string): string | null {
  const list = jsonOrUndefined(classes);
  const first = Array.isArray(list) ? list[0] : classes;
  return typeof first === 'string' && first !== '' ? first : null;
}

function troubleOfWay(error: ConnectError): Trouble {
  const codes = systemCodes(error);
  for (const [pattern, reason] of FINAL_REASONS) {
    const code = codes.find((each) => pattern.test(each));
    if (code !== undefined) return { kind: 'closed', reason: `${reason} (${code})` };
  }
  const words = codes.map((code) => REASONS[code]).find((text) => text !== undefined);
  const reason = TRANSIENT.get(error.code);
  if (reason === undefined) return { kind: 'closed', reason: oneLine(error.message) };
  return { kind: 'transient', reason: words ?? reason, waitMs: 0 };
}

/** Codes of the system, of an error and of what caused it. */
function systemCodes(error: unknown): readonly string[] {
  const codes: string[] = [];
  // An error may be its own cause.
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++)
    if ('code' in cause && typeof cause.code === 'string') codes.push(cause.code);
  return codes;
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '');
