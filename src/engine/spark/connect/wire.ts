/**
 * One session on the wire: what each request says of it, and what each answer must say.
 *
 * The server names its side of a session in every answer, and each request repeats that name. So a server that was started again answers SESSION_CHANGED, in place
 * of a new session of the same id without its settings.
 */

import { fail } from '../../../errors/error.ts';
import type { SparkAddress } from './address.ts';
import type { Clock, RetryPolicy } from './patience.ts';
import type { SparkClient } from './transport.ts';

/** What all requests begin with. */
export interface Identity {
  readonly sessionId: string;
  readonly userContext: { readonly userId: string };
  readonly clientType: string;
  readonly clientObservedServerSideSessionId?: string;
}

/** What all answers say. */
export interface Answer {
  readonly sessionId: string;
  readonly serverSideSessionId: string;
}

export interface Wire {
  readonly client: SparkClient;
  readonly address: SparkAddress;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly identity: () => Identity;
  /** Errors: spark.session_lost, spark.protocol. */
  readonly observe: <A extends Answer>(answer: A) => A;
}

export function wireOf(parts: Pick<Wire, 'client' | 'address' | 'retry' | 'clock'>, sessionId: string): Wire {
  const { host, port, userId } = parts.address;
  let observed: string | null = null;
  const identity = (): Identity => ({
    sessionId,
    userContext: { userId },
    clientType: 'plimsoll',
    ...(observed === null ? {} : { clientObservedServerSideSessionId: observed }),
  });
  const observe = <A extends Answer>(answer: A): A => {
    if (answer.sessionId !== sessionId)
      fail('spark.protocol', { host, port, problem: 'an answer is of another session' });
    const named = answer.serverSideSessionId;
    if (observed !== null && named !== '' && named !== observed)
      fail('spark.session_lost', { host, port, errorClass: 'another session answers' });
    if (named !== '') observed = named;
    return answer;
  };
  return { ...parts, identity, observe };
}
