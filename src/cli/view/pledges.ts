/** Pledges above the market value and pools with less than is drawn from them, as they are told beside the ratio: what is above takes no part, and that must not be silent. */

import type { Overpledged, UncoveredPool } from '../../run/verdict.ts';
import type { Output } from '../output.ts';
import { grouped } from '../table.ts';

/** Says nothing when there is nothing. `currency`: the reporting currency. */
export function warnOverpledged(overpledged: readonly Overpledged[], currency: string, output: Output): void {
  if (overpledged.length === 0) return;
  const parts = overpledged.map(
    ({ entityId, rows, excess }) => `${entityId} ${grouped(rows)} holdings by ${grouped(excess)} ${currency}`,
  );
  output.warn(
    `PLEDGED above the market value, and taken as pledged in full: ${parts.join(', ')}. \`plimsoll show overpledged\` lists them.`,
  );
}

/** The same for `--json`. */
export const overpledgedJson = (overpledged: readonly Overpledged[]): unknown =>
  overpledged.map(({ entityId, ...row }) => ({ entity_id: entityId, ...row }));

/** Says nothing when there is nothing. `currency`: the reporting currency. */
export function warnUncovered(pools: readonly UncoveredPool[], currency: string, output: Output): void {
  if (pools.length === 0) return;
  const parts = pools.map(({ poolId, uncovered }) => `${poolId} by ${grouped(uncovered)} ${currency}`);
  output.warn(
    `POOLS from which more is drawn than lies in them, all of which counts as pledged: ${parts.join(', ')}. \`plimsoll show pool_use\` has what lies in each.`,
  );
}

/** The same for `--json`. */
export const uncoveredJson = (pools: readonly UncoveredPool[]): unknown =>
  pools.map(({ poolId, uncovered }) => ({ pool_id: poolId, uncovered }));
