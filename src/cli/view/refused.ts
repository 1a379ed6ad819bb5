/** A run that passes a limit of the project is told wherever its figures, or what rules make of them, are shown. */

import type { RunRecord } from '../../run/record.ts';
import type { Output } from '../output.ts';

export function warnRefused({ refusal }: RunRecord, output: Output): void {
  if (refusal !== null) output.warn(`This run was refused, and its figures must not be reported: ${refusal}`);
}
