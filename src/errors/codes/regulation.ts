/** Errors of `regulation`. */

import type { ErrorSpec } from '../define.ts';

export const REGULATION_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
