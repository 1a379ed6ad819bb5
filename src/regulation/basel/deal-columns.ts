/**
 * The columns that every branch of `deals` has, in order, and what stands there for a product that has no use for one.
 *
 * `dealColumns` takes the columns a product gives: a name passes a column of the product's facts, anything else is an expression.
 */

import { compute, passAs } from '../../pipeline/build.ts';
import type { StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, type ColumnType, DATE, TEXT } from '../../schema/types.ts';
import { assert } from '../../std/assert.ts';
import { FRACTION } from './factors.ts';
import { CONVERTED } from './lcr-conversion.ts';

interface DealColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The expression for products that do not give the column; undefined: every product must. */
  readonly absent?: string;
  readonly doc: string;
}

/** Part amounts, one per slot of splits.ts. */
export const PART_COLUMNS = [1, 2, 3, 4, 5, 6, 7].map((slot) => `part_${slot}`);

export const DEAL_COLUMNS: readonly DealColumn[] = [
  { name: 'deal_id', type: TEXT, doc: 'Key of the position in its table.' },
  { name: 'entity_id', type: TEXT, doc: 'Reporting entity.' },
  { name: 'customer_id', type: TEXT, absent: 'null', doc: 'Counterparty.' },
  {
    name: 'currency_code',
    type: TEXT,
    doc: 'Currency of the position; the amount is in the reporting currency.',
  },
  { name: 'product_type', type: TEXT, doc: 'What it is: DEPOSIT, LOAN, BOND …' },
  { name: 'deal_type', type: TEXT, doc: 'The kind of deal it stands in: DEPOSIT, LOAN, HOLDING, REPO …' },
  { name: 'segment', type: TEXT, absent: "'none'", doc: 'Class of the customer.' },
  { name: 'detail', type: TEXT, absent: "'none'", doc: 'What the rules of this source need besides.' },
  {
    name: 'fully_insured',
    type: BOOLEAN,
    absent: 'false',
    doc: 'Insurance covers all that the depositor has.',
  },
  { name: 'scheme_78', type: BOOLEAN, absent: 'false', doc: 'The scheme meets the criteria of d238 ¶78.' },
  { name: 'security_id', type: TEXT, absent: 'null', doc: 'Security held or pledged.' },
  {
    name: 'own_security',
    type: TEXT,
    absent: 'null',
    doc: 'Of secured deals, a piece of collateral that a company of the bank has issued: where that is a member, nothing is unwound.',
  },
  { name: 'security_line', type: TEXT, absent: 'null', doc: 'Its line.' },
  { name: 'security_level', type: TEXT, absent: 'null', doc: 'Its level.' },
  {
    name: 'security_haircut',
    type: FRACTION,
    absent: 'null',
    doc: 'Its haircut.',
  },
  { name: 'maturity_date', type: DATE, absent: 'null', doc: 'Contractual maturity.' },
  { name: 'effective_date', type: DATE, absent: 'null', doc: 'Day on which the flow counts.' },
  { name: 'in_window', type: BOOLEAN, absent: 'false', doc: 'Does that day lie within the 30 days?' },
  { name: 'split', type: TEXT, absent: "'whole'", doc: 'How it is cut into tranches.' },
  { name: 'amount', type: CONVERTED, doc: 'Amount in the reporting currency.' },
  ...PART_COLUMNS.map((name) => ({ name, type: CONVERTED, absent: 'null', doc: 'Amount of one part.' })),
];

/** The columns of a branch of `deals` from what the product gives. */
export function dealColumns(given: Readonly<Record<string, string>>): readonly StageColumn[] {
  const unknown = Object.keys(given).filter((name) => !DEAL_COLUMNS.some((column) => column.name === name));
  assert(unknown.length === 0, `${unknown.join(', ')} are columns of deals`);
  return DEAL_COLUMNS.map(({ name, type, absent, doc }) => {
    const text = given[name] ?? absent;
    assert(text !== undefined, `every product gives ${name}`);
    const isName = /^[a-z][a-z_0-9]*$/.test(text) && !['true', 'false', 'null'].includes(text);
    return isName ? passAs(name, text) : compute(name, text, type, { doc });
  });
}
