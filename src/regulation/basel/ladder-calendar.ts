/**
 * The calendar of the maturity ladder: every day from tomorrow to the last bound with its step, and the steps with their buckets.
 *
 * A step is a day up to day 30 and a bucket after it. A position looks its day up in `ladder_calendar`; the sums up to a
 * step are made by an expansion over `ladder_steps`.
 */

import { compute, pass } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, ExpandStage } from '../../pipeline/stage.ts';
import { DATE, INTEGER, TEXT } from '../../schema/types.ts';

/** The bucket without a maturity has no days; the calculation date, on which nothing falls due, stands for it. */
const FIRST_DAY = `coalesce(add_days(add_days(:calculation_date, after_days), 1),
  add_days(add_months(:calculation_date, after_months), 1), :calculation_date)`;
const LAST_DAY = 'coalesce(add_days(:calculation_date, to_days), add_months(:calculation_date, to_months))';

const LADDER_BOUNDS: DeriveStage = {
  kind: 'derive',
  name: 'ladder_bounds',
  doc: 'First and last day of each bucket of the maturity ladder.',
  input: 'ladder_bucket',
  lookups: [],
  columns: [
    ...pass('bucket', 'item', 'bucket_no', 'step'),
    compute('first_day', FIRST_DAY, DATE),
    compute('last_day', LAST_DAY, DATE),
    // Of a bucket without an end, its first day stands for all.
    compute('listed_to', 'coalesce(last_day, first_day)', DATE),
  ],
};

const LADDER_DATES: ExpandStage = {
  kind: 'expand',
  name: 'ladder_dates',
  doc: 'Days of the buckets of the maturity ladder.',
  input: 'ladder_bounds',
  expansion: { form: 'dates', column: 'due_date', from: 'first_day', to: 'listed_to' },
  lookups: [],
  columns: [
    ...pass('bucket', 'due_date', 'item', 'bucket_no', 'last_day'),
    compute('ladder', "'ladder'", TEXT),
    compute('day', 'case when step is null then due_date end', DATE, {
      doc: 'The day, of steps that are one.',
    }),
    compute('ends', 'case when step is not null or due_date = last_day then 1 else 0 end', INTEGER, {
      doc: '1 for the last step of its bucket.',
    }),
    compute('slot', 'coalesce(step, days_between(:calculation_date, due_date))', INTEGER, {
      doc: 'The step.',
    }),
  ],
};

const LADDER_CALENDAR: AggregateStage = {
  kind: 'aggregate',
  name: 'ladder_calendar',
  doc: 'Step of each day.',
  input: 'ladder_dates',
  groupBy: ['due_date'],
  measures: [{ name: 'slot', fn: 'min', column: 'slot' }],
};

const LADDER_STEPS: AggregateStage = {
  kind: 'aggregate',
  name: 'ladder_steps',
  doc: 'Steps of the maturity ladder with their bucket and last day.',
  input: 'ladder_dates',
  groupBy: ['ladder', 'slot'],
  measures: [
    { name: 'bucket_no', fn: 'min', column: 'bucket_no' },
    { name: 'bucket', fn: 'min', column: 'bucket' },
    { name: 'item', fn: 'min', column: 'item' },
    { name: 'day', fn: 'min', column: 'day' },
    { name: 'last_day', fn: 'max', column: 'last_day' },
    { name: 'ends', fn: 'max', column: 'ends' },
  ],
};

export const LADDER_CALENDAR_STAGES = [LADDER_BOUNDS, LADDER_DATES, LADDER_CALENDAR, LADDER_STEPS] as const;
