/**
 * Several dates at once. Each lane is an engine of its own and computes one date after the other; all have equal parts of the memory that one would
 * have, and the store is common. What comes out is handed over in the order of the dates, whichever was ready first.
 */

import { openEngine } from './open-session.ts';
import type { Session } from './session.ts';

/** Computes one date; calls `onInput` when all of its input is stored. */
export type ComputeDate<T> = (session: Session, date: string, onInput: () => void) => Promise<T>;

/**
 * `use` gets for each date a function that waits for what `compute` made of it, or raises its error. `session` itself stays free for `use`. No further
 * date is begun when `use` has ended.
 */
export async function inLanes<T, U>(
  session: Session,
  { lanes, dates }: { readonly lanes: number; readonly dates: readonly string[] },
  compute: ComputeDate<T>,
  use: (computed: (date: string) => Promise<T>) => Promise<U>,
): Promise<U> {
  const engines = await Promise.all(
    Array.from({ length: lanes }, () => openEngine(session.project, session.store)),
  );
  try {
    for (const engine of [session.engine, ...engines]) await engine.shareMemory(lanes + 1);
    const queue = dates.map((date) => ({ date, ...deferred<T>() }));
    const waiting = [...queue];
    // What several dates read in common is stored by the first, and found by the others.
    const first = deferred<void>();
    const lane = async (own: Session): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { date, settle } = next;
        await compute(own, date, () => first.settle()).then(settle, (error: unknown) =>
          settle(Promise.reject(error)),
        );
        first.settle();
      }
    };
    const running = engines.map((engine, index) => {
      const own = { ...session, engine };
      return index === 0 ? lane(own) : first.done.then(() => lane(own));
    });
    try {
      return await use(
        (date) =>
          queue.find((each) => each.date === date)?.done ??
          Promise.reject(new Error(`Invariant broken: ${date} was asked for`)),
      );
    } finally {
      waiting.length = 0;
      await Promise.all(running);
    }
  } finally {
    for (const engine of engines) await engine.close();
  }
}

interface Deferred<T> {
  readonly done: Promise<T>;
  readonly settle: (value: T | Promise<T>) => void;
}

function deferred<T>(): Deferred<T> {
  let settle: Deferred<T>['settle'] = () => undefined;
  const done = new Promise<T>((resolve) => {
    settle = resolve;
  });
  // Whoever waits for it gets its error; nobody may be waiting yet.
  done.catch(() => undefined);
  return { done, settle: (value) => settle(value) };
}
