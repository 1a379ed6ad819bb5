/** Recipes of the entities, customers and insurance schemes. */

import {
  CUSTOMER,
  CUSTOMER_TYPES,
  ENTITY,
  INSURANCE_SCHEME,
  PERIMETER_MEMBER,
  TRAPPED_ORDERS,
} from '../../dictionary/parties.ts';
import type { BankSize } from '../bank-size.ts';
import { CENTRAL_BANKS, homeOf, perType, typeIn, typeOf } from '../profile/customers.ts';
import { ENTITIES } from '../profile/entities.ts';
import { groupEntity } from '../profile/group.ts';
import type { LiteralTable, Recipe } from '../recipe.ts';
import { at, chance, key, uniform } from '../sql-text.ts';

/** The entity whose liquid assets can't be moved, and those that are in the perimeter of the branches and daughters: all but the first. */
const RESTRICTED = ENTITIES[1]?.id;
const ABROAD = ENTITIES.slice(1);

export const entityTable = (group: boolean): LiteralTable => ({
  table: ENTITY,
  literals: ENTITIES.map((entity, index) => ({
    entity_id: entity.id,
    reporting_entity_name: entity.name,
    type: entity.type,
    country_code: entity.country,
    ...(group ? { trapped_order: TRAPPED_ORDERS[index % TRAPPED_ORDERS.length] ?? TRAPPED_ORDERS[0] } : {}),
    ...(group && entity.id === RESTRICTED ? { transfer_restricted: 'true' } : {}),
  })),
});

export const perimeterTable: LiteralTable = {
  table: PERIMETER_MEMBER,
  literals: ABROAD.map(({ id }) => ({ entity_id: id, perimeter: 'ABROAD', valid_from: '2020-01-01' })),
};

/**
 * Two schemes, one of which meets the additional criteria of d238 ¶78; each has an older row with another limit, so
 * that a run on the wrong row shows.
 */
export const schemeTable: LiteralTable = {
  table: INSURANCE_SCHEME,
  literals: [
    scheme('de_edb', '2010-12-31', undefined, '100000', 'EUR', true),
    scheme('de_edb', '2009-06-30', '2010-12-30', '50000', 'EUR', false),
    scheme('gb_fscs', '2015-07-03', '2017-01-29', '75000', 'GBP', false),
    scheme('gb_fscs', '2017-01-30', undefined, '85000', 'GBP', false),
  ],
};

function scheme(
  guarantee_scheme: string,
  valid_from: string,
  valid_to: string | undefined,
  limit_amount: string,
  currency_code: string,
  meets78: boolean,
): Readonly<Record<string, string>> {
  const row = { guarantee_scheme, valid_from, limit_amount, currency_code, meets_78: String(meets78) };
  return valid_to === undefined ? row : { ...row, valid_to };
}

/** Countries of institutions; the first six are those of the central banks, by currency. */
const COUNTRIES = [
  'DE',
  'US',
  'GB',
  'CH',
  'PL',
  'JP',
  'FR',
  'NL',
  'IT',
  'ES',
  'LU',
  'IE',
  'SE',
  'DK',
  'AT',
  'BE',
  'SG',
];
const RISK_WEIGHT_SLOTS = 8;
/** Millionths, eight equally likely values for each kind of customer. */
const RISK_WEIGHTS = perType<readonly (number | null)[]>({
  individual: [750_000, 750_000, 750_000, 750_000, 750_000, null, null, null],
  sme: [750_000, 750_000, 850_000, 850_000, 850_000, 1_000_000, null, null],
  corporate: [200_000, 500_000, 650_000, 750_000, 1_000_000, 1_000_000, 1_500_000, null],
  sovereign: [0, 0, 0, 0, 200_000, 200_000, 500_000, 1_000_000],
  central_bank: [0, 0, 0, 0, 0, 0, 200_000, 200_000],
  pse: [0, 0, 200_000, 200_000, 200_000, 500_000, 500_000, 500_000],
  mdb: [0, 0, 0, 0, 0, 200_000, 200_000, 500_000],
  credit_institution: [200_000, 300_000, 300_000, 400_000, 500_000, 500_000, 750_000, null],
  investment_firm: [300_000, 300_000, 500_000, 500_000, 750_000, 1_000_000, null, null],
  insurer: [200_000, 500_000, 500_000, 650_000, 1_000_000, 1_000_000, null, null],
  pension_fund: [200_000, 500_000, 650_000, 1_000_000, 1_000_000, null, null, null],
  hedge_fund: [1_000_000, 1_000_000, 1_000_000, 1_500_000, 1_500_000, null, null, null],
  mmkt_fund: [200_000, 200_000, 500_000, 1_000_000, 1_000_000, null, null, null],
  sspe: [500_000, 1_000_000, 1_000_000, 1_500_000, null, null, null, null],
  other_financial: [500_000, 750_000, 1_000_000, 1_000_000, 1_500_000, null, null, null],
  other: [750_000, 1_000_000, 1_000_000, null, null, null, null, null],
});
/** Of 10,000 customers of a kind, how many have an established relationship. */
const ESTABLISHED = perType({
  individual: 8_000,
  sme: 7_500,
  corporate: 6_500,
  sovereign: 3_000,
  central_bank: 3_000,
  pse: 6_000,
  mdb: 3_000,
  credit_institution: 4_000,
  investment_firm: 4_000,
  insurer: 4_000,
  pension_fund: 4_000,
  hedge_fund: 2_000,
  mmkt_fund: 2_000,
  sspe: 2_000,
  other_financial: 3_000,
  other: 5_000,
});

/** `group`: are companies of the bank among its customers? */
export function customerRecipe(size: BankSize, group: boolean): Recipe {
  const homeCountry = at(
    ENTITIES.map((entity) => entity.country),
    'home',
  );
  const institutionCountry = at(COUNTRIES, `c % ${COUNTRIES.length}`);
  return {
    table: CUSTOMER,
    rows: size.customers,
    numbers: { c: 'row' },
    draws: [{ table: 'customer', row: 'c', names: ['abroad', 'grouped', 'known', 'managed', 'risk'] }],
    layers: [{ home: homeOf('c') }, { kind: typeOf('c', 'home', size) }],
    columns: {
      customer_id: key('CUS', 'c'),
      type: at(CUSTOMER_TYPES, 'kind'),
      country_code: `CASE WHEN c < ${CENTRAL_BANKS} THEN ${institutionCountry} WHEN ${chance('abroad', 60)} THEN NULL WHEN c < ${size.institutions} OR ${chance('abroad', 500)} THEN ${institutionCountry} ELSE ${homeCountry} END`,
      // About a third of the businesses belong to a group of two to five that got their numbers together.
      customer_group: `CASE WHEN ${typeIn('kind', ['sme', 'corporate'])} AND ${chance('grouped', 3_500)} THEN ${key('GRP', 'c // 64')} END`,
      established_relationship: `known < ${at(
        ESTABLISHED.map((perTenThousand) => Math.floor((perTenThousand * 2 ** 32) / 10_000)),
        'kind',
      )}`,
      retail_managed: `${typeIn('kind', ['sme'])} AND ${chance('managed', 7_000)}`,
      risk_weight_std: at(
        RISK_WEIGHTS.flat(),
        `kind * ${RISK_WEIGHT_SLOTS} + ${uniform('risk', RISK_WEIGHT_SLOTS)}`,
      ),
      ...(group ? { reporting_entity_id: groupEntity('c') } : {}),
    },
  };
}
