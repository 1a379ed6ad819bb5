/** Names that banks give to the dictionary's columns, tables and codes. Names are in concepts (words.ts), a comma between alternatives. */

import { folded, wordsOf } from './words.ts';

/** `*` holds for every table; a table's own list is added to it. */
const COLUMN_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': {
    entity_id: 'entity id, entity, reporting entity, branch id, branch',
    customer_id: 'customer id, customer, customer name',
    currency_code: 'currency, currency id',
    end_date: 'maturity date, maturity, end date, due date, end',
    maturity_date: 'maturity date, maturity, end date, due date',
    country_code: 'country, country id',
    guarantee_scheme: 'scheme, scheme id',
    notice_days: 'notice days, notice',
    security_id: 'security id, security, isin, isin id',
    due_date: 'due date, date, flow date',
    valid_from: 'valid base, base, valid date',
    valid_to: 'valid quote, quote, end date',
    risk_weight_std: 'risk weight, weight',
  },
  entity: { reporting_entity_name: 'name, entity name', type: 'type, entity type' },
  customer: {
    type: 'customer type, segment, customer segment, customer class, segment id, type, customer group type',
    customer_group: 'customer group, group, group id',
    established_relationship: 'established relationship, relationship',
    retail_managed: 'retail managed, retail',
    country_code: 'customer country, country',
  },
  account: {
    account_id: 'account id, account, iban, account key, id',
    balance: 'balance, account balance, amount, balance amount, outstanding balance',
    type: 'account type, product, product type, product id, type',
    asset_liability: 'asset liability, side, liability asset',
    transactional: 'transactional, salary, salary account',
    withdrawal_penalty: 'withdrawal penalty, penalty',
    channel: 'channel',
    purpose: 'purpose, operational purpose',
  },
  loan: {
    loan_id: 'loan id, loan, facility id, deal id, deal, account id, loan account id, id',
    balance:
      'balance, outstanding balance, outstanding, outstanding amount, principal outstanding, loan balance, amount, loan amount, balance amount, principal balance',
    limit_amount: 'limit, limit amount, facility limit, loan limit',
    type: 'loan type, product, product type, facility type, type, product id, loan purpose',
    schedule: 'schedule, schedule type',
    first_arrears_date: 'arrears date, first arrears date, arrears first',
    default_date: 'default date',
    revocability: 'revocability',
  },
  loan_cash_flow: { cash_flow_id: 'cash flow id, flow id, payment id', loan_id: 'loan id, loan, deal id' },
  instrument: {
    asset_class: 'asset class, class, security class, security type, issuer type, issuer class, type',
    hqla_class: 'hqla class, hqla level, level, hqla, asset level',
    isin_code: 'isin, isin id',
    domestic_currency: 'domestic currency, domestic',
  },
  holding: {
    holding_id: 'holding id, holding, account security id',
    mtm_dirty:
      'market value, mtm, value, mtm value, market value dirty, dirty value, mtm amount, value amount',
    encumbrance_amount: 'pledged amount, pledged, pledged value, pledged market value',
    encumbrance_end_date: 'pledged end date, pledged quote',
    treasury_control: 'treasury control, treasury',
  },
  security_financing: {
    deal_id: 'deal id, deal, id',
    cash_amount: 'cash amount, cash, amount',
    sft_type: 'deal type, type, product type',
  },
  sft_collateral: {
    collateral_id: 'collateral id, collateral',
    deal_id: 'deal id, deal',
    market_value: 'market value, mtm, value',
  },
  other_flow: {
    flow_id: 'flow id, flow, id',
    direction: 'side',
    kind: 'type, flow type',
    amount: 'amount, value',
  },
  exchange_rate: {
    date: 'date, rate date',
    base_currency_code: 'base currency, base, currency',
    quote_currency_code: 'quote currency, quote',
    rate: 'rate, base rate, rate value',
  },
  insurance_scheme: { guarantee_scheme: 'scheme, scheme id, name', limit_amount: 'limit, limit amount' },
  national_option: {},
};

/** Words in the name of a file that tell its table; several may, and columns decide. */
const FILE_NAMES: Readonly<Record<string, string>> = {
  entity: 'entity',
  customer: 'customer',
  account: 'account deposit deposits einlagen giro giroeinlagen sparkonten balance',
  loan: 'loan facility limit mortgages mortgage hypotheken',
  loan_cash_flow: 'cash flow',
  holding: 'holding security bonds',
  instrument: 'instruments issues gilts',
  security_financing: 'repo repos sft financing',
  sft_collateral: 'collateral',
  exchange_rate: 'rate rates devisenkurse',
  insurance_scheme: 'scheme',
  national_option: 'option options',
};

export interface KnownName {
  readonly text: string;
  readonly concepts: ReadonlySet<string>;
}

const known = (text: string): KnownName => ({ text, concepts: wordsOf(text).concepts });

/** The names under which banks know a column, the dictionary's own first. */
export function namesOfColumn(table: string, column: string): readonly KnownName[] {
  const lists = [COLUMN_NAMES[table]?.[column], COLUMN_NAMES['*']?.[column]];
  const texts = lists.flatMap((list) => list?.split(', ') ?? []);
  return [known(column), ...texts.map((text) => ({ text, concepts: new Set(text.split(' ')) }))];
}

const ALL_NAMES: readonly KnownName[] = Object.entries(COLUMN_NAMES).flatMap(([table, columns]) =>
  Object.keys(columns).flatMap((column) => namesOfColumn(table, column)),
);

/** Is the text one that banks write over a column? */
export function isColumnName(text: string): boolean {
  const { concepts } = wordsOf(text);
  return concepts.size > 0 && ALL_NAMES.some((name) => sameSet(name.concepts, concepts));
}

/** The words of a file's name that point at `table`. */
export function fileNameWords(name: string, table: string): readonly string[] {
  const words = new Set([...folded(name).split(/[^a-z]+/), ...wordsOf(name).concepts]);
  return (FILE_NAMES[table] ?? '').split(' ').filter((word) => words.has(word));
}

export function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((word) => b.has(word));
}
