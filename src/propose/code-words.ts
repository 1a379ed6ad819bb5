/** What the texts of a column of codes mean, as far as many banks mean the same by them. What is not here, a person must say. */

import type { Column } from '../schema/table.ts';
import { folded } from './words.ts';

/** By `table.column` or `column`: value of the dictionary → texts, in small letters. */
const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'account.type': {
    current: 'giro girokonto cur ca current_account checking dda kk kontokorrent sichteinlage',
    savings: 'save sav sparen sparkonto spar sparbuch savings_account',
    time_deposit: 'term td termgeld termingeld festgeld fixed fixed_deposit deposit_fixed time fd',
    call: 'tagesgeld on_demand',
    nostro: 'nostrokonto',
    vostro: 'vostrokonto loro',
    cash: 'kasse',
  },
  asset_liability: { asset: 'a aktiv aktiva', liability: 'l passiv passiva' },
  'loan.type': {
    mortgage: 'mortgages hypothek baufinanzierung home_loan mtg mort',
    personal: 'consumer konsumentenkredit ratenkredit personal_loan pl',
    term: 'term_loan investitionskredit tl',
    credit_card: 'card kreditkarte cc',
    overdraft: 'dispo kontokorrentkredit od',
    credit_facility: 'rcf revolver revolving',
  },
  'customer.type': {
    individual: 'p priv private privat privatkunde person retail individuals ind natural_person',
    sme: 'small_business kmu s',
    corporate: 'c corp corporates firmenkunde firma company',
    credit_institution: 'bank banks b kreditinstitut fi',
    sovereign: 'government govt staat',
    insurer: 'insurance versicherung',
  },
  asset_class: {
    sovereign: 'govt government gov gvt staatsanleihe treasury',
    corporate: 'corp corporates unternehmensanleihe',
    covered_bond: 'cov covered pfandbrief',
    equity: 'aktie stock share eq',
    central_bank: 'cb',
  },
  hqla_class: {
    i: '1 l1 level1 level_1',
    iia: '2a l2a level2a level_2a',
    iib: '2b l2b level2b level_2b',
    ineligible: 'n none non_hqla no',
  },
  direction: { in: 'inflow receive credit cr', out: 'outflow pay debit dr' },
  sft_type: { repo: 'rp', rev_repo: 'reverse_repo reverse rrp rr' },
  schedule: {
    bullet: 'endfaellig',
    cash_flows: 'amortising amortizing annuity annuitaet instalment installment',
  },
};

const FLAGS: Readonly<Record<string, string>> = {
  true: 'true t yes y 1 j ja x oui si s',
  false: 'false f no n 0 nein non',
};

const plain = (text: string): string => folded(text.trim()).replace(/[^a-z0-9]+/g, '_');

/** The value of the dictionary that `code` stands for in the column; undefined when that is not known. */
export function meaningOf(code: string, table: string, column: Column): string | undefined {
  const text = plain(code);
  if (column.type.kind === 'boolean') return listed(FLAGS, text);
  if (column.domain?.kind !== 'values') return undefined;
  const own = column.domain.values.find((value) => value === text);
  const meaning = own ?? listed(CODES[`${table}.${column.name}`] ?? CODES[column.name] ?? {}, text);
  return meaning !== undefined && column.domain.values.includes(meaning) ? meaning : undefined;
}

/** `true` or `false` where the text is a flag. */
export const flagWord = (text: string): string | undefined => listed(FLAGS, plain(text));

function listed(codes: Readonly<Record<string, string>>, text: string): string | undefined {
  return Object.entries(codes).find(([, texts]) => texts.split(' ').includes(text))?.[0];
}
