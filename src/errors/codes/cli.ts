/** Errors of `cli`. */

import type { ErrorSpec } from '../define.ts';

export const CLI_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
