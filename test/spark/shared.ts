/** The shared server, for those who ask within a test or its set-up. */

import { inject } from 'vitest';

export interface SharedSpark {
  readonly port: number;
  readonly token: string;
  /** A connection string, with the token. */
  readonly address: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly spark: SharedSpark | { readonly problem: string };
  }
}

/** Errors: why it did not start. */
export function sharedSpark(): SharedSpark {
  const spark = inject('spark');
  if ('problem' in spark) throw new Error(spark.problem);
  return spark;
}
