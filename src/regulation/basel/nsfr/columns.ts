/** The columns that every branch of `funding_positions` has, and the buckets of residual maturity as expressions. */

import { compute, passAs } from '../../../pipeline/build.ts';
import type { StageColumn } from '../../../pipeline/stage.ts';
import { type ColumnType, TEXT } from '../../../schema/types.ts';
import { assert } from '../../../std/assert.ts';
import { CONVERTED } from '../lcr-conversion.ts';
import { NSFR_PARTS } from './splits.ts';

interface PositionColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The expression for products that do not give the column; undefined: every product must. */
  readonly absent?: string;
}

const POSITION_COLUMNS: readonly PositionColumn[] = [
  { name: 'position_id', type: TEXT },
  { name: 'entity_id', type: TEXT },
  { name: 'customer_id', type: TEXT, absent: 'null' },
  { name: 'security_id', type: TEXT, absent: 'null' },
  { name: 'currency_code', type: TEXT },
  { name: 'class', type: TEXT },
  { name: 'other_class', type: TEXT, absent: 'null' },
  { name: 'bucket', type: TEXT, absent: "'no_maturity'" },
  { name: 'encumbrance', type: TEXT, absent: "'free'" },
  { name: 'split', type: TEXT, absent: "'whole'" },
  { name: 'amount', type: CONVERTED },
  ...NSFR_PARTS.map((name) => ({ name, type: CONVERTED, absent: 'null' })),
];

/** The columns of a branch of `funding_positions` from what the product gives: names pass a column, anything else is an expression. */
export function positionColumns(given: Readonly<Record<string, string>>): readonly StageColumn[] {
  const unknown = Object.keys(given).filter(
    (name) => !POSITION_COLUMNS.some((column) => column.name === name),
  );
  assert(unknown.length === 0, `${unknown.join(', ')} are columns of funding_positions`);
  return POSITION_COLUMNS.map(({ name, type, absent }) => {
    const text = given[name] ?? absent;
    assert(text !== undefined, `every product gives ${name}`);
    const isName = /^[a-z][a-z_0-9]*$/.test(text) && text !== 'null';
    return isName ? passAs(name, text) : compute(name, text, type);
  });
}

/** Longer overdue, an asset performs no more (d295 ¶42(b), 43(c)). */
const DAYS_PAST_DUE = 90;

/** Was it due on `day`, longer ago than that? */
export const isLongDue = (day: string): string =>
  `coalesce(days_between(${day}, :calculation_date) > ${DAYS_PAST_DUE}, false)`;

const SIX_MONTHS = 'add_months(:calculation_date, 6)';
export const ONE_YEAR = 'add_months(:calculation_date, 12)';

/** Is the day less than six months away? */
export const under6Months = (day: string): string => `${day} < ${SIX_MONTHS}`;
export const underOneYear = (day: string): string => `${day} < ${ONE_YEAR}`;

/** The bucket of residual maturity of what falls due on `day`; no day has a bucket of its own (d295 ¶18, 29). */
export const bucketOf = (day: string): string =>
  `case when ${day} is null then 'no_maturity' when ${under6Months(day)} then 'under_6_months'
    when ${underOneYear(day)} then 'under_1_year' else 'from_1_year' end`;

/** How long an encumbrance that ends on `day` lasts; without a day longer than a year (d295 ¶31). */
export const encumbranceUntil = (day: string): string =>
  `case when ${day} is null then 'from_1_year' when ${under6Months(day)} then 'free'
    when ${underOneYear(day)} then 'under_1_year' else 'from_1_year' end`;
