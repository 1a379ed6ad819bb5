/** Tells the server which answers it need not keep: one request at a time, without anybody waiting for it, always about the latest answer. */

import type { Wire } from './wire.ts';

export interface Releaser {
  /** Answers up to this one were read. */
  readonly until: (responseId: string) => void;
  /** The operation is over. */
  readonly all: () => void;
}

type Release =
  | { readonly case: 'releaseUntil'; readonly value: { readonly responseId: string } }
  | { readonly case: 'releaseAll'; readonly value: Record<string, never> };

const ALL: Release = { case: 'releaseAll', value: {} };

/** A server may take its time for this, and not more. */
const TIMEOUT_MS = 60_000;

export function releaserOf(wire: Wire, operationId: string): Releaser {
  let next: Release | null = null;
  let isBusy = false;
  const work = async (): Promise<void> => {
    isBusy = true;
    while (next !== null) {
      const release = next;
      next = null;
      // What could not be released goes with the next one, or with the session; the server also forgets it by itself.
      await wire.client
        .releaseExecute({ ...wire.identity(), operationId, release }, { timeoutMs: TIMEOUT_MS })
        .catch(() => undefined);
    }
    isBusy = false;
  };
  const ask = (release: Release): void => {
    next = release;
    if (!isBusy) void work();
  };
  return {
    until: (responseId) => ask({ case: 'releaseUntil', value: { responseId } }),
    all: () => ask(ALL),
  };
}
