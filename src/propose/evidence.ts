/** Do the values of a raw column fit a column of the dictionary? Counted, and told in words. */

import type { Column, TableSchema } from '../schema/table.ts';
import { compareDecimals, parseDecimal } from '../values/decimal.ts';
import { meaningOf } from './code-words.ts';
import { fitsDate } from './dates.ts';
import { isCountry, isCurrency, isIsin } from './iso-codes.ts';
import type { NumberFormat } from './numbers.ts';
import { type ColumnProfile, numbersOf, rowsThat } from './profile.ts';

export interface Evidence {
  /** specific: hardly anything else looks so; generic: other columns do too; none: nothing speaks for or against it. */
  readonly fit: 'specific' | 'generic' | 'none' | 'against';
  readonly reason: string;
}

/** With more texts than these a column holds no codes. */
export const CODES_MAX = 24;

export function evidenceOf(
  column: Column,
  table: TableSchema,
  profile: ColumnProfile,
  format: NumberFormat,
): Evidence {
  if (profile.rows === 0) return { fit: 'none', reason: 'no value in the rows looked at' };
  const { kind } = column.type;
  if (kind === 'boolean' || column.domain?.kind === 'values') return codes(column, table, profile);
  if (kind === 'date') return dates(profile);
  if (kind === 'decimal' || kind === 'integer') return numbers(column, profile, format);
  if (/currency_code$/.test(column.name)) return share(profile, isCurrency, 'are ISO currencies');
  if (column.name === 'country_code') return share(profile, isCountry, 'are ISO countries');
  if (column.name === 'isin_code') return share(profile, isIsin, 'are ISINs');
  if (table.key.length === 1 && table.key[0] === column.name) return key(profile);
  return profile.kind === 'float'
    ? { fit: 'against', reason: floating(profile) }
    : { fit: 'none', reason: `${profile.counts.size} different texts in ${profile.rows} rows` };
}

const of = (rows: number, profile: ColumnProfile, what: string): string =>
  `${rows} of ${profile.rows} values ${what}`;
const floating = ({ sqlType }: ColumnProfile): string =>
  `it holds floating-point numbers (${sqlType}), which are refused: write it as decimal`;

function share(profile: ColumnProfile, test: (text: string) => boolean, what: string): Evidence {
  const rows = rowsThat(profile, test);
  return { fit: fitOf(rows, profile.rows, 'specific'), reason: of(rows, profile, what) };
}

/** Four of five rows: the others will be rejects, which is told, and the column is still the right one. */
function fitOf(rows: number, all: number, kind: 'specific' | 'generic'): Evidence['fit'] {
  return rows * 5 >= all * 4 ? kind : 'against';
}

function key(profile: ColumnProfile): Evidence {
  const different = profile.counts.size;
  if (profile.kind === 'float') return { fit: 'against', reason: floating(profile) };
  if (different === profile.rows && profile.empty === 0)
    return { fit: 'generic', reason: `all ${profile.rows} values differ` };
  const empty = profile.empty === 0 ? '' : `, ${profile.empty} are empty`;
  return {
    fit: 'none',
    reason: `only ${different} of ${profile.rows} values differ${empty}; of rows with the same key all but the first become rejects`,
  };
}

function dates(profile: ColumnProfile): Evidence {
  if (profile.kind === 'date' || profile.kind === 'timestamp')
    return { fit: 'generic', reason: `it is of type ${profile.sqlType}` };
  const { date } = profile;
  if (date === undefined) return { fit: 'against', reason: 'its values are no dates' };
  const [format = ''] = date.formats;
  const found = of(date.rows, profile, `are dates in ${date.formats.join(' and in ')}`);
  const odd = [...profile.counts.keys()].find((text) => !fitsDate(text, format));
  const rest =
    date.rows === profile.rows || odd === undefined ? '' : `; others, such as ${odd}, become rejects`;
  return { fit: 'generic', reason: `${found}${rest}` };
}

function numbers(column: Column, profile: ColumnProfile, format: NumberFormat): Evidence {
  if (profile.kind === 'float') return { fit: 'against', reason: floating(profile) };
  if (profile.date !== undefined) return { fit: 'against', reason: 'its values are dates' };
  const found = numbersOf(profile, format);
  const rows = found.reduce((sum, one) => sum + one.rows, 0);
  const fit = fitOf(rows, profile.rows, 'generic');
  const outside = found.filter(({ plain }) => !within(plain, column)).reduce((sum, one) => sum + one.rows, 0);
  const notes = [
    of(rows, profile, column.type.kind === 'integer' ? 'are numbers' : 'are amounts'),
    ...(outside === 0 ? [] : [`${outside} of them are outside of what the column allows`]),
    ...(fit !== 'against' && rows < profile.rows ? ['the others become rejects'] : []),
  ];
  // A rate of 20 is a percentage: it would be a reject in every row.
  return { fit: outside * 2 > rows ? 'against' : fit, reason: notes.join('; ') };
}

function within(plain: string, { domain }: Column): boolean {
  const value = parseDecimal(plain);
  if (domain?.kind !== 'range' || value === undefined) return true;
  const [low, high] = [domain.min, domain.max].map((bound) =>
    bound === undefined ? undefined : parseDecimal(bound),
  );
  return (
    (low === undefined || compareDecimals(value, low) >= 0) &&
    (high === undefined || compareDecimals(value, high) <= 0)
  );
}

function codes(column: Column, table: TableSchema, profile: ColumnProfile): Evidence {
  if (profile.kind === 'boolean' && column.type.kind === 'boolean')
    return { fit: 'generic', reason: 'it is of type BOOLEAN' };
  const different = profile.counts.size;
  const most = column.type.kind === 'boolean' ? 3 : CODES_MAX;
  if (different > most)
    return { fit: 'against', reason: `it has ${different} different texts, too many for codes` };
  const known = rowsThat(profile, (text) => meaningOf(text, table.name, column) !== undefined);
  const texts = [...profile.counts.keys()].filter(
    (text) => meaningOf(text, table.name, column) !== undefined,
  );
  const reason = `${texts.length} of its ${different} codes are known, in ${known} of ${profile.rows} rows`;
  if (column.type.kind === 'boolean') return { fit: texts.length === different ? 'generic' : 'none', reason };
  if (texts.length === different && different > 1) return { fit: 'specific', reason };
  return { fit: known === 0 ? 'none' : 'generic', reason };
}
