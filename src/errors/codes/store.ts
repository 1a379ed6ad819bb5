/** Errors of `store`. */

import type { ErrorSpec } from '../define.ts';

export const STORE_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
