/** Where a deal is booked and in which currency: shares that several tables draw from. */

import { pattern } from '../pattern.ts';
import { currencyIndex } from '../profile/currencies.ts';
import { ENTITIES, type EntityProfile } from '../profile/entities.ts';
import { at, uniform } from '../sql-text.ts';

const DESK_SLOTS = 100;
const CURRENCY_SLOTS = 50;

/** Position of the entity that books a deal with the market. */
export function deskOf(business: keyof EntityProfile['desk'], draw: string): string {
  const slots = pattern(
    ENTITIES.map((entity, index) => [index, entity.desk[business]]),
    DESK_SLOTS,
  );
  return at(slots, uniform(draw, DESK_SLOTS));
}

/** Position of a currency that the entity deals in; its home currency where `home` is true. */
export function currencyOf(entity: string, draw: string, home: string): string {
  const slots = ENTITIES.flatMap((profile) =>
    pattern(
      profile.currencies.map(([code, weight]) => [currencyIndex(code), weight]),
      CURRENCY_SLOTS,
    ),
  );
  const homes = ENTITIES.map((profile) => currencyIndex(profile.currencies[0]?.[0] ?? ''));
  const mixed = at(slots, `${entity} * ${CURRENCY_SLOTS} + ${uniform(draw, CURRENCY_SLOTS)}`);
  return `CASE WHEN ${home} THEN ${at(homes, entity)} ELSE ${mixed} END`;
}
