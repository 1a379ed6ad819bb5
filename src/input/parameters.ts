/** The parameters that expressions of a source may use: calculation date, reporting currency, jurisdiction. */

import { type ColumnType, DATE, TEXT, type Value } from '../schema/types.ts';
import { assert } from '../std/assert.ts';
import { parseDate } from '../values/date.ts';

export type ImportParameters = Readonly<Record<string, { readonly type: ColumnType; readonly value: Value }>>;

export interface ParameterValues {
  /** ISO date. */
  readonly calculationDate: string;
  readonly reportingCurrency: string;
  readonly jurisdiction: string;
}

export function importParameters(values: ParameterValues): ImportParameters {
  const days = parseDate(values.calculationDate);
  assert(days !== undefined, `${values.calculationDate} is a date`);
  return Object.freeze({
    calculation_date: { type: DATE, value: days },
    reporting_currency: { type: TEXT, value: values.reportingCurrency },
    jurisdiction: { type: TEXT, value: values.jurisdiction },
  });
}

/** The types alone, as the checker of expressions wants them. */
export const PARAMETER_TYPES: Readonly<Record<string, ColumnType>> = Object.freeze({
  calculation_date: DATE,
  reporting_currency: TEXT,
  jurisdiction: TEXT,
});
