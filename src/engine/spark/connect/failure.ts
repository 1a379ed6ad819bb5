/** From what went wrong for good to an error that a user can read. Spark's own words come from FetchErrorDetails, as the error of the call cuts them off. */

import { fail, PlimsollError } from '../../../errors/error.ts';
import type { Trouble } from './trouble.ts';
import type { Wire } from './wire.ts';

/** A statement that Spark refused, or that failed while it ran. */
export interface SparkFailure {
  /** `DIVIDE_BY_ZERO`, `UNRESOLVED_COLUMN.WITH_SUGGESTION`; the Java class where Spark gives none, null where that is not known either. */
  readonly errorClass: string | null;
  /** `22012`; null where Spark gives none. */
  readonly sqlState: string | null;
  /** All of it, in several lines. */
  readonly text: string;
  /** The part of the statement that is at fault; null where Spark does not say. */
  readonly fragment: string | null;
}

/** What Spark said, if the error is one of a statement. */
export function sparkFailure(error: unknown): SparkFailure | undefined {
  if (!(error instanceof PlimsollError) || error.code !== 'spark.statement') return undefined;
  // The parameters of this code are a failure and the statement, by the registry.
  return error.params as unknown as SparkFailure;
}

const SESSION_LOST = /^INVALID_HANDLE\.SESSION_/;
const STOPPED = 'OPERATION_CANCELED';

/** Details are asked for once: they are words, and without them the error is the same. */
const TIMEOUT_MS = 20_000;

interface Asked {
  readonly sql: string;
  /** How often it was tried again. */
  readonly tries: number;
}

/**
 * Errors: spark.token, spark.session_lost, spark.stopped, spark.statement; spark.connection_lost where trying again did not help, spark.unreachable where it would
 * not, and where there never was an answer.
 */
export async function raise(wire: Wire, trouble: Trouble, { sql, tries }: Asked): Promise<never> {
  const { host, port, token } = wire.address;
  switch (trouble.kind) {
    case 'token':
      return fail('spark.token', { host, port, given: token !== null });
    case 'closed':
      return fail('spark.unreachable', { host, port, reason: trouble.reason });
    case 'transient':
      if (wire.identity().clientObservedServerSideSessionId === undefined)
        return fail('spark.unreachable', { host, port, reason: trouble.reason });
      return fail('spark.connection_lost', { host, port, reason: trouble.reason, tries });
    case 'spark': {
      const { errorClass } = trouble;
      if (errorClass !== null && SESSION_LOST.test(errorClass))
        return fail('spark.session_lost', { host, port, errorClass });
      if (errorClass === STOPPED) return fail('spark.stopped', { by: 'server' });
      return fail('spark.statement', { ...(await detailed(wire, trouble)), sql });
    }
  }
}

/** With the details that the server keeps for who asks once; without them where it has none, or does not answer. */
async function detailed(
  wire: Wire,
  { errorId, errorClass, sqlState, text }: Extract<Trouble, { kind: 'spark' }>,
): Promise<SparkFailure> {
  const known = { errorClass, sqlState, text, fragment: null };
  if (errorId === null) return known;
  const details = await wire.client
    .fetchErrorDetails({ ...wire.identity(), errorId }, { timeoutMs: TIMEOUT_MS })
    .catch(() => undefined);
  const root = details?.errors[details.rootErrorIdx ?? 0];
  if (details === undefined || root === undefined) return known;
  const { sparkThrowable: thrown } = root;
  const isWrapped = WRAPPERS.has(thrown?.errorClass ?? '');
  const cause = isWrapped ? details.errors.find((each) => isOwn(each.sparkThrowable?.errorClass)) : undefined;
  const told = cause?.sparkThrowable ?? thrown;
  const words = (isWrapped ? details.errors : [root]).map(({ message }) => message).join('\n');
  const fragments = told?.queryContexts.map((context) => context.fragment) ?? [];
  return {
    errorClass: told?.errorClass ?? errorClass,
    sqlState: told?.sqlState ?? sqlState,
    text: words.trim() === '' ? text : words,
    fragment: fragments.find((fragment) => fragment !== '') ?? null,
  };
}

/** Errors of a task that say where it was, and hide what went wrong behind them. */
const WRAPPERS: ReadonlySet<string> = new Set(['', 'TASK_WRITE_FAILED', 'FAILED_EXECUTE_UDF']);

const isOwn = (errorClass: string | undefined): boolean => !WRAPPERS.has(errorClass ?? '');
