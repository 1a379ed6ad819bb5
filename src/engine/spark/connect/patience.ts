/** How often and after which pauses a call is tried again: pauses grow, with some chance in them so that many clients do not come back at once, and end. */

export interface RetryPolicy {
  /** Pauses without any progress between them, after which it is over. */
  readonly triesMax: number;
  readonly firstMs: number;
  readonly factor: number;
  readonly capMs: number;
  /** Up to so much is added to each pause. */
  readonly jitterMs: number;
  /** From the first trouble without any progress, after which it is over. */
  readonly totalMs: number;
}

/**
 * About a minute and a half: a network or a proxy that is away for a moment comes back within that. Spark's own clients wait ten minutes, but what takes longer is
 * mostly a server that was started again, and then the session is lost in any case.
 */
export const PATIENT: RetryPolicy = {
  triesMax: 10,
  firstMs: 50,
  factor: 4,
  capMs: 15_000,
  jitterMs: 500,
  totalMs: 180_000,
};

/** For the first call, where an address is more likely wrong than a server away for a moment, and for the last ones, which a server can do without. */
export const brief = (policy: RetryPolicy): RetryPolicy => ({
  ...policy,
  triesMax: Math.min(policy.triesMax, 3),
  jitterMs: Math.min(policy.jitterMs, 50),
});

/** What there is of time and chance. */
export interface Clock {
  readonly nowMs: () => number;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  /** Comes back at once when the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const CLOCK: Clock = {
  nowMs: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done);
    }),
};

export interface Patience {
  /** The next pause, of `atLeastMs` or more; null when there are to be no more. */
  readonly pauseMs: (atLeastMs: number) => number | null;
  readonly tries: () => number;
  /** Something went on: it begins anew. */
  readonly reset: () => void;
}

export function patienceOf(policy: RetryPolicy, clock: Clock): Patience {
  let tries = 0;
  let sinceMs: number | null = null;
  return {
    tries: () => tries,
    reset: () => {
      tries = 0;
      sinceMs = null;
    },
    pauseMs: (atLeastMs) => {
      sinceMs ??= clock.nowMs();
      if (tries >= policy.triesMax) return null;
      const growing = Math.min(policy.capMs, policy.firstMs * policy.factor ** tries);
      const pause = Math.max(growing, atLeastMs) + clock.random() * policy.jitterMs;
      if (clock.nowMs() + pause - sinceMs > policy.totalMs) return null;
      tries += 1;
      return pause;
    },
  };
}
