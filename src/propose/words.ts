/**
 * Names of columns as concepts: `ACCT_NO`, `KontoNr` and `account number` all become {account, id}. A word that no list knows is tried as several
 * known ones written together (`KUNDENNR`, `MATDT`); what stays unknown is a concept of its own.
 */

const CONCEPTS: Readonly<Record<string, string>> = {
  account: 'account accounts acct accnt acc konto konten kto compte cuenta conto conta',
  id: 'id no nr num number nummer key ident identifier ref reference schluessel',
  iban: 'iban',
  isin: 'isin',
  customer:
    'customer customers cust client clients kunde kunden kd kdn cpty ctpy ctp counterparty cparty borrower debtor obligor depositor owner inhaber kreditnehmer schuldner partner cif lender party',
  group: 'group grp gruppe',
  segment: 'segment seg sector sektor branche',
  name: 'name bezeichnung description desc title',
  entity: 'entity ent company mandant gesellschaft institut legal unit le bukrs',
  branch: 'branch filiale niederlassung',
  currency: 'currency currencies ccy curr cur waehrung whg wrg devise moneda divisa iso',
  base: 'base from von',
  quote: 'quote to nach counter',
  balance: 'balance bal balances saldo salden kontostand solde stand',
  outstanding:
    'outstanding outst os ausstehend rest restschuld unpaid remaining drawn upb funded inanspruchnahme',
  amount: 'amount amt amnt betrag montant importe volume volumen notional nominal nominale',
  principal: 'principal prin tilgung capital kapital',
  interest: 'interest int zins zinsen',
  accrued: 'accrued stueckzins stueckzinsen',
  type: 'type typ art kind kategorie category cat',
  product: 'product prod produkt',
  class: 'class klasse cls',
  level: 'level lvl stufe tier',
  hqla: 'hqla lcr',
  asset: 'asset assets aktiva aktiv',
  liability: 'liability liabilities passiva passiv',
  side: 'side seite dc drcr sh direction dir richtung',
  maturity:
    'maturity mat matur faelligkeit faelligkeits faellig endfaelligkeit laufzeitende expiry expiration redemption ablauf',
  end: 'end ende bis',
  due: 'due zahltag payment pay',
  date: 'date dt dat datum fecha day tag',
  valid: 'valid gueltig effective',
  notice: 'notice kuendigung kuendigungs kuendigungsfrist ntc',
  given: 'given',
  days: 'days tage',
  loan: 'loan loans kredit kredite darlehen darl ln lending',
  facility: 'facility fac',
  deal: 'deal trade transaction trx txn contract vertrag vertrags geschaeft agreement',
  limit: 'limit lim line linie commitment committed kreditlinie zusage',
  country: 'country ctry cntry land laender pays domicile domizil sitz nation',
  market: 'market mkt markt',
  value: 'value val wert kurswert',
  dirty: 'dirty',
  mtm: 'mtm mv marktwert',
  security: 'security securities sec wertpapier wp instrument bond paper asset_id wkn cusip',
  holding: 'holding holdings depot position pos bestand',
  pledged: 'pledged pledge encumbered encumbrance verpfaendet belastet blocked',
  risk: 'risk risiko',
  weight: 'weight gewicht rw',
  domestic: 'domestic home inland',
  issuer: 'issuer emittent iss',
  scheme: 'scheme insurance insured guarantee guaranteed einlagensicherung dgs covered gesichert',
  penalty: 'penalty strafe vorfaelligkeit',
  withdrawal: 'withdrawal early',
  salary: 'salary gehalt gehaltskonto payroll lohn',
  transactional: 'transactional',
  purpose: 'purpose zweck',
  operational: 'operational operativ',
  channel: 'channel kanal vertriebsweg',
  relationship: 'relationship beziehung relation',
  established: 'established etabliert',
  retail: 'retail privat privatkunde',
  managed: 'managed',
  schedule: 'schedule repayment rueckzahlung amortisation amortization',
  arrears: 'arrears overdue verzug delinquency delinquent past rueckstand',
  default: 'default ausfall defaulted',
  revocability: 'revocability revocable widerruflich cancellable kuendbar',
  rate: 'rate kurs fx exchange wechselkurs',
  cash: 'cash bar',
  collateral: 'collateral sicherheit sicherheiten',
  reuse: 'reuse reused rehypothecated',
  status: 'status state zustand',
  flow: 'flow flows',
  treasury: 'treasury',
  control: 'control',
  first: 'first erste since seit',
  last: 'last letzte',
};

/** Words that say nothing about what a column is. */
const NOISE = new Set(
  'code cd the of in der die das des and und per as at on total eur usd gbp chf current'.split(' '),
);
const THOUSANDS = new Set('tsd teur keur tusd tchf k thousand thousands 000 000s ths'.split(' '));
const MILLIONS = new Set('mio mln million millions meur m'.split(' '));

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(CONCEPTS).flatMap(([concept, words]) =>
    words.split(' ').map((word) => [word, concept] as const),
  ),
);
/** Short words are too often a part of another by chance to be looked for inside one. */
const PARTS: readonly string[] = [...WORDS.keys()]
  .filter((word) => word.length > 1)
  .sort((a, b) => b.length - a.length);

export interface NameWords {
  readonly concepts: ReadonlySet<string>;
  /** What the name says its amounts are in. */
  readonly factor: '1' | '1000' | '1000000';
}

/** The concepts of a name. */
export function wordsOf(name: string): NameWords {
  const words = folded(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const factor = words.some((word) => THOUSANDS.has(word))
    ? '1000'
    : words.some((word) => MILLIONS.has(word))
      ? '1000000'
      : '1';
  const meant = words.filter((word) => !THOUSANDS.has(word) && !MILLIONS.has(word));
  const concepts = meant.flatMap(conceptsOf).filter((word) => !NOISE.has(word));
  return { concepts: new Set(concepts.length === 0 ? meant : concepts), factor };
}

/** Small letters without accents: `Währung` becomes `waehrung`. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

function conceptsOf(word: string): readonly string[] {
  const known = WORDS.get(word);
  if (known !== undefined) return [known];
  if (NOISE.has(word)) return [word];
  return together(word) ?? [word];
}

/** The concepts of words written together, the longest ones first; undefined when something is left over. German joins some with an s. */
function together(word: string): readonly string[] | undefined {
  if (word === '') return [];
  for (const part of PARTS) {
    if (!word.startsWith(part)) continue;
    const rest = word.slice(part.length);
    const after = together(rest) ?? (rest.startsWith('s') ? together(rest.slice(1)) : undefined);
    if (after !== undefined) return [WORDS.get(part) ?? part, ...after];
  }
  return undefined;
}
