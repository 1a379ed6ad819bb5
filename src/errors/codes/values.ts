/** Errors of `values`. */

import type { ErrorSpec } from '../define.ts';

export const VALUES_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
