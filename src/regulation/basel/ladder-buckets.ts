/**
 * The buckets of the maturity ladder as a dated table: where each begins and ends, counted from the calculation date.
 *
 * A bucket begins on the day after its `after_…` bound and ends on its `to_…` bound, that day included. Days are calendar days; so many
 * months later is the same day of the month, or the last day of a shorter one, and nothing is moved to a business day. The bounds
 * follow from each other: a bucket begins where the one before it ends. Up to day 30 the ladder also has every single day.
 *
 * Bands: d238 part 3, contractual maturity mismatch, which leaves them to supervisors and names these.
 */

import type { TableSchema } from '../../schema/table.ts';
import { DATE, INTEGER, TEXT } from '../../schema/types.ts';
import { VALID_FROM } from './factors.ts';
import { type ReferenceTable, withCodes } from './reference-table.ts';

/** Steps of the two buckets that no date bounds: after all others, and without a maturity. Up to 30 a step is a day. */
export const BEYOND_STEP = 113;
export const OPEN_STEP = 114;

type Bound = { readonly days: number } | { readonly months: number } | null;

interface Bucket {
  readonly bucket: string;
  readonly item: string;
  /** null: every day of the bucket is a step of its own, numbered by the days from the calculation date. */
  readonly step: number | null;
  readonly after: Bound;
  readonly to: Bound;
}

const days = (bucket: string, item: string, after: number, to: number): Bucket => ({
  bucket,
  item,
  step: null,
  after: { days: after },
  to: { days: to },
});

const months = (bucket: string, item: string, step: number, after: number, to: number | null): Bucket => ({
  bucket,
  item,
  step,
  after: { months: after },
  to: to === null ? null : { months: to },
});

/** In the order of time. */
const LADDER_BUCKETS: readonly Bucket[] = [
  days('overnight', 'Overnight', 0, 1),
  days('days_2_7', '2 to 7 days', 1, 7),
  days('days_8_14', '8 to 14 days', 7, 14),
  days('days_15_30', '15 to 30 days', 14, 30),
  // By day 30 the calendar may be before or after one month; what follows day 30 is here.
  { ...months('months_1_2', '1 to 2 months', 105, 1, 2), after: { days: 30 } },
  months('months_2_3', '2 to 3 months', 106, 2, 3),
  months('months_3_6', '3 to 6 months', 107, 3, 6),
  months('months_6_9', '6 to 9 months', 108, 6, 9),
  months('months_9_12', '9 to 12 months', 109, 9, 12),
  months('years_1_2', '1 to 2 years', 110, 12, 24),
  months('years_2_3', '2 to 3 years', 111, 24, 36),
  months('years_3_5', '3 to 5 years', 112, 36, 60),
  months('years_5_plus', 'More than 5 years', BEYOND_STEP, 60, null),
  { bucket: 'open', item: 'Without maturity', step: OPEN_STEP, after: null, to: null },
];

const LADDER_BUCKET: TableSchema = {
  name: 'ladder_bucket',
  doc: 'Buckets of the maturity ladder, dated.',
  key: ['bucket', 'valid_from'],
  columns: [
    { name: 'bucket', type: TEXT, nullable: false, doc: 'Code of the bucket.' },
    { name: 'valid_from', type: DATE, nullable: false, doc: 'First day of this row.' },
    { name: 'valid_to', type: DATE, nullable: true, doc: 'Last day of this row; empty while it holds.' },
    { name: 'item', type: TEXT, nullable: false, doc: 'What it is called.' },
    { name: 'bucket_no', type: INTEGER, nullable: false, doc: 'Its place in the order of time.' },
    { name: 'step', type: INTEGER, nullable: true, doc: 'Its step; empty: each of its days is one.' },
    { name: 'after_days', type: INTEGER, nullable: true, doc: 'It begins after so many days,' },
    { name: 'after_months', type: INTEGER, nullable: true, doc: 'or after so many months.' },
    { name: 'to_days', type: INTEGER, nullable: true, doc: 'It ends so many days later, that day included,' },
    { name: 'to_months', type: INTEGER, nullable: true, doc: 'or so many months later.' },
  ],
};

const unit = (bound: Bound, name: 'days' | 'months'): string | null => {
  if (bound === null) return null;
  if (name === 'days') return 'days' in bound ? String(bound.days) : null;
  return 'months' in bound ? String(bound.months) : null;
};

const TABLE: ReferenceTable = {
  schema: LADDER_BUCKET,
  rows: LADDER_BUCKETS.map(({ bucket, item, step, after, to }, index) => ({
    bucket,
    valid_from: VALID_FROM,
    valid_to: null,
    item,
    bucket_no: String(index + 1),
    step: step === null ? null : String(step),
    after_days: unit(after, 'days'),
    after_months: unit(after, 'months'),
    to_days: unit(to, 'days'),
    to_months: unit(to, 'months'),
  })),
};

export const LADDER_BUCKET_TABLE: ReferenceTable = withCodes(TABLE, ['bucket']);
