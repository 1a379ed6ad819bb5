/** Deep freezing: phases meet in plain data that nobody changes afterwards. */

/** Freezes `value` and everything inside it, and returns it. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
