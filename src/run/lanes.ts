/**
 * Several dates at once. Each lane is a session with an engine of its own and computes one date after the other; all have equal parts of the memory
 * that one would have, and the store is common. What comes out is handed over in the order of the dates, whichever was ready first.
 */

import { assert } from '../std/assert.ts';
import { type Lane, openLane } from './open-session.ts';
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
  const opened: Lane[] = [];
  try {
    for (let lane = 0; lane < lanes; lane++) opened.push(await openLane(session));
    for (const { engine } of [session, ...opened.map((lane) => lane.session)])
      await engine.shareMemory(lanes + 1);
    const outcomes = new Map(dates.map((date) => [date, deferred<T>()]));
    const waiting = [...outcomes];
    // What several dates read in common is stored by the first, and found by the others.
    const first = deferred<void>();
    const work = async (own: Session): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [date, { settle }] = next;
        const computed = compute(own, date, () => first.settle());
        settle(computed);
        await computed.catch(() => undefined);
        first.settle();
      }
    };
    const running = opened.map((lane, index) =>
      index === 0 ? work(lane.session) : first.done.then(() => work(lane.session)),
    );
    try {
      return await use((date) => {
        const outcome = outcomes.get(date);
        assert(outcome !== undefined, 'only dates that were given are asked for');
        return outcome.done;
      });
    } finally {
      waiting.length = 0;
      await Promise.all(running);
    }
  } finally {
    await Promise.allSettled(opened.map((lane) => lane.close()));
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
