/** Errors of `input`. */

import type { ErrorSpec } from '../define.ts';

export const INPUT_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
