/** Errors of `pipeline`. */

import type { ErrorSpec } from '../define.ts';

export const PIPELINE_CODES = {} as const satisfies Record<string, ErrorSpec<never>>;
