/** Recipes of the securities and of what the bank holds of them. */

import { HOLDING, INSTRUMENT } from '../../dictionary/positions.ts';
import type { BankSize } from '../bank-size.ts';
import { pattern, type Weights } from '../pattern.ts';
import { CURRENCY_CODES, currencyIndex, inCurrency } from '../profile/currencies.ts';
import { ENTITIES } from '../profile/entities.ts';
import { companyAt } from '../profile/group.ts';
import {
  CURRENCY_CYCLE,
  CURRENCY_SLOTS,
  INSTRUMENT_KINDS,
  type InstrumentKindName,
  KIND_CYCLE,
  KIND_SLOTS,
  slotsOf,
} from '../profile/instruments.ts';
import type { Recipe } from '../recipe.ts';
import { skewedAmount } from '../size.ts';
import { at, chance, daysAfter, floorTo, key, uniform } from '../sql-text.ts';
import { deskOf } from './desk.ts';

const PORTFOLIO_SLOTS = 100;
const HOLDING_LEAST_CENTS = 1_000_000;
const HOLDING_MEDIAN_EUROS = 85_000;
/** Days to maturity of one security in eight; the others mature within thirty years. */
const SHORT_TERMS = [1, 5, 14, 25, 29, 30, 31, 32, 45, 60, 75, 90, 120, 150, 180, 300];

/** Of equities; anything else has none. */
const LISTINGS = ['exchange', 'none', null];

/** One security in so many is issued by a company of the bank, where it has any. */
const OWN_ONE_IN = 53;

export function instrumentRecipe(size: BankSize, date: string, group: boolean): Recipe {
  const kinds = KIND_CYCLE.map((name) => INSTRUMENT_KINDS[name]);
  const position = `s % ${KIND_SLOTS}`;
  const perpetual = at(
    kinds.map((kind) => 'perpetual' in kind),
    position,
  );
  const days = `CASE WHEN ${chance('short', 1_250)} THEN ${at(SHORT_TERMS, 'term >> 28')} ELSE 31 + ${uniform('term', 10_900)} END`;
  return {
    table: INSTRUMENT,
    rows: size.instruments,
    numbers: { s: 'row' },
    draws: [{ table: 'instrument', row: 's', names: ['short', 'term'] }],
    layers: [{ digits: `substr((1000000000 + s * 7919)::VARCHAR, 2)` }],
    columns: {
      security_id: key('SEC', 's'),
      isin_code: `'XS' || digits || ${isinCheckDigit('digits')}`,
      asset_class: at(
        kinds.map((kind) => kind.assetClass),
        position,
      ),
      hqla_class: at(
        kinds.map((kind) => kind.hqlaClass),
        position,
      ),
      risk_weight_std: at(
        kinds.map((kind) => kind.riskWeight),
        position,
      ),
      domestic_currency: at(
        kinds.map((kind) => kind.domestic),
        position,
      ),
      maturity_date: daysAfter(date, `CASE WHEN NOT ${perpetual} THEN ${days} END`),
      ...(group
        ? { issuer_id: `CASE WHEN s % ${OWN_ONE_IN} = 0 THEN ${key('CUS', companyAt('s'))} END` }
        : {}),
      listing: at(LISTINGS, `CASE WHEN ${perpetual} THEN s % 2 ELSE 2 END`),
    },
  };
}

/**
 * ISO 6166's check digit of an XS number: letters become 33 and 28, then every second digit from the right doubles.
 * The prefix 3, 3, 2, 8 adds 6 + 3 + 4 + 8 = 21 (the first and third doubled).
 */
function isinCheckDigit(digits: string): string {
  const terms = Array.from({ length: 9 }, (_, k) => {
    const digit = `substr(${digits}, ${k + 1}, 1)::BIGINT`;
    return k % 2 === 0 ? `(${digit} * 2) // 10 + (${digit} * 2) % 10` : digit;
  });
  return `((1000 - 21 - (${terms.join(' + ')})) % 10)::VARCHAR`;
}

