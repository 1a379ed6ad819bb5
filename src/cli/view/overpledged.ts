/** Pledges above the market value, as they are told beside the ratio: what is above takes no part, and that must not be silent. */

import type { Overpledged } from '../../run/verdict.ts';
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
