/** Invariants: what must hold whatever the user does. A broken one stops the run; a wrong number is worse. */

/** Stops with `message` when `condition` does not hold. The message states what must hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** For the default branch of a switch over a closed union: a new kind does not compile until it is handled. */
export function never(value: never): never {
  throw new Error(`Invariant broken: unexpected ${JSON.stringify(value)}`);
}