/** Position of a security of a kind from the weighted list and in a currency that the entity at `entity` deals in. */
export function securityOf(
  portfolios: readonly Weights<InstrumentKindName>[],
  portfolio: string,
  draw: { readonly kind: string; readonly currency: string; readonly issue: string },
  size: BankSize,
): string {
  const kindSlots = portfolios.flatMap((weights) => {
    const names = pattern(weights, PORTFOLIO_SLOTS);
    return names.map((name, turn) => {
      const slots = slotsOf(name);
      return slots[turn % slots.length] ?? 0;
    });
  });
  const position = at(
    kindSlots,
    `${portfolio} * ${PORTFOLIO_SLOTS} + ${uniform(draw.kind, PORTFOLIO_SLOTS)}`,
  );
  const issues = size.instruments / KIND_SLOTS / CURRENCY_SLOTS;
  return `(${uniform(draw.issue, issues)} * ${CURRENCY_SLOTS} + ${draw.currency}) * ${KIND_SLOTS} + ${position}`;
}

/** Position in CURRENCY_CYCLE of a currency that the entity deals in. */
export function currencySlotOf(entity: string, draw: string): string {
  const slots = ENTITIES.flatMap((profile) =>
    pattern(profile.currencies, PORTFOLIO_SLOTS).map((code, turn) => {
      const positions = CURRENCY_CYCLE.flatMap((cycleCode, position) =>
        cycleCode === code ? [position] : [],
      );
      return positions[turn % positions.length] ?? 0;
    }),
  );
  return at(slots, `${entity} * ${PORTFOLIO_SLOTS} + ${uniform(draw, PORTFOLIO_SLOTS)}`);
}

/** Position of the currency of the securities in a slot of CURRENCY_CYCLE. */
export const currencyAtSlot = (slot: string): string => at(CURRENCY_CYCLE.map(currencyIndex), slot);

export function holdingRecipe(size: BankSize, date: string): Recipe {
  const portfolios = ENTITIES.map((entity) => entity.portfolio);
  const scale = at(
    ENTITIES.map((entity) => entity.scale.holdings),
    'entity',
  );
  return {
    table: HOLDING,
    rows: size.holdings,
    numbers: { i: 'row' },
    draws: [
      {
        table: 'holding',
        row: 'i',
        names: ['desk', 'kind', 'money', 'issue', 'amount', 'pledge', 'until', 'control'],
      },
    ],
    layers: [
      { entity: deskOf('holdings', 'desk') },
      { currency_slot: currencySlotOf('entity', 'money') },
      {
        s: securityOf(
          portfolios,
          'entity',
          { kind: 'kind', currency: 'currency_slot', issue: 'issue' },
          size,
        ),
        currency: currencyAtSlot('currency_slot'),
        euro_cents: `${HOLDING_LEAST_CENTS} + ${skewedAmount(`${HOLDING_MEDIAN_EUROS} * ${scale}`, 'amount', 'ticket')}`,
      },
      { units: inCurrency('euro_cents', 'currency'), pledged: chance('pledge', 1_800) },
    ],
    columns: {
      holding_id: key('HOL', 'i'),
      entity_id: at(
        ENTITIES.map((entity) => entity.id),
        'entity',
      ),
      security_id: key('SEC', 's'),
      currency_code: at(CURRENCY_CODES, 'currency'),
      mtm_dirty: 'units',
      // From a tenth to all of the holding.
      encumbrance_amount: `CASE WHEN pledged THEN ${floorTo(`units * (1 + pledge % 10) // 10`, 100)} ELSE 0 END`,
      encumbrance_end_date: `CASE WHEN pledged THEN ${daysAfter(date, `1 + ${uniform('until', 500)}`)} END`,
      treasury_control: chance('control', 9_600),
    },
  };
}
