/**
 * Random banks: every table of the dictionary with rows that its schema allows, however odd they are together. References
 * hold, every currency has a rate and every national line an option, so that nothing may stop the run.
 */

import fc from 'fast-check';
import {
  DICTIONARY,
  FUNDING_TABLES,
  LIQUIDITY_TABLES,
  OBLIGATION_TABLES,
} from '../../../src/dictionary/dictionary.ts';
import { CUSTOMER_TYPES } from '../../../src/dictionary/parties.ts';
import type { Column, TableSchema } from '../../../src/schema/table.ts';
import { formatDate, parseDate } from '../../../src/values/date.ts';
import { CALCULATION_DATE } from './bank.ts';
import { rowsOf, type TextRow } from './case.ts';

export type Bank = Readonly<Record<string, readonly TextRow[]>>;

const ENTITIES = ['E1', 'E2'];
const CURRENCIES = ['EUR', 'USD', 'KWD', 'JPY'];

/** How many rows of each table: the first ones are referred to, so these counts are fixed. */
const COUNTS: Readonly<Record<string, number>> = {
  customer: 8,
  insurance_scheme: 2,
  account: 30,
  loan: 15,
  loan_cash_flow: 10,
  instrument: 8,
  holding: 12,
  security_financing: 8,
  sft_collateral: 14,
  other_flow: 8,
  own_issue: 5,
  contingent: 5,
  derivative: 8,
  derivative_flow: 16,
  margin: 8,
  netting_agreement: 3,
  collateral_flow: 8,
  capital: 3,
  other_balance: 6,
  collateral_pool: 3,
  liquidity_option: 4,
};

const idsOf = (table: string): readonly string[] =>
  Array.from({ length: COUNTS[table] ?? 0 }, (_, index) => `${table}-${index}`);

/** What a column may refer to, by its name; the own key is dealt with before. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  entity_id: ENTITIES,
  customer_id: idsOf('customer'),
  issuer_id: idsOf('customer'),
  reporting_entity_id: ENTITIES,
  loan_id: idsOf('loan'),
  security_id: idsOf('instrument'),
  deal_id: idsOf('security_financing'),
  derivative_id: idsOf('derivative'),
  guarantee_scheme: idsOf('insurance_scheme'),
  currency_code: CURRENCIES,
  customer_group: ['G1', 'G2'],
  country_code: ['GB', 'FR'],
  // One of them is that of a derivative without a set.
  pool_id: idsOf('collateral_pool'),
  netting_set: ['N1', 'N2', 'derivative-0'],
};

const cents = (units: number): string => `${units < 0 ? '-' : ''}${(Math.abs(units) / 100).toFixed(2)}`;

function value(table: TableSchema, column: Column): fc.Arbitrary<string> {
  const { name, type, domain } = column;
  if (name === 'limit_amount' && table.name === 'insurance_scheme') return fc.constant('100000.00');
  // Customers of every kind, and individuals often, because deposits of theirs are cut in most ways.
  if (table.name === 'customer' && name === 'type') {
    return fc.constantFrom('individual', 'individual', 'sme', 'sme', 'corporate', ...CUSTOMER_TYPES);
  }
  if (REFERENCES[name] !== undefined) return fc.constantFrom(...REFERENCES[name]);
  if (domain?.kind === 'values') return fc.constantFrom(...domain.values);
  switch (type.kind) {
    case 'text':
      return fc.constant('x');
    case 'boolean':
      return fc.constantFrom('true', 'false');
    case 'integer':
      return fc.integer({ min: 0, max: 60 }).map(String);
    case 'date': {
      const today = parseDate(CALCULATION_DATE) ?? 0;
      // Around the window of the LCR, and around the terms of the NSFR.
      const days = fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: -40, max: 60 }) },
        fc.integer({ min: 150, max: 400 }),
      );
      return days.map((count) => formatDate(today + count));
    }
    case 'decimal':
      if (type.scale === 6) return fc.constantFrom('0.000000', '0.200000', '0.500000');
      return fc
        .integer({ min: 0, max: 30_000_000 })
        .chain((units) => fc.boolean().map((minus) => cents(minus && negative(column) ? -units : units)));
  }
}

const negative = ({ domain }: Column): boolean => domain?.kind === 'range' && domain.min !== '0';

function row(table: TableSchema, index: number): fc.Arbitrary<TextRow> {
  const [key] = table.key;
  const cells = table.columns.map((column): [string, fc.Arbitrary<string | null>] => {
    if (column.name === key) return [column.name, fc.constant(`${table.name}-${index}`)];
    if (column.name === 'valid_from') return [column.name, fc.constant('2015-01-01')];
    if (column.name === 'valid_to') return [column.name, fc.constant(null)];
    const given = value(table, column);
    return [column.name, column.nullable ? fc.option(given, { freq: 3 }) : given];
  });
  return fc.record(Object.fromEntries(cells));
}

const rows = (table: TableSchema): fc.Arbitrary<readonly TextRow[]> =>
  fc.tuple(...Array.from({ length: COUNTS[table.name] ?? 0 }, (_, index) => row(table, index)));

const GIVEN: Bank = {
  entity: rowsOf(
    'entity_id type transfer_restricted trapped_order',
    ['E1', 'bank', 'true', '2A-2B-1'],
    ['E2', 'subsidiary', null, null],
  ),
  perimeter_member: rowsOf('entity_id perimeter', ['E1', 'BOTH'], ['E2', 'BOTH'], ['E1', 'ONE']),
  exchange_rate: rowsOf(
    'base_currency_code rate',
    ['USD', '0.925000000'],
    ['KWD', '12.500000000'],
    ['JPY', '0.006123457'],
  ),
  national_option: rowsOf(
    'line value',
    ['G.disc', '0.020000'],
    ['I.oth', '0.500000'],
    ['R.less', '0.110000'],
    ['OBd', '0.010000'],
    ['G.guar', '0.050000'],
    ['G.buy', '0.020000'],
    ['G.struct', '0.010000'],
    ['G.fund', '0.040000'],
    ['G.other', '0.000000'],
    ['G.trade', '0.030000'],
    ['I.seg', '1.000000'],
    ['L2B.rclf', '0.100000'],
    ['ALA1', '0.000000'],
    ['ALA2', '0.090000'],
    ['ALA3', '0.300000'],
  ),
};

/** Who is in which perimeter. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  E1: ['E1'],
  E2: ['E2'],
  GROUP: ENTITIES,
  BOTH: ENTITIES,
  ONE: ['E1'],
};

type Party = string | null | undefined;

/** Perimeters in which a position counts; one that is released counts where its counterparty is a member, and nowhere else. Nobody is a counterparty of himself. */
export function perimetersOf(
  entity: Party,
  counterparty: Party,
  issuer: Party,
  released = false,
): readonly string[] {
  return Object.entries(MEMBERS).flatMap(([perimeter, members]) => {
    const isIn = (party: Party): boolean => members.some((member) => member === party);
    const other = released || counterparty !== entity ? counterparty : null;
    return isIn(entity) && !isIn(issuer) && isIn(other) === released ? [perimeter] : [];
  });
}

