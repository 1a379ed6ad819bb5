/** Errors of the store of results. */

import { spec } from '../define.ts';

export const STORE_CODES = {
  'store.missing': spec<{ name: string }>(
    3,
    (p) =>
      `The stored result of \`${p.name}\` is missing or incomplete. Type \`plimsoll run\`: it computes what is missing.`,
  ),
} as const;
