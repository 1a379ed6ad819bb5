/** What a rule found in a report. */

import type { CellRef, Rule } from './rule.ts';

/**
 * `not_applicable`: the rule is not for this form, or not for averages; a difference is told all the same. `cells_missing`: figures that it
 * needs are empty.
 */
export type VerdictKind = 'holds' | 'fails' | 'not_applicable' | 'cells_missing';

/** A cell that a verdict rests on; the figure is exact decimal text as in the report, null where the cell is empty. */
export interface VerdictCell extends CellRef {
  readonly figure: string | null;
}

export interface Verdict {
  readonly rule: Rule;
  readonly verdict: VerdictKind;
  readonly cells: readonly VerdictCell[];
  /** Left side, right side and their difference, decimal text in the report's unit (a ratio in that of the ratio); null where there are none. */
  readonly found: string | null;
  readonly expected: string | null;
  readonly difference: string | null;
  /** What rounding explains; null where nothing is rounded. */
  readonly allowed: string | null;
}

export const isFailure = ({ verdict, rule }: Verdict): boolean =>
  verdict === 'fails' && rule.severity === 'error';
