/** What perimeters leave out because members owe it each other, as it is told beside the ratio. */

import type { Eliminated, WithItself } from '../../run/verdict.ts';
import type { Output } from '../output.ts';
import { grouped } from '../table.ts';

/** Says nothing when there is nothing. `currency`: the reporting currency. */
export function tellEliminated(eliminated: readonly Eliminated[], currency: string, output: Output): void {
  if (eliminated.length === 0) return;
  output.line();
  output.line(
    'Between members, or paper that members have issued themselves, and in no figure of the perimeter; `plimsoll show intragroup_differences` has what two members tell of each other:',
  );
  output.line();
  output.table(
    [
      { title: 'perimeter', align: 'left' },
      ...[`outflows, ${currency}`, 'inflows', 'HQLA'].map((title) => ({ title, align: 'right' }) as const),
    ],
    eliminated.map(({ perimeter, outflows, inflows, assets }) => [perimeter, outflows, inflows, assets]),
  );
}

export function warnWithItself(entities: readonly WithItself[], currency: string, output: Output): void {
  if (entities.length === 0) return;
  const parts = entities.map(
    ({ entityId, rows, amount }) => `${entityId} ${grouped(rows)} of ${grouped(amount)} ${currency}`,
  );
  output.warn(
    `WITH ITSELF: positions of an entity with a customer that is said to be the entity, which count as with anybody else: ${parts.join(', ')}. Correct customer.reporting_entity_id.`,
  );
}

/** The same for `--json`. */
export const withItselfJson = (entities: readonly WithItself[]): unknown =>
  entities.map(({ entityId, ...row }) => ({ entity_id: entityId, ...row }));
