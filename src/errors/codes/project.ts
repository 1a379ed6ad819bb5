/** Errors of `project`. */

import type { ErrorSpec } from '../define.ts';

export const PROJECT_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
