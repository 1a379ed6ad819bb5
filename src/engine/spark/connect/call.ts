/** Calls with one answer: tried again where that may help, and an error that a user can read where it does not. */

import { raise } from './failure.ts';
import { type Patience, patienceOf, type RetryPolicy } from './patience.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import type { Answer, Wire } from './wire.ts';

/** A call with one answer may take so long: more than the analysis of a statement over many files needs. */
const TIMEOUT_MS = 300_000;

export interface CallOptions {
  readonly sql?: string;
  readonly policy?: RetryPolicy;
  /** For each try. */
  readonly timeoutMs?: number;
}

/**
 * A call with one answer, which may be made several times over without another effect. `sql` is what it is about, for errors.
 * Errors: as `raise` tells.
 */
export async function call<A extends Answer>(
  wire: Wire,
  make: (options: { readonly timeoutMs: number }) => Promise<A>,
  { sql = '', policy = wire.retry, timeoutMs = TIMEOUT_MS }: CallOptions = {},
): Promise<A> {
  const patience = patienceOf(policy, wire.clock);
  for (;;) {
    try {
      return wire.observe(await make({ timeoutMs }));
    } catch (error) {
      const trouble = troubleOf(error);
      if (!(await isWorthAnother(wire, trouble, patience)))
        await raise(wire, trouble, { sql, tries: patience.tries() });
    }
  }
}

/** Waits, and says whether to try again. */
export async function isWorthAnother(
  wire: Wire,
  trouble: Trouble,
  patience: Patience,
  signal?: AbortSignal,
): Promise<boolean> {
  const pauseMs = trouble.kind === 'transient' ? patience.pauseMs(trouble.waitMs) : null;
  if (pauseMs === null) return false;
  await wire.clock.sleep(pauseMs, signal);
  return true;
}
