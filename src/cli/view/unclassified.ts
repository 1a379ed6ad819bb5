/** What no rule of the classification matches, as it is told beside the ratio: the total first, then each product. */

import { type Unclassified, unclassifiedTotal } from '../../run/verdict.ts';
import type { Output } from '../output.ts';
import { grouped } from '../table.ts';

/** Says nothing when there is nothing. `currency`: the reporting currency. */
export function warnUnclassified(
  unclassified: readonly Unclassified[],
  currency: string,
  output: Output,
): void {
  if (unclassified.length === 0) return;
  const { rows, amount } = unclassifiedTotal(unclassified);
  output.warn(
    `UNCLASSIFIED, and not in these figures: ${grouped(rows)} tranches with ${grouped(amount)} ${currency} match no rule of the classification.`,
  );
  for (const row of unclassified)
    output.warn(
      `  ${row.source}, ${row.productType}: ${grouped(row.rows)} tranches, ${grouped(row.amount)} ${currency}`,
    );
}

/** The same for `--json`. */
export const unclassifiedJson = (unclassified: readonly Unclassified[]): unknown =>
  unclassified.map(({ productType, ...row }) => ({ ...row, product_type: productType }));