/** The reporting entities that a customer is, and that has issued a security. */
export function partiesOf(bank: Bank): {
  readonly customer: (id: Party) => Party;
  readonly security: (id: Party) => Party;
} {
  const find = (table: string, key: string, column: string, id: Party): Party =>
    id === null || id === undefined ? null : bank[table]?.find((each) => each[key] === id)?.[column];
  const customer = (id: Party): Party => find('customer', 'customer_id', 'reporting_entity_id', id);
  return { customer, security: (id) => customer(find('instrument', 'security_id', 'issuer_id', id)) };
}

/** All derivatives of a set are with one customer. */
const counterpartyOf = (set: string | null | undefined, entity: string | null | undefined): string | null => {
  const index = (REFERENCES['netting_set'] ?? []).indexOf(set ?? 'derivative-0');
  return idsOf('customer')[2 * index + (entity === 'E1' ? 0 : 1)] ?? null;
};

/** A derivative without value in every netting set of every entity: variation margin of a set without any stops a run. */
const withSets = (given: Bank): Bank => {
  const { derivative } = given;
  if (derivative === undefined) return given;
  const pairs = ENTITIES.flatMap((entity) =>
    (REFERENCES['netting_set'] ?? []).map((set) => ({
      derivative_id: `${entity}-${set}`,
      entity_id: entity,
      netting_set: set,
      currency_code: 'EUR',
      mtm: '0.00',
    })),
  );
  const named = [...derivative, ...pairs].map((row) => ({
    ...row,
    customer_id: counterpartyOf(row['netting_set'], row['entity_id']),
  }));
  return { ...given, derivative: named };
};

/** Collateral swaps have no cash, and each piece of collateral a side. */
const withSwaps = (given: Bank): Bank => ({
  ...given,
  security_financing: (given['security_financing'] ?? []).map((deal) =>
    deal['sft_type'] === 'collateral_swap' ? { ...deal, cash_amount: '0.00' } : deal,
  ),
  sft_collateral: (given['sft_collateral'] ?? []).map((piece) => ({
    ...piece,
    direction: piece['direction'] ?? 'given',
  })),
});

/** Not shrunk: a seed repeats the bank, and shrinking a hundred rows of cells takes minutes. */
const bankOf = (tables: readonly TableSchema[]): fc.Arbitrary<Bank> => {
  const drawn = tables.filter((table) => COUNTS[table.name] !== undefined);
  return fc.noShrink(
    fc
      .record(Object.fromEntries(drawn.map((table) => [table.name, rows(table)])))
      .map((given) => ({ ...GIVEN, ...withSwaps(withSets(given)) })),
  );
};

/** With the tables of the LCR. */
export const randomBank = bankOf([...DICTIONARY, ...OBLIGATION_TABLES, ...LIQUIDITY_TABLES]);
/** With those of the NSFR too. */
export const randomFundingBank = bankOf([
  ...DICTIONARY,
  ...OBLIGATION_TABLES,
  ...LIQUIDITY_TABLES,
  ...FUNDING_TABLES,
]);

const set = (rows: readonly TextRow[] | undefined, values: (row: TextRow, index: number) => TextRow) =>
  (rows ?? []).map((row, index) => ({ ...row, ...values(row, index) }));

/** The same where two of three securities are by customers that are entities, and all secured deals repos that end soon, or swaps. */
export const ownPaperBank: fc.Arbitrary<Bank> = randomBank.map((bank) => ({
  ...bank,
  customer: set(bank['customer'], (_, index) =>
    index < ENTITIES.length
      ? { reporting_entity_id: ENTITIES[index] ?? null }
      : { reporting_entity_id: null },
  ),
  // Most of them have a level.
  instrument: set(bank['instrument'], (_, index) => ({
    issuer_id: `customer-${index % 3}`,
    ...(index === 0 ? {} : { asset_class: 'covered_bond', hqla_class: 'iia', maturity_date: '2030-01-31' }),
  })),
  security_financing: set(bank['security_financing'], (row) => ({
    sft_type: row['sft_type'] === 'collateral_swap' ? 'collateral_swap' : 'repo',
    end_date: '2024-02-10',
  })),
}));
