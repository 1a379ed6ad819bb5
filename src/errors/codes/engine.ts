/** Errors of `engine`. */

import type { ErrorSpec } from '../define.ts';

export const ENGINE_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
