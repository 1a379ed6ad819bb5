/** What one perimeter has on one day for LIQ2, from the stages of a run. */

import type { FundingFigures, FundingSum } from '../disclosure/funding.ts';
import type { ColumnId } from '../disclosure/template.ts';
import type { ResultRow } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { BUCKETS, type Bucket } from '../regulation/basel/nsfr/classes.ts';
import { type RelationOf, readAll } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { assert } from '../std/assert.ts';
import { decimalOf } from '../values/arithmetic.ts';
import type { Decimal } from '../values/decimal.ts';

/** The stages that LIQ2 is made from, with the columns that are read. */
export const FUNDING_STAGES: Readonly<Record<string, readonly string[]>> = {
  nsfr_perimeter_rows: ['perimeter', 'liq2_row', 'part_maturity', 'counts_as', 'amount', 'funding_value'],
  nsfr_calc: ['perimeter', 'net_asset_value', 'asf', 'rsf', 'nsfr'],
};

/** `relationOf`: of the scenario that is reported. Errors: report.perimeter, those of reading stages. */
export async function readFunding(
  session: Session,
  record: RunRecord,
  relationOf: RelationOf,
  perimeter: string,
): Promise<FundingFigures> {
  const calc = await readAll(session, record, 'nsfr_calc', relationOf);
  const final = calc.find((row) => row['perimeter'] === perimeter);
  if (final === undefined) {
    const known = calc.map((row) => String(row['perimeter']));
    return fail('report.perimeter', { name: perimeter, date: record.date, known });
  }
  const rows = await readAll(session, record, 'nsfr_perimeter_rows', relationOf);
  return fundingOf(final, rows, { date: record.date, perimeter });
}

/** `final`: the row of the perimeter in `nsfr_calc`; `rows`: those of `nsfr_perimeter_rows`, of all perimeters. */
export function fundingOf(
  final: ResultRow,
  rows: readonly ResultRow[],
  { date, perimeter }: Pick<FundingFigures, 'date' | 'perimeter'>,
): FundingFigures {
  const own = rows.filter((row) => row['perimeter'] === perimeter && row['counts_as'] !== null);
  return {
    date,
    perimeter,
    sums: own.map(sumOfRow),
    netDerivatives: decimal(final, 'net_asset_value'),
    available: decimal(final, 'asf'),
    required: decimal(final, 'rsf'),
    nsfr: final['nsfr'] === null ? null : decimal(final, 'nsfr'),
  };
}

const decimal = (row: ResultRow, name: string): Decimal => decimalOf(String(row[name] ?? 0));

const sumOfRow = (row: ResultRow): FundingSum => ({
  row: String(row['liq2_row']),
  maturity: maturityOf(String(row['part_maturity'])),
  amount: decimal(row, 'amount'),
  value: decimal(row, 'funding_value'),
});

/** The buckets have the names of the template's columns. */
function maturityOf(text: string): ColumnId {
  const bucket = BUCKETS.find((each): each is Bucket => each === text);
  assert(bucket !== undefined, `${text} is a bucket`);
  return bucket;
}
